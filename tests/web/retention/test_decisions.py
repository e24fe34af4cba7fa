"""The keeper of a unit reads what is shared with it, and decides, while managers decide; nobody else does."""

import re
from datetime import datetime
from typing import Any

import pytest

from functions.retention.domain.decisions import DeclineReason, Verdict
from functions.retention.domain.reasons import Reason
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.forms.decisions import Decide
from functions.retention.messages.decisions import DECIDE_WORDS, DECLINE_REASONS
from functions.retention.run_store import RunStore
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.web.forms import missing_words
from tests.partners import NOW
from tests.retention import (
    AUDITOR,
    CHOOSING_AT,
    COORDINATOR,
    DECIDING_AT,
    HR,
    MANAGER,
    OTHER_HR,
    OTHER_MANAGER,
    READY_AT,
    SECOND_MANAGER,
    a_request,
    a_unit,
    a_window,
    decide,
    done,
    handle,
    request,
    staff,
    withdrawn,
)
from tests.web.client import Page
from tests.web.retention.visitors import as_actor, at

ROSA, IVOR = staff("rosa"), staff("ivor")


def asked() -> tuple[TransferWindow, Unit, Unit]:
    """A window in which Rosa asks to join a unit as her second choice, and that unit and her first."""
    window = a_window()
    home = a_unit(window)
    first, second = a_unit(window, OTHER_MANAGER, "Firsts"), a_unit(window, OTHER_MANAGER, "Seconds")
    a_request(window, ROSA, home, first, second, statement="CANARY-STATEMENT")
    return window, second, first


def path(of: Unit, person: Actor | None = None) -> str:
    """Where the requests to join a unit are, or that of one person."""
    own = f"/{handle(of, person)}" if person else ""
    return f"/retention/windows/{of.window_id}/units/{of.unit_id}/requests{own}"


def opened(actor: Actor, moment: datetime, address: str) -> Page:
    with at(moment):
        return as_actor(actor, moment).get(address)


def test_ones_own_page_says_that_managers_see_the_request_just_while_they_do() -> None:
    window, _, _ = asked()
    now = "Now: you, and the managers of the units that you chose."
    for moment, is_shown in ((CHOOSING_AT, False), (DECIDING_AT, True), (READY_AT, False)):
        page = opened(ROSA, moment, f"/retention/windows/{window.window_id}/request")
        assert (now in page.main) is is_shown, moment
        assert ("Now: only you." in page.main) is not is_shown


def test_the_keeper_sees_what_is_shared_and_neither_rank_nor_other_choices() -> None:
    _, unit, first = asked()
    listed = opened(OTHER_MANAGER, DECIDING_AT, path(unit))
    assert "Rosa" in listed.main
    assert "Not decided" in listed.main
    shown = opened(OTHER_MANAGER, DECIDING_AT, path(unit, ROSA))
    assert "CANARY-STATEMENT" in shown.main
    assert "5 years and 0 months" in shown.main
    assert "Identity Checked" in shown.main.replace("Item ", "").replace("Status ", "")
    for page in (listed, shown):
        assert "Firsts" not in page.html
        assert first.unit_id not in page.html
        assert "rosa" not in re.sub(r"Rosa|rosa@", "", page.html).casefold()
        assert not re.search(r"\b(rank|priority|points|first choice of)\b", page.html, re.IGNORECASE)


@pytest.mark.parametrize(
    "actor",
    [MANAGER, SECOND_MANAGER, HR, OTHER_HR, COORDINATOR, AUDITOR, ROSA, IVOR],
    ids=lambda one: one.person_id,
)
def test_nobody_but_the_keeper_sees_a_request(actor: Actor) -> None:
    _, unit, _ = asked()
    for address in (path(unit), path(unit, ROSA)):
        page = opened(actor, DECIDING_AT, address)
        assert page.status == 404
        assert "CANARY-STATEMENT" not in page.html


@pytest.mark.parametrize("moment", [NOW, CHOOSING_AT, READY_AT])
def test_the_keeper_sees_nothing_before_preferences_close_nor_after_decisions_close(moment: datetime) -> None:
    window, unit, _ = asked()
    for address in (path(unit), path(unit, ROSA)):
        assert opened(OTHER_MANAGER, moment, address).status == 404
    unit_page = opened(OTHER_MANAGER, moment, f"/retention/windows/{window.window_id}/units/{unit.unit_id}")
    assert "Rosa" not in unit_page.html


def test_what_is_withdrawn_is_seen_no_more() -> None:
    window, unit, _ = asked()
    made = request(window, ROSA)
    assert made is not None
    withdrawn(made, ROSA, DECIDING_AT)
    assert "There is nothing to decide here" in opened(OTHER_MANAGER, DECIDING_AT, path(unit)).main
    assert opened(OTHER_MANAGER, DECIDING_AT, path(unit, ROSA)).status == 404
    assert decide(OTHER_MANAGER, unit, ROSA) == Refusal(Reason.NOT_FOUND)


