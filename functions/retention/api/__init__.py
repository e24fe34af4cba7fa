"""The JSON API of retention: the exchange of a transfer window, to be tried by anybody."""
