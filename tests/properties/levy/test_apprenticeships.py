"""Whatever happens to apprentices, whoever pays: no penny is lost, made up, or drawn twice."""

from datetime import datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.levy.domain import telling
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    OnApprentice,
    PauseApprentice,
    ResumeApprentice,
    StartApprentice,
    StopApprentice,
)
from functions.levy.domain.cost import instalments, years_of
from functions.levy.domain.drawing import draw
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from functions.levy.domain.record import Decision
from functions.levy.domain.schedule import next_payment, payments_left
from functions.levy.domain.shares import portions, split
from shared.outcomes import Refusal
from shared.reference.standards import Standard, StandardStatus, standards_file
from shared.values.dates import Month
from tests.apprentices import an_accepted, confirmed, on, the
from tests.levies import MANAGER, here
from tests.partners import NOW

EACH = 1_500_000
STANDARDS = [one for one in standards_file().lines if one.status is not StandardStatus.SUPERSEDED]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=10), st.lists(st.integers(0, 10**6), max_size=20))
def test_a_division_adds_up_both_ways_and_is_nowhere_below_zero(parts: list[int], wishes: list[int]) -> None:
    whole = sum(parts)
    demands = [wish * whole // (sum(wishes) or 1) for wish in wishes]
    demands.append(whole - sum(demands))
    rows = split(parts, demands)
    assert [sum(row) for row in rows] == demands
    assert [sum(column) for column in zip(*rows, strict=True)] == parts
    assert min(one for row in rows for one in row) >= 0


@given(st.integers(1, 12), st.lists(st.integers(1, 100), max_size=4))
def test_the_portions_of_all_apprentices_are_the_awards_to_the_penny(count: int, cuts: list[int]) -> None:
    marks = sorted({0, EACH * count, *(EACH * count * cut // 101 for cut in cuts)})
    application = an_accepted(count, *(end - begin for begin, end in pairwise(marks)))
    found = [portions(application, number) for number in range(1, count + 1)]
    assert all(sum(one.pence for one in row) == EACH for row in found)
    for place, award in enumerate(application.awards):
        assert sum(row[place].pence for row in found) == award.pence
        years: dict[str, int] = {}
        for row in found:
            for year in row[place].years:
                years[year.tax_year] = years.get(year.tax_year, 0) + year.pence
        assert years == {year.tax_year: year.pence for year in award.years if year.pence}


@given(
    st.sampled_from([one for one in STANDARDS if one.band_pence and one.months]),
    st.integers(0, 47),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=3),
)
def test_the_schedule_of_every_standard_start_and_pause_adds_up_and_no_month_pays_twice(
    line: Standard, later: int, pauses: list[tuple[int, int]]
) -> None:
    one = _working(line.band_pence, line.months, Month(2026, 11).plus(later))
    at = one.start
    for gap, length in pauses:
        begins = at.plus(gap)
        one = _told(one, on(PauseApprentice, one, month=begins), begins)
        at = begins.plus(length)
        one = _told(one, on(ResumeApprentice, one, month=at), at)
    left = payments_left(one)
    months = [payment.month for payment in left]
    assert sum(payment.pence for payment in left) == line.band_pence
    assert months == sorted(set(months))
    assert len(left) == line.months + 1
    planned = instalments(line.band_pence, line.months, one.start)
    shift = sum(length for (gap, length) in pauses)
    assert 0 <= planned[-1].month.months_until(months[-1]) <= shift


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["draw", "draw", "draw", "pause", "resume", "price", "stop", "complete", "start later"]),
        st.integers(0, 8),
        st.integers(1, 100),
    ),
    max_size=25,
)


