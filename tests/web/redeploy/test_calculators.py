"""Redundancy pay for anybody: the pages that work it out, and the same sums for machines."""

import json
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import urlencode

import pytest
from openapi_spec_validator import validate

from functions.redeploy.api.redundancy import REDUNDANCY, RedundancyQuery, RedundancyReply
from functions.redeploy.app import app
from functions.redeploy.domain.redundancy import NoFigure, Reading
from functions.redeploy.forms.calculators import FORMS, REFUSED_FIELDS, ContractualForm, Scheme, StatutoryForm
from functions.redeploy.messages.calculators import MARKS, NO_FIGURE, READINGS, SCHEME_HINTS, SCHEME_NAMES, WORDS
from shared import clock
from shared.reference.stored import Mark
from shared.web import assets
from shared.web.forms import missing_words
from shared.web.openapi import document
from tests.partners import NOW
from tests.web.client import Browser, Page
from tests.web.machine import Machine, Said

ANYBODY = Browser([app])
MACHINE = Machine(app)
AT = "/redeploy/redundancy"
BY_STATUTE = {"scheme": "statutory", "date": "2026-05-01", "age": "45", "years": "12", "weekly_pay": "350.00"}
BY_CONTRACT = {
    "scheme": "afc",
    "date": "2026-05-01",
    "years": "12",
    "continuous_years": "12",
    "annual_salary": "37796.00",
    "fte": "1.0",
}


@pytest.fixture(scope="module", autouse=True)
def _assets() -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())


@pytest.fixture(autouse=True)
def _fixed_time() -> Iterator[None]:
    clock.use_source(lambda: NOW)
    yield
    clock.use_source(None)


def page(asked: dict[str, str], **changed: str) -> Page:
    """The page of these answers, but for what is changed."""
    return ANYBODY.get(f"{AT}?{urlencode(asked | changed)}")


def said(asked: dict[str, str], **changed: str) -> Said:
    """What a machine is told of these answers, but for what is changed."""
    return MACHINE.get(REDUNDANCY.path, urlencode(asked | changed))


def without(asked: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name not in names}


# --- the page -------------------------------------------------------------------------------------------------


def test_the_first_page_asks_one_question_of_anybody() -> None:
    opened = ANYBODY.get(AT)
    assert (opened.status, opened.errors) == (200, {})
    assert opened.headings == ["Which redundancy payment do you want to work out?"]
    for scheme in Scheme:
        assert SCHEME_NAMES[scheme.value] in opened.main


def test_choosing_a_payment_leads_to_its_own_questions() -> None:
    for scheme, heading in (("statutory", "statutory redundancy pay"), ("afc", "NHS contractual redundancy pay")):
        asked = ANYBODY.submit(ANYBODY.get(AT), {"scheme": scheme})
        assert (asked.status, asked.errors) == (200, {})
        assert asked.headings == [f"Work out {heading}"]
        assert "How it is worked out" not in asked.main


def test_no_choice_is_told_beside_the_question() -> None:
    for sent in (ANYBODY.submit(ANYBODY.get(AT)), ANYBODY.get(f"{AT}?scheme=lottery")):
        assert sent.status == 422
        assert sent.title.startswith("Error: ")
        assert sent.errors == {"scheme": "Select which payment to work out"}


def test_a_strange_parameter_alone_is_no_answer_to_anything() -> None:
    assert ANYBODY.get(f"{AT}?from=newsletter").status == 200


def test_filling_in_the_form_gives_the_sum_and_keeps_the_answers() -> None:
    typed = {
        "date-day": "1", "date-month": "5", "date-year": "2026", "age": "45", "years": "12", "weekly_pay": "£350",
    }  # fmt: skip
    answer = ANYBODY.submit(ANYBODY.get(f"{AT}?scheme=statutory"), typed)
    assert answer.status == 200
    assert answer.headings == ["Statutory redundancy pay: £4,900.00"]
    assert dict(answer.form().fields) == typed | {"scheme": "statutory"}


