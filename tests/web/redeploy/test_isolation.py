"""Nothing confidential reaches anybody who may not see it: a sample of `python -m tests.isolation 100000`."""

import sys
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from functions.redeploy.app import app
from infra.local.engine import Engine
from shared import clock
from tests.isolation import run
from tests.isolation.asking import routes_of
from tests.isolation.canaries import Aviary, Canary
from tests.isolation.rules import MAY_SEE
from tests.isolation.run import Found
from tests.isolation.world import ASKED_AT, World, made
from tests.tables import fresh_tables

pytestmark = pytest.mark.timeout(400)  # the first test asks for all of them
_RANDOM = 500
_NOT_SHOWN = {
    "GET /redeploy/people/upload/check",  # follows a file that was sent
    "GET /redeploy/people/{entry_id}/answer",  # asks which matter; the person's page leads there
    "GET /redeploy/people/{entry_id}/keep",  # no record is due to be looked at yet
    "GET /redeploy/savings/{match_id}/take-back",  # no saving is recognised yet
}


@cache
def world() -> World:
    """The records, made once: every run fills tables of its own with them."""
    with fresh_tables():
        clock.use_source(lambda: ASKED_AT)
        return made()


@cache
def found() -> Found:
    """A sample with a fixed seed: every route once in every role, then at random."""
    return run.found_in(world(), _RANDOM, 2026, once_each=True)


@pytest.fixture(autouse=True)
def _engine(engine: Engine) -> Iterator[None]:
    yield


def test_nobody_is_shown_told_or_sent_anything_confidential_that_is_not_theirs() -> None:
    assert dict(found().leaks) == {}


def test_no_request_of_anybody_breaks_the_service() -> None:
    assert dict(found().faults) == {}


def test_every_page_was_shown_to_somebody() -> None:
    shown = {name for name, count in found().answered.items() if count}
    pages = {f"GET {one.resource}" for one in routes_of(app) if one.method == "GET"}
    assert pages - shown <= _NOT_SHOWN


def test_what_people_may_see_was_seen() -> None:
    """Else the search would find nothing whatever leaks."""
    private = {f"E {name}" for name in MAY_SEE["E"]}
    assert private - found().seen.keys() == set()
    assert {"V title", "C title", "M offer", "M interview"} <= found().seen.keys()
    assert found().emails > 10


def _yes(*_: object) -> bool:
    return True


def everywhere(name: str, replacement: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a function of the policy in every module of the service that has taken it."""
    for module in [one for key, one in sys.modules.items() if key.startswith("functions.redeploy")]:
        if hasattr(module, name):
            monkeypatch.setattr(module, name, replacement)


@pytest.mark.parametrize(
    ("check", "only", "leaked"),
    [
        ("may_see_person", "/redeploy/people/{entry_id}", "reason of a person"),
        ("may_name", "/redeploy/matches/{match_id}", "name of a person"),
        ("may_see_match", "/redeploy/matches/{match_id}", "of a vacancy"),
        ("may_see_vacancy", "/redeploy/vacancies/{vacancy_id}", "about of a vacancy"),
        ("may_see_saving", "/redeploy/savings/{match_id}", "saved of a person"),
    ],
)
def test_without_a_check_of_the_policy_the_search_finds_leaks(
    check: str, only: str, leaked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere(check, _yes, monkeypatch)
    leaks = run.found_in(world(), 200, 7, once_each=False, only=only).leaks
    assert any(leaked in leak for leak in leaks), leaks


def test_a_canary_is_found_in_whatever_form_it_is_written() -> None:
    aviary = Aviary()
    aviary.pay("E03", 3_501_150)
    canary = Canary("E03", "email")
    for text in (f"<b>{canary.word.upper()}</b>", f"mailto:{canary.word}@mail.example.org", f"x{canary.word}y"):
        assert [*aviary.found_in(text)] == [canary]
    for text in ("£35,011.50 a year", '{"pence": 3501150}', "35011.50"):
        assert [*aviary.found_in(text)] == [Canary("E03", "pay")]
    assert [*aviary.found_in("£135,011.50 and 35011501")] == []
