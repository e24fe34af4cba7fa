"""A small, offline OpenID Connect provider for the demo people: choosing a card is signing in.

It keeps the rules that the product relies on (one use a code, PKCE, exact redirect addresses), so that a
mistake in the sign-in code shows here and not first on AWS. Nobody proves who they are, so it refuses to
exist wherever a Lambda runs.
"""

import base64
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey

from infra.local.cloud import refuse_on_aws
from shared.ids import new_secret

ISSUER = "https://sign-in.moorland-potteries.example"
"""The issuer's name, not its address: the address changes with the port, a person's sign-in must not."""

CLIENT_ID = "workforce-exchange"
PATH = "/demo/oidc"
CODE_LIFE = timedelta(seconds=60)
_TOKEN_LIFE = timedelta(minutes=5)
_MOST_CODES = 1_000
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_REQUEST_FIELDS = ("client_id", "redirect_uri", "response_type", "scope", "state", "nonce")
_PKCE_FIELDS = ("code_challenge", "code_challenge_method")


class OidcError(Exception):
    """A request that breaks the protocol: `code` is the error of RFC 6749, the text is for a developer."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class AuthorisationRequest:
    """What the product asked for when it sent the browser here."""

    redirect_uri: str
    state: str
    nonce: str
    code_challenge: str


@dataclass(frozen=True)
class _Grant:
    request: AuthorisationRequest
    claims: Mapping[str, str]
    ends_at: datetime


class Provider:
    """The provider. `people` are the claims of each subject; codes live in memory for 60 seconds."""

    def __init__(
        self,
        key: RSAKey,
        redirect_uris: Iterable[str],
        people: Mapping[str, Mapping[str, str]],
    ) -> None:
        refuse_on_aws("The demo sign-in")
        self._key = key
        self._redirect_uris = frozenset(redirect_uris)
        self._people = people
        self._grants: dict[str, _Grant] = {}
        self._lock = threading.Lock()

    def read_request(self, fields: Mapping[str, Sequence[str]]) -> AuthorisationRequest:
        """The authorisation request in the fields of a query or form.

        Raises OidcError for a field that is missing, repeated or not what this provider serves.
        """
        sent = {name: _only(fields, name) for name in (*_REQUEST_FIELDS, *_PKCE_FIELDS)}
        _demand(sent["client_id"] == CLIENT_ID, "unauthorized_client", "The client is not known.")
        known = sent["redirect_uri"] in self._redirect_uris
        _demand(known, "invalid_request", "The redirect address is not registered.")
        _demand(sent["response_type"] == "code", "unsupported_response_type", "Only codes are given.")
        _demand("openid" in sent["scope"].split(), "invalid_scope", "The scope lacks openid.")
        pkce = sent["code_challenge_method"] == "S256" and _CHALLENGE.fullmatch(sent["code_challenge"])
        _demand(bool(pkce), "invalid_request", "A code challenge by S256 is needed.")
        return AuthorisationRequest(sent["redirect_uri"], sent["state"], sent["nonce"], sent["code_challenge"])

    def authorise(self, request: AuthorisationRequest, subject: str, now: datetime) -> str:
        """Where to send the browser of the person who chose to be `subject`. Raises OidcError for a stranger."""
        if subject not in self._people:
            raise OidcError("access_denied", "There is no such demo person.")
        code = new_secret()
        grant = _Grant(request, {"sub": subject, **self._people[subject]}, now + CODE_LIFE)
        with self._lock:
            self._grants = {held: one for held, one in self._grants.items() if one.ends_at > now}
            if len(self._grants) >= _MOST_CODES:
                raise OidcError("temporarily_unavailable", "Too many sign-ins are under way.")
            self._grants[code] = grant
        return f"{request.redirect_uri}?{urlencode({'code': code, 'state': request.state, 'iss': ISSUER})}"

    def redeem(self, fields: Mapping[str, Sequence[str]], now: datetime) -> dict[str, Any]:
        """The tokens for a code, which is spent by asking, whatever the answer.

        Raises OidcError for a code that is unknown, spent or older than 60 seconds, a client or redirect
        address other than the one it was given for, or a verifier that does not fit its challenge.
        """
        kind = _only(fields, "grant_type") == "authorization_code"
        _demand(kind, "unsupported_grant_type", "Only authorisation codes are exchanged.")
        with self._lock:
            grant = self._grants.pop(_only(fields, "code"), None)
        if grant is None or now >= grant.ends_at:
            raise OidcError("invalid_grant", "The code is unknown, spent or too old.")
        _demand(_only(fields, "client_id") == CLIENT_ID, "invalid_client", "The client is not known.")
        same_address = _only(fields, "redirect_uri") == grant.request.redirect_uri
        _demand(same_address, "invalid_grant", "The redirect address is another.")
        proven = hmac.compare_digest(code_challenge(_only(fields, "code_verifier")), grant.request.code_challenge)
        _demand(proven, "invalid_grant", "The verifier does not fit the challenge.")
        return {
            "access_token": new_secret(),
            "token_type": "Bearer",
            "expires_in": int(_TOKEN_LIFE.total_seconds()),
            "id_token": self._id_token(grant, now),
        }

    def jwks(self) -> dict[str, Any]:
        """The public key, for whoever checks a token."""
        return {"keys": [self._key.as_dict(private=False, use="sig", alg="RS256")]}

    def _id_token(self, grant: _Grant, now: datetime) -> str:
        issued = int(now.timestamp())
        claims = {
            **grant.claims,
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "iat": issued,
            "exp": issued + int(_TOKEN_LIFE.total_seconds()),
            "nonce": grant.request.nonce,
        }
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)


def discovery(origin: str) -> dict[str, Any]:
    """The provider's description of itself, for clients that read it."""
    base = origin + PATH
    return {
        "issuer": ISSUER,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/jwks",
        "end_session_endpoint": f"{base}/logout",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
    }


def code_challenge(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def signing_key(path: Path) -> RSAKey:
    """The provider's key from its file, made at the first start: making one takes half a second."""
    if path.exists():
        return RSAKey.import_key(json.loads(path.read_bytes()))
    made = RSAKey.generate_key(2048, auto_kid=True)
    scratch = path.with_suffix(".new")
    scratch.touch(mode=0o600)
    scratch.write_text(json.dumps(made.as_dict(private=True)))
    scratch.replace(path)
    return made


def _only(fields: Mapping[str, Sequence[str]], name: str) -> str:
    values = fields.get(name, ())
    if len(values) != 1 or not values[0]:
        raise OidcError("invalid_request", f"{name} must be sent once.")
    return values[0]


def _demand(holds: bool, code: str, text: str) -> None:
    if not holds:
        raise OidcError(code, text)
