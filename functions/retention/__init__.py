"""Itchy-feet conversations and the transfer window."""