def test_a_manager_who_keeps_the_home_unit_by_then_is_not_shown_the_request() -> None:
    """HR may name another keeper meanwhile: whoever manages the person must not learn of it by that."""
    from functions.retention.domain.publishing import ChangeKeeper  # noqa: PLC0415
    from functions.retention.usecases import units  # noqa: PLC0415
    from shared.ids import new_id  # noqa: PLC0415

    window = a_window()
    home, chosen = a_unit(window), a_unit(window, SECOND_MANAGER, "B")
    a_request(window, ROSA, home, chosen)
    assert "Rosa" in opened(SECOND_MANAGER, DECIDING_AT, path(chosen)).main
    command = ChangeKeeper(window_id=window.window_id, unit_id=chosen.unit_id, version=1, keeper="manager")
    done(units.change_keeper(HR, command, new_id(), DECIDING_AT))
    assert "There is nothing to decide here" in opened(MANAGER, DECIDING_AT, path(chosen)).main
    assert opened(MANAGER, DECIDING_AT, path(chosen, ROSA)).status == 404
    assert opened(SECOND_MANAGER, DECIDING_AT, path(chosen)).status == 404


def answered(**typed: Any) -> Page:
    _, unit, _ = asked()
    with at(DECIDING_AT):
        browser = as_actor(OTHER_MANAGER, DECIDING_AT)
        return browser.submit(browser.get(path(unit, ROSA)), typed)


def test_a_decline_needs_a_coded_and_a_written_reason() -> None:
    assert answered().errors == {"verdict": "Select whether you accept or decline"}
    assert answered(verdict="decline").errors == {"because": "Choose why you decline"}
    missing = answered(verdict="decline", because="hours_or_shifts")
    assert missing.errors == {"words": "Explain the reason in your own words. The person will read them"}
    long = answered(verdict="decline", because="hours_or_shifts", words="n" * 1001)
    assert long.errors == {"words": "Use 1,000 characters or fewer"}
    assert answered(verdict="accept").status == 303
    assert answered(verdict="decline", because="hours_or_shifts", words="Nights only.").status == 303


def test_a_decision_may_be_changed_until_decisions_close() -> None:
    window, unit, _ = asked()
    with at(DECIDING_AT):
        browser = as_actor(OTHER_MANAGER, DECIDING_AT)
        declined = {"verdict": "decline", "because": "hours_or_shifts", "words": "Nights only."}
        assert "Declined" in browser.save(browser.get(path(unit, ROSA)), declined).main
        page = browser.get(path(unit, ROSA))
        assert "Nights only." in page.html
        assert "Accepted" in browser.save(page, {"verdict": "accept"}).main
    (said,) = RunStore().decided(window.window_id)
    assert (said.person_id, said.unit_id, said.verdict, said.because) == ("rosa", unit.unit_id, "accept", "")
    assert decide(OTHER_MANAGER, unit, ROSA, now=READY_AT) == Refusal(Reason.NOT_FOUND)


def test_two_forms_of_one_decision_do_not_overwrite_one_another() -> None:
    _, unit, _ = asked()
    done(decide(OTHER_MANAGER, unit, ROSA, Verdict.DECLINE))
    assert decide(OTHER_MANAGER, unit, ROSA) == Refusal(Reason.CHANGED_SINCE)


def test_the_page_says_that_what_is_not_decided_counts_as_accepted() -> None:
    _, unit, _ = asked()
    for address in (path(unit), path(unit, ROSA)):
        assert "counts as accepted" in opened(OTHER_MANAGER, DECIDING_AT, address).main


def test_the_order_of_the_list_is_stable_and_is_not_that_of_asking() -> None:
    window = a_window()
    home, chosen = a_unit(window), a_unit(window, OTHER_MANAGER, "B")
    people = [staff(f"person{number}") for number in range(8)]
    for one in people:
        a_request(window, one, home, chosen)
    shown = [re.findall(r"Person\d", opened(OTHER_MANAGER, DECIDING_AT, path(chosen)).main) for _ in range(2)]
    assert shown[0] == shown[1]
    assert sorted(shown[0]) == [one.name for one in people]
    assert shown[0] == [one.name for one in sorted(people, key=lambda one: handle(chosen, one))]


def test_a_person_reads_who_has_opened_what_they_share() -> None:
    window, unit, _ = asked()
    own = f"/retention/windows/{window.window_id}/request/seen"
    assert "Nobody so far" in opened(ROSA, DECIDING_AT, own).main
    opened(OTHER_MANAGER, DECIDING_AT, path(unit))
    assert "Nobody so far" in opened(ROSA, DECIDING_AT, own).main
    opened(OTHER_MANAGER, DECIDING_AT, path(unit, ROSA))
    assert "Seconds, Canal Community Trust" in opened(ROSA, DECIDING_AT, own).main


def test_every_reason_and_field_has_words() -> None:
    assert set(DECLINE_REASONS) == set(DeclineReason)
    assert missing_words(Decide, DECIDE_WORDS) == []
