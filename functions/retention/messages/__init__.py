"""The English of retention."""
