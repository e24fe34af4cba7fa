"""Sign-in by OpenID Connect: the authorisation-code flow with PKCE (S256), state and nonce.

The same code speaks to Cognito and to the local provider; every address comes from the settings, none is derived
from the issuer. Authlib asks for the tokens, joserfc proves the ID token; both are imported only when somebody
signs in, because they would slow down every cold start.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from shared import logs
from shared.outcomes import Refusal
from shared.pending import Pending
from shared.settings import settings

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc.jwk import KeySet

CALLBACK = "/signed-in"
_CONNECT_AND_READ_SECONDS = (2, 5)
_LEEWAY_SECONDS = 30  # how far two clocks may differ
_REFETCH_AFTER = timedelta(minutes=1)  # forged key ids must not make us a flood on the provider


class Reason(StrEnum):
    """Why a sign-in failed. For the log; the person reads one plain page whatever it was."""

    PROVIDER_FAILED = "provider_failed"
    CODE_REFUSED = "code_refused"
    TOKEN_MISSING = "token_missing"  # noqa: S105 - a reason, not a password
    TOKEN_REFUSED = "token_refused"  # noqa: S105


@dataclass(frozen=True)
class Login:
    """Who the provider says it is. The subject means something only together with its issuer."""

    issuer: str
    subject: str


def authorize_url(pending: Pending) -> str:
    """Where to send the browser for a sign-in to begin."""
    url, _ = _client().create_authorization_url(
        settings().oidc_authorize_url, state=pending.state, nonce=pending.nonce, code_verifier=pending.verifier
    )
    return str(url)


def logout_url() -> str:
    """Where to send the browser to end the provider's own session; "" where it has none."""
    if not settings().oidc_logout_url:
        return ""
    back = {"client_id": settings().oidc_client_id, "logout_uri": _absolute("/")}
    return f"{settings().oidc_logout_url}?{urlencode(back)}"


def complete(code: str, pending: Pending, now: datetime) -> Login | Refusal:
    """Exchange the code that the browser brought back, and prove the ID token that comes for it."""
    id_token = _redeem(code, pending.verifier)
    return id_token if isinstance(id_token, Refusal) else verify(id_token, pending.nonce, now)


def verify(id_token: str, nonce: str, now: datetime) -> Login | Refusal:
    """The login that an ID token proves, if it is signed (RS256 only) by a published key of our provider, for us,
    for this sign-in, and is in date."""
    import requests  # noqa: PLC0415 - only for who signs in
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        token = jwt.decode(id_token, lambda unproven: _signing_key(unproven, now), algorithms=["RS256"])
        _expected(nonce, now).validate(token.claims)
    except requests.RequestException as error:
        return _refused(Reason.PROVIDER_FAILED, error)
    except (JoseError, ValueError) as error:
        return _refused(Reason.TOKEN_REFUSED, error)
    return Login(token.claims["iss"], token.claims["sub"])


def _redeem(code: str, verifier: str) -> str | Refusal:
    import requests  # noqa: PLC0415
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        secret = _client_secret(settings().cognito_pool_id, settings().oidc_client_id)
        tokens = _client(secret).fetch_token(
            settings().oidc_token_url,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            timeout=_CONNECT_AND_READ_SECONDS,
            allow_redirects=False,
        )
    except AuthlibBaseError as error:
        return _refused(Reason.CODE_REFUSED, error)
    except (requests.RequestException, BotoCoreError, ClientError, ValueError) as error:
        return _refused(Reason.PROVIDER_FAILED, error)
    id_token = tokens.get("id_token") if isinstance(tokens, dict) else None
    return id_token if isinstance(id_token, str) else _refused(Reason.TOKEN_MISSING)


def _client(secret: str | None = None) -> "OAuth2Session":
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415

    return OAuth2Session(
        client_id=settings().oidc_client_id,
        client_secret=secret,
        scope="openid",
        redirect_uri=_absolute(CALLBACK),
        code_challenge_method="S256",
    )


@cache
def _client_secret(pool_id: str, client_id: str) -> str | None:
    """The secret of our client in a Cognito pool, read once a process. Other providers know us by PKCE alone."""
    if not pool_id:
        return None
    import boto3  # noqa: PLC0415

    cognito = boto3.client("cognito-idp")
    described = cognito.describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
    return described["UserPoolClient"].get("ClientSecret")


def _absolute(path: str) -> str:
    return f"{settings().origin}{settings().base_path}{path}"


def _expected(nonce: str, now: datetime) -> Any:
    """What the claims must say. `azp` and `token_use` bind only where a provider sends them, as Cognito does."""
    from joserfc.jwt import JWTClaimsRegistry  # noqa: PLC0415

    ours = settings().oidc_client_id
    return JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": settings().oidc_issuer},
        aud={"essential": True, "value": ours},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
        azp={"value": ours},
        token_use={"value": "id"},
    )


@dataclass
class _PublishedKeys:
    """The provider's signing keys as last fetched by this process."""

    keys: "KeySet"
    fetched_at: datetime


_published: dict[str, _PublishedKeys] = {}


def _signing_key(unproven: Any, now: datetime) -> Any:
    """The published key that a token names; fetched again, at most once a minute, for a name that is new."""
    kid = unproven.headers().get("kid")
    if not isinstance(kid, str):
        raise ValueError("the token names no key")
    url = settings().oidc_jwks_url
    held = _published.get(url)
    if held is None or (_named(held.keys, kid) is None and abs(now - held.fetched_at) >= _REFETCH_AFTER):
        held = _published[url] = _PublishedKeys(_fetch_keys(url), now)
    key = _named(held.keys, kid)
    if key is None:
        raise ValueError("the token names a key that is not published")
    return key


def _named(keys: "KeySet", kid: str) -> Any:
    return next((key for key in keys.keys if key.kid == kid), None)


def _fetch_keys(url: str) -> "KeySet":
    import requests  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    reply = requests.get(url, timeout=_CONNECT_AND_READ_SECONDS, allow_redirects=False)
    reply.raise_for_status()
    published = reply.json()
    keys = published.get("keys") if isinstance(published, dict) else None
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise ValueError("the provider's keys cannot be read")
    return KeySet.import_key_set({"keys": keys})


def _refused(reason: Reason, error: Exception | None = None) -> Refusal:
    logs.warning("sign_in_failed", reason=reason.value, error=type(error).__name__ if error else "-")
    return Refusal(reason)
