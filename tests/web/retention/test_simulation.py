"""The exchange for anybody: the page that draws a market by lot, and the run of any market for machines."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from openapi_spec_validator import validate

from functions.retention.api import operations
from functions.retention.api.simulation import (
    MATCH,
    MOST_OPEN_BYTES,
    MOST_OPEN_PEOPLE,
    MOST_PLANNED_BYTES,
    MOST_PLANNED_PEOPLE,
    MatchReply,
)
from functions.retention.app import app
from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_market import Objection
from functions.retention.domain.exchange_reasons import ChoiceOutcome
from functions.retention.forms.simulation import AskSimulation, starting_form
from functions.retention.messages.simulation import CHOICES, OBJECTION_FIELDS, OBJECTIONS, WORDS
from functions.retention.pages.simulation import EXAMPLE
from shared import clock, directory
from shared.actors import Role
from shared.web import assets
from shared.web.forms import missing_words
from tests.partners import NOW, a_membership, a_person, an_actor
from tests.web.client import Browser, Page
from tests.web.machine import Machine, Said, machine_of

ANYBODY = Browser([app])
MACHINE = Machine(app)
AT = "/retention/simulation"
ASKED = {
    "units": "12", "people_per_unit": "5", "choices": "3", "vacancies_percent": "10",
    "most_leavers": "0", "at_risk_percent": "5", "seed": "2026",
}  # fmt: skip
SMALL: dict[str, Any] = {
    "units": [{"id": "A", "floor": 1, "cap": 2, "organisation": "X"}, {"id": "B", "floor": 0, "cap": 1}],
    "organisations": [{"id": "X", "floor": 1, "cap": 4}],
    "people": [{"id": "p1", "home": "A", "choices": ["B"]}, {"id": "p2", "home": "A", "choices": ["B"]}],
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


def page(**changed: str) -> Page:
    return ANYBODY.get(f"{AT}?{urlencode(ASKED | changed)}")


def said(market: Any, machine: Machine = MACHINE) -> Said:
    return machine.ask("POST", MATCH.path, market)


def with_people(number: int, length: int = 2) -> dict[str, Any]:
    """A market of that many people in pairs of units, who all want to swap."""
    pad = "x" * length
    people = [{"id": f"{pad}{n}", "home": f"u{n % 2}", "choices": [f"u{1 - n % 2}"]} for n in range(number)]
    half = number // 2
    return {"units": [{"id": f"u{n}", "floor": half, "cap": half} for n in range(2)], "people": people}


def with_token_of(role: Role, ods_code: str) -> Machine:
    """A machine with the token of somebody in that role, in the ICS QXX."""
    directory.put_person(a_person(a_membership(ods_code, role)))
    return machine_of(app, an_actor(role, ods_code=ods_code))


# --- the page -------------------------------------------------------------------------------------------------


def test_the_first_page_says_what_is_promised_and_what_is_not_and_that_all_is_made_up() -> None:
    opened = ANYBODY.get(AT)
    assert (opened.status, opened.errors) == (200, {})
    assert opened.headings == ["Try the exchange out"]
    for words in (
        "Every person and unit on this page is made up",
        "Nobody ends in a post that they like less",
        "What it does not promise",
        "That can happen where they exchange with somebody",
    ):
        assert words in opened.main


def test_the_form_opens_with_a_market_that_can_be_drawn_at_once() -> None:
    opened = ANYBODY.get(AT)
    assert dict(opened.form().fields) == ASKED == {name: str(v) for name, v in starting_form().typed.items()}
    drawn = ANYBODY.submit(opened)
    assert (drawn.status, drawn.errors) == (200, {})
    assert "would move" in drawn.headings[0]
    assert dict(drawn.form().fields) == ASKED


def test_the_example_shows_who_moves_together_and_tells_each_person_why() -> None:
    words = ANYBODY.get(AT).main
    for line in (
        "Asha moves from Day unit to Ward 2, in the post of Cora, who moves too.",
        "Cora moves from Ward 2 to Clinic, in its vacancy.",
        "Efe moves from Ward 3 to Ward 1, in the post of Ben, who moves too.",
        "Clinic: It was full: each place that came free went to somebody ranked ahead of you.",
        "Outpatients: Your own unit had reached its limit of net leavers.",
        "Outpatients: Its manager declined before the run.",
        "Efe. Has their first choice.",
        "Finn. Keeps their post.",
    ):
        assert line in words
    assert exchange(EXAMPLE).cycles == (("Asha", "Cora"), ("Ben", "Dev", "Efe"))


def test_each_group_of_the_example_is_drawn_with_its_words() -> None:
    html = ANYBODY.get(AT).html.split("<main", 1)[1].split("</main")[0]
    assert html.count('role="img"') == 2
    assert 'aria-label="Group 1: Asha moves from Day unit to Ward 2; Cora moves from Ward 2 to Clinic"' in html
    assert "style=" not in html  # our content policy forbids it


def test_the_request_of_the_example_gives_what_the_page_shows(tables: object) -> None:
    html = ANYBODY.get(AT).html
    shown = html.split('<pre class="app-typed"><code>')[1].split("</code>")[0].replace("&#34;", '"')
    told = said(json.loads(shown))
    assert told.status == 200
    assert told.body["input_hash"] == exchange(EXAMPLE).input_hash
    assert told.body["assignments"] == exchange(EXAMPLE).assignments


def test_the_same_draw_gives_the_same_page_and_another_draw_another_market() -> None:
    prints = [page(seed=seed).main.split("worked out from:")[1][:65] for seed in ("7", "7", "8")]
    assert prints[0] == prints[1] != prints[2]


def test_the_result_stands_beside_the_plain_way_and_beside_one_more_leaver() -> None:
    assert (
        "If each unit could lose one more person, there would be 2 more moves and 1 more first choice"
        in page().main
    )
    words = page(vacancies_percent="0", most_leavers="0", at_risk_percent="0").main
    assert "There are 0 vacancies." in words
    assert (
        "Vacancies, once down the list Moves 0 First choices 0" in words
    )  # without a vacancy nobody can begin, but people can swap
    assert "If each unit could lose one more person, there would be as many moves" in words
    assert "At risk, placed" not in words
    assert "At risk, placed" in page().main


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"units": "1"}, "units", "from 2 to 30"),
        ({"units": "31"}, "units", "from 2 to 30"),
        ({"units": ""}, "units", "from 2 to 30"),
        ({"people_per_unit": "21"}, "people_per_unit", "from 1 to 20"),
        ({"choices": "6"}, "choices", "from 1 to 5"),
        ({"choices": "3", "units": "3"}, "choices", "fewer choices than there are units"),
        ({"vacancies_percent": "51"}, "vacancies_percent", "from 0 to 50"),
        ({"most_leavers": "-1"}, "most_leavers", "from 0 to 20"),
        ({"at_risk_percent": "some"}, "at_risk_percent", "from 0 to 50"),
        ({"seed": "1000000"}, "seed", "from 1 to 999999"),
        ({"seed": "9" * 5000}, "seed", "from 1 to 999999"),
    ],
)
def test_a_wrong_figure_is_told_beside_it_and_what_was_typed_is_kept(
    changed: dict[str, str], field: str, sentence: str
) -> None:
    shown = page(**changed)
    assert shown.status == 422
    assert shown.title.startswith("Error: ")
    assert list(shown.errors) == [field]
    assert sentence in shown.errors[field]
    assert dict(shown.form().fields) == ASKED | changed


def test_the_largest_market_of_the_page_is_drawn() -> None:
    largest = page(units="30", people_per_unit="20", choices="5", vacancies_percent="50", at_risk_percent="50")
    assert largest.status == 200
    assert "of 900 people would move" in largest.headings[0]


# --- the API --------------------------------------------------------------------------------------------------


def test_a_market_in_gives_who_moves_where_and_why(tables: object) -> None:
    told = said(SMALL)
    assert told.status == 200
    assert told.body == {
        "assignments": {"p1": "B", "p2": "A"},
        "cycles": [["p1"]],
        "reasons": {"p1": {"choice": 1, "why": ["given"]}, "p2": {"choice": 0, "why": ["ahead"]}},
        "input_hash": told.body["input_hash"],
    }
    assert len(told.body["input_hash"]) == 64


def test_neither_a_key_nor_a_cookie_nor_a_token_is_needed_and_a_foreign_page_is_no_matter(tables: object) -> None:
    """Nothing is changed and no cookie is read, so nothing could be forged in somebody's name."""
    foreign = replace(MACHINE, headers={"origin": "https://elsewhere.example", "cookie": "session=x.y"})
    told = said(SMALL, foreign)
    assert told.status == 200
    assert not any(name in told.headers for name in ("set-cookie", "access-control-allow-origin"))


