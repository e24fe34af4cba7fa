"""Announced moves for tests: a swap or a chain that everybody has agreed to, and what is recorded of each."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from functions.retention.domain.moves import MoveDates, Moving, NotStarted, NotStartedBecause
from functions.retention.domain.moves_acts import (
    OnMove,
    ProposeDates,
    RecordLeft,
    RecordNotStarted,
    RecordStart,
    ShareChecklist,
)
from functions.retention.moves_items import move_handle
from functions.retention.outcomes_store import OutcomesStore
from functions.retention.usecases import moves
from functions.retention.usecases.run_following import follow_up
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import an_actor
from tests.retention import READY_AT
from tests.retention_runs import SWAP, Setting, a_run, all_agree, announce

LATER = READY_AT + timedelta(days=40)
"""After the release and the start that the builders of runs name."""
HR_OF = {
    "RZZ": an_actor(Role.HR_ADVISER, ods_code="RZZ", person_id="hr"),
    "RYY": an_actor(Role.HR_ADVISER, ods_code="RYY", person_id="other-hr"),
}
CHAIN = (("ana", "A", "B"), ("ben", "B", "C"))
"""Ben takes the vacancy in C, Ana his post in B."""
WITH_VACANCY: dict[str, Any] = {
    "A": {"most_net_leavers": 1},
    "C": {"funded_posts": 11, "vacancies": 1},
}


def announced(asks: Iterable[tuple[str, ...]] = SWAP, **units: dict[str, Any]) -> Setting:
    """A window whose moves are announced, every move made."""
    one = a_run(asks, **units)
    all_agree(one)
    outcome = announce(one)
    assert isinstance(outcome, Done), outcome
    made()
    return one


def made() -> None:
    """Let everything that follows an announcement be done."""
    while follow_up(READY_AT):
        pass


def moving(one: Setting, name: str) -> Moving:
    """The move of somebody as it stands."""
    return next(it for it in OutcomesStore().moves(one.window) if it.move.person.person_id == name)


def handle(one: Setting, name: str) -> str:
    """How somebody's move is named in an address."""
    return move_handle(moving(one, name).move)


def known(one: Setting, name: str, actor: Actor) -> dict[str, Any]:
    """What names a move in a command of that actor, as it stands."""
    own = actor.person_id == name
    return {
        "window_id": one.window_id,
        "handle": "" if own else handle(one, name),
        "version": moving(one, name).progress.head.number,
    }


def agree(one: Setting, name: str, actor: Actor, now: datetime = READY_AT) -> Done | Refusal:
    """Somebody agrees to the dates of a move."""
    return moves.agree_dates(actor, OnMove(**known(one, name, actor)), new_id(), now)


def propose(
    one: Setting, name: str, actor: Actor, release: int, start: int, now: datetime = READY_AT
) -> Done | Refusal:
    """Somebody proposes dates, so many days from now."""
    today = london_day(now)
    dates = MoveDates(release_on=today + timedelta(days=release), start_on=today + timedelta(days=start))
    return moves.propose_dates(actor, ProposeDates(dates=dates, **known(one, name, actor)), new_id(), now)


def start(one: Setting, name: str, now: datetime = LATER, days_ago: int = 1) -> Done | Refusal:
    """The receiving manager says that somebody started."""
    actor = one.keeper(moving(one, name).move.receiving.unit_id)
    on = london_day(now) - timedelta(days=days_ago)
    return moves.record_start(actor, RecordStart(started_on=on, **known(one, name, actor)), new_id(), now)


def do_not_start(one: Setting, name: str, now: datetime = LATER, actor: Actor | None = None) -> Done | Refusal:
    """The receiving manager says that somebody did not start."""
    who = actor or one.keeper(moving(one, name).move.receiving.unit_id)
    said = NotStarted(because=NotStartedBecause.OTHER_JOB, words="They took another post.")
    return moves.record_not_started(who, RecordNotStarted(said=said, **known(one, name, who)), new_id(), now)


def leave_early(one: Setting, name: str, now: datetime) -> Done | Refusal:
    """The new employer's HR says that somebody has left, yesterday."""
    actor = HR_OF[moving(one, name).move.receiving.employer.ods_code]
    on = london_day(now) - timedelta(days=1)
    return moves.record_left(actor, RecordLeft(left_on=on, **known(one, name, actor)), new_id(), now)


def share(one: Setting, name: str, now: datetime = READY_AT, *, shares: bool = True) -> Done | Refusal:
    """Somebody lets the new employer's HR read their checklist, or no longer."""
    actor = one.people[name]
    return moves.share_checklist(actor, ShareChecklist(shares=shares, **known(one, name, actor)), new_id(), now)


def done(outcome: Done | Refusal) -> Done:
    """The outcome of an act that must have been done."""
    assert isinstance(outcome, Done), outcome
    return outcome


def refused(outcome: Done | Refusal) -> str:
    """The reason of an act that must have been refused."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.reason.value
