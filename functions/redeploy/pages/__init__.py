"""What pages show, by subject, as plain values for a template."""
