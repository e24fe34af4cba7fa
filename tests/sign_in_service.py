"""A sign-in service on loopback that answers as it is told, and the tokens that it signs."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from shared.settings import settings
from tests.partners import NOW

ISSUER = "https://sign-in.example"
US = "workforce-exchange"
OUR_KEY = RSAKey.generate_key(2048, {"kid": "key-1"})


@dataclass
class Provider:
    """What the provider on loopback answers, and what it was asked."""

    url: str = ""
    keys: list[RSAKey] = field(default_factory=lambda: [OUR_KEY])
    token_status: int = 200
    token_body: bytes = b"{}"
    keys_body: bytes | None = None
    asked: list[tuple[str, dict[str, list[str]], str]] = field(default_factory=list)

    def published(self) -> bytes:
        return self.keys_body or json.dumps({"keys": [key.as_dict(private=False) for key in self.keys]}).encode()

    def times_asked_for_keys(self) -> int:
        return sum(path == "/jwks" for path, _, _ in self.asked)


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that listens, with the settings pointing at it."""
    provider = Provider()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append((self.path, {}, ""))
            self._send(200, provider.published())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.asked.append((self.path, parse_qs(body), self.headers.get("Authorization", "")))
            self._send(provider.token_status, provider.token_body)

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    provider.url = f"http://127.0.0.1:{server.server_port}"
    with pytest.MonkeyPatch.context() as environment:
        for name, value in _addresses(provider.url).items():
            environment.setenv(f"EXCHANGE_OIDC_{name}", value)
        settings.cache_clear()
        yield provider
    settings.cache_clear()
    server.shutdown()
    server.server_close()


def _addresses(url: str) -> dict[str, str]:
    return {
        "ISSUER": ISSUER,
        "CLIENT_ID": US,
        "AUTHORIZE_URL": f"{url}/authorize",
        "TOKEN_URL": f"{url}/token",
        "JWKS_URL": f"{url}/jwks",
        "LOGOUT_URL": f"{url}/logout",
    }


def claims(**changed: Any) -> dict[str, Any]:
    issued = int(NOW.timestamp())
    true = {
        "iss": ISSUER,
        "aud": US,
        "sub": "sub-1",
        "nonce": "nonce-1",
        "iat": issued,
        "exp": issued + 300,
        "token_use": "id",
    }
    return {name: value for name, value in (true | changed).items() if value is not None}


def signed(key: RSAKey = OUR_KEY, /, **changed: Any) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims(**changed), key)
