"""Records as plain values for the templates."""
