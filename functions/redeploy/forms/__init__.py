"""What people type, by subject, read into commands."""
