import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from infra.local.oidc import CLIENT_ID, ISSUER, OidcError, Provider, code_challenge, signing_key

CALLBACK = "http://127.0.0.1:8000/signed-in"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
VERIFIER = "a-verifier-of-forty-three-characters-or-more"
KEY = RSAKey.generate_key(2048, auto_kid=True)

Fields = dict[str, list[str]]


@pytest.fixture
def provider() -> Provider:
    return Provider(KEY, [CALLBACK], {"demo-beth": {"name": "Beth", "email": "beth@care.example"}})


def asked(**changed: str) -> Fields:
    fields = {
        "client_id": CLIENT_ID,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "state": "the-state",
        "nonce": "the-nonce",
        "code_challenge": code_challenge(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: [value] for name, value in (fields | changed).items()}


def code_for(provider: Provider) -> str:
    back = provider.authorise(provider.read_request(asked()), "demo-beth", NOW)
    return parse_qs(urlsplit(back).query)["code"][0]


def exchange(code: str, **changed: str) -> Fields:
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": CLIENT_ID,
        "code_verifier": VERIFIER,
    }
    return {name: [value] for name, value in (fields | changed).items()}


def test_a_code_buys_an_id_token_that_the_published_key_proves(provider: Provider) -> None:
    tokens = provider.redeem(exchange(code_for(provider)), NOW)
    published = KeySet.import_key_set(json.loads(json.dumps(provider.jwks())))
    proven = jwt.decode(tokens["id_token"], published, algorithms=["RS256"])
    assert proven.header["kid"] == KEY.kid
    assert proven.claims == {
        "iss": ISSUER,
        "aud": CLIENT_ID,
        "sub": "demo-beth",
        "name": "Beth",
        "email": "beth@care.example",
        "nonce": "the-nonce",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 300,
    }


def test_the_browser_goes_back_with_the_state_that_it_came_with(provider: Provider) -> None:
    back = urlsplit(provider.authorise(provider.read_request(asked()), "demo-beth", NOW))
    assert f"{back.scheme}://{back.netloc}{back.path}" == CALLBACK
    assert parse_qs(back.query)["state"] == ["the-state"]


def test_the_published_key_has_no_private_part(provider: Provider) -> None:
    (published,) = provider.jwks()["keys"]
    assert set(published) == {"kty", "n", "e", "kid", "use", "alg"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": "another-verifier-of-forty-three-characters-or-more"},
        {"redirect_uri": "http://127.0.0.1:8000/elsewhere"},
        {"client_id": "another-client"},
        {"code_verifier": ""},
        {"grant_type": "password"},
    ],
)
def test_a_wrong_exchange_is_refused(provider: Provider, wrong: dict[str, str]) -> None:
    with pytest.raises(OidcError):
        provider.redeem(exchange(code_for(provider), **wrong), NOW)


def test_a_code_buys_once(provider: Provider) -> None:
    code = code_for(provider)
    provider.redeem(exchange(code), NOW)
    with pytest.raises(OidcError, match="spent"):
        provider.redeem(exchange(code), NOW)


def test_a_code_that_was_tried_with_a_wrong_verifier_is_spent(provider: Provider) -> None:
    code = code_for(provider)
    with pytest.raises(OidcError, match="verifier"):
        provider.redeem(exchange(code, code_verifier="guess"), NOW)
    with pytest.raises(OidcError, match="spent"):
        provider.redeem(exchange(code), NOW)


def test_a_code_lives_for_sixty_seconds(provider: Provider) -> None:
    provider.redeem(exchange(code_for(provider)), NOW + timedelta(seconds=59))
    with pytest.raises(OidcError, match="too old"):
        provider.redeem(exchange(code_for(provider)), NOW + timedelta(seconds=60))


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "another-client"},
        {"redirect_uri": "http://127.0.0.1:8000/signed-in/"},
        {"redirect_uri": "https://elsewhere.example/signed-in"},
        {"response_type": "token"},
        {"scope": "email"},
        {"state": ""},
        {"nonce": ""},
        {"code_challenge_method": "plain"},
        {"code_challenge": "short"},
    ],
)
def test_a_wrong_request_is_refused(provider: Provider, wrong: dict[str, str]) -> None:
    with pytest.raises(OidcError):
        provider.read_request(asked(**wrong))


def test_a_repeated_field_is_refused(provider: Provider) -> None:
    with pytest.raises(OidcError, match="state"):
        provider.read_request(asked() | {"state": ["one", "two"]})


def test_nobody_can_sign_in_as_a_stranger(provider: Provider) -> None:
    with pytest.raises(OidcError):
        provider.authorise(provider.read_request(asked()), "demo-nobody", NOW)


def test_the_provider_refuses_to_exist_on_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "levy")
    with pytest.raises(RuntimeError, match="never runs on AWS"):
        Provider(KEY, [CALLBACK], {})


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    made = signing_key(path)
    assert signing_key(path).as_dict(private=True) == made.as_dict(private=True)
    assert path.stat().st_mode & 0o777 == 0o600
