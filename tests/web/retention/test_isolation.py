"""Canaries: what somebody asks stands on no page, in no email and in no log line of anybody who may not know it.

Every page of the transfer window is opened by everybody, in every phase, with the ids of real records.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest

from functions.retention.app import app
from functions.retention.domain.decisions import Verdict
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.emails import compose
from functions.retention.schedules import daily
from infra.local.gateway import routes_of
from shared import audit
from shared.actors import Actor, Role
from shared.outbox import UNSENT, Intent
from tests.partners import NOW
from tests.retention import (
    ADVISER,
    AUDITOR,
    CHOOSING_AT,
    COLLEAGUE,
    COORDINATOR,
    DECIDING_AT,
    HR,
    MANAGER,
    OTHER_HR,
    OTHER_MANAGER,
    OTHER_NURSE,
    READY_AT,
    SECOND_MANAGER,
    a_request,
    a_unit,
    a_window,
    decide,
    declarations,
    done,
    handle,
    person_behind,
    retention_table,
    staff,
)
from tests.web.client import Browser
from tests.web.retention.visitors import as_actor, at

ASKER = staff("canaryperson")
NAME, STATEMENT, WORDS = "Canaryperson", "CANARY-STATEMENT", "CANARY-WORDS"
CANARIES = (NAME, STATEMENT, WORDS, "canaryperson", "CANARY-CHECKED")
OTHERS = (MANAGER, SECOND_MANAGER, HR, OTHER_HR, OTHER_NURSE, COLLEAGUE, COORDINATOR, AUDITOR, ADVISER)
VISITS = [
    *(pytest.param(one, DECIDING_AT, id=f"{one.person_id}-deciding") for one in OTHERS),
    *(pytest.param(one, CHOOSING_AT, id=f"{one.person_id}-choosing") for one in (MANAGER, HR, COORDINATOR)),
    *(pytest.param(one, READY_AT, id=f"{one.person_id}-ready") for one in (MANAGER, HR, AUDITOR)),
]


@dataclass(frozen=True)
class World:
    """A window with a request whose every confidential field is a canary."""

    window: TransferWindow
    home: Unit
    chosen: Unit
    sister: Unit
    code: str

    def filled(self, resource: str) -> Iterator[str]:
        """The addresses of a route with the ids of this world in it."""
        for unit in (self.home, self.chosen, self.sister):
            known = {
                "window_id": self.window.window_id,
                "unit_id": unit.unit_id,
                "handle": handle(unit, ASKER),
                "item": "dbs",
                "number": "1",
            }
            yield resource.format_map(known)


@pytest.fixture
def world(tables: object) -> World:
    """The chosen unit is of another employer, a second choice of one's own under another manager."""
    del tables
    window = a_window()
    home = a_unit(window)
    chosen, sister = a_unit(window, OTHER_MANAGER, "Chosen"), a_unit(window, SECOND_MANAGER, "Sister")
    request = a_request(window, ASKER, home, chosen, statement=STATEMENT, declarations=declarations(has_need=True))
    with at(DECIDING_AT):
        done(decide(OTHER_MANAGER, chosen, ASKER, Verdict.DECLINE, words=WORDS))
    audit.seal(retention_table(), "QXX", NOW)
    return World(window, home, chosen, sister, request.need_code)


def pages_of(world: World) -> list[str]:
    """The address of every page of the transfer window."""
    resources = {
        resource
        for resource, methods in routes_of(app).items()
        if "GET" in methods and "simulation" not in resource and not resource.startswith("/api/")
    }
    assert len(resources) > 25
    return sorted({address for resource in resources for address in world.filled(resource)})


def found_by(world: World, actor: Actor, moment: datetime) -> set[tuple[str, str]]:
    """Every canary that somebody finds, with where."""
    wanted = (*CANARIES, world.code)
    with at(moment):
        browser = as_actor(actor, moment)
        shown = {address: browser.get(address).html for address in pages_of(world)}
    return {(canary, address) for address, html in shown.items() for canary in wanted if canary in html}


@pytest.mark.parametrize(("actor", "moment"), VISITS)
def test_nobody_else_finds_a_trace_of_a_request_on_any_page(actor: Actor, moment: datetime, world: World) -> None:
    assert found_by(world, actor, moment) == set()


def test_the_keeper_of_a_chosen_unit_finds_the_profile_while_managers_decide_and_no_more(world: World) -> None:
    assert found_by(world, OTHER_MANAGER, CHOOSING_AT) == set()
    assert found_by(world, OTHER_MANAGER, READY_AT) == set()
    found = found_by(world, OTHER_MANAGER, DECIDING_AT)
    assert {canary for canary, _ in found} == {NAME, STATEMENT, WORDS}
    assert all(f"/units/{world.chosen.unit_id}/requests" in place for _, place in found)


