"""What was typed, read into commands."""
