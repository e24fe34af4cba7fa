"""The only module that draws random ids."""

import secrets


def new_id() -> str:
    """A new id: 128 random bits, 22 URL-safe characters; not guessable, carries no meaning."""
    return secrets.token_urlsafe(16)


def new_secret() -> str:
    """A new secret for a session or an API token: 256 random bits, 43 URL-safe characters."""
    return secrets.token_urlsafe(32)
