"""An answer, and the headers that every answer carries."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chalice.app import Response

from shared.settings import settings
from shared.web.visit import Visit

Headers = Mapping[str, str | list[str]]

_ONE_YEAR_SECONDS = 31_536_000
_NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class Reply(Response):
    """An answer whose headers cannot be split: Chalice itself looks for line breaks only in single values, not
    in the lists that carry cookies. Raises ValueError for a header with any character but printable ASCII."""

    def __init__(self, body: str | bytes, status: int, headers: Headers) -> None:
        for name, value in headers.items():
            for line in value if isinstance(value, list) else [value]:
                _check(name, line)
        super().__init__(body, dict(headers), status)

    def with_headers(self, headers: Headers) -> "Reply":
        """The same answer with more headers; those that it has already stay as they are."""
        return Reply(self.body, self.status_code, {**headers, **self.headers})

    def with_cookies(self, *cookies: str) -> "Reply":
        """The same answer with `Set-Cookie` lines, as `sessions` words them."""
        return Reply(self.body, self.status_code, {**self.headers, "Set-Cookie": list(cookies)})

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:
        """The answer for API Gateway. Bytes travel as base64, whatever their type."""
        if not isinstance(self.body, bytes):
            return super().to_dict(binary_types)
        encoded = Reply(base64.b64encode(self.body).decode(), self.status_code, self.headers)
        return {**encoded.to_dict(binary_types), "isBase64Encoded": True}


def security_headers(visit: Visit) -> Headers:
    """The headers of every answer to the visit (OWASP ASVS 5.0, 3.4.1 to 3.4.6, and 14.3.2 for no-store)."""
    headers: dict[str, str | list[str]] = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "; ".join(_content_policy(visit)),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": _NO_DEVICES,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if settings().secure_cookies:
        headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR_SECONDS}; includeSubDomains"
    return headers


def origin_of(url: str) -> str:
    """The scheme and host of an address, as a browser compares them; empty where the address is empty."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def identity_origins() -> set[str]:
    """The other sites that signing in and out leads to."""
    urls = (settings().oidc_authorize_url, settings().oidc_logout_url)
    return {origin_of(url) for url in urls if url} - {"", origin_of(settings().origin)}


def _content_policy(visit: Visit) -> list[str]:
    if visit.is_api:
        return ["default-src 'none'", "frame-ancestors 'none'"]
    return [
        "default-src 'none'",
        f"script-src 'self' 'nonce-{visit.nonce}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        # Browsers check where a form's redirects lead too, and signing out ends at the identity provider.
        " ".join(["form-action 'self'", *sorted(identity_origins())]),
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]


def _check(name: str, value: str) -> None:
    if not name.isascii() or not value.isascii() or not (name + value).isprintable():
        raise ValueError(f"The header {name!r} has a character that would break it.")
