"""Our cookies: out of reach of scripts, bound to this host over https, not sent with another site's forms."""

from datetime import timedelta

from shared.settings import settings

SESSION = "exchange"
SIGN_IN = "exchange-sign-in"


def cookie_name(name: str) -> str:
    """The name with `__Host-`, which browsers keep only over https, from this host and for every path.

    Only the local runner, on plain http at loopback, goes without.
    """
    return f"__Host-{name}" if settings().secure_cookies else name


def read_cookie(header: str, name: str) -> str:
    """The value of one of our cookies in a Cookie header, or "". Other cookies may be as broken as they like."""
    for pair in header.split(";"):
        key, _, value = pair.strip().partition("=")
        if key == cookie_name(name):
            return value
    return ""


def write_cookie(name: str, value: str, lives: timedelta | None = None) -> str:
    """The Set-Cookie header for one of our cookies; without `lives` it lasts until the browser closes."""
    parts = [f"{cookie_name(name)}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts += ["Secure"] if settings().secure_cookies else []
    parts += [f"Max-Age={int(lives.total_seconds())}"] if lives is not None else []
    return "; ".join(parts)


def clear_cookie(name: str) -> str:
    """The Set-Cookie header that makes the browser forget one of our cookies."""
    return write_cookie(name, "", timedelta(0))
