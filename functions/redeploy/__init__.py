"""Redeployment of staff at risk of redundancy."""
