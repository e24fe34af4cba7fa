"""Nothing that the two said reaches anybody else: every route, everybody; pages, files, emails, errors, logs."""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from functions.retention.conversations import schedules
from functions.retention.conversations.app import app
from functions.retention.conversations.domain.conversations import Side
from functions.retention.conversations.domain.talking import Correct
from functions.retention.conversations.pages import STEP_ACTIONS
from functions.retention.conversations.store import ConversationStore
from functions.retention.conversations.usecases import talking
from shared import clock, email
from shared.ids import new_id
from tests.conversations import (
    ADVISER,
    ADVISER_ID,
    NAME,
    OTHERS,
    PERSON,
    SECOND,
    as_it_stands,
    asked,
    done,
    followed_up,
    noted,
    on,
    talked,
)
from tests.partners import NOW
from tests.store.levy.test_schedules import LambdaContext, Post
from tests.web.client import Browser, Page
from tests.web.conversations.visitors import adviser, as_actor, wren

CANARY = re.compile(r"canary-?[a-z]*", re.IGNORECASE)
LATER = datetime(2027, 2, 22, 9, tzinfo=UTC)  # when a follow-up is due, and a quarter is published
FORM = {
    "key": "k" * 22,
    "version": "1",
    "adviser_id": SECOND.person_id,
    "words": "Something else.",
    "reasons": "27",
    "stay": "hours",
    "stay_words": "Something.",
    "actions": "wellbeing",
    "talked_on": "2026-11-20",
    "months": "3",
    "outcome": "left",
    "is_sure": "yes",
    "note_id": "note",
    "ods_code": "RZZ",
    "name": NAME,
    "email": "wren@example.org",
}
"""Something for every field of every form."""


@dataclass
class World:
    """A conversation full of canaries, with what was sent and logged about it."""

    talk: str
    post: Post
    secrets: list[str] = field(default_factory=list)


