"""The front door: the start page, signing in, organisations, API tokens, and the pages about the service."""