def changed(**parts: Any) -> dict[str, Any]:
    return SMALL | parts


P1, P2 = SMALL["people"]
A, B = SMALL["units"]


@pytest.mark.parametrize(
    ("market", "field", "rule"),
    [
        (changed(people=[P1, P1]), "people", Objection.PERSON_TWICE),
        (changed(units=[A, B, B]), "units", Objection.UNIT_TWICE),
        (changed(organisations=SMALL["organisations"] * 2), "organisations", Objection.ORGANISATION_TWICE),
        (changed(people=[P1, P2 | {"choices": ["A"]}]), "people", Objection.CHOICE_IS_HOME),
        (changed(people=[P1, P2 | {"choices": ["Z"]}]), "people", Objection.CHOICE_UNKNOWN),
        (changed(people=[P1, P2 | {"choices": ["B", "B"]}]), "people", Objection.CHOICE_TWICE),
        (changed(people=[P1, P2 | {"home": "Z"}]), "people", Objection.HOME_UNKNOWN),
        (changed(people=[P1, P2 | {"declined": ["A"]}]), "people", Objection.DECLINED_NOT_CHOSEN),
        (changed(units=[A | {"floor": 3}, B]), "units", Objection.UNIT_FLOOR_ABOVE_CAP),
        (changed(units=[A | {"cap": 1}, B]), "units", Objection.UNIT_OUT_OF_BOUNDS),
        (
            changed(organisations=[{"id": "X", "floor": 3, "cap": 4}]),
            "organisations",
            "organisation_out_of_bounds",
        ),
        (
            changed(organisations=[{"id": "X", "floor": 2, "cap": 1}]),
            "organisations",
            "organisation_floor_above_cap",
        ),
        (changed(organisations=[]), "units", Objection.ORGANISATION_UNKNOWN),
        ({"units": [A, B]}, "people", "missing"),
        (changed(extra=1), "extra", "extra_forbidden"),
        (changed(units=[A | {"floor": "1"}, B]), "units.0.floor", "int_type"),
        (changed(units=[A | {"floor": -1}, B]), "units.0.floor", "greater_than_equal"),
        (changed(units=[A | {"cap": 1.5}, B]), "units.0.cap", "int_type"),
        (changed(units=[A | {"cap": 10**30}, B]), "units.0.cap", "less_than_equal"),
        (changed(units=[A | {"id": ""}, B]), "units.0.id", "string_pattern_mismatch"),
        (changed(people=[P1 | {"id": "p\x00"}]), "people.0.id", "string_pattern_mismatch"),
        (changed(people=[P1 | {"choices": ["B"] * 21}]), "people.0.choices", "too_long"),
        (changed(people="everybody"), "people", "tuple_type"),
        ([SMALL], "body", "model_type"),
    ],
)
def test_what_cannot_be_run_is_a_problem_that_names_the_place_and_the_rule(
    tables: object, market: Any, field: str, rule: str
) -> None:
    told = said(market)
    assert told.status == 422
    assert told.headers["content-type"] == "application/problem+json"
    assert (field, str(rule)) in told.wrong
    assert all(one["detail"] for one in told.body["errors"])


