"""The rules of conversations: pure functions and values."""
