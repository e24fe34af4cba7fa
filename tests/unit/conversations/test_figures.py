"""What is published of a quarter: counted once, hidden and rounded, and only what cannot be set against itself."""

from datetime import date

import pytest

from functions.retention.conversations.domain.figures import Came, Snapshot, Talk, hides, snapshot
from functions.retention.conversations.domain.quarters import Quarter, closed_quarters, quarter_of
from functions.retention.conversations.figures import csv_rows, quarter_shown
from shared.reference.conversation_codes import Codes, codes_on, every_code
from shared.values.dates import Month
from shared.values.suppression import Suppression, suppressed, suppression_on

TODAY = date(2027, 1, 1)
HIDING = suppression_on(TODAY)
QUARTER = Quarter(Month(2026, 10))
MONTHS = (3, 6, 12)


def made(talks: list[Talk], came: list[Came] = [], earlier: list[Snapshot] = []) -> Snapshot:  # noqa: B006
    return snapshot(QUARTER, talks, came, earlier, MONTHS, HIDING, TODAY)


def shown_of(held: Snapshot, code: str) -> str:
    return next(one.shown for one in (*held.reasons, *held.stay, *held.actions) if one.code == code)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (1_003, "1005")],
)
def test_0_stays_0_a_few_are_hidden_and_others_are_rounded(count: int, shown: str) -> None:
    assert suppressed(count) == suppressed(count, TODAY) == shown


def test_people_are_counted_from_zero() -> None:
    with pytest.raises(ValueError, match="zero"):
        suppressed(-1)


def test_a_quarter_is_counted_by_each_answer_by_itself_and_its_total_is_rounded_too() -> None:
    talks = [Talk(reasons=("27", "21"), actions=("nothing",))] * 9 + [Talk(reasons=("27",))] * 4
    held = made(talks)
    assert held.talked == "15"
    assert (shown_of(held, "27"), shown_of(held, "21"), shown_of(held, "18")) == ("15", "10", "0")
    assert shown_of(held, "nothing") == "10"
    assert held.quarter == "2026-10"


def test_every_code_of_today_has_its_figure_and_nothing_else_does() -> None:
    held = made([])
    assert [one.code for one in held.reasons] == [one.code for one in codes_on(Codes.LEAVING_REASONS, TODAY)]
    assert {one.code for one in held.reasons} == {str(code) for code in range(18, 29)}
    assert not {"talked", "quarter", "published_on", "reasons", "stay", "actions", "outcomes"} ^ set(
        Snapshot.model_fields
    )  # no breakdown by employer, none by two answers at once


def test_outcomes_after_months_are_shown_where_they_say_nothing_of_anybody() -> None:
    earlier = [made([Talk()] * 40)]
    held = made([Talk()], [Came(months=3, outcome="stayed")] * 11 + [Came(months=3, outcome="left")] * 2, earlier)
    after = {one.code: one.shown for one in held.after(3)}
    assert after == {"stayed": "10", "moved": "0", "left": "*", "not_known": "0"}


def test_a_table_that_would_leave_a_hidden_number_too_little_room_is_withheld() -> None:
    earlier = [made([Talk()] * 17)]  # shown as 15: at most 17 talked
    came = [Came(months=3, outcome="stayed")] * 8 + [Came(months=3, outcome="moved")] * 8
    held = made([], [*came, Came(months=3, outcome="left")], earlier)  # 17 - 8 - 8 would leave exactly 1
    assert held.outcomes[0].figures is None
    assert held.outcomes[1].figures is not None  # nobody yet, after six months
    (line,) = [row for row in csv_rows(quarter_shown(held.model_dump(mode="json"))) if row[1] == "After 3 months"]
    assert line[3].startswith("Not shown") and line[4] == ""


@pytest.mark.parametrize(
    ("talked", "outcomes", "safe"),
    [
        (["15"], ["10", "0"], True),  # nothing is hidden
        (["*"], [], True),
        (["*", "0"], ["*"], True),  # as many as talked, or fewer: still 1 to 7
        (["*", "0"], ["*", "*"], False),  # two at least talked, and six at most left
        (["15", "0"], ["10", "*"], True),  # 17 - 8 - 1: to spare 8
        (["10", "0"], ["10", "*"], False),  # 12 - 8 - 1: to spare 3
        (["10", "10"], ["10", "*"], False),  # those of this quarter cannot be three months later yet
    ],
)
def test_a_star_needs_as_much_to_spare_as_it_is_wide(talked: list[str], outcomes: list[str], safe: bool) -> None:
    assert hides(talked, outcomes, 3, HIDING) is safe


def test_what_is_kept_is_what_is_shown_and_nothing_that_was_counted() -> None:
    held = made([Talk(reasons=("27",), stay=("pay",), actions=("nothing",))] * 3, [Came(months=3, outcome="left")])
    text = held.model_dump_json()
    assert '"3"' not in text and ":3," not in text.replace('"months":3,', "")


def test_another_setting_hides_otherwise() -> None:
    assert [Suppression(5, 10).shown(count) for count in (4, 5, 14, 15)] == ["*", "10", "10", "20"]
    assert Suppression(8, 5).could_be("10") == range(8, 13)


def test_a_quarter_begins_in_january_april_july_or_october() -> None:
    assert str(quarter_of(date(2026, 12, 31))) == "2026-10"
    assert str(Quarter.parse("2026-05")) == "2026-04"
    assert quarter_of(date(2027, 1, 1)).name == "January to March 2027"
    assert quarter_of(date(2027, 1, 1)).plus(-1) == QUARTER
    assert QUARTER.last_day == date(2026, 12, 31)


def test_a_quarter_is_over_on_the_day_after_its_last() -> None:
    over = [[str(one) for one in closed_quarters(date(2026, 7, 15), day)] for day in (date(2026, 12, 31), TODAY)]
    assert over == [["2026-07"], ["2026-07", "2026-10"]]


def test_no_code_of_a_list_is_used_twice_and_what_is_retired_is_offered_no_more() -> None:
    for of in Codes:
        codes = [one.code for one in every_code(of)]
        assert len(codes) == len(set(codes)) and all(one.asks for one in every_code(of))
    assert {one.code for one in codes_on(Codes.FLEXIBLE_PATTERNS, TODAY)} == {
        *(f"{number:02d}" for number in (1, 3, 4, 6, 7, 8, 9, 10)),
        "98",
    }
