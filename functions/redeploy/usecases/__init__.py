"""One function a user action: load, decide, commit; then what follows, at once."""
