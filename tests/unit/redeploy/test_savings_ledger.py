"""The ledger's arithmetic, its CSV, its words, what was published: on values alone."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from functions.redeploy.domain.ledger import (
    EntryKind,
    LedgerEntry,
    Sums,
    by_evidence,
    by_year,
    changed_rules,
    contra_entry,
    financial_year_of,
    reproduced,
    sums_of,
)
from functions.redeploy.domain.people import EmployerRef
from functions.redeploy.domain.recognising import SavingRecord, SavingStatus, saving_entry
from functions.redeploy.domain.savings import EvidenceGrade, Saving, SavingNote, saving
from functions.redeploy.forms.savings import Inputs, NewInputs, SigningOff, TakingBack, edit_form, read_edit
from functions.redeploy.messages import savings as words
from functions.redeploy.pages.saving import saving_shown
from functions.redeploy.pages.savings import ledger_csv, published_shown, totals_shown
from functions.redeploy.published import published_savings
from shared.ids import new_id
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, missing_words
from tests.partners import NOW
from tests.savings import facts

TRUST = EmployerRef(ods_code="RZZ", name="=Moorland University Trust", is_nhs=True)
OTHER = EmployerRef(ods_code="RYY", name="Canal Community Trust", is_nhs=True)


def a_record(**changed: Any) -> SavingRecord:
    return SavingRecord(
        ics_code="QXX",
        match_id="one.post",
        entry_id="one",
        releasing=TRUST,
        receiving=OTHER,
        status=SavingStatus.OPEN,
        status_since=NOW,
        created_at=NOW,
        confirmed_on=NOW.date(),
        facts=facts(**changed),
        prepared_by="hr",
        prepared_by_name="Name of hr",
    )


def an_entry(booked_on: date = date(2027, 1, 19), **changed: Any) -> LedgerEntry:
    record = a_record(**changed)
    found = saving(record.facts)
    assert isinstance(found, Saving)
    return saving_entry(record, found, booked_on)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2027, 3, 31), "2026/27"),
        (date(2027, 4, 1), "2027/28"),
        (date(2028, 2, 29), "2027/28"),
        (date(2099, 12, 31), "2099/00"),
    ],
)
def test_a_financial_year_runs_from_the_first_of_april(day: date, year: str) -> None:
    assert financial_year_of(day) == year


def test_totals_by_year_and_so_far_with_the_contra_in_the_year_of_its_own_day() -> None:
    first, second = an_entry(date(2027, 1, 19)), an_entry(date(2027, 5, 2), evidence=EvidenceGrade.C)
    contra = contra_entry(first, date(2027, 6, 1), date(2027, 6, 3))
    lines = [one.line for one in (first, second, contra)]
    years = list(by_year(lines))
    assert [(one.year, one.sums.people, one.sums.gross_pence) for one in years] == [
        ("2026/27", 1, 3_904_300),
        ("2027/28", 0, 0),
    ]
    assert years[-1].so_far == sums_of(lines) == Sums(1, 3_904_300, 3_904_300, 1_952_150)
    grades = by_evidence(lines)
    assert (grades[EvidenceGrade.A], grades[EvidenceGrade.B]) == (Sums(), Sums())
    assert grades[EvidenceGrade.C].gross_pence == 3_904_300
    assert totals_shown(lines)["total"] == ["All years", "1", "£39,043.00", "£39,043.00", "£19,521.50"]


def test_an_entry_is_its_saving_or_cancels_it_and_nothing_between() -> None:
    entry = an_entry()
    with pytest.raises(ValidationError):
        LedgerEntry.model_validate(dict(entry) | {"net_pence": 1})
    with pytest.raises(ValidationError):
        LedgerEntry.model_validate(dict(entry) | {"kind": EntryKind.CONTRA})


def test_figures_published_after_the_sign_off_leave_an_entry_as_it_was() -> None:
    """A saving that could not be compared with statute when it was signed off is not compared later either."""
    known = an_entry()
    then = saving(known.facts.model_copy(update={"weekly_pay_pence": None}))
    assert isinstance(then, Saving)
    assert SavingNote.STATUTORY_NOT_COMPARED in then.notes
    stamped = then.model_copy(update={"inputs_hash": known.found.inputs_hash})
    uncompared = LedgerEntry.model_validate(dict(known) | {"found": stamped})
    assert reproduced(uncompared)
    assert changed_rules(uncompared) == ()


def test_an_entry_whose_inputs_are_not_those_of_its_hash_is_not_reproduced() -> None:
    entry = an_entry()
    assert reproduced(entry)
    assert not reproduced(entry.model_copy(update={"facts": facts(weekly_pay_pence=75_001)}))
    assert not reproduced(entry.model_copy(update={"facts": facts(annual_salary_pence=3_904_301)}))


def test_sums_that_do_not_follow_from_the_facts_are_not_reproduced_whoever_vouches_for_them() -> None:
    entry = an_entry()
    better = entry.found.model_copy(update={"gross_pence": 4_000_000, "net_pence": 4_000_000})
    sums = {"found": better, "gross_pence": 4_000_000, "net_pence": 4_000_000}
    assert not reproduced(LedgerEntry.model_validate(dict(entry) | sums))


def test_the_csv_has_plain_amounts_and_no_formula() -> None:
    first = an_entry()
    lines = [first.line, contra_entry(first, date(2027, 6, 1), date(2027, 6, 3)).line]
    _, saved, taken = ledger_csv(lines).decode("utf-8-sig").splitlines()
    assert saved.split(",")[2:9] == [
        "2027-01-19",
        "2026/27",
        "'=Moorland University Trust",
        "Canal Community Trust",
        "39043.00",
        "39043.00",
        "19521.50",
    ]
    assert taken.split(",")[6:9] == ["-39043.00", "-39043.00", "-19521.50"]


def test_the_page_of_a_saving_shows_each_step_both_readings_and_every_rule() -> None:
    record = a_record(continuous_years=28, reckonable_years=28, pensioned_years=6)
    shown = saving_shown(record, ())
    assert [payment["name"] for payment in shown["payments"]] == [
        "NHS contractual redundancy pay (Section 16, England)",
        "Statutory redundancy pay",
    ]
    assert ("22 times a month's pay, rounded once at the end", "£71,578.83") in shown["payments"][0]["steps"]
    assert [sum_ for _, sum_ in shown["found"]["readings"]] == ["£71,578.83", "£58,564.50"]
    assert {row[-1] for row in shown["rules"]} >= {"s16_most_months", "srp_weekly_cap_pence"}
    assert all(source for _, _, _, source, _ in shown["rules"])


def test_terms_without_section_16_show_statute_alone() -> None:
    shown = saving_shown(a_record(terms="local_government", receiving_is_nhs=False, nothing_was_paid=True), ())
    assert [payment["name"] for payment in shown["payments"]] == ["Statutory redundancy pay"]
    assert shown["found"]["basis"] == "Statutory redundancy pay"


def test_a_move_out_of_the_nhs_books_nothing_unless_hr_confirms_that_nothing_was_paid() -> None:
    assert an_entry(receiving_is_nhs=False, nothing_was_paid=None).gross_pence == 0
    assert an_entry(receiving_is_nhs=False, nothing_was_paid=True).gross_pence == 3_904_300


def test_the_form_brings_back_the_facts_that_it_was_filled_with() -> None:
    known = facts(
        section_16_by_contract=True,
        pensioned_years=2,
        fte_ten_thousandths=6_000,
        nothing_was_paid=True,
        costs={"protection_pence": 120_050},
    )
    typed = FormBody([(name, str(value)) for name, value in edit_form(known).typed.items()])
    hidden = FormBody([*typed.items(), ("key", new_id()), ("version", "3")])
    again = read_edit(hidden, "one.post", receiving_is_nhs=True)
    assert not isinstance(again, FieldErrors), again.rules
    assert again[0].facts == known


def test_a_day_long_before_the_rules_is_read_and_left_to_the_rules_to_refuse() -> None:
    typed = {
        name: str(value) for name, value in edit_form(facts(notice_would_expire_on=date(1999, 1, 1))).typed.items()
    }
    hidden = FormBody(
        [*(one for one in typed.items() if one[0] != "reading"), ("key", new_id()), ("version", "1")]
    )
    assert not isinstance(read_edit(hidden, "one.post", receiving_is_nhs=True), FieldErrors)


def test_what_was_published_is_marked_and_stands_in_a_table_of_its_own() -> None:
    held = published_savings()
    assert held.mark == "published, method unknown"
    known = {(one.when, one.people, one.pence) for one in held.figures}
    assert {("2019", 158, 400_000_000), ("September 2021", 225, 430_000_000)} <= known
    assert ("September 2017", 200, 50_000_000) in known
    assert all(row[-1] == held.mark for row in published_shown()["rows"])
    assert totals_shown([])["total"] == ["All years", "0", "£0.00", "£0.00", "£0.00"]


def test_every_field_every_status_and_every_action_has_its_words() -> None:
    for form in (Inputs, NewInputs, SigningOff, TakingBack):
        assert missing_words(form, words.WORDS) == [], form
    assert set(words.STATUS_NAMES) == set(words.STATUS_COLOURS) == set(SavingStatus)
    assert set(words.KIND_NAMES) == set(EntryKind)