def test_the_statutory_sum_is_shown_step_by_step_with_its_rule_and_its_source() -> None:
    words = page(BY_STATUTE, weekly_pay="800").main
    for step in (
        "4 years at 1.5 weeks' pay each Result 6",
        "8 years at 1 week's pay each Result 8",
        "Weeks' pay in all Result 14",
        "A week's pay Result £800.00",
        "A week's pay that counts, £751.00 at most Result £751.00",
        "14 times £751.00 Result £10,514.00",
        "On 1 May 2026 the limit on a week's pay is £751.00. This holds from 6 April 2026 to 5 April 2027.",
        "Source: GOV.UK, open code of the redundancy pay calculator, August 2026 (from the source named).",
        "Row: srp_weekly_cap_pence",
    ):
        assert step in words


def test_the_contractual_sum_is_shown_step_by_step_with_its_rules() -> None:
    words = page(BY_CONTRACT, annual_salary="£37,796", fte="0.6").main
    for step in (
        "one for each year, 24 at most Result 12",
        "£23,000.00 at least, £80,000.00 at most Result £37,796.00",
        "Share of full-time hours Result 0.6",
        "A month's pay: a twelfth of that, for the hours worked Result £1,889.80",
        "12 times a month's pay, rounded once at the end Result £22,677.60",
        "With 52.143 weeks in a year the sum would be: £22,702.39",
        "Source: NHS Employers, redundancy arrangements (Section 16, England), 24 May 2021",
        "Row: s16_most_months",
        "52.143 or 52 (not verified). Row: s16_weeks_in_year",
    ):
        assert step in words


def test_years_left_out_show_the_other_reading_and_no_years_left_out_do_not() -> None:
    long = {"years": "33", "continuous_years": "33"}
    words = page(BY_CONTRACT, **long, pensioned_years="6").main
    assert "Less years already used for a pension Result 6" in words
    assert "24 at most Result 24" in words
    assert "18 months would count and the sum would be: £56,694.00" in words
    assert "is disputed" not in page(BY_CONTRACT, **long).main


def test_too_short_a_service_says_that_nothing_is_due() -> None:
    for asked in (page(BY_STATUTE, years="1"), page(BY_CONTRACT, continuous_years="1")):
        assert asked.headings[0].endswith(": £0.00")
        assert "Nothing is due: it takes 2 complete years of service without a break." in asked.main


def test_an_answer_says_what_it_does_not_say() -> None:
    for asked in (BY_STATUTE, BY_CONTRACT):
        words = page(asked).main
        assert "It is not advice" in words
        assert "better local terms" in words
        assert "pay for notice" in words and "tax" in words
    assert "part of this sum, not on top of it" in page(BY_CONTRACT).main


