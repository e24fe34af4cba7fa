"""The JSON API of levy transfers: what machines read and write, by the same use cases as the pages."""
