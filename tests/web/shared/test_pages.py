"""The pages that every service shares: their landmarks, their titles and a form that comes back with errors."""

import re
from html.parser import HTMLParser

from chalice.app import Chalice

from functions.redeploy.app import app as redeploy
from functions.retention.app import app as retention
from tests.web.shared.app import CSRF, Browser


class Outline(HTMLParser):
    """What a screen reader finds its way by."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(one == tag for one, _ in self.tags)


def title_of(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page, re.DOTALL)
    assert found
    return found[1]


def test_every_page_has_one_heading_its_landmarks_and_a_way_past_the_header(browser: Browser) -> None:
    outline = Outline(browser.get("/things/t1").text)
    for tag in ("h1", "main", "header", "footer"):
        assert outline.count(tag) == 1, tag
    assert outline.tags[0] == ("html", {"lang": "en"})
    links = [attributes.get("href") for tag, attributes in outline.tags if tag == "a"]
    assert links[0] == "#maincontent"
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_title_says_the_page_and_the_service(browser: Browser) -> None:
    assert title_of(browser.get("/things/Pledge").text) == "Pledge \N{EN DASH} Workforce Exchange"


def test_the_header_says_who_is_signed_in_for_whom_and_signs_out_by_a_form(browser: Browser) -> None:
    page = browser.get("/things/t1").text
    header = page.split("<header", 1)[1].split("</header>", 1)[0]
    assert "Ade Example" in header
    assert "Example Care" in header
    assert 'action="/sign-out" method="post"' in header
    assert f'name="csrf" value="{CSRF}"' in header


def test_a_page_for_which_nobody_was_looked_up_offers_neither_sign_in_nor_sign_out(browser: Browser) -> None:
    page = browser.post("/open", {}).text
    assert "Sign in" not in page
    assert "Sign out" not in page


def test_whoever_is_signed_in_is_warned_before_the_session_ends(browser: Browser, stranger: Browser) -> None:
    page = browser.get("/open").text
    assert 'data-seconds-left="1800"' in page
    assert "If you do nothing for 30 minutes you are signed out" in page
    assert "session-ending" not in stranger.get("/open").text


def test_staying_signed_in_tells_the_time_left_and_the_token_of_the_forms(browser: Browser) -> None:
    assert browser.get("/chooser").json == {"seconds_left": 1800, "csrf": CSRF}


def test_a_form_with_errors_comes_back_with_its_summary_its_title_and_what_was_typed(browser: Browser) -> None:
    answer = browser.post("/notes", {"csrf": CSRF, "title": " ", "text": "a <b> & c"})
    assert answer.status == 422
    assert title_of(answer.text) == "Error: Write a note \N{EN DASH} Workforce Exchange"
    summary = answer.text.split("nhsuk-error-summary", 1)[1].split("<form", 1)[0]
    assert re.search(r'<a href="#title"\s*>\s*Enter a title\s*</a>', summary)
    assert re.search(r'<input[^>]*id="title"[^>]*aria-describedby="title-error"', answer.text)
    assert ">a &lt;b&gt; &amp; c</textarea>" in answer.text
    assert answer.text.index("There is a problem") < answer.text.index("<h1")


def test_typed_markup_is_never_markup(browser: Browser, stranger: Browser) -> None:
    evil = "<script>alert(1)</script>"
    for answer in (
        stranger.get("/open", {"q": [evil]}),
        browser.post("/notes", {"csrf": CSRF, "text": evil}),
        browser.post("/notes", {"csrf": "", evil: evil}, sec_fetch_site="same-origin"),
    ):
        assert evil not in answer.text
        assert "&lt;script&gt;" in answer.text


def test_field_errors_of_a_machine_name_the_field_and_the_rule(stranger: Browser) -> None:
    headers = {"content_type": "application/json", "authorization": "Bearer token"}
    answer = stranger.send("POST", "/api/notes", '{"text": 5, "admin": true}', headers)
    assert answer.status == 422
    assert answer.json["errors"] == [
        {"field": "title", "rule": "missing", "detail": "Enter a title"},
        {"field": "text", "rule": "string_type", "detail": "Enter a text"},
        {"field": "admin", "rule": "extra_forbidden", "detail": "Check this answer"},
    ]


def test_retention_begins_by_saying_who_is_not_told_and_where_each_role_goes_on() -> None:
    main = main_of(retention, "/retention")
    assert "Your employer, your manager and HR are not told that you ask." in main
    assert "Nobody can end up worse off" in main
    assert not re.search(r"£|%|\d{2,}", main)
    page = Browser(retention).get("/retention").text.split("<main", 1)[1]
    led_to = set(re.findall(r'href="(/retention/[^"]+)"', page)) - {"/retention/conversations"}
    assert led_to == {"/retention/windows", "/retention/requests", "/retention/simulation", "/retention/stability"}
    assert led_to <= set(retention.routes)


def test_redeployment_begins_by_saying_who_decides_who_sees_what_and_where_each_role_goes_on() -> None:
    main = main_of(redeploy, "/redeploy")
    assert "not open yet" not in main
    assert "A named person decides, and gives the reason." in main
    assert "It sees your name only if you agree to it for that vacancy" in main
    page = Browser(redeploy).get("/redeploy").text.split("<main", 1)[1]
    led_to = set(re.findall(r'href="(/redeploy/[^"]+)"', page))
    assert led_to <= set(redeploy.routes)
    assert {"/redeploy/mine", "/redeploy/people", "/redeploy/vacancies", "/redeploy/redundancy"} <= led_to


def main_of(app: Chalice, path: str) -> str:
    """The words of a page's main part."""
    answer = Browser(app).get(path)
    assert answer.status == 200
    return re.sub("<[^>]+>", "", answer.text.split("<main", 1)[1].split("</main>", 1)[0])
