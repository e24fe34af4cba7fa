"""Confidential career conversations: a member of staff and a neutral adviser, and nobody else."""
