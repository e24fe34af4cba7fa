"""The headers that every answer carries, whatever the answer is."""

import re

import pytest

from shared.settings import settings
from tests.web.shared.app import CSRF, Answer, Browser, make_app

FORM = {"content_type": "application/x-www-form-urlencoded"}


def every_kind_of_answer() -> list[tuple[str, Answer]]:
    browser, stranger = Browser(make_app(), "good"), Browser(make_app())
    return [
        ("page", browser.get("/things/t1")),
        ("redirect", stranger.get("/things/t1")),
        ("not found", browser.get("/things/another-organisations")),
        ("no such page", browser.get("/nowhere")),
        ("wrong method", browser.post("/open", {})),
        ("wrong type", browser.send("POST", "/notes", "", {})),
        ("unreadable", browser.send("POST", "/notes", "a=%ff", FORM)),
        ("field errors", browser.post("/notes", {"csrf": CSRF})),
        ("stale form", browser.post("/notes", {})),
        ("signed out", stranger.post("/notes", {})),
        ("bug", browser.get("/things/bug")),
        ("refused header", browser.get("/things/split")),
        ("without a guard", browser.get("/bare")),
        ("json", stranger.get("/api/open")),
        ("problem", stranger.get("/api/notes")),
        ("file", stranger.get("/files/a.bin")),
    ]


@pytest.mark.parametrize(
    ("kind", "answer"), every_kind_of_answer(), ids=lambda given: given if isinstance(given, str) else ""
)
def test_every_answer_is_sealed(kind: str, answer: Answer) -> None:
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["permissions-policy"]


def test_each_page_has_a_nonce_of_its_own_and_every_inline_script_carries_it(browser: Browser) -> None:
    first, second = browser.get("/things/t1"), browser.get("/things/t1")
    nonces = [re.search("'nonce-([^']+)'", one.headers["content-security-policy"]) for one in (first, second)]
    assert nonces[0] and nonces[1] and nonces[0][1] != nonces[1][1]
    inline = [tag for tag in re.findall("<script[^>]*>", first.text) if "src=" not in tag]
    assert inline and all(f'nonce="{nonces[0][1]}"' in tag for tag in inline)
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", first.text)


def test_strict_transport_is_asked_for_over_https_only(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "strict-transport-security" not in browser.get("/open").headers
    monkeypatch.setenv("EXCHANGE_ORIGIN", "https://exchange.example")
    settings.cache_clear()
    try:
        seconds = browser.get("/open").headers["strict-transport-security"]
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert seconds == "max-age=31536000; includeSubDomains"


def test_forms_may_lead_to_the_identity_provider_and_to_nobody_else(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "form-action 'self';" in browser.get("/open").headers["content-security-policy"]
    monkeypatch.setenv("EXCHANGE_OIDC_LOGOUT_URL", "https://id.example/logout?x=1")
    settings.cache_clear()
    try:
        policy = browser.get("/open").headers["content-security-policy"]
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert "form-action 'self' https://id.example;" in policy


def test_a_header_that_would_split_the_answer_is_never_sent(browser: Browser) -> None:
    answer = browser.get("/things/split")
    assert answer.status == 500
    assert "set-cookie" not in answer.lists
    assert "X-Injected" not in str(answer.headers)


def test_a_files_bytes_travel_as_base64_under_a_harmless_name(stranger: Browser) -> None:
    answer = stranger.get("/files/a~b.bin")
    assert (answer.text, answer.is_base64) == ("AP8=", True)
    assert answer.headers["content-disposition"] == "attachment; filename=\"ab.bin\"; filename*=UTF-8''a~b.bin"
