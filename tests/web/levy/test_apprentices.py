"""The groups of apprentices of a draft: how many, how old, and nobody's name."""

import pytest

from functions.levy.domain.applications import Application
from tests.levies import MANAGER, read, stored_draft
from tests.web.client import Browser, Typed
from tests.web.levy.applying import SECTIONS, path_of


def groups_of(draft: Application) -> list[tuple[str, int]]:
    return [(one.reference, one.count) for one in read(draft.application_id, MANAGER).apprentices]


def test_groups_of_apprentices_are_added_changed_and_removed(manager: Browser) -> None:
    draft = stored_draft()
    listed = manager.save(manager.get(path_of(draft, "add-apprentices")), SECTIONS["add-apprentices"])
    assert "3 apprentices in all" in listed.main
    (own,) = (one.group_id for one in read(draft.application_id, MANAGER).apprentices if one.reference)
    listed = manager.save(manager.get(path_of(draft, "apprentices", own)), {"count": "5"})
    assert "6 apprentices in all" in listed.main
    asked = manager.get(path_of(draft, "apprentices", own, "remove"))
    assert "Night team: 5 apprentices" in asked.main
    manager.save(asked)
    assert groups_of(draft) == [("", 1)]


def test_a_group_that_is_not_there_cannot_be_changed_or_removed(manager: Browser) -> None:
    draft = stored_draft()
    assert manager.get(path_of(draft, "apprentices", "no-such-group-anywhere")).status == 404
    assert manager.get(path_of(draft, "apprentices", "no-such-group-anywhere", "remove")).status == 404


def test_adding_a_group_twice_with_one_page_adds_it_once(manager: Browser) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "add-apprentices"))
    assert [manager.submit(page, SECTIONS["add-apprentices"]).status for _ in range(2)] == [303, 303]
    assert groups_of(draft) == [("", 1), ("Night team", 2)]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"count": ""}, "count", "Enter how many apprentices there are"),
        ({"count": "0"}, "count", "Enter 1 apprentice or more"),
        ({"count": "100"}, "count", "Enter 99 apprentices or fewer"),
        ({"count": "a few"}, "count", "Enter how many apprentices, like 2"),
        ({"age_band": None}, "age_band", "Select how old they will be"),
        ({"is_existing_staff": None}, "is_existing_staff", "Select whether they already work for you"),
        ({"reference": "x" * 41}, "reference", "40 characters or fewer"),
        ({"reference": "1748529632"}, "reference", "looks like a learner's number"),
        ({"reference": "174 852 9632"}, "reference", "looks like a learner's number"),
        ({"reference": "ab123456c"}, "reference", "National Insurance number"),
        ({"group_id": "?"}, "group_id", "Open the page again"),
    ],
)
def test_a_group_with_a_wrong_field_is_not_saved(
    manager: Browser, typed: Typed, field: str, sentence: str
) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "add-apprentices"))
    answer = manager.submit(page, {**SECTIONS["add-apprentices"], **typed})
    assert answer.status == 422
    assert list(answer.errors) == [field]
    assert sentence in answer.errors[field]
    assert groups_of(draft) == [("", 1)]


def test_more_apprentices_than_an_application_can_have_are_refused_at_their_number(manager: Browser) -> None:
    draft = stored_draft()
    typed = {**SECTIONS["add-apprentices"], "count": "99"}
    for _ in range(10):
        manager.save(manager.get(path_of(draft, "add-apprentices")), typed)
    answer = manager.submit(manager.get(path_of(draft, "add-apprentices")), typed)
    assert answer.status == 422
    assert answer.errors == {"count": "Enter fewer apprentices: there can be 999 at most"}
