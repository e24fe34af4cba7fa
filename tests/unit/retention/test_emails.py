"""The emails of the transfer window: words for every kind, and nothing that their reader may not know."""

import re
from typing import Any

import pytest

from functions.retention.domain import notices
from functions.retention.domain.notices import TO_A_PERSON
from functions.retention.emails import compose
from functions.retention.messages.emails import PATHS, TEXTS
from shared import directory
from shared.actors import Membership, Person, Role
from shared.directory import Contact
from shared.outbox import Email, Intent
from tests.unit.retention.test_policy import UNIT, WINDOW, a_request

READER = Contact(name="Rosa Reader", email="rosa@example.org", person_id="rosa")
PERSON = Person(
    person_id="rosa",
    name="Rosa Reader",
    email="rosa@example.org",
    memberships=(Membership(ods_code="RZZ", organisation_name="Trust", roles=frozenset({Role.STAFF})),),
)


@pytest.fixture(autouse=True)
def _directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "contacts", lambda *_: [READER])
    monkeypatch.setattr(directory, "person", lambda _: PERSON)


def intents() -> list[Intent]:
    """One of every kind that a decision or the schedule can leave."""
    return [
        *notices.window_opened(WINDOW),
        *notices.request_confirmed(a_request(), 4),
        notices.decisions_due(WINDOW, UNIT),
    ]


def email(kind: str) -> Email:
    (sent,) = compose(next(one for one in intents() if one.kind == kind))
    return sent


def test_every_kind_has_words_whose_blanks_are_filled_and_a_page_to_go_to() -> None:
    assert {one.kind for one in intents()} <= TEXTS.keys() & PATHS.keys()
    for one in intents():
        (sent,) = compose(one)
        assert "{" not in sent.subject + sent.body
        assert "/retention/windows/" in sent.body


@pytest.mark.parametrize("kind", ["request_confirmed", "decisions_due"])
def test_an_email_to_a_person_does_not_say_that_anybody_wants_to_move(kind: str) -> None:
    sent = email(kind)
    words = re.sub(r"https?://\S+", "", f"{sent.subject} {sent.body}").casefold()
    assert not [one for one in ("transfer", "move", "leav", "staff-rzz", "asks", "profile") if one in words]


def test_nobody_is_named_in_an_email_but_its_reader() -> None:
    for one in intents():
        (sent,) = compose(one)
        assert "Staff" not in re.sub(r"https?://\S+|staff|Staff nurses|your staff", "", sent.body)
        assert "Keeper" not in sent.body


def test_an_intent_goes_to_the_role_or_to_the_one_person_whom_it_names() -> None:
    opened, confirmed = intents()[0], intents()[3]
    assert opened.role is Role.HR_ADVISER
    assert confirmed.role is None
    assert confirmed.params[TO_A_PERSON] == "staff-RZZ"


def test_who_is_not_there_gets_no_email(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: Any) -> None:
        return None

    monkeypatch.setattr(directory, "person", nobody)
    assert compose(notices.decisions_due(WINDOW, UNIT)) == []
