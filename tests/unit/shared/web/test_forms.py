"""Reading what was typed into a command."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from shared.values.dates import Month
from shared.values.faults import fault
from shared.values.identifiers import Postcode
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, FieldProblem, Form, missing_words, problems, read, refuse


class Visitor(BaseModel):
    """One field of every kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    postcode: Postcode
    pairs: Annotated[int, BeforeValidator(int), Field(ge=2)] = 2
    places: tuple[str, ...] = ()
    kinds: frozenset[Postcode] | None = None
    starts: Month | None = None
    leaves_on: date | None = None
    ages: tuple[Annotated[int, Field(ge=16)], ...] = ()
    note: str = "none"

    @model_validator(mode="after")
    def _leaves_after_starting(self) -> Self:
        if self.starts and self.leaves_on and self.leaves_on < self.starts.first_day:
            raise ValueError("leaves_on.too_early")
        if self.note == "impossible":
            raise ValueError("impossible")
        if self.pairs % 2:
            raise fault("pairs.odd")
        return self


WORDS = {
    "postcode": "Enter a postcode",
    "postcode.postcode_invalid": "Enter a whole postcode, like ST4 6QG",
    "pairs": "Enter a number",
    "pairs.greater_than_equal": "Enter 2 or more",
    "pairs.odd": "Enter an even number",
    "kinds.postcode_invalid": "Choose from the list",
    "starts": "Enter a month",
    "leaves_on": "Enter a day",
    "leaves_on.too_early": "Enter a day after the start",
}


def typed(**fields: str) -> FormBody:
    return FormBody([("postcode", "st46qg"), *fields.items()])


def errors(raw: Mapping[str, object]) -> FieldErrors:
    outcome = read(Visitor, raw, WORDS)
    assert isinstance(outcome, FieldErrors), outcome
    return outcome


def test_a_form_becomes_the_command() -> None:
    raw = FormBody(
        [
            ("postcode", " st4 6qg "),
            ("pairs", "4"),
            ("places", "Leek"),
            ("places", ""),
            ("places", "Stoke"),
            ("kinds", "ST46QG"),
            ("starts-month", "9"),
            ("starts-year", "2027"),
            ("leaves_on-day", "5"),
            ("leaves_on-month", "10"),
            ("leaves_on-year", "2027"),
            ("csrf", "secret"),
            ("action", "continue"),
        ]
    )
    assert read(Visitor, raw, WORDS) == Visitor(
        postcode="ST4 6QG",
        pairs=4,
        places=("Leek", "Stoke"),
        kinds=frozenset({"ST4 6QG"}),
        starts=Month(2027, 9),
        leaves_on=date(2027, 10, 5),
    )


def test_blank_answers_count_as_not_given() -> None:
    raw = typed(pairs="  ", note="", places="", **{"starts-month": "", "starts-year": ""})
    assert read(Visitor, raw, WORDS) == Visitor(postcode="ST4 6QG")
    assert errors(FormBody([("postcode", " ")])).by_field == {"postcode": "Enter a postcode"}
    assert errors({"postcode": " "}).rules == {"postcode": "missing"}


def test_a_rule_has_its_own_sentence_and_a_field_one_for_every_other_rule() -> None:
    wrong = errors(FormBody([("postcode", "nowhere"), ("pairs", "1")]))
    assert wrong.by_field == {
        "postcode": "Enter a whole postcode, like ST4 6QG",
        "pairs": "Enter 2 or more",
    }
    assert errors(typed(pairs="x")).by_field == {"pairs": "Enter a number"}


def test_what_was_typed_is_kept_as_it_was_typed() -> None:
    wrong = errors(FormBody([("postcode", "nowhere"), ("places", "Leek"), ("places", "Stoke")]))
    assert wrong.value("postcode") == "nowhere"
    assert wrong.all("places") == ["Leek", "Stoke"]
    assert wrong.value("note") == ""
    assert wrong.error("note") is None


@pytest.mark.parametrize(
    "boxes", [("13", "2027"), ("", "2027"), ("9", ""), ("9", "27"), ("0", "2027"), ("9", "year")]
)
def test_boxes_that_make_no_month_are_an_error_of_the_month(boxes: tuple[str, str]) -> None:
    wrong = errors(typed(**{"starts-month": boxes[0], "starts-year": boxes[1]}))
    assert wrong.by_field == {"starts": "Enter a month"}


def test_a_day_that_the_calendar_lacks_is_an_error_of_the_day() -> None:
    boxes = {"leaves_on-day": "31", "leaves_on-month": "2", "leaves_on-year": "2027"}
    assert errors(typed(**boxes)).by_field == {"leaves_on": "Enter a day"}


def test_a_rule_about_the_whole_form_is_told_at_the_field_that_it_names() -> None:
    assert errors(typed(starts="2027-09", leaves_on="2027-08-01")).by_field == {
        "leaves_on": "Enter a day after the start"
    }
    assert errors(typed(pairs="3")).rules == {"pairs": "odd"}
    assert errors(typed(note="impossible")).rules == {"postcode": "impossible"}


def test_an_item_of_a_list_is_told_at_the_list() -> None:
    assert errors(typed(kinds="nowhere")).by_field == {"kinds": "Choose from the list"}


def test_of_several_rules_that_a_field_breaks_the_first_is_told() -> None:
    raw = FormBody([("postcode", "ST4 6QG"), ("ages", "15"), ("ages", "old")])
    assert errors(raw).rules == {"ages": "greater_than_equal"}


def test_a_json_object_may_have_no_other_fields_and_no_other_shapes() -> None:
    wrong = errors({"postcode": "ST4 6QG", "admin": True, "places": "Leek"})
    assert wrong.rules == {"places": "tuple_type", "admin": "extra_forbidden"}
    assert FieldProblem("admin", "extra_forbidden", "Check this answer") in problems(wrong)


def test_a_rule_that_only_the_store_knows_is_told_like_any_other() -> None:
    wrong = refuse(typed(pairs="4"), WORDS, pairs="odd")
    assert wrong.by_field == {"pairs": "Enter an even number"}
    assert wrong.value("pairs") == "4"


def test_fields_without_a_sentence_are_found() -> None:
    assert missing_words(Visitor, WORDS) == ["places", "kinds", "ages", "note"]


def test_a_new_form_shows_what_is_known() -> None:
    form = Form({"pairs": 4, "places": ("Leek",), "note": None, "kind": "a"})
    assert (form.value("pairs"), form.value("note"), form.all("places")) == ("4", "", ["Leek"])
    assert (form.all("kind"), form.all("other")) == (["a"], [])