@pytest.mark.parametrize(
    ("asked", "changed", "field", "sentence"),
    [
        (BY_STATUTE, {"date": ""}, "date", "Enter the day on which the job ends"),
        (BY_STATUTE, {"date": "2026-02-30"}, "date", "like 27 3 2027"),
        (BY_STATUTE, {"date": "1777593600"}, "date", "like 27 3 2027"),
        (BY_STATUTE, {"date": "2019-04-05"}, "date", "Enter 6 April 2019 or a later day"),
        (BY_STATUTE, {"date": "2027-04-06"}, "date", "the year after that are not published yet"),
        (BY_STATUTE, {"age": "15", "years": "0"}, "age", "Enter an age from 16 to 100"),
        (BY_STATUTE, {"age": "101"}, "age", "Enter an age from 16 to 100"),
        (BY_STATUTE, {"age": "old"}, "age", "Enter the age in whole years, like 45"),
        (BY_STATUTE, {"years": "31"}, "years", "Enter 30 years or fewer: nobody of 45 can have worked longer"),
        (BY_STATUTE, {"years": "2.5"}, "years", "in whole years"),
        (BY_STATUTE, {"years": "-1"}, "years", "Enter 0 years or more"),
        (BY_STATUTE, {"years": "9" * 5000}, "years", "in whole years"),
        (BY_STATUTE, {"weekly_pay": ""}, "weekly_pay", "Enter a week's pay before tax"),
        (BY_STATUTE, {"weekly_pay": "1,50"}, "weekly_pay", "like 350 or 350.50"),
        (BY_STATUTE, {"weekly_pay": "0"}, "weekly_pay", "above zero"),
        (BY_STATUTE, {"weekly_pay": "-5"}, "weekly_pay", "above zero"),
        (BY_STATUTE, {"weekly_pay": "100000.01"}, "weekly_pay", "£100,000 or less"),
        (BY_CONTRACT, {"date": "2015-03-31"}, "date", "Enter 1 April 2015 or a later day"),
        (BY_CONTRACT, {"years": "86"}, "years", "Enter 85 years or fewer"),
        (BY_CONTRACT, {"continuous_years": ""}, "continuous_years", "or 0 for none"),
        (BY_CONTRACT, {"annual_salary": "lots"}, "annual_salary", "like 37,796"),
        (BY_CONTRACT, {"annual_salary": "1000000.01"}, "annual_salary", "£1,000,000 or less"),
        (BY_CONTRACT, {"fte": "0"}, "fte", "above 0 and no more than 1"),
        (BY_CONTRACT, {"fte": "1.0001"}, "fte", "above 0 and no more than 1"),
        (BY_CONTRACT, {"fte": "0.33333"}, "fte", "up to 4 decimal places"),
        (BY_CONTRACT, {"fte": "."}, "fte", "up to 4 decimal places"),
        (BY_CONTRACT, {"fte": "0.6."}, "fte", "up to 4 decimal places"),
        (BY_CONTRACT, {"pensioned_years": "13"}, "pensioned_years", "12 or fewer"),
        (BY_CONTRACT, {"pensioned_years": "6", "paid_years": "7"}, "paid_years", "6 or fewer"),
    ],
)
def test_a_wrong_answer_is_told_beside_it_on_the_page_and_by_name_to_a_machine(
    tables: object, asked: dict[str, str], changed: dict[str, str], field: str, sentence: str
) -> None:
    shown = page(asked, **changed)
    assert shown.status == 422
    assert shown.title.startswith("Error: ")
    assert list(shown.errors) == [field]
    assert sentence in shown.errors[field]
    assert f'id="{field}"' in shown.html
    assert f'id="{field}-error"' in shown.html or f'id="{field}-boxes-error"' in shown.html
    told = said(asked, **changed)
    assert told.status == 422
    assert [name for name, _ in told.wrong] == [field]


def test_what_was_typed_is_kept_beside_an_error() -> None:
    shown = page(without(BY_STATUTE, "date"), age="old", **{"date-day": "1", "date-month": "5", "date-year": "26"})
    kept = dict(shown.form().fields)
    assert kept == without(BY_STATUTE, "date") | {
        "age": "old", "date-day": "1", "date-month": "5", "date-year": "26",
    }  # fmt: skip
    assert set(shown.errors) == {"date", "age"}


def test_markup_in_an_answer_is_shown_as_text() -> None:
    shown = page(BY_STATUTE, age="<script>alert(1)</script>")
    assert shown.status == 422
    assert "<script>alert" not in shown.html


@pytest.mark.parametrize(
    ("typed", "total"),
    [("1", "37,796.00"), ("1.0", "37,796.00"), ("", "37,796.00"), (".5", "18,898.00"), ("0.6", "22,677.60")],
)
def test_the_share_of_hours_is_read_as_people_write_it(typed: str, total: str) -> None:
    assert page(BY_CONTRACT, fte=typed).headings[0].endswith(f": £{total}")


# --- the API --------------------------------------------------------------------------------------------------


def test_a_machine_is_told_the_statutory_sum_with_the_rule_that_it_followed(tables: object) -> None:
    told = said(BY_STATUTE)
    assert told.status == 200
    expected = {"weeks": "14", "pence": 490_000, "weekly_cap_pence": 75_100, "rule_from": "2026-04-06"}
    assert expected.items() <= told.body.items()
    assert (told.body["rule_key"], told.body["rule_to"]) == ("srp_weekly_cap_pence", "2027-04-05")
    assert "GOV.UK" in told.body["source"]


