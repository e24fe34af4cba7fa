"""Signing in and out over the portal's own pages, with a sign-in service that answers as it is told."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from functions.portal.app import app
from shared import clock, directory, sessions
from shared.actors import Person, Role
from shared.cookies import SESSION, SIGN_IN
from shared.directory.keys import secrets_pk, table
from shared.settings import settings
from shared.table import client
from tests.partners import NOW, a_membership, a_person
from tests.sign_in_service import ISSUER, Provider, signed
from tests.web.client import Browser, Page
from tests.web.portal.visitors import stranger, visitor

TWO_HATS = a_person(a_membership("VLA01"), a_membership("QXX", Role.ICS_APPROVER, name="The ICB"))


def known(person: Person, subject: str = "sub-1") -> None:
    directory.put_person(person)
    assert directory.link_login(person.person_id, ISSUER, subject)


def leave(browser: Browser, next_path: str = "/") -> dict[str, str]:
    """Go to sign in; return what the sign-in service was told."""
    away = browser.get(f"/sign-in?next={quote(next_path, safe='')}")
    assert away.status == 303
    return {name: values[0] for name, values in parse_qs(urlsplit(away.location).query).items()}


def come_back(browser: Browser, provider: Provider, told: dict[str, str], **changed: str) -> Page:
    """Come back with a code for which the service gives a true token, unless told otherwise."""
    token = signed(**{"nonce": told["nonce"], **changed})
    provider.token_body = json.dumps({"id_token": token, "token_type": "Bearer"}).encode()
    return browser.get(f"/signed-in?code=code-1&state={told['state']}")


def stored_items() -> list[Any]:
    return list(client().scan(TableName=settings().directory_table)["Items"])  # a test may scan, a service never


def test_somebody_known_signs_in_and_lands_where_they_wanted(provider: Provider) -> None:
    known(a_person())
    browser = stranger()
    told = leave(browser, "/levy/applications?status=open")
    assert told["redirect_uri"] == f"{settings().origin}/signed-in"
    back = come_back(browser, provider, told)
    assert (back.status, back.location) == (303, "/levy/applications?status=open")
    assert "Morag Testing" in browser.get("/").html
    assert SIGN_IN not in browser.cookies


def test_the_code_is_exchanged_with_the_verifier_of_its_challenge(provider: Provider) -> None:
    known(a_person())
    browser = stranger()
    told = leave(browser)
    come_back(browser, provider, told)
    _, sent, _ = provider.asked[0]
    digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == told["code_challenge"]


def test_whoever_has_several_organisations_is_asked_for_which_they_act(provider: Provider) -> None:
    known(TWO_HATS)
    browser = stranger()
    back = come_back(browser, provider, leave(browser, "/levy/queue"))
    assert back.location == "/organisations/choose?next=%2Flevy%2Fqueue"
    page = browser.get(back.location)
    assert "The ICB" in page.main and "Curlew Rise Care Home" in page.main
    chosen = browser.send("/organisations/choose", {"ods_code": "QXX", "next": "/levy/queue"})
    assert (chosen.status, chosen.location) == (303, "/levy/queue")
    assert "/levy/queue" in browser.get("/").links


def test_a_sign_in_that_is_not_known_here_is_told_whom_to_ask_and_nothing_is_stored(provider: Provider) -> None:
    browser = stranger()
    told = leave(browser)
    counted = len(stored_items()) - 1  # the pending sign-in is spent
    back = come_back(browser, provider, told, sub="stranger-7")
    assert back.status == 403
    assert "stranger-7" in back.main and settings().ics_name in back.main
    assert len(stored_items()) == counted
    assert SESSION not in browser.cookies


def test_the_same_subject_of_another_issuer_is_somebody_else(provider: Provider) -> None:
    directory.put_person(a_person())
    assert directory.link_login("person-1", "https://another.example", "sub-1")
    browser = stranger()
    assert come_back(browser, provider, leave(browser)).status == 403


def test_somebody_of_no_organisation_is_not_signed_in(provider: Provider) -> None:
    known(a_person().model_copy(update={"memberships": ()}))
    browser = stranger()
    assert come_back(browser, provider, leave(browser)).status == 403
    assert SESSION not in browser.cookies


@pytest.mark.parametrize(
    "forged",
    [{"aud": "another"}, {"iss": "https://evil.example"}, {"nonce": "another"}, {"token_use": "access"}],
)
def test_a_forged_token_signs_nobody_in_and_is_no_error_of_ours(
    provider: Provider, forged: dict[str, str]
) -> None:
    known(a_person())
    browser = stranger()
    back = come_back(browser, provider, leave(browser), **forged)
    assert (back.status, SESSION in browser.cookies) == (400, False)
    assert "We could not sign you in" in back.main and "/sign-in" in back.links


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=c",
        "?state=made-up&code=c",
        "?error=access_denied",
        "?state=%C3%A9&code=%00",
        "?code=c&state=" + "s" * 5000,
    ],
)
def test_coming_back_with_nonsense_is_a_plain_page(provider: Provider, query: str) -> None:
    browser = stranger()
    leave(browser)
    assert browser.get(f"/signed-in{query}").status == 400


def test_a_sign_in_that_was_refused_at_the_service_offers_another_try(provider: Provider) -> None:
    browser = stranger()
    told = leave(browser)
    back = browser.get(f"/signed-in?error=access_denied&state={told['state']}")
    assert back.status == 400 and "Try again" in back.main


def test_a_sign_in_cannot_be_finished_twice(provider: Provider) -> None:
    known(a_person())
    browser = stranger()
    told = leave(browser)
    marked = dict(browser.cookies)
    assert come_back(browser, provider, told).status == 303
    browser.cookies = marked
    assert come_back(browser, provider, told).status == 400


def test_a_sign_in_cannot_be_finished_in_another_browser(provider: Provider) -> None:
    known(a_person())
    told = leave(stranger())
    victim = stranger()
    leave(victim)
    assert come_back(victim, provider, told).status == 400
    assert SESSION not in victim.cookies


def test_a_sign_in_that_took_too_long_is_not_finished(provider: Provider) -> None:
    known(a_person())
    browser = stranger()
    told = leave(browser)
    clock.use_source(lambda: NOW + timedelta(minutes=10))
    assert come_back(browser, provider, told).status == 400


def test_a_sign_in_service_that_is_down_is_a_plain_page(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = stranger()
    told = leave(browser)
    monkeypatch.setenv("EXCHANGE_OIDC_TOKEN_URL", "http://127.0.0.1:9/nothing-listens-here")
    settings.cache_clear()
    assert come_back(browser, provider, told).status == 400


@pytest.mark.parametrize("planted", ["x", "é", "A" * 44, "a b", "evil; Path=/x"])
def test_a_sign_in_cookie_that_is_not_ours_is_replaced(provider: Provider, planted: str) -> None:
    browser = Browser((app,), {SIGN_IN: planted})
    leave(browser)
    assert browser.cookies[SIGN_IN] != planted


def test_signing_in_again_ends_the_session_before(provider: Provider) -> None:
    known(a_person())
    browser = stranger()
    first, second = leave(browser), leave(browser)
    marked = browser.cookies[SIGN_IN]
    come_back(browser, provider, first)
    old = browser.cookies[SESSION]
    browser.cookies[SIGN_IN] = marked
    come_back(browser, provider, second)
    assert browser.cookies[SESSION] != old
    assert sessions.identify(old, NOW) is None


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(provider: Provider) -> None:
    known(a_person())
    browser = stranger()
    (cookie, _) = come_back(browser, provider, leave(browser)).all("set-cookie")
    assert cookie.startswith("exchange=")
    assert cookie.partition("; ")[2] == "Path=/; HttpOnly; SameSite=Lax"


def test_over_https_the_cookie_is_bound_to_the_host(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXCHANGE_ORIGIN", "https://exchange.example.nhs.uk")
    settings.cache_clear()
    known(a_person())
    browser = stranger()
    cookies = come_back(browser, provider, leave(browser)).all("set-cookie")
    assert cookies[0].startswith("__Host-exchange=")
    assert cookies[0].partition("; ")[2] == "Path=/; HttpOnly; SameSite=Lax; Secure"


def test_signing_out_ends_the_session_here_and_at_the_service(provider: Provider) -> None:
    browser = visitor(a_person())
    cookie = browser.cookies[SESSION]
    out = browser.send("/sign-out", {})
    assert out.status == 303 and out.location.startswith(f"{provider.url}/logout?")
    assert SESSION not in browser.cookies
    assert sessions.identify(cookie, NOW) is None
    assert table().page(None, secrets_pk("person-1"), sk_prefix="SESSION#").items == []


def test_another_site_cannot_sign_anybody_out(provider: Provider) -> None:
    browser = visitor(a_person())
    assert browser.send("/sign-out", {}, csrf="made-up").status == 403
    assert "Morag Testing" in browser.get("/").html


def test_whoever_is_signed_in_does_not_sign_in_again(provider: Provider) -> None:
    assert visitor(a_person()).get("/sign-in?next=/levy").location == "/levy"
    assert visitor(TWO_HATS).get("/sign-in?next=/levy").location == "/organisations/choose?next=%2Flevy"


def test_whoever_was_signed_out_by_time_is_told_before_signing_in_again(provider: Provider) -> None:
    browser = visitor(a_person())
    clock.use_source(lambda: NOW + timedelta(minutes=31))
    sent = browser.get("/account/tokens")
    assert sent.location == "/sign-in?next=%2Faccount%2Ftokens&ended=1"
    page = browser.get(sent.location)
    assert page.status == 200 and "/sign-in?next=/account/tokens" in page.links


def test_too_many_sign_ins_of_one_address_have_to_wait(provider: Provider) -> None:
    statuses = [stranger().get("/sign-in").status for _ in range(121)]
    assert (set(statuses[:120]), statuses[120]) == ({303}, 429)


def test_a_script_learns_how_long_the_session_lasts_and_keeps_it_alive(provider: Provider) -> None:
    browser = visitor(a_person())
    clock.use_source(lambda: NOW + timedelta(minutes=29))
    answer = browser.get("/session", accept="*/*")
    assert json.loads(answer.html)["seconds_left"] == 30 * 60
    assert stranger().get("/session", accept="*/*").status == 403


def test_without_a_script_a_form_keeps_the_session_alive(provider: Provider) -> None:
    browser = visitor(a_person())
    clock.use_source(lambda: NOW + timedelta(minutes=1))
    assert "9:30am" in browser.get("/session").main
    stayed = browser.send("/session", {"next": "/levy"})
    assert (stayed.status, stayed.location) == (303, "/levy")
    assert "9:31am" in browser.get("/session").main
    assert "You have been signed out" in stranger().get("/session").main
