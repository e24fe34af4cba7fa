"""Levy transfers: unspent apprenticeship levy moves from large employers to small ones."""
