"""Nothing that is published of windows and years lets anybody work out a number of 1 to 7: by trying every
small case.

Cases are put together by what is published of them. Whatever is asked of the cases of one such heap (a count,
or what is left between two) must have more than one answer, or one that is no number of 1 to 7. Whoever runs a
window knows exactly how many asked and how many move.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import product
from operator import itemgetter
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.retention.domain.outcomes import Tally, figures_of
from functions.retention.domain.outcomes_hiding import hides_parts, shown_parts
from functions.retention.domain.parts import EmployerRef, PersonRef
from functions.retention.domain.stability import YearCounts, line_of
from functions.retention.domain.windows import TransferWindow, WindowRules, WindowStatus, market_of
from shared.values.suppression import HIDDEN, Suppression, suppression_on
from tests.partners import NOW
from tests.retention import DATES

BY = suppression_on(date(2026, 11, 22))
FEW = set(range(1, BY.least_shown))
HOME = EmployerRef(ods_code="VLA01", name="Curlew Rise Care Home")

WINDOW = TransferWindow(
    ics_code="QXX",
    window_id="w" * 22,
    name="Staff nurses, winter",
    market=market_of("03007", "5"),
    partners=(),
    dates=DATES,
    rules=WindowRules(most_choices=3, months_in_post=9, most_words=250, start_within_weeks=8),
    status=WindowStatus.ANNOUNCED,
    created_at=NOW,
    created_by=PersonRef(person_id="coordinator", name="Morag Testing"),
)

C = TypeVar("C")
Question = Callable[[C], int]


def told(cases: Iterable[C], published: Callable[[C], Hashable], asked: Mapping[str, Question[C]]) -> set[str]:
    """The questions that some publication answers with a number of 1 to 7."""
    answers: dict[Hashable, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for case in cases:
        heap = answers[published(case)]
        for name, question in asked.items():
            heap[name].add(question(case))
    return {name for heap in answers.values() for name, found in heap.items() if len(found) == 1 and found <= FEW}


# -- parts of a whole that is known exactly ---------------------------------------------------------------------

Parts = tuple[int, ...]


def parted(most: int, parts: int) -> Iterator[Parts]:
    """Every way to part every whole up to `most`."""
    return (one for one in product(range(most + 1), repeat=parts) if sum(one) <= most)


def each(parts: int) -> dict[str, Question[Parts]]:
    """Each part, and all but it."""
    asked: dict[str, Question[Parts]] = {}
    for at in range(parts):
        asked[f"part {at}"] = itemgetter(at)
        asked[f"all but {at}"] = partial(_all_but, at)
    return asked


def _all_but(at: int, one: Parts) -> int:
    return sum(one) - one[at]


def as_published(one: Parts) -> Hashable:
    return sum(one), shown_parts(sum(one), one, BY)


@pytest.mark.parametrize(("most", "parts"), [(60, 2), (40, 3), (26, 4)])
def test_no_part_of_a_known_whole_can_be_worked_out(most: int, parts: int) -> None:
    assert told(parted(most, parts), as_published, each(parts)) == set()


def test_a_table_of_parts_is_shown_where_it_is_safe() -> None:
    assert shown_parts(27, (20, 5, 2), BY) == ("20", "*", "*")
    assert shown_parts(40, (20, 20, 0), BY) == ("20", "20", "0")
    assert shown_parts(25, (20, 5, 0), BY) is None


def test_without_the_check_the_search_finds_parts_that_can_be_worked_out() -> None:
    def careless(one: Parts) -> Hashable:
        return sum(one), tuple(map(BY.shown, one))

    assert told(parted(30, 2), careless, each(2)) == {"part 0", "part 1", "all but 0", "all but 1"}


@given(st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_every_star_of_a_shown_table_may_still_be_any_number_that_it_hides(counts: list[int]) -> None:
    whole, shown = sum(counts), tuple(map(BY.shown, counts))
    if not hides_parts(whole, shown, BY):
        return
    for at, one in enumerate(shown):
        if one == HIDDEN:
            others = [BY.could_be(other) for place, other in enumerate(shown) if place != at]
            sums = {0}
            for found in others:
                sums = {total + count for total in sums for count in found}
            assert all(whole - few in sums for few in FEW)


# -- single figures of a window ---------------------------------------------------------------------------------

Asked = tuple[int, int, int, int]  # asked; moved; at risk; at risk and moved


def windows(most: int) -> Iterator[Asked]:
    """Every small window."""
    for asked in range(most + 1):
        for moved, at_risk in product(range(asked + 1), repeat=2):
            for both in range(max(0, at_risk + moved - asked), min(at_risk, moved) + 1):
                yield asked, moved, at_risk, both


def window_published(one: Asked) -> Hashable:
    asked, moved, at_risk, both = one
    parts = (moved, 0, 0, 0)
    tally = Tally(
        asked=asked, moved=moved, started=moved, not_started=0, by_choice=parts, by_length=parts, at_risk=at_risk,
        at_risk_moved=both, would_leave=at_risk, kept=both, declined=(0,) * 6, left_after_run=0,
    )  # fmt: skip
    return asked, moved, figures_of(WINDOW, tally, BY, NOW).model_dump_json()


WINDOW_QUESTIONS: dict[str, Question[Asked]] = {
    "at risk": itemgetter(2),
    "at risk and moved": itemgetter(3),
    "at risk and stayed": lambda one: one[2] - one[3],
    "moved and not at risk": lambda one: one[1] - one[3] if one[2] else 0,
    "stayed and not at risk": lambda one: one[0] - one[1] - one[2] + one[3] if one[2] else 0,
}
"""Where nobody is at risk the last two are what is known anyway."""


def test_no_number_of_a_window_can_be_worked_out_by_who_knows_how_many_asked_and_moved() -> None:
    assert told(windows(20), window_published, WINDOW_QUESTIONS) == set()


Kept = tuple[int, int, int, int, int]  # moved; started; did not start; would leave; kept


def outcomes(least: int, most: int, stayed: int) -> Iterator[Kept]:
    """Every way in which the moves of a small window come out, where so many who asked stayed."""
    for moved in range(least, most + 1):
        for started, not_started in product(range(moved + 1), repeat=2):
            if started + not_started <= moved:
                for would in range(moved + stayed + 1):
                    for kept in range(max(0, would - (moved + stayed - started)), min(would, started) + 1):
                        yield moved, started, not_started, would, kept


def outcome_published(one: Kept, stayed: int) -> Hashable:
    moved, started, not_started, would, kept = one
    parts = (moved, 0, 0, 0)
    tally = Tally(
        asked=moved + stayed, moved=moved, started=started, not_started=not_started, by_choice=parts,
        by_length=parts, at_risk=0, at_risk_moved=0, would_leave=would, kept=kept, declined=(0,) * 6,
        left_after_run=0,
    )  # fmt: skip
    return moved, figures_of(WINDOW, tally, BY, NOW).model_dump_json()


OUTCOME_QUESTIONS: dict[str, Question[Kept]] = {
    "started": itemgetter(1),
    "did not start": itemgetter(2),
    "not recorded": lambda one: one[0] - one[1] - one[2],
    "would leave": itemgetter(3),
    "kept": itemgetter(4),
    "would leave and not kept": lambda one: one[3] - one[4],
    "started and would stay": lambda one: one[1] - one[4] if one[3] else 0,
}


@pytest.mark.parametrize("stayed", [0, 7, 8])
def test_who_would_have_left_cannot_be_worked_out(stayed: int) -> None:
    published = partial(outcome_published, stayed=stayed)
    assert told(outcomes(8, 9, stayed), published, OUTCOME_QUESTIONS) == set()


# -- the year of an employer ------------------------------------------------------------------------------------

Heads = tuple[int, int, int, int, int]  # in post at the start; leavers, of the start, moved; early leavers


def years(most_at_start: int, most_joined: int) -> Iterator[Heads]:
    """Every small year: who left of those of the start, who came and left, who moved, who left early."""
    for start in range(most_at_start + 1):
        for left, joined in product(range(start + 1), range(most_joined + 1)):
            for moved, more in product(range(left + 1), range(min(left, 3) + 1)):
                yield start, left + joined, left, moved, joined + more


def line_published(one: Heads, by: Suppression = BY) -> Hashable:
    start, leavers, left, moved, early = one
    counts = YearCounts(
        at_start=start,
        at_end=start,
        leavers=leavers,
        leavers_of_start=left,
        moved_within_ics=moved,
        early_leavers=early,
    )
    line = line_of(HOME, counts, by)
    shown = line.model_dump_json()
    return shown, line.employer_stability, line.system_stability, line.leaver_rate, line.early_share


YEAR_QUESTIONS: dict[str, Question[Heads]] = {
    "leavers": lambda one: one[1],
    "leavers of the start": lambda one: one[2],
    "movers": lambda one: one[3],
    "early leavers": lambda one: one[4],
    "came and left": lambda one: one[1] - one[2],
    "stayed": lambda one: one[0] - one[2],
    "stayed in the ICS": lambda one: one[0] - one[2] + one[3],
    "left the ICS": lambda one: one[2] - one[3],
    "late leavers": lambda one: one[1] - one[4],
}


def test_no_number_of_a_year_can_be_worked_out() -> None:
    assert told(years(13, 9), line_published, YEAR_QUESTIONS) == set()


def test_every_star_of_a_year_may_still_be_any_number_that_it_hides() -> None:
    heaps: dict[tuple[str | None, str | None, str | None], list[Heads]] = defaultdict(list)
    for leavers, left in product(range(26), repeat=2):
        for early in range(max(0, leavers - left), leavers + 1):
            if left <= leavers:
                counts = YearCounts(at_start=40, at_end=60, leavers=leavers, leavers_of_start=left,
                                    moved_within_ics=0, early_leavers=early)  # fmt: skip
                line = line_of(HOME, counts, BY)
                shown = (line.leavers, line.leavers_of_start, line.early_leavers)
                heaps[shown].append((40, leavers, left, 0, early))
    assert any(shown[2] == HIDDEN for shown in heaps)
    for shown, cases in heaps.items():
        for place, one in zip((1, 2, 4), shown, strict=True):
            assert one != HIDDEN or {case[place] for case in cases} == FEW


def test_a_share_of_exact_numbers_would_tell_how_many_moved() -> None:
    """What the rule guards against: both stabilities, exact, side by side."""

    def careless(one: Heads) -> Hashable:
        start, _, left, moved, _ = one
        return BY.shown(start), BY.shown(moved), (start - left, start), (start - left + moved, start)

    cases = (one for one in years(12, 0) if one[0] >= BY.least_shown)
    assert "movers" in told(cases, careless, YEAR_QUESTIONS)
