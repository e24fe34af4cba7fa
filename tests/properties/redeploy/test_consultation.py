"""The counter of consultation against an oracle that tries every window of 90 days or fewer, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.redeploy.domain.consultation import ConsultationState, Counter, Planned, counter, rules_on

TODAY = date(2026, 11, 22)
DAY_0 = date(2027, 1, 1)

_days = st.integers(0, 200).map(lambda days: DAY_0 + timedelta(days=days))
_starts = st.one_of(st.none(), st.integers(-120, 120).map(lambda days: DAY_0 + timedelta(days=days)))
_people = st.one_of(st.integers(1, 25), st.integers(80, 120))
_plans = st.lists(st.tuples(_days, _people, _starts), min_size=1, max_size=7).map(
    lambda rows: [
        Planned(f"change-{number}", "ST4 6QG", first_on, people, starts)
        for number, (first_on, people, starts) in enumerate(rows)
    ]
)
_todays = st.integers(-120, 60).map(lambda days: DAY_0 + timedelta(days=days))


def every_window(planned: list[Planned]) -> list[tuple[set[str], date, int]]:
    """Whom each window of 1 to 90 days catches, the first dismissal among them, and how many they are."""
    found = []
    for opens in range(-90, 201):
        for length in (1, 2, 30, 31, 45, 60, 89, 90):
            first, last = DAY_0 + timedelta(days=opens), DAY_0 + timedelta(days=opens + length - 1)
            caught = [one for one in planned if first <= one.first_dismissal_on <= last]
            if caught:
                starts = min(one.first_dismissal_on for one in caught)
                found.append(({one.change_id for one in caught}, starts, sum(one.people for one in caught)))
    for one in planned:  # any shorter window that matters begins with a dismissal and ends with one
        for other in planned:
            first, last = one.first_dismissal_on, other.first_dismissal_on
            if 0 <= (last - first).days <= 89:
                caught = [each for each in planned if first <= each.first_dismissal_on <= last]
                found.append(({each.change_id for each in caught}, first, sum(each.people for each in caught)))
    return found


def days_before(people: int) -> int:
    """The law's words: 100 or more 45 days, 20 or more 30."""
    return 45 if people >= 100 else 30 if people >= 20 else 0


@given(_plans, _todays)
def test_the_counter_finds_what_trying_every_window_finds(planned: list[Planned], today: date) -> None:
    found = counter(planned, today)
    tried = every_window(planned)
    assert found.busiest.people == max(people for _, _, people in tried)
    for duty in found.duties:
        own = [(first, people) for caught, first, people in tried if duty.planned.change_id in caught]
        most = max(people for _, people in own)
        deadlines = [first - timedelta(days=days_before(people)) for first, people in own if people >= 20]
        assert duty.busiest.people == most
        assert duty.days_before == days_before(most)
        assert duty.start_by == (min(deadlines) if deadlines else None)
        _says_what_follows(duty.planned, duty.state, deadlines, today)


def _says_what_follows(planned: Planned, state: ConsultationState, deadlines: list[date], today: date) -> None:
    starts = planned.consultation_starts_on
    if not deadlines:
        assert state is ConsultationState.NOT_DUE
    elif (starts or today) > min(deadlines):
        assert state is ConsultationState.TOO_LATE
    else:
        assert state is (ConsultationState.IN_TIME if starts else ConsultationState.DUE)


@given(_plans, _todays)
def test_the_order_in_which_changes_come_makes_no_difference(planned: list[Planned], today: date) -> None:
    assert counter(planned, today) == counter(planned[::-1], today)


@given(_plans, _plans)
def test_one_more_change_never_makes_consultation_due_later(planned: list[Planned], more: list[Planned]) -> None:
    renamed = [Planned(f"more-{one.change_id}", one.postcode, one.first_dismissal_on, one.people) for one in more]
    before, after = counter(planned, TODAY), counter([*planned, *renamed], TODAY)
    later = {duty.planned.change_id: duty.start_by or date.max for duty in after.duties}
    assert all(later[duty.planned.change_id] <= (duty.start_by or date.max) for duty in before.duties)


@given(_plans)
def test_a_dismissal_on_the_earliest_day_would_have_been_consulted_on_in_time(planned: list[Planned]) -> None:
    found: Counter = counter(planned, TODAY)
    rules = rules_on(TODAY)
    for duty in found.duties:
        if duty.earliest_dismissal_on is not None:
            starts = duty.planned.consultation_starts_on or TODAY
            assert (duty.earliest_dismissal_on - starts).days == rules.days_before(duty.busiest.people)
