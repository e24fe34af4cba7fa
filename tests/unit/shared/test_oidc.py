"""Sign-in tokens, true and forged, through the real verifier against a provider on loopback."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from shared import oidc
from shared.oidc import Login, Reason
from shared.outcomes import Refusal
from shared.pending import Pending
from shared.settings import settings

ISSUER = "https://sign-in.example"
US = "workforce-exchange"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PENDING = Pending(state="state-1", nonce="nonce-1", verifier="v" * 43, next_path="/")
OUR_KEY = RSAKey.generate_key(2048, {"kid": "key-1"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "key-1"})  # the same name, another key
NEW_KEY = RSAKey.generate_key(2048, {"kid": "key-2"})


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


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
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
    for name, value in {
        "ISSUER": ISSUER,
        "CLIENT_ID": US,
        "AUTHORIZE_URL": f"{provider.url}/authorize",
        "TOKEN_URL": f"{provider.url}/token",
        "JWKS_URL": f"{provider.url}/jwks",
        "LOGOUT_URL": f"{provider.url}/logout",
    }.items():
        monkeypatch.setenv(f"EXCHANGE_OIDC_{name}", value)
    settings.cache_clear()
    yield provider
    server.shutdown()
    server.server_close()
    settings.cache_clear()


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


def signed(key: RSAKey = OUR_KEY, header: dict[str, Any] | None = None, **changed: Any) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid, **(header or {})}, claims(**changed), key)


def text(part: dict[str, Any]) -> str:
    return encoded(json.dumps(part).encode())


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def unsigned() -> str:
    return f"{text({'alg': 'none', 'kid': 'key-1'})}.{text(claims())}."


def signed_with_the_public_key_as_a_secret() -> str:
    """The classic confusion: the public key, which everybody has, used as the secret of an HMAC."""
    signing_input = f"{text({'alg': 'HS256', 'kid': 'key-1'})}.{text(claims())}"
    mac = hmac.digest(OUR_KEY.as_pem(private=False), signing_input.encode(), "sha256")
    return f"{signing_input}.{encoded(mac)}"


def tampered() -> str:
    head, _, signature = signed().split(".")
    return f"{head}.{text(claims(sub='sub-2'))}.{signature}"


def test_a_true_token_proves_who_signed_in(provider: Provider) -> None:
    assert oidc.verify(signed(), "nonce-1", NOW) == Login(ISSUER, "sub-1")


@pytest.mark.parametrize(
    "true",
    [
        {"aud": [US]},
        {"aud": [US, "another"], "azp": US},
        {"token_use": None},
        {"exp": int(NOW.timestamp()) - 10},
        {"iat": int(NOW.timestamp()) + 10},
    ],
    ids=["audience in a list", "two audiences, ours is authorised", "no use named", "a clock behind", "ahead"],
)
def test_a_token_may_differ_in_what_does_not_matter(provider: Provider, true: dict[str, Any]) -> None:
    assert isinstance(oidc.verify(signed(**true), "nonce-1", NOW), Login)


LATER = int((NOW + timedelta(minutes=1)).timestamp())
FORGED = {
    "signed by another key of the same name": lambda: signed(OTHER_KEY),
    "signed by a key that is not published": lambda: signed(NEW_KEY),
    "names no key": lambda: jwt.encode({"alg": "RS256"}, claims(), OUR_KEY),
    "not signed (alg none)": unsigned,
    "signed with the public key as a shared secret (HS256)": signed_with_the_public_key_as_a_secret,
    "signed by a weaker choice of ours (PS256)": lambda: jwt.encode(
        {"alg": "PS256", "kid": "key-1"}, claims(), OUR_KEY, algorithms=["PS256"]
    ),
    "changed after signing": tampered,
    "for another client": lambda: signed(aud="another"),
    "for others in a list": lambda: signed(aud=["another", "third"]),
    "for us too, authorised for another": lambda: signed(aud=[US, "another"], azp="another"),
    "for nobody": lambda: signed(aud=None),
    "from another issuer": lambda: signed(iss="https://evil.example"),
    "from nobody": lambda: signed(iss=None),
    "of another sign-in": lambda: signed(nonce="nonce-2"),
    "without a nonce": lambda: signed(nonce=None),
    "out of date": lambda: signed(exp=int((NOW - timedelta(minutes=1)).timestamp())),
    "without an end": lambda: signed(exp=None),
    "from the future": lambda: signed(iat=LATER),
    "without a beginning": lambda: signed(iat=None),
    "about nobody": lambda: signed(sub=None),
    "an access token": lambda: signed(token_use="access"),
    "no token": lambda: "not-a-token",
    "empty": lambda: "",
    "two parts": lambda: "a.b",
    "not text that a token has": lambda: "é.é.é",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_token_proves_nothing_that_is(provider: Provider, forge: Any) -> None:
    assert oidc.verify(forge(), "nonce-1", NOW) == Refusal(Reason.TOKEN_REFUSED)


def test_a_new_key_of_the_provider_is_fetched_when_a_token_names_it(provider: Provider) -> None:
    assert isinstance(oidc.verify(signed(), "nonce-1", NOW), Login)
    provider.keys = [OUR_KEY, NEW_KEY]
    later = NOW + timedelta(minutes=2)
    assert isinstance(oidc.verify(signed(NEW_KEY), "nonce-1", later), Login)
    assert provider.times_asked_for_keys() == 2


def test_forged_key_names_do_not_flood_the_provider(provider: Provider) -> None:
    for _ in range(10):
        assert isinstance(oidc.verify(signed(NEW_KEY), "nonce-1", NOW), Refusal)
    assert provider.times_asked_for_keys() == 1


@pytest.mark.parametrize("body", [b"<html>", b'{"keys": "none"}', b"[]", b'{"keys": [{"kty": "RSA"}]}'])
def test_keys_that_cannot_be_read_prove_nothing(provider: Provider, body: bytes) -> None:
    provider.keys_body = body
    assert isinstance(oidc.verify(signed(), "nonce-1", NOW), Refusal)


def test_the_browser_is_sent_with_state_nonce_and_a_challenge_but_never_the_verifier(provider: Provider) -> None:
    address = urlsplit(oidc.authorize_url(PENDING))
    sent = {name: values[0] for name, values in parse_qs(address.query).items()}
    digest = hashlib.sha256(PENDING.verifier.encode()).digest()
    assert sent == {
        "response_type": "code",
        "client_id": US,
        "redirect_uri": f"{settings().origin}/signed-in",
        "scope": "openid",
        "state": "state-1",
        "nonce": "nonce-1",
        "code_challenge": encoded(digest),
        "code_challenge_method": "S256",
    }
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{provider.url}/authorize"


def test_a_code_is_exchanged_with_its_verifier_for_a_login(provider: Provider) -> None:
    provider.token_body = json.dumps({"id_token": signed(), "access_token": "a", "token_type": "Bearer"}).encode()
    assert oidc.complete("code-1", PENDING, NOW) == Login(ISSUER, "sub-1")
    path, sent, authorisation = provider.asked[0]
    assert (path, sent["code"], sent["code_verifier"]) == ("/token", ["code-1"], [PENDING.verifier])
    assert (sent["redirect_uri"], authorisation) == ([f"{settings().origin}/signed-in"], "")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, b'{"error": "invalid_grant"}', Reason.CODE_REFUSED),
        (500, b"oops", Reason.PROVIDER_FAILED),
        (302, b"", Reason.PROVIDER_FAILED),
        (200, b"<html>", Reason.PROVIDER_FAILED),
        (200, b"[]", Reason.PROVIDER_FAILED),
        (200, b'{"access_token": "a"}', Reason.TOKEN_MISSING),
        (200, b'{"id_token": 7}', Reason.TOKEN_MISSING),
        (200, b'{"id_token": "forged"}', Reason.TOKEN_REFUSED),
    ],
)
def test_a_provider_that_answers_badly_is_a_refusal_and_never_an_error(
    provider: Provider, status: int, body: bytes, reason: Reason
) -> None:
    provider.token_status, provider.token_body = status, body
    assert oidc.complete("code-1", PENDING, NOW) == Refusal(reason)


def test_a_provider_that_is_down_is_a_refusal(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN_URL", "JWKS_URL"):
        monkeypatch.setenv(f"EXCHANGE_OIDC_{name}", "http://127.0.0.1:9/nothing-listens-here")
    settings.cache_clear()
    assert oidc.complete("code-1", PENDING, NOW) == Refusal(Reason.PROVIDER_FAILED)
    assert oidc.verify(signed(), "nonce-1", NOW) == Refusal(Reason.PROVIDER_FAILED)


def test_signing_out_ends_at_the_provider_which_comes_back_to_the_front_page(provider: Provider) -> None:
    address = urlsplit(oidc.logout_url())
    assert address.path == "/logout"
    assert parse_qs(address.query) == {"client_id": [US], "logout_uri": [f"{settings().origin}/"]}
