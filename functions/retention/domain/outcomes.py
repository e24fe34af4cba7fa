"""What a transfer window came to: counted once, some days after its last, and frozen as it is shown. Pure.

All is counted from what is kept: the results of the announced run, the inputs of those before it, the
decisions, the moves. `wants_to_leave` is counted here and nowhere else, and never stands beside a name.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.retention.domain.decisions import DeclineReason
from functions.retention.domain.moves import Moving, Stage
from functions.retention.domain.outcomes_hiding import could_be_first, shown_overlap, shown_parts, shown_some
from functions.retention.domain.parts import Name, RecordId
from functions.retention.domain.run import Result
from functions.retention.domain.windows import TransferWindow
from shared.records import Frozen
from shared.values.suppression import Suppression

PLACES = (1, 2, 3, 4)
"""The choices, and the lengths of groups, that are told apart; the last stands for itself and all beyond it."""


@dataclass(frozen=True)
class Declined:
    """That a unit declined somebody, with the code of the reason."""

    person_id: str
    unit_id: str
    because: str


@dataclass(frozen=True)
class Tally:
    """What is counted of a window. Never shown, never kept.

    `by_choice`: movers by which of their choices they have; `by_length`: movers by how many people their group
    has. `would_leave`: who said so and asked; `kept`: who of them started. `left_after_run`: who took part in
    a run and not in the one that was announced.
    """

    asked: int
    moved: int
    started: int
    not_started: int
    by_choice: tuple[int, ...]
    by_length: tuple[int, ...]
    at_risk: int
    at_risk_moved: int
    would_leave: int
    kept: int
    declined: tuple[int, ...]  # decisions, by reason
    left_after_run: int

    @property
    def not_recorded(self) -> int:
        """The moves of which nobody has said whether they started."""
        return self.moved - self.started - self.not_started


class Movers(Frozen):
    """What is shown of those who move; what is withheld is None. Of some of them (at risk, kept) nothing is
    shown where it could say something of the others."""

    came: tuple[str, ...] | None  # started, not started, not recorded
    choices: tuple[str, ...] | None
    lengths: tuple[str, ...] | None
    at_risk: str | None
    kept: str | None


class WindowFigures(Frozen):
    """The frozen figures of a window; what is withheld is None: all but two numbers where few asked, `movers`
    where few move."""

    window_id: RecordId
    name: Name
    closes_on: date
    counted_at: datetime
    asked: str
    moved: str
    at_risk: str | None
    would_leave: str | None
    declined: tuple[str, ...] | None
    left_after_run: str | None
    movers: Movers | None


def tally_of(
    results: Iterable[Result],
    moves: Iterable[Moving],
    *,
    leaving: frozenset[str],
    left_after_run: int,
    declined: Sequence[Declined],
) -> Tally:
    """Count a window. `leaving`: who said that they would leave otherwise."""
    asked = tuple(results)
    movers = tuple(one for one in asked if one.cycle)
    lengths = Counter(one.cycle for one in movers)
    stages = {one.move.person.person_id: one.progress.stage for one in moves}
    started = {person for person, stage in stages.items() if stage in (Stage.STARTED, Stage.LEFT)}
    at_risk = [one for one in asked if one.is_at_risk]
    reasons = Counter(one.because for one in declined)
    return Tally(
        asked=len(asked),
        moved=len(movers),
        started=len(started),
        not_started=sum(stage is Stage.NOT_STARTED for stage in stages.values()),
        by_choice=_by_place(one.choice for one in movers),
        by_length=_by_place(lengths[one.cycle] for one in movers),
        at_risk=len(at_risk),
        at_risk_moved=sum(bool(one.cycle) for one in at_risk),
        would_leave=sum(one.person_id in leaving for one in asked),
        kept=len(started & leaving),
        declined=tuple(reasons[one.value] for one in DeclineReason),
        left_after_run=left_after_run,
    )


def figures_of(window: TransferWindow, tally: Tally, by: Suppression, counted_at: datetime) -> WindowFigures:
    """The figures of a window as they are shown."""
    has_many = tally.asked >= by.least_shown
    return WindowFigures(
        window_id=window.window_id,
        name=window.name,
        closes_on=window.dates.closes_on,
        counted_at=counted_at,
        asked=by.shown(tally.asked),
        moved=by.shown(tally.moved),
        at_risk=shown_some(tally.asked, tally.at_risk, by) if has_many else None,
        would_leave=shown_some(tally.asked, tally.would_leave, by) if has_many else None,
        declined=tuple(map(by.shown, tally.declined)) if has_many else None,
        left_after_run=by.shown(tally.left_after_run) if has_many else None,
        movers=_movers(tally, by) if tally.moved >= by.least_shown else None,
    )


def as_recorded_by(moves: Iterable[Moving], at: datetime) -> tuple[Moving, ...]:
    """The moves as they stood at an instant: so that frozen figures can be counted again later."""
    return tuple(_as_recorded_by(one, at) for one in moves)


def _as_recorded_by(one: Moving, at: datetime) -> Moving:
    progress = one.progress
    if progress.settled_at is not None and progress.settled_at > at:
        return Moving(one.window, one.move, progress.model_copy(update={"stage": Stage.ANNOUNCED}))
    return one


def _movers(tally: Tally, by: Suppression) -> Movers:
    counts = (tally.started, tally.not_started, tally.not_recorded)
    came = shown_parts(tally.moved, counts, by)
    at_risk = shown_some(tally.asked, tally.at_risk, by)
    would_leave = shown_some(tally.asked, tally.would_leave, by)
    started = could_be_first(tally.moved, came, by) if came else []
    return Movers(
        came=came,
        choices=shown_parts(tally.moved, tally.by_choice, by),
        lengths=shown_parts(tally.moved, tally.by_length, by),
        at_risk=shown_overlap(tally.asked, [tally.moved], at_risk, tally.at_risk_moved, by),
        kept=shown_overlap(tally.asked, started, would_leave, tally.kept, by) if came else None,
    )


def _by_place(places: Iterable[int]) -> tuple[int, ...]:
    counts = Counter(min(one, PLACES[-1]) for one in places)
    return tuple(counts[one] for one in PLACES)
