"""What the templates show, by subject, as plain values."""
