"""The English of conversations."""