def test_the_person_finds_their_own_request_and_not_yet_what_was_said_of_them(world: World) -> None:
    for moment in (CHOOSING_AT, READY_AT):
        found = {canary for canary, _ in found_by(world, ASKER, moment)}
        assert STATEMENT in found
        assert WORDS not in found


def test_somebody_who_manages_and_does_hr_is_not_shown_a_request_of_their_own_employers_staff(
    world: World,
) -> None:
    """A keeper of a chosen unit who is also HR of where the person works: HR must not learn that somebody asks."""
    both = staff("canaryperson2")
    two_hats = OTHER_MANAGER.model_copy(
        update={
            "person_id": SECOND_MANAGER.person_id,
            "ods_code": "RZZ",
            "roles": frozenset({Role.RECRUITING_MANAGER, Role.HR_ADVISER}),
        }
    )
    a_request(world.window, both, world.home, world.sister)
    with at(DECIDING_AT):
        browser = Browser.of(person_behind(two_hats), app, at=DECIDING_AT)
        path = f"/retention/windows/{world.window.window_id}/units/{world.sister.unit_id}/requests"
        assert "Canaryperson2" not in browser.get(path).html
        assert "Canaryperson2" in as_actor(SECOND_MANAGER, DECIDING_AT).get(path).html


def emails() -> list[str]:
    """Every email that waits, with its reader."""
    keys = [item["pk"] for item in retention_table().page("work", UNSENT, sk_up_to="", limit=100).items]
    items = [retention_table().get(key, "OUTBOX") for key in keys]
    intents = [Intent.model_validate({name: item[name] for name in Intent.model_fields}) for item in items if item]
    return [json.dumps(email.model_dump()) for intent in intents for email in compose(intent)]


class _Context:
    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def test_no_email_says_who_asks_but_to_the_person(world: World) -> None:
    with at(DECIDING_AT):
        daily({}, _Context())
    sent = emails()
    assert any("decide" in one for one in sent)
    for one in sent:
        if json.loads(one)["to"] == ASKER.email:
            continue
        assert not [canary for canary in (*CANARIES, world.code) if canary in one]


def test_no_log_line_says_who_asks(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="exchange")
    with at(DECIDING_AT):
        for actor in (ASKER, OTHER_MANAGER):
            browser = as_actor(actor, DECIDING_AT)
            for address in pages_of(world):
                browser.get(address)
        daily({}, _Context())
    assert not [canary for canary in CANARIES if canary in caplog.text]


def test_no_event_holds_what_was_chosen_written_or_said(world: World) -> None:
    events = [
        item
        for subject in audit.subjects(retention_table(), "QXX")
        for item in retention_table().page(None, subject, sk_prefix="EVENT#").items
    ]
    assert len(events) > 6
    for item in events:
        told = json.dumps([item["why"], item["facts"]])
        assert not [canary for canary in (*CANARIES, world.code) if canary in told]
        if item["subject"].startswith("REQUEST#"):
            assert item["facts"] == {}


def test_the_sealed_audit_names_no_request(world: World) -> None:
    page = as_actor(AUDITOR).get("/retention/audit/1")
    assert "A request, or something said of one: private" in page.main
    assert not [canary for canary in CANARIES if canary in page.html]
    assert audit.verify(retention_table(), "QXX").fault is None


def _yes(*_: object) -> bool:
    return True


def everywhere(name: str, replacement: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a function of the policy in every module of the service that has taken it."""
    for module in [one for key, one in sys.modules.items() if key.startswith("functions.retention")]:
        if hasattr(module, name):
            monkeypatch.setattr(module, name, replacement)


CHECKS: Mapping[str, tuple[Actor, datetime, tuple[str, ...]]] = {
    "of the keeper": (SECOND_MANAGER, DECIDING_AT, ("keeps", "may_see_profile")),
    "of the phase": (OTHER_MANAGER, READY_AT, ("may_decide_for", "may_see_profile")),
    "of the coordinator": (COORDINATOR, CHOOSING_AT, ("may_decide_for", "may_see_profile")),
}


@pytest.mark.parametrize("check", CHECKS)
def test_without_a_check_of_the_policy_the_search_finds_leaks(
    check: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, moment, names = CHECKS[check]
    for name in names:
        everywhere(name, _yes, monkeypatch)
    assert {STATEMENT, NAME} <= {canary for canary, _ in found_by(world, actor, moment)}


def test_without_its_check_a_store_would_give_another_persons_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functions.retention import request_store  # noqa: PLC0415

    def anybodys(window_id: str, person_id: str) -> tuple[str, str]:
        del person_id
        return f"REQUEST#{window_id}#{ASKER.person_id}", "REQUEST"

    monkeypatch.setattr(request_store, "request_key", anybodys)
    assert found_by(world, COLLEAGUE, CHOOSING_AT) == set()
    everywhere("may_read_request", _yes, monkeypatch)
    assert STATEMENT in {canary for canary, _ in found_by(world, COLLEAGUE, CHOOSING_AT)}
