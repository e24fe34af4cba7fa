"""Answers, their redirects and their headers."""

from datetime import UTC, datetime

import pytest

from shared.settings import settings
from shared.web import pages
from shared.web.replies import Reply, origin_of
from shared.web.visit import Visit, arrive, is_local

VISIT = Visit("GET", "/x", datetime(2026, 11, 22, tzinfo=UTC), "nonce")
BREAKING = ["a\r\nX: y", "a\nb", "a\rb", "a\x00", "é", "a\x7f", "a\u2028b"]


@pytest.mark.parametrize("value", BREAKING)
def test_a_header_value_that_would_break_the_answer_is_refused_alone_and_in_a_list(value: str) -> None:
    with pytest.raises(ValueError, match="X-Test"):
        Reply("", 200, {"X-Test": value})
    with pytest.raises(ValueError, match="X-Test"):
        Reply("", 200, {"X-Test": ["fine", value]})
    with pytest.raises(ValueError, match="would break it"):
        Reply("", 200, {f"X-{value}": "fine"})


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "x", "", "/a\\b", "/a b", "/\t/x", "/a\r\nX: y"],
)
def test_a_redirect_leads_to_a_page_of_ours_or_nowhere(path: str) -> None:
    assert not is_local(path)
    with pytest.raises(ValueError, match="must lead to a path of ours"):
        pages.see_other(VISIT, path)


def test_a_redirect_keeps_its_query_and_escapes_what_a_header_cannot_carry() -> None:
    reply = pages.see_other(VISIT, "/levy?q=caf\u00e9&next=%2Fa#top")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/levy?q=caf%C3%A9&next=%2Fa#top")


def test_a_redirect_leaves_for_the_identity_provider_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXCHANGE_OIDC_AUTHORIZE_URL", "https://id.example/authorize")
    settings.cache_clear()
    try:
        away = pages.leave_for("https://id.example/authorize?a=b").headers["Location"]
        assert away == "https://id.example/authorize?a=b"
        for url in ("https://evil.example/", "https://id.example.evil.example/", "http://id.example/", "//x", ""):
            with pytest.raises(ValueError, match="identity provider"):
                pages.leave_for(url)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_the_base_path_of_a_stage_is_taken_from_paths_and_put_before_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EXCHANGE_BASE_PATH", "/v1")
    settings.cache_clear()
    try:
        visit = arrive({"requestContext": {"path": "/v1/levy"}}, VISIT.now)
        assert visit.path == "/levy"
        assert pages.see_other(visit, "/levy").headers["Location"] == "/v1/levy"
        assert 'href="/v1/assets/exchange.' in str(pages.not_found(visit).body)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_cookies_that_came_in_several_headers_are_all_read() -> None:
    event = {"headers": {"Cookie": "b=2"}, "multiValueHeaders": {"Cookie": ["a=1", "b=2"]}}
    assert arrive(event, VISIT.now).headers["cookie"] == "a=1; b=2"


def test_an_origin_is_the_scheme_and_host() -> None:
    assert origin_of("https://id.example:8443/a?b") == "https://id.example:8443"
    assert origin_of("/local") == ""


def test_a_json_answer_keeps_its_words_as_they_are() -> None:
    assert pages.json_reply(VISIT, {"name": "Café", "pence": 1}).body == '{"name":"Café","pence":1}'


def test_a_download_has_a_harmless_name() -> None:
    reply = pages.download(VISIT, b"x", "text/csv", 'a"\r\nX: y/é.csv')
    assert reply.headers["Content-Disposition"] == (
        "attachment; filename=\"aX y.csv\"; filename*=UTF-8''a%22%0D%0AX%3A%20y%2F%C3%A9.csv"
    )