def test_weeks_are_a_decimal_text(tables: object) -> None:
    assert said(BY_STATUTE, age="34", years="15").body["weeks"] == "13.5"
    assert said(BY_STATUTE, years="1").body["weeks"] == "0"
    assert said(BY_STATUTE, age="61", years="20").body["weeks"] == "30"


def test_a_machine_is_told_the_contractual_sum_with_its_other_readings(tables: object) -> None:
    told = said(BY_CONTRACT)
    expected = {
        "months": 12, "pence": 3_779_600, "month_pence": 314_967, "salary_used_pence": 3_779_600,
        "floor_pence": 2_300_000, "cap_pence": 8_000_000, "other_reading_pence": 3_783_732,
        "rule_key": "s16_most_months", "rule_from": "2015-04-01", "rule_to": None,
    }  # fmt: skip
    assert told.status == 200
    assert expected.items() <= told.body.items()
    long = said(BY_CONTRACT, years="33", continuous_years="33", pensioned_years="6").body
    assert (long["months"], long["other_left_out_months"]) == (24, 18)
    assert long["other_left_out_pence"] == 5_669_400


def test_full_time_is_taken_where_no_hours_are_given(tables: object) -> None:
    assert said(without(BY_CONTRACT, "fte")).body == said(BY_CONTRACT).body


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({}, {("scheme", "missing")}),
        ({"scheme": "lottery"}, {("scheme", "enum")}),
        (
            {"scheme": "afc"},
            {(name, "missing") for name in ("date", "years", "continuous_years", "annual_salary")},
        ),
        (BY_STATUTE | {"fte": "1"}, {("fte", "extra_forbidden")}),
        (BY_CONTRACT | {"age": "45"}, {("age", "extra_forbidden")}),
        (BY_STATUTE | {"date-day": "1"}, {("date-day", "extra_forbidden")}),
        (BY_STATUTE | {"date": "2027-04-06"}, {("date", NoFigure.DATE_NOT_PUBLISHED.value)}),
    ],
)
def test_a_machine_is_told_every_wrong_field_and_its_rule(
    tables: object, asked: dict[str, str], wrong: set[tuple[str, str]]
) -> None:
    told = said(asked)
    assert told.status == 422
    assert set(told.wrong) == wrong
    assert all(one["detail"] for one in told.body["errors"])


def test_one_address_may_ask_sixty_times_a_minute(tables: object) -> None:
    statuses = [said(BY_STATUTE).status for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    elsewhere = Machine(app, address="192.0.2.8")
    assert elsewhere.get(REDUNDANCY.path, urlencode(BY_STATUTE)).status == 200


def described() -> dict[str, Any]:
    return document("Test", "1", "Test", "http://127.0.0.1", [REDUNDANCY])


def test_the_route_is_described_and_answers_as_it_is_described(tables: object) -> None:
    validate(json.loads(json.dumps(described())))
    for asked in (BY_STATUTE, BY_CONTRACT):
        told = said(asked).body
        assert json.loads(RedundancyReply.model_validate(told).model_dump_json()) == told


def test_the_description_names_what_either_calculator_asks() -> None:
    assert set(RedundancyQuery.model_fields) == {name for form in FORMS.values() for name in form.model_fields}
    operation = described()["paths"][REDUNDANCY.path]["get"]
    assert {one["name"] for one in operation["parameters"]} == set(RedundancyQuery.model_fields)
    assert operation["security"] == []


# --- the words ------------------------------------------------------------------------------------------------


def test_every_field_and_every_no_has_words() -> None:
    for form in (StatutoryForm, ContractualForm):
        assert missing_words(form, WORDS) == []
    assert set(NO_FIGURE) == set(NoFigure) == set(REFUSED_FIELDS)
    assert set(READINGS) == set(Reading)
    assert set(MARKS) == set(Mark)
    assert set(SCHEME_NAMES) == set(SCHEME_HINTS) == {scheme.value for scheme in Scheme}
    assert {get_args(form.model_fields["scheme"].annotation)[0] for form in FORMS.values()} == set(Scheme)
