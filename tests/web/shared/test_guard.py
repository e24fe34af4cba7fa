"""Who gets past the guard, and what everybody else is told."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from chalice.app import Chalice

from shared.sessions import Identified
from shared.table import Busy
from shared.web.bodies import MOST_BYTES
from shared.web.guard import Guard
from shared.web.replies import Reply
from shared.web.visit import Visit
from tests.web.shared.app import CSRF, OURS, Answer, Browser, make_app

FORM = {"content_type": "application/x-www-form-urlencoded"}
JSON = {"content_type": "application/json", "authorization": "Bearer token"}


def test_a_page_is_shown_to_whoever_is_signed_in_and_acts_for_an_organisation(browser: Browser) -> None:
    answer = browser.get("/things/t1")
    assert answer.status == 200
    assert "Ade Example" in answer.text


def test_a_stranger_is_sent_to_sign_in_and_back_to_the_filtered_page(stranger: Browser) -> None:
    answer = stranger.get("/things/t1", {"status": ["a b", "c&d"]})
    assert answer.status == 303
    wanted = quote("/things/t1?status=a%20b&status=c%26d", safe="")
    assert answer.headers["location"] == f"/sign-in?next={wanted}"


def test_whoever_was_signed_out_by_time_is_told_so_at_sign_in() -> None:
    assert Browser(make_app(), "old").get("/things/t1").headers["location"].endswith("&ended=1")


def test_whoever_has_no_organisation_yet_is_sent_to_choose_one() -> None:
    undecided = Browser(make_app(), "chooses")
    assert undecided.get("/things/t1").headers["location"] == "/organisations/choose?next=%2Fthings%2Ft1"
    assert undecided.get("/chooser").status == 200


def test_after_a_form_the_way_to_choose_an_organisation_leads_back_to_the_page_that_it_was_on() -> None:
    undecided = Browser(make_app(), "chooses")
    answer = undecided.post("/notes", {"csrf": CSRF}, referer="http://127.0.0.1:8000/things/t1")
    assert answer.headers["location"] == "/organisations/choose?next=%2Fthings%2Ft1"


def test_an_open_page_is_shown_to_anybody(stranger: Browser) -> None:
    answer = stranger.get("/open")
    assert answer.status == 200
    assert "Sign in" in answer.text
    assert "Sign out" not in answer.text


def test_the_page_of_somebody_elses_thing_is_the_page_of_no_thing(browser: Browser) -> None:
    theirs, odd = browser.get("/things/another-organisations"), browser.get("/things/<odd>")
    nowhere = browser.get("/nowhere")
    assert theirs.status == odd.status == nowhere.status == 404
    assert main_of(theirs) == main_of(odd) == main_of(nowhere)
    assert "Page not found" in main_of(theirs)


@pytest.mark.parametrize("argument", ["..%2f", "a b", "é", "a\x00", "a" * 129, "", "a/b", "a\n"])
def test_an_argument_that_no_page_can_have_is_not_found(browser: Browser, argument: str) -> None:
    assert browser.get(f"/things/{argument}").status == 404


def test_a_form_with_the_sessions_token_is_accepted(browser: Browser) -> None:
    answer = browser.post("/notes", {"csrf": CSRF, "title": " T ", "text": "one\r\ntwo"})
    assert answer.json == {"title": "T", "text": "one\ntwo"}


@pytest.mark.parametrize("token", ["", "another-token", CSRF[:-1], CSRF + "x", "é"])
def test_a_form_without_the_sessions_token_is_refused_and_gives_back_what_was_typed(
    browser: Browser, token: str
) -> None:
    fields = {"csrf": token, "title": "Many words", "start-month": "10"}
    referer = "http://127.0.0.1:8000/things/t1?x=1"
    answer = browser.post("/notes", fields, **OURS, referer=referer)
    assert answer.status == 403
    assert "This form is out of date" in main_of(answer)
    assert "Many words" in main_of(answer)
    assert "Start month" in main_of(answer)
    assert 'href="/things/t1"' in main_of(answer)
    assert not token or token not in main_of(answer)


def test_another_site_cannot_put_words_into_the_page_of_a_refused_form(browser: Browser) -> None:
    for headers in ({"sec_fetch_site": "cross-site"}, {"origin": "https://evil.example"}, {}):
        answer = browser.post("/notes", {"title": "Call this number"}, **headers)
        assert answer.status == 403
        assert "Call this number" not in answer.text
    answer = browser.post("/notes", {}, referer="https://evil.example/trap")
    assert "evil.example" not in answer.text
    assert "/trap" not in answer.text


def test_a_form_sent_after_the_session_ended_gives_back_what_was_typed_and_the_way_to_its_page() -> None:
    late = Browser(make_app(), "old")
    answer = late.post("/notes", {"title": "Many words"}, **OURS, referer="http://127.0.0.1:8000/things/t1")
    assert answer.status == 403
    assert "You have been signed out" in main_of(answer)
    assert "Many words" in main_of(answer)
    assert 'href="/sign-in?next=%2Fthings%2Ft1"' in main_of(answer)


def test_an_open_form_of_a_stranger_must_come_from_our_own_site(stranger: Browser) -> None:
    assert stranger.post("/letters", {}, **OURS).status == 303
    assert stranger.post("/letters", {}, origin="http://127.0.0.1:8000").status == 303
    assert stranger.post("/letters", {}, origin="https://evil.example").status == 403
    assert stranger.post("/letters", {}, sec_fetch_site="same-site").status == 403
    assert stranger.post("/letters", {}).status == 403


def test_an_open_form_of_somebody_signed_in_needs_their_token_all_the_same(browser: Browser) -> None:
    assert browser.post("/letters", {}, **OURS).status == 403
    assert browser.post("/letters", {"csrf": CSRF}).status == 303


UNREADABLE: list[tuple[str, str | bytes, dict[str, str], bool, int]] = [
    ("too large", "a=" + "x" * MOST_BYTES, FORM, False, 413),
    ("very much too large", "a=" + "x" * 9 * MOST_BYTES, FORM, False, 413),
    ("too many fields", "a&" * 501, FORM, False, 413),
    ("broken percent encoding", "title=%ff%fe", FORM, False, 400),
    ("broken bytes", b"title=\xff\xfe", FORM, False, 400),
    ("a NUL", "title=a%00b", FORM, False, 400),
    ("a NUL in a name", "ti%00tle=a", FORM, False, 400),
    ("half a character", "title=\ud800", FORM, False, 400),
    ("broken base64", "????", FORM, True, 400),
    ("JSON", '{"title": "x"}', {"content_type": "application/json"}, False, 415),
    ("a file", "x", {"content_type": "multipart/form-data; boundary=x"}, False, 415),
    ("no type", "title=x", {}, False, 415),
    ("another character set", "title=x", {"content_type": FORM["content_type"] + "; charset=latin1"}, False, 415),
]


@pytest.mark.parametrize(
    ("body", "headers", "is_base64", "status"), [case[1:] for case in UNREADABLE], ids=[c[0] for c in UNREADABLE]
)
def test_a_form_that_cannot_be_read_is_refused_on_a_page(
    browser: Browser, body: str | bytes, headers: dict[str, str], is_base64: bool, status: int
) -> None:
    answer = browser.send("POST", "/notes", body, headers, is_base64=is_base64)
    assert answer.status == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Nothing was saved." in main_of(answer)


UNREADABLE_JSON = [
    ("broken", "{", 400),
    ("deep", "[" * 5_000 + "]" * 5_000, 400),
    ("deeper than any command", "[" * 30 + "]" * 30, 400),
    ("not a number", '{"title": NaN}', 400),
    ("too long a number", "1" * 5_000, 400),
    ("a NUL", r'{"title": "a\u0000"}', 400),
    ("a NUL in a name", r'{"a\u0000": 1}', 400),
    ("half a character", r'{"title": "\ud800"}', 400),
    ("not UTF-8", b'{"title": "\xff"}', 400),
    ("too large", '"' + "x" * MOST_BYTES + '"', 413),
    ("nothing", "", 400),
    ("a list", "[]", 400),
    ("a text", '"title"', 400),
    ("null", "null", 400),
]


@pytest.mark.parametrize(
    ("body", "status"), [case[1:] for case in UNREADABLE_JSON], ids=[c[0] for c in UNREADABLE_JSON]
)
def test_json_that_cannot_be_read_is_refused_with_a_problem_document(
    stranger: Browser, body: str | bytes, status: int
) -> None:
    answer = stranger.send("POST", "/api/notes", body, JSON)
    assert answer.status == status == answer.json["status"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_in_base64_is_read(browser: Browser) -> None:
    answer = browser.send(
        "POST", "/notes", "Y3NyZj10aGUtdG9rZW4tb2YtdGhpcy1zZXNzaW9uJnRpdGxlPVQ=", FORM, is_base64=True
    )
    assert answer.json["title"] == "T"


@pytest.mark.parametrize("query", [{"q": ["a\x00"]}, {"q\x00": ["a"]}, {"q": ["\udcff"]}])
def test_a_query_that_cannot_be_read_is_refused(stranger: Browser, query: dict[str, list[str]]) -> None:
    assert stranger.get("/open", query).status == 400
    assert stranger.get("/api/open", query).headers["content-type"] == "application/problem+json"


def test_a_query_that_is_too_large_is_refused(stranger: Browser) -> None:
    assert stranger.get("/open", {"q": ["x"] * 501}).status == 413


def test_a_machine_needs_a_token_that_still_holds(stranger: Browser) -> None:
    body = '{"title": "T"}'
    accepted = stranger.send("POST", "/api/notes", body, JSON)
    assert (accepted.status, accepted.json["title"]) == (201, "T")
    for credentials in ("Bearer nobodys", "Bearer old", "Basic token", "Bearer", "token", "Bearer chooses"):
        refused = stranger.send("POST", "/api/notes", body, JSON | {"authorization": credentials})
        assert refused.status == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_persons_cookie_opens_no_route_for_machines(browser: Browser) -> None:
    answer = browser.send("POST", "/api/notes", "{}", {"content_type": "application/json"})
    assert answer.status == 401


def test_an_open_route_for_machines_answers_an_address_so_often_a_minute() -> None:
    asking = Browser(make_app(allowed_a_minute=2))
    assert [asking.get("/api/open").status for _ in range(3)] == [200, 200, 429]
    refused = asking.get("/api/open")
    assert refused.headers["retry-after"] == "60"
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("key", ["é", "a b", "a\n", "k" * 129])
def test_an_idempotency_key_that_cannot_be_stored_is_refused(stranger: Browser, key: str) -> None:
    assert stranger.send("POST", "/api/notes", "{}", JSON | {"idempotency_key": key}).status == 400


def test_a_wrong_method_is_refused_and_told_the_right_ones(browser: Browser) -> None:
    page = browser.post("/open", {})
    assert (page.status, page.headers["allow"]) == (405, "GET")
    assert "That cannot be done here" in main_of(page)
    assert browser.get("/api/notes").headers["content-type"] == "application/problem+json"


def test_a_bug_gets_a_page_with_a_reference_and_the_log_never_what_was_said(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    answer = browser.get("/things/bug")
    assert answer.status == 500
    [line] = [record.getMessage() for record in caplog.records if record.name == "exchange"]
    reference = line.split('"reference": "')[1][:22]
    assert reference in main_of(answer)
    assert "RuntimeError" in line
    assert "care.example" not in line + answer.text


def test_a_broken_store_gets_the_same_page() -> None:
    assert Browser(make_app(), "broken").get("/open").status == 500


def test_a_route_without_a_guard_says_nothing(browser: Browser) -> None:
    answer = browser.get("/bare")
    assert answer.status == 500
    assert "no guard" not in answer.text


def test_a_view_that_answers_with_anything_but_a_reply_is_a_bug() -> None:
    app = Chalice(app_name="odd")

    def odd(visit: Visit) -> Any:
        return {"path": visit.path}

    app.route("/odd", methods=["GET"])(Guard(app).page(open=True)(odd))
    assert Browser(app).get("/odd").status == 500


def main_of(answer: Answer) -> str:
    """What stands between the header and the footer."""
    return answer.text.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_database_that_is_asked_too_much_never_shows_as_a_broken_service() -> None:
    app = Chalice("busy")

    def too_busy(_cookie: str, _now: datetime) -> Identified | None:
        raise Busy

    guard = Guard(app, identify_session=too_busy)

    @app.route("/things", methods=["GET"])
    @guard.page()
    def things(visit: Visit) -> Reply:
        raise AssertionError("never reached")

    answer = Browser(app, "somebody").get("/things")
    assert answer.status == 429
    assert answer.headers["retry-after"] == "2"
    assert "nothing happens twice" in answer.text