def test_what_is_broken_many_times_is_told_twenty_times_at_most(tables: object) -> None:
    told = said(changed(people=[{"id": 1, "home": 2}] * 200))
    assert len(told.body["errors"]) == 20


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"units":', b"\xff\xfe", b'{"units":[],"people":[NaN]}', b"[" * 5000]
)
def test_what_is_not_json_is_not_read(tables: object, body: bytes) -> None:
    assert said(body).status in (400, 422)
    assert MACHINE.ask("POST", MATCH.path, body).body["detail"]


def test_anybody_may_run_three_hundred_people_and_no_more(tables: object) -> None:
    assert said(with_people(MOST_OPEN_PEOPLE)).status == 200
    told = said(with_people(MOST_OPEN_PEOPLE + 1))
    assert (told.status, told.wrong) == (422, [("people", "too_many")])
    assert "up to 20,000" in told.body["errors"][0]["detail"]
    assert said(with_people(300, length=60)).status == 200
    assert said(b" " * MOST_OPEN_BYTES + b"{}").status == 413


def test_the_coordinator_of_the_ics_may_run_twenty_thousand(tables: object) -> None:
    planner = with_token_of(Role.ICS_COORDINATOR, "QXX")
    told = said(with_people(MOST_PLANNED_PEOPLE, length=20), planner)
    assert told.status == 200
    assert len(told.body["assignments"]) == len(told.body["cycles"]) * 2 == MOST_PLANNED_PEOPLE
    assert said(with_people(MOST_PLANNED_PEOPLE + 2), planner).status == 422
    too_much = said(b" " * MOST_PLANNED_BYTES + b"{}", planner)
    assert (too_much.status, "3,000 kB" in too_much.body["detail"]) == (413, True)


