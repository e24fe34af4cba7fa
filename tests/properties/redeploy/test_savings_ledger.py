"""Laws of the ledger: the same facts make the same entry; entries add up to their totals; a contra cancels."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.redeploy.domain.ledger import (
    LedgerEntry,
    Sums,
    by_evidence,
    by_year,
    contra_entry,
    reproduced,
    sums_of,
)
from functions.redeploy.domain.recognising import saving_entry
from functions.redeploy.domain.redundancy import Reading
from functions.redeploy.domain.savings import EvidenceGrade, MoveCosts, Saving, saving
from functions.redeploy.domain.terms import Terms
from functions.redeploy.savings_items import entry_from, line_from
from shared.schema import ROW
from shared.table import decoded, encoded
from tests.unit.redeploy.test_savings_ledger import a_record

PENCE = st.integers(0, 500_000)
DAYS = st.dates(date(2026, 4, 6), date(2030, 12, 31))


@st.composite
def entries(draw: st.DrawFn) -> LedgerEntry:
    continuous = draw(st.integers(0, 25))
    reckonable = draw(st.integers(0, 40))
    pensioned = draw(st.integers(0, reckonable))
    changed: dict[str, Any] = {
        "terms": draw(st.sampled_from(Terms)),
        "section_16_by_contract": draw(st.booleans()),
        "age": draw(st.integers(45, 75)),
        "notice_would_expire_on": draw(st.dates(date(2020, 1, 1), date(2027, 4, 5))),
        "continuous_years": continuous,
        "reckonable_years": reckonable,
        "pensioned_years": pensioned,
        "paid_years": draw(st.integers(0, reckonable - pensioned)),
        "annual_salary_pence": draw(st.integers(1, 20_000_000)),
        "weekly_pay_pence": draw(st.integers(1, 400_000)),
        "fte_ten_thousandths": draw(st.integers(1, 10_000)),
        "receiving_is_nhs": draw(st.booleans()),
        "nothing_was_paid": draw(st.sampled_from([None, True, False])),
        "reading": draw(st.sampled_from(Reading)),
        "costs": MoveCosts(protection_pence=draw(PENCE), travel_pence=draw(PENCE), retraining_pence=draw(PENCE)),
        "evidence": draw(st.sampled_from(EvidenceGrade)),
    }
    record = a_record(**changed)
    found = saving(record.facts)
    assert isinstance(found, Saving), found
    return saving_entry(record, found, draw(DAYS))


@given(entries())
def test_the_same_facts_make_the_same_entry_with_the_same_hash_and_it_is_reproduced(entry: LedgerEntry) -> None:
    record = a_record(**dict(entry.facts))
    found = saving(record.facts)
    assert isinstance(found, Saving)
    again = saving_entry(record, found, entry.booked_on)
    assert (again, again.fingerprint, again.found.inputs_hash) == (
        entry,
        entry.fingerprint,
        entry.found.inputs_hash,
    )
    assert reproduced(entry)


@given(st.lists(entries(), max_size=12), st.data())
def test_years_grades_and_all_entries_add_up_to_the_same_totals(
    made: list[LedgerEntry], data: st.DataObject
) -> None:
    lines = [one.line for one in made]
    total = sums_of(lines)
    assert total.gross_pence == sum(line.gross_pence for line in lines)
    assert total.net_pence == sum(line.net_pence for line in lines)
    years = list(by_year(data.draw(st.permutations(lines))))
    assert (years[-1].so_far if years else Sums()) == total
    for parts in ([one.sums for one in years], list(by_evidence(lines).values())):
        assert sum(part.people for part in parts) == total.people
        assert sum(part.gross_pence for part in parts) == total.gross_pence
        assert sum(part.net_pence for part in parts) == total.net_pence
        assert sum(part.attributable_pence for part in parts) == total.attributable_pence


@given(entries(), st.integers(0, 300), st.lists(entries(), max_size=4))
def test_a_contra_entry_cancels_its_saving_exactly_and_nothing_else(
    entry: LedgerEntry, days: int, others: list[LedgerEntry]
) -> None:
    again = entry.booked_on + timedelta(days=days)
    contra = contra_entry(entry, again, again)
    rest = [one.line for one in others]
    assert sums_of([*rest, entry.line, contra.line]) == sums_of(rest)
    assert contra.found == entry.found
    assert reproduced(contra) == entry.found.is_booked


@given(entries())
def test_an_entry_comes_back_from_the_store_as_it_went_in(entry: LedgerEntry) -> None:
    item = decoded(encoded({"body": entry.model_dump(mode="json"), ROW: entry.line.model_dump(mode="json")}))
    assert entry_from(item) == entry
    assert entry_from(item).fingerprint == entry.fingerprint
    assert line_from(item) == entry.line
