"""Nothing between published figures reveals what a * hides: by definition, and by trying every small history."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from functions.retention.conversations.domain.figures import Came, Snapshot, Talk, snapshot
from functions.retention.conversations.domain.quarters import quarter_of
from shared.reference.conversation_codes import Codes, codes_on
from shared.values.suppression import HIDDEN, suppression_on

FIRST = date(2026, 10, 1)
HIDING = suppression_on(FIRST)
FEW = HIDING.could_be(HIDDEN)
OUTCOMES = [one.code for one in codes_on(Codes.OUTCOMES, FIRST)]
AFTER = 3

counts = st.integers(0, 60)


def published(talked: list[int], came: list[dict[str, int]]) -> list[Snapshot]:
    """Quarter after quarter as the schedule publishes them."""
    made: list[Snapshot] = []
    for number, (people, outcomes) in enumerate(zip(talked, came, strict=True)):
        every = [Came(months=AFTER, outcome=code) for code, count in outcomes.items() for _ in range(count)]
        quarter = quarter_of(FIRST).plus(number)
        made.append(snapshot(quarter, [Talk()] * people, every, made, (AFTER,), HIDING, quarter.last_day))
    return made


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[int], list[dict[str, int]]]:
    """Who talked in each quarter and what came of it, of no more than have talked three months before."""
    talked: list[int] = []
    came: list[dict[str, int]] = []
    waiting = 0
    for _ in range(draw(st.integers(1, 6))):
        outcomes = {}
        for code in OUTCOMES:
            outcomes[code] = draw(st.integers(0, waiting))
            waiting -= outcomes[code]
        talked.append(draw(st.integers(0, 40)))
        came.append(outcomes)
        waiting += talked[-1]
    return talked, came


@given(counts)
def test_a_shown_number_is_what_some_numbers_share_and_they_hold_the_true_one(count: int) -> None:
    shown = HIDING.shown(count)
    assert count in HIDING.could_be(shown)
    assert all(HIDING.shown(one) == shown for one in HIDING.could_be(shown))
    assert count == 0 or len(HIDING.could_be(shown)) >= HIDING.step


@given(counts, counts)
def test_no_two_figures_tell_a_few_by_their_difference(larger: int, part: int) -> None:
    """A hidden number set against one that is shown: every number that it may be is still possible."""
    whole = larger + part
    if HIDING.shown(part) != HIDDEN:
        return
    most = HIDING.could_be(HIDING.shown(whole))[-1]
    assert {one for one in FEW if one <= most} == set(FEW)


@given(histories())
def test_every_star_may_be_any_number_that_a_star_stands_for(
    history: tuple[list[int], list[dict[str, int]]],
) -> None:
    """By the definition: with the other figures chosen as they may be, outcomes are no more than those who
    talked by the quarter before, nor those who talked by then."""
    held = published(*history)
    for quarter in range(len(held)):
        for lag in (0, 1):
            known = held[: max(0, quarter + 1 - lag)]
            talks = [HIDING.could_be(one.talked) for one in known]
            outcomes = [HIDING.could_be(one.shown) for until in held[: quarter + 1] for one in until.after(AFTER)]
            stars = [one for one in (*talks, *outcomes) if one == FEW]
            if not stars:
                continue
            most, least = sum(one[-1] for one in talks), sum(one[0] for one in outcomes)
            for value in FEW:
                if FEW in outcomes:  # all others as few as they may be, and this one so many
                    assert least - FEW[0] + value <= most
                if FEW in talks:  # all others as many as they may be, and this one so few
                    assert least <= most - FEW[-1] + value


@given(histories())
def test_what_is_published_never_depends_on_what_comes_later(
    history: tuple[list[int], list[dict[str, int]]],
) -> None:
    talked, came = history
    assert published(talked, came)[:-1] == published(talked[:-1], came[:-1])


def test_of_every_history_of_two_small_quarters_what_is_shown_leaves_several_possible() -> None:
    """Even who knows the rule by which a table is withheld: each hidden number keeps at least four values."""
    possible: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for talked, came in _small():
        first, second = published([talked, 0], [{}, dict(zip(OUTCOMES, came, strict=True))])
        shown = f"{first.talked} {[one.shown for one in second.after(AFTER)]}"
        if first.talked == HIDDEN:
            possible[shown]["talked"].add(talked)
        for figure, count in zip(second.after(AFTER), came, strict=False):
            if figure.shown == HIDDEN:
                possible[shown][figure.code].add(count)
    assert possible
    assert min(len(values) for cells in possible.values() for values in cells.values()) >= 4


def _small() -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every history in which few talked and two things came of it, and in which more talked and three did."""
    for talked in range(13):
        yield from ((talked, (stayed, 0, left, 0)) for stayed, left in _shared(talked, 2))
    for talked in range(13, 18):  # all that are shown as 15
        yield from ((talked, (stayed, moved, left, 0)) for stayed, moved, left in _shared(talked, 3))


def _shared(people: int, among: int) -> Iterator[tuple[int, ...]]:
    return (counts for counts in product(range(people + 1), repeat=among) if sum(counts) <= people)
