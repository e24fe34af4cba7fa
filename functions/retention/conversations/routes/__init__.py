"""The addresses under `/retention/conversations`."""