@pytest.mark.parametrize(("role", "ods_code"), [(Role.AUDITOR, "QXX"), (Role.ICS_COORDINATOR, "RZZ")])
def test_the_token_of_anybody_else_opens_no_wider_door(tables: object, role: Role, ods_code: str) -> None:
    other = with_token_of(role, ods_code)
    assert said(SMALL, other).status == 200
    assert said(with_people(MOST_OPEN_PEOPLE + 1), other).status == 422
    assert said(b" " * MOST_OPEN_BYTES + b"{}", other).status == 413


def test_a_token_that_stands_for_nobody_is_told_so_and_not_taken_for_no_token(tables: object) -> None:
    told = said(SMALL, replace(MACHINE, token="wx_nobody." + "x" * 43))
    assert told.status == 401


def test_one_address_may_ask_sixty_times_a_minute(tables: object) -> None:
    assert [said(SMALL).status for _ in range(61)] == [200] * 60 + [429]
    assert said(SMALL, Machine(app, address="192.0.2.8")).status == 200


def test_only_json_is_read(tables: object) -> None:
    form = replace(MACHINE, headers={"content-type": "application/x-www-form-urlencoded"})
    assert said(SMALL, form).status == 415


def test_the_route_is_described_and_answers_as_it_is_described(tables: object) -> None:
    described = json.loads(json.dumps(operations.description()))
    validate(described)
    operation = described["paths"][MATCH.path]["post"]
    assert operation["security"] == [{}, {"token": []}]
    assert operation["parameters"] == []
    assert MACHINE.get("/api/retention/openapi.json").body == described
    told = said(SMALL)
    assert str(told.status) in operation["responses"]
    assert json.loads(MatchReply.model_validate(told.body).model_dump_json()) == told.body


# --- the words ------------------------------------------------------------------------------------------------


def test_every_field_every_outcome_and_every_objection_has_words() -> None:
    assert missing_words(AskSimulation, WORDS) == []
    assert set(CHOICES) == set(ChoiceOutcome)
    assert set(OBJECTIONS) == set(OBJECTION_FIELDS) == set(Objection)
