import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc.jwk import RSAKey

from infra.local.clock import DemoClock
from infra.local.demo import DemoPages, demo_app
from infra.local.gateway import Reply, Request, answer, routes_of, threaded
from infra.local.mailbox import PAGE_SIZE, Mailbox
from infra.local.oidc import CLIENT_ID, Provider, code_challenge
from infra.local.people import demo_ics
from infra.local.run import environment
from shared import clock
from shared.outbox import Email
from shared.settings import settings
from tests.tables import Tables

ORIGIN = "http://127.0.0.1:8000"
VERIFIER = "a-verifier-of-forty-three-characters-or-more"
KEY = RSAKey.generate_key(2048, auto_kid=True)
SIGN_IN = {
    "client_id": CLIENT_ID,
    "redirect_uri": f"{ORIGIN}/signed-in",
    "response_type": "code",
    "scope": "openid",
    "state": "the-state",
    "nonce": "the-nonce",
    "code_challenge": code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}
OUR_PAGE = {"Origin": ORIGIN}

Ask = Callable[..., Reply]


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "sent")


@pytest.fixture
def ask(tables: Tables, tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Ask the demo pages: `ask("/demo/clock", form={...}, headers={...})`."""
    demo = demo_ics()
    for name, value in environment(ORIGIN, demo).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    claims = {one.subject: {"name": one.name, "email": one.email} for one in demo.people}
    provider = Provider(KEY, [f"{ORIGIN}/signed-in"], claims)
    app = demo_app(DemoPages(provider, DemoClock(tmp_path / "clock.json"), mailbox, demo))
    routes = routes_of(threaded(app))

    def asking(address: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Reply:
        parts = urlsplit(address)
        sent = {"Host": "127.0.0.1:8000", **(headers or {})}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        body = b"" if form is None else urlencode(form).encode()
        method = "GET" if form is None else "POST"
        return answer(Request(method, parts.path, parts.query, tuple(sent.items()), body, "127.0.0.1"), routes)

    yield asking
    clock.use_source(None)
    settings.cache_clear()


def header(reply: Reply, name: str) -> str:
    return next((value for key, value in reply.headers if key.lower() == name.lower()), "")


def test_the_sign_in_page_has_a_card_for_each_demo_person(ask: Ask) -> None:
    page = ask(f"/demo/oidc/authorize?{urlencode(SIGN_IN)}")
    text = page.body.decode()
    assert page.status == 200
    cards = re.findall(r'name="subject" value="([^"]+)"', text)
    assert cards[0] == "demo-beth-bilberry", "the story of the README begins with her"
    assert sorted(cards) == sorted(one.subject for one in demo_ics().people)
    assert "<h1" in text
    assert "default-src 'none'" in header(page, "Content-Security-Policy")
    assert 'style="' not in text
    assert "onclick" not in text


def test_choosing_a_card_signs_that_person_in(ask: Ask) -> None:
    chosen = ask("/demo/oidc/authorize", SIGN_IN | {"subject": "demo-beth-bilberry"}, OUR_PAGE)
    assert chosen.status == 303
    back = parse_qs(urlsplit(header(chosen, "Location")).query)
    tokens = ask(
        "/demo/oidc/token",
        {
            "grant_type": "authorization_code",
            "code": back["code"][0],
            "client_id": CLIENT_ID,
            "redirect_uri": f"{ORIGIN}/signed-in",
            "code_verifier": VERIFIER,
        },
    )
    assert (back["state"], tokens.status) == (["the-state"], 200)
    assert b"id_token" in tokens.body


def test_a_wrong_exchange_is_told_why_in_the_words_of_the_standard(ask: Ask) -> None:
    refused = ask("/demo/oidc/token", {"grant_type": "authorization_code", "code": "guessed"})
    assert refused.status == 400
    assert b'"error":"invalid_grant"' in refused.body


def test_a_sign_in_that_asks_to_go_elsewhere_is_led_nowhere(ask: Ask) -> None:
    elsewhere = SIGN_IN | {"redirect_uri": "https://elsewhere.example/signed-in"}
    page = ask(f"/demo/oidc/authorize?{urlencode(elsewhere)}")
    assert (page.status, header(page, "Location")) == (400, "")


def test_signing_out_leads_to_no_other_site(ask: Ask) -> None:
    ours = ask(f"/demo/oidc/logout?{urlencode({'logout_uri': ORIGIN + '/'})}")
    other = ask(f"/demo/oidc/logout?{urlencode({'logout_uri': 'https://elsewhere.example/'})}")
    assert header(ours, "Location") == f"{ORIGIN}/"
    assert header(other, "Location") == ORIGIN


@pytest.mark.parametrize("path", ["/demo/clock", "/demo/oidc/authorize"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", **OUR_PAGE},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing(ask: Ask, path: str, headers: dict[str, str]) -> None:
    refused = ask(path, SIGN_IN | {"step": "month", "subject": "demo-beth-bilberry"}, headers)
    assert (refused.status, header(refused, "Location")) == (403, "")
    assert not clock.is_demo()


@pytest.mark.parametrize(("step", "days"), [("day", 1), ("week", 7)])
def test_the_clock_goes_forward_by_a_button(ask: Ask, step: str, days: int) -> None:
    before = clock.now()
    moved = ask("/demo/clock", {"step": step}, {"Sec-Fetch-Site": "same-origin"})
    assert (moved.status, header(moved, "Location")) == (303, "/demo/clock")
    assert (clock.now() - before).days == days


def test_the_clock_is_set_to_a_day_and_shown(ask: Ask) -> None:
    day = {"on-day": "6", "on-month": "4", "on-year": "2027", "at": "09:05"}
    assert ask("/demo/clock", {"step": "set", **day}, OUR_PAGE).status == 303
    assert b"9:05am on 6 April 2027" in ask("/demo/clock").body
    assert ask("/demo/clock", {"step": "real"}, OUR_PAGE).status == 303
    assert not clock.is_demo()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on-day": "31", "on-month": "2", "on-year": "2027", "at": "09:00"}, "Enter a real date"),
        ({"on-day": "1", "on-month": "1", "on-year": "1066", "at": "09:00"}, "Enter a date from 6 April 2017"),
        ({"on-day": "1", "on-month": "1", "on-year": "9999", "at": "09:00"}, "Enter a date from 6 April 2017"),
        ({"on-day": "1", "on-month": "1", "on-year": "2027", "at": "nine"}, "Enter a time of the 24-hour clock"),
    ],
)
def test_a_time_that_cannot_be_is_told_beside_its_field(ask: Ask, typed: dict[str, str], sentence: str) -> None:
    page = ask("/demo/clock", {"step": "set", **typed}, OUR_PAGE)
    assert page.status == 422
    assert sentence in page.body.decode()
    assert f'value="{typed["on-year"]}"' in page.body.decode()
    assert not clock.is_demo()


def test_the_emails_page_shows_the_newest_and_leads_to_the_older(ask: Ask, mailbox: Mailbox) -> None:
    assert b"No email has been sent yet" in ask("/demo/emails").body
    for number in range(PAGE_SIZE + 1):
        mailbox.send(Email(reference=str(number), to="beth@care.example", subject=f"No. {number}.", body="<b>"))
    newest = ask("/demo/emails").body.decode()
    assert f"No. {PAGE_SIZE}." in newest
    assert "No. 0." not in newest
    assert "&lt;b&gt;" in newest
    older = re.search(r'href="(/demo/emails\?before=\d+)"', newest)
    assert older is not None
    assert "No. 0." in ask(older[1]).body.decode()


@pytest.mark.parametrize("before", ["-1", "x", "9" * 20, "1e3"])
def test_an_address_that_no_page_gave_is_not_found(ask: Ask, before: str) -> None:
    assert ask(f"/demo/emails?before={before}").status == 404


def test_the_demo_refuses_to_exist_on_aws(ask: Ask, tmp_path: Path) -> None:
    pages = DemoPages(Provider(KEY, [], {}), DemoClock(tmp_path / "c.json"), Mailbox(tmp_path), demo_ics())
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_LAMBDA_FUNCTION_NAME", "portal")
        with pytest.raises(RuntimeError, match="never runs on AWS"):
            demo_app(pages)