@pytest.fixture
def world(caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    post = Post()
    email.use_sender(post.send)
    with caplog.at_level(logging.INFO, "exchange"):
        talk = asked("CANARY-first words")
        talked(talk, stay_words="CANARY-stay", reasons=("27", "22"), actions=("flexible_working",), pattern="06")
        noted(talk, "CANARY-note of the adviser", ADVISER)
        held = as_it_stands(talk).contents
        assert held
        done(
            talking.take(
                PERSON, on(talk, Correct, note_id=held.notes[1].note_id, words="CANARY-correction"), new_id(), NOW
            )
        )
        clock.use_source(lambda: LATER)
        schedules.daily({}, LambdaContext())
        schedules.sweep({}, LambdaContext())
        followed_up(talk, 3, "moved", LATER)
        yield World(talk, post, [NAME, talk])
    email.use_sender(None)


def addresses(talk: str) -> list[str]:
    """Every address of the app, with the conversation wherever one has a place for it."""
    steps = [*STEP_ACTIONS, "history", "nothing"]
    paths = [path.replace("{conversation_id}", talk) for path in app.routes]
    return [path.replace("{step}", step) for path in paths for step in (steps if "{step}" in path else [""])]


def asked_by(browser: Browser, talk: str) -> Iterator[tuple[str, Page]]:
    """All that somebody can ask for and send: every page, and every form with something in every field."""
    token = browser.csrf_token
    for address in addresses(talk):
        yield f"GET {address}", browser.get(f"{address}?note={talk}&after={talk}")
        yield f"POST {address}", browser.send(address, FORM, token)


def leaks_in(page: Page, world: World) -> list[str]:
    """What of the conversation stands in an answer, its headers with it. What somebody typed is theirs."""
    text = page.html + str(page.headers)
    found = CANARY.findall(text)
    told = re.sub(rf"(/|=|%2F){world.talk}", "", text)
    return found + [secret for secret in world.secrets if secret in told]


def leaks(world: World, who: str) -> list[tuple[str, list[str]]]:
    browser = as_actor(OTHERS[who], LATER)
    answers = [*asked_by(browser, world.talk)]
    assert {page.status for _, page in answers} <= {200, 303, 404, 405, 409, 422}
    found = [(name, leaks_in(page, world)) for name, page in answers if not name.endswith("/invite")]
    return [(name, one) for name, one in found if one]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_is_shown_or_told_anything_by_any_page_form_or_file(who: str, world: World) -> None:
    assert leaks(world, who) == []
    assert as_it_stands(world.talk).head.number == 8  # and nothing was changed


@pytest.mark.parametrize("who", OTHERS)
def test_to_everybody_else_it_is_not_there_to_the_letter(who: str, world: World) -> None:
    """The page of a conversation that is not theirs is the page of one that there never was."""
    browser = as_actor(OTHERS[who], LATER)
    for step in ("", *(f"/{name}" for name in (*STEP_ACTIONS, "history"))):
        theirs, nothing = (
            browser.get(f"/retention/conversations/{one}{step}") for one in (world.talk, "x" * len(world.talk))
        )
        assert theirs.status == nothing.status == 404
        assert _plain(theirs.html) == _plain(nothing.html)


def _plain(html: str) -> str:
    return re.sub(r'nonce="[^"]*"|data-seconds-left="\d+"', "", html)


def test_nobody_who_is_not_signed_in_is_shown_anything(world: World) -> None:
    browser = Browser((app,))
    for address in addresses(world.talk):
        page = browser.get(address)
        assert page.status in (200, 303, 403)
        assert leaks_in(page, world) == []
        assert page.status != 200 or address.endswith("how-it-works")


def test_the_two_are_shown_all_of_it_or_the_search_would_find_nothing(world: World) -> None:
    for browser in (wren(LATER), adviser(LATER)):
        page = browser.get(f"/retention/conversations/{world.talk}")
        shown = {one.lower() for one in CANARY.findall(page.html)}
        assert shown == {"canary-first", "canary-stay", "canary-note", "canary-correction"}


def test_no_email_says_anything_and_goes_to_nobody_but_the_two(world: World) -> None:
    assert len(world.post.sent) >= 4
    for one in world.post.sent:
        assert one.to in ("wren@example.org", "adviser@example.org")
        assert not CANARY.search(one.subject + one.body)
        assert world.talk not in one.subject + one.body


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Every line of the service's log, from the making of the conversation on."""
    records = [*caplog.get_records("setup"), *caplog.records]
    return [record.getMessage() for record in records if record.name == "exchange"]


def test_no_log_says_anything_or_names_anybody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    for browser in (wren(LATER), adviser(LATER), as_actor(OTHERS["line manager"], LATER)):
        [*asked_by(browser, world.talk)]
    lines = logged(caplog)
    assert lines
    for line in lines:
        assert not CANARY.search(line)
        assert not [word for word in (NAME, "wren", ADVISER_ID, world.talk) if word in line]


def test_a_page_that_breaks_says_nothing_of_what_it_was_about(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("CANARY-bug")

    monkeypatch.setattr(ConversationStore, "conversation", broken)
    page = wren(LATER).get(f"/retention/conversations/{world.talk}")
    assert page.status == 500
    assert not CANARY.search(page.html)
    assert "unexpected" in "".join(logged(caplog)) and not CANARY.search("".join(logged(caplog)))


def test_the_coordinators_figures_and_file_hide_the_one_who_talked(world: World) -> None:
    browser = as_actor(OTHERS["coordinator"], LATER)
    page, file = (browser.get(f"/retention/conversations/figures{end}") for end in ("", ".csv"))
    for one in (page, file):
        assert one.status == 200 and leaks_in(one, world) == []
        assert "October to December 2026" in one.html and "*" in one.html
    assert "Work-life balance,*" in file.html and "Child dependants,0" in file.html


def everywhere(name: str, replacement: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a function of the policy in every module of the service that has taken it."""
    for key, module in list(sys.modules.items()):
        if key.startswith("functions.retention.conversations") and hasattr(module, name):
            monkeypatch.setattr(module, name, replacement)


def _is_read(asker: object, record: object) -> bool:
    del asker, record
    return True


def _is_the_adviser(asker: object, record: object) -> Side:
    del asker, record
    return Side.ADVISER


@pytest.mark.parametrize("who", ["line manager", "auditor", "another adviser"])
def test_without_the_check_of_the_store_and_the_side_the_search_finds_leaks(
    who: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere("may_read", _is_read, monkeypatch)
    everywhere("side_of", _is_the_adviser, monkeypatch)
    assert leaks(world, who)


def test_without_the_check_of_the_store_alone_the_history_leaks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere("may_read", _is_read, monkeypatch)
    assert as_actor(OTHERS["auditor"], LATER).get(f"/retention/conversations/{world.talk}/history").status == 200


def test_every_route_is_looked_at() -> None:
    assert len(addresses("talk")) > 20
