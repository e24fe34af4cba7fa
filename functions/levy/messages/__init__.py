"""The English of levy transfers, by subject."""
