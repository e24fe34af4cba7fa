"""A payment is drawn: from each pledge its part, once, under the key of its month."""

from functions.levy.domain.commands import StartApprentice
from functions.levy.domain.drawing import draw
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.reasons import Reason
from functions.levy.domain.telling import start_apprentice
from shared.outcomes import Refusal
from shared.values.dates import Month
from tests.apprentices import IN_JANUARY, a_started, an_accepted, an_apprentice, confirmed, on, the
from tests.levies import MANAGER, here

FEBRUARY = Month(2027, 2)


def test_an_instalment_is_drawn_from_each_pledge_out_of_the_earliest_tax_year() -> None:
    one = confirmed(an_accepted(1, 500_000, 1_000_000)).record
    started = the(start_apprentice(one, on(StartApprentice, one), here(MANAGER, IN_JANUARY))).record
    made = the(draw(started, FEBRUARY, here(None, IN_JANUARY)))
    assert [(entry.kind, entry.pence) for entry in made.entries] == [
        (EntryKind.DRAW, 500_000 * 80 // 2400),
        (EntryKind.DRAW, 1_000_000 * 80 // 2400),
    ]
    assert {entry.key for entry in made.entries} == {"application-1.1:2027-02:draw"}
    assert {year.tax_year for entry in made.entries for year in entry.years} == {"2026/27"}
    assert (made.record.payments_drawn, made.record.last_drawn) == (1, FEBRUARY)
    assert made.record.drawn_pence == sum(entry.pence for entry in made.entries)


def test_nothing_is_drawn_before_its_month_or_before_the_start_is_told() -> None:
    assert draw(a_started(), Month(2027, 1), here(None)) == Refusal(Reason.NOTHING_DUE)
    assert draw(an_apprentice(), Month(2030, 1), here(None)) == Refusal(Reason.NOTHING_DUE)


def test_a_payment_is_drawn_in_its_own_month_alone_so_that_it_takes_no_other_months_key() -> None:
    assert draw(a_started(), FEBRUARY.plus(1), here(None)) == Refusal(Reason.NOTHING_DUE)


def test_the_event_says_the_month_and_the_kind_of_payment() -> None:
    made = the(draw(a_started(), FEBRUARY, here(None)))
    assert made.event.facts["month"] == "2027-02"
    assert made.event.facts["payment"] == "monthly"
    assert made.event.who.person_id == "system"