@settings(max_examples=300)
@given(STEPS, st.integers(8, 60), st.lists(st.integers(1, 100), max_size=2))
def test_in_any_life_what_is_drawn_given_back_and_held_is_the_share_of_each_award(
    steps: list[tuple[str, int, int]], months: int, cuts: list[int]
) -> None:
    marks = sorted({0, EACH, *(EACH * cut // 101 for cut in cuts)})
    shares = [end - begin for begin, end in pairwise(marks)]
    one = confirmed(an_accepted(1, *shares), months=months).record
    granted = {share.pledge_id: share.pence for share in one.shares}
    promised = {share.pledge_id: share.held for share in one.shares}
    entries: list[LedgerEntry] = []
    now = one.start
    one = _told(one, on(StartApprentice, one), now)
    for step, wait, size in steps:
        now = now.plus(wait)
        one = _lived(one, step, size, now, entries)
        _adds_up(one, granted, entries)
    one = _lived(one, "resume", 3, now, entries)
    one = _lived(one, "draw", 1, Month(2090, 1), entries)
    _adds_up(one, granted, entries)
    assert one.held_pence == 0
    keys = [(entry.pledge_id, entry.key) for entry in entries]
    assert len(keys) == len(set(keys))
    for pledge_id, held in promised.items():  # and each tax year gets back or pays what it promised
        for year in held:
            gone = [
                part.pence
                for entry in entries
                if entry.pledge_id == pledge_id
                for part in entry.years
                if part.tax_year == year.tax_year
            ]
            assert sum(gone) == year.pence


def _lived(one: Apprenticeship, step: str, size: int, now: Month, entries: list[LedgerEntry]) -> Apprenticeship:
    """The apprenticeship after a step, or as it was where the step is refused; its entries are added."""
    if step == "draw":
        while (due := next_payment(one)) and due.month <= now:
            made = the(draw(one, due.month, here(None, _in(now))))
            entries += made.entries
            one = made.record
        return one
    wanted: dict[str, OnApprentice] = {
        "pause": on(PauseApprentice, one, month=now.plus(-(size % 5))),
        "resume": on(ResumeApprentice, one, month=now.plus(-(size % 3))),
        "price": on(ChangeApprentice, one, start=one.start, price_pence=one.price_pence * size // 101 + 100),
        "start later": on(ChangeApprentice, one, start=one.start.plus(size % 4), price_pence=one.price_pence),
        "stop": on(StopApprentice, one, month=now.plus(-(size % 6))),
        "complete": on(CompleteApprentice, one, month=now.plus(-(size % 6))),
    }
    outcome = _act(one, wanted[step], now)
    if isinstance(outcome, Refusal):
        return one
    entries += outcome.entries
    return outcome.record


def _adds_up(one: Apprenticeship, granted: dict[str, int], entries: list[LedgerEntry]) -> None:
    for share in one.shares:
        own = [entry for entry in entries if entry.pledge_id == share.pledge_id]
        drawn = sum(entry.pence for entry in own if entry.kind is EntryKind.DRAW)
        back = sum(entry.pence for entry in own if entry.kind is EntryKind.RELEASE)
        assert drawn == share.drawn_pence
        assert drawn + back + share.held_pence == granted[share.pledge_id]
    months = [payment.month for payment in payments_left(one)]
    assert months == sorted(set(months))
    assert one.last_drawn is None or not months or months[0] > one.last_drawn


def _working(pence: int, months: int, start: Month) -> Apprenticeship:
    """An apprentice at work whose one award is so much."""
    one = confirmed(an_accepted()).record
    (share,) = one.shares
    monthly = instalments(pence, months, start)[0].pence
    held = years_of(pence, months, start)
    own = share.model_copy(update={"pence": pence, "monthly_pence": monthly, "held": held})
    changed = one.model_copy(update={"shares": (own,), "start": start, "months": months})
    return _told(changed, on(StartApprentice, changed), start)


def _told(one: Apprenticeship, command: OnApprentice, now: Month) -> Apprenticeship:
    outcome = _act(one, command, now)
    assert isinstance(outcome, Decision), outcome
    return outcome.record


def _act(one: Apprenticeship, command: OnApprentice, now: Month) -> Decision[Apprenticeship] | Refusal:
    circumstances = here(MANAGER, _in(now))
    match command:
        case StartApprentice():
            return telling.start_apprentice(one, command, circumstances)
        case PauseApprentice():
            return telling.pause_apprentice(one, command, circumstances)
        case ResumeApprentice():
            return telling.resume_apprentice(one, command, circumstances)
        case ChangeApprentice():
            return telling.change_apprentice(one, command, circumstances)
        case StopApprentice():
            return telling.stop_apprentice(one, command, circumstances)
        case CompleteApprentice():
            return telling.complete_apprentice(one, command, circumstances)
        case _:
            raise AssertionError(command)


def _in(month: Month) -> datetime:
    return datetime(month.year, month.month, 25, 9, tzinfo=NOW.tzinfo)
