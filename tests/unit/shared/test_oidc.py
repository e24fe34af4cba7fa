"""Sign-in tokens, true and forged, through the real verifier against a provider on loopback."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from moto import mock_aws

from shared import oidc
from shared.oidc import Login, Reason
from shared.outcomes import Refusal
from shared.pending import Pending
from shared.settings import settings
from tests.partners import NOW
from tests.sign_in_service import ISSUER, OUR_KEY, US, Provider, claims, running_provider, signed

PENDING = Pending(state="state-1", nonce="nonce-1", verifier="v" * 43, next_path="/")
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "key-1"})  # the same name, another key
NEW_KEY = RSAKey.generate_key(2048, {"kid": "key-2"})


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


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


def test_a_client_of_cognito_shows_the_secret_that_the_pool_keeps(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mock_aws():
        cognito = boto3.client("cognito-idp", region_name="eu-west-2")
        pool = cognito.create_user_pool(PoolName="people")["UserPool"]["Id"]
        made = cognito.create_user_pool_client(UserPoolId=pool, ClientName="exchange", GenerateSecret=True)
        client = made["UserPoolClient"]
        monkeypatch.setenv("EXCHANGE_COGNITO_POOL_ID", pool)
        monkeypatch.setenv("EXCHANGE_OIDC_CLIENT_ID", client["ClientId"])
        settings.cache_clear()
        oidc.complete("code-1", PENDING, NOW)
    _, sent, authorisation = provider.asked[0]
    expected = base64.b64encode(f"{client['ClientId']}:{client['ClientSecret']}".encode()).decode()
    assert authorisation == f"Basic {expected}"
    assert "client_secret" not in sent


def test_a_secret_that_cannot_be_read_is_a_refusal(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_aws():
        monkeypatch.setenv("EXCHANGE_COGNITO_POOL_ID", "eu-west-2_there-is-no-such-pool")
        settings.cache_clear()
        assert oidc.complete("code-1", PENDING, NOW) == Refusal(Reason.PROVIDER_FAILED)
