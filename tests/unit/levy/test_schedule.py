"""When payments fall due: from start to end, through pauses, and when somebody stops or finishes early."""

from datetime import datetime

from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    PauseApprentice,
    ResumeApprentice,
    StopApprentice,
)
from functions.levy.domain.cost import InstalmentKind, instalments
from functions.levy.domain.drawing import draw
from functions.levy.domain.schedule import next_payment, payments_left, planned_end
from functions.levy.domain.telling import (
    change_apprentice,
    complete_apprentice,
    pause_apprentice,
    resume_apprentice,
    stop_apprentice,
)
from shared.values.dates import Month
from tests.apprentices import EACH_PENCE, MONTHS, START, a_started, an_apprentice, on, the
from tests.levies import MANAGER, here
from tests.partners import NOW

JULY, SEPTEMBER = Month(2027, 7), Month(2027, 9)


def in_month(month: Month) -> datetime:
    return datetime(month.year, month.month, 25, 9, tzinfo=NOW.tzinfo)


def drawn(one: Apprenticeship, until: Month) -> Apprenticeship:
    """The apprenticeship once all that is due by a month is drawn."""
    while (due := next_payment(one)) and due.month <= until:
        one = the(draw(one, due.month, here(None, in_month(until)))).record
    return one


def paused_from_july(one: Apprenticeship) -> Apprenticeship:
    return the(pause_apprentice(one, on(PauseApprentice, one, month=JULY), here(MANAGER, in_month(JULY)))).record


def resumed_in_september(one: Apprenticeship) -> Apprenticeship:
    command = on(ResumeApprentice, one, month=SEPTEMBER)
    return the(resume_apprentice(one, command, here(MANAGER, in_month(SEPTEMBER)))).record


def months_of(one: Apprenticeship) -> list[str]:
    return [str(payment.month) for payment in payments_left(one)]


def test_the_payments_are_those_of_the_cost_of_the_award() -> None:
    planned = instalments(EACH_PENCE, MONTHS, START)
    found = payments_left(a_started())
    assert [(one.month, one.pence, one.kind) for one in found] == [
        (one.month, one.pence, one.kind) for one in planned
    ]
    assert [one.number for one in found] == list(range(1, MONTHS + 2))


def test_nothing_falls_due_before_the_start_is_told() -> None:
    assert next_payment(an_apprentice()) is None
    assert next_payment(a_started()) is not None


def test_in_an_open_pause_only_what_fell_due_before_it_is_known() -> None:
    one = paused_from_july(a_started())
    assert months_of(one) == ["2027-02", "2027-03", "2027-04", "2027-05", "2027-06"]
    assert planned_end(one) is None


def test_a_pause_moves_all_that_was_not_drawn_by_its_length() -> None:
    one = resumed_in_september(paused_from_july(drawn(a_started(), Month(2027, 6))))
    assert months_of(one)[:2] == ["2027-09", "2027-10"]
    assert planned_end(one) == Month(2029, 3)
    assert payments_left(one)[-1].month == Month(2029, 4)
    assert sum(payment.pence for payment in payments_left(one)) == one.held_pence


def test_a_pause_that_is_told_late_moves_the_rest_and_draws_no_month_twice() -> None:
    one = drawn(a_started(), SEPTEMBER)
    late = paused_from_july(one)
    assert months_of(late) == []
    back = resumed_in_september(late)
    assert months_of(back)[0] == "2027-12"  # the ninth: of the 8 drawn, 3 count for September to November


def test_who_stops_draws_the_instalments_up_to_the_last_month_of_training() -> None:
    one = drawn(a_started(), Month(2027, 3))
    made = the(stop_apprentice(one, on(StopApprentice, one, month=Month(2027, 5)), here(MANAGER, in_month(JULY))))
    assert months_of(made.record) == ["2027-04", "2027-05"]
    monthly = EACH_PENCE * 80 // (100 * MONTHS)
    assert made.record.held_pence == 2 * monthly
    assert sum(entry.pence for entry in made.entries) == EACH_PENCE - 4 * monthly
    assert drawn(made.record, Month(2030, 1)).held_pence == 0


def test_who_never_started_gives_everything_back() -> None:
    one = an_apprentice()
    made = the(stop_apprentice(one, on(StopApprentice, one, month=None), here(MANAGER)))
    assert (made.record.held_pence, sum(entry.pence for entry in made.entries)) == (0, EACH_PENCE)
    assert payments_left(made.record) == ()


def test_who_finishes_early_draws_all_the_rest_in_the_month_after() -> None:
    one = drawn(a_started(), Month(2028, 1))
    command = on(CompleteApprentice, one, month=Month(2028, 2))
    finished = the(complete_apprentice(one, command, here(MANAGER, in_month(Month(2028, 3))))).record
    assert [(str(p.month), p.kind) for p in payments_left(finished)] == [
        ("2028-02", InstalmentKind.MONTHLY),
        ("2028-03", InstalmentKind.COMPLETION),
    ]
    assert drawn(finished, Month(2028, 3)).drawn_pence == EACH_PENCE


def test_finishing_told_late_draws_the_rest_after_the_latest_payment() -> None:
    one = drawn(a_started(), Month(2028, 6))
    command = on(CompleteApprentice, one, month=Month(2028, 2))
    finished = the(complete_apprentice(one, command, here(MANAGER, in_month(Month(2028, 6))))).record
    assert months_of(finished) == ["2028-07"]


def test_after_the_last_payment_nothing_falls_due_whatever_is_told() -> None:
    one = drawn(a_started(), Month(2029, 2))
    assert (one.drawn_pence, payments_left(one)) == (EACH_PENCE, ())
    command = on(CompleteApprentice, one, month=Month(2029, 1))
    assert (
        payments_left(the(complete_apprentice(one, command, here(MANAGER, in_month(Month(2029, 2))))).record) == ()
    )


def test_a_lower_price_spreads_what_is_left_and_keeps_a_fifth_for_the_end() -> None:
    one = drawn(a_started(), Month(2027, 6))
    before = one.drawn_pence
    command = on(ChangeApprentice, one, start=one.start, price_pence=1_200_000)
    made = the(change_apprentice(one, command, here(MANAGER, in_month(JULY))))
    left = payments_left(made.record)
    assert sum(payment.pence for payment in left) == 1_200_000 - before
    assert left[-1].pence >= 240_000
    assert left[-1].pence - 240_000 < MONTHS
    assert sum(entry.pence for entry in made.entries) == 300_000
