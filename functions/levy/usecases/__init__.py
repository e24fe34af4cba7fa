"""One function a user action: load, decide, commit."""
