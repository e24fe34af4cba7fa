"""The dated rules: what holds on which day, and that the data can be trusted to answer."""

import re
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise

import pytest
from pydantic import ValidationError

from shared.reference import rules as module
from shared.reference import stored
from shared.reference.rules import Rule, RuleNotFound, Unit, all_rules, rule, rule_if_any, rule_set_version
from shared.reference.stored import Mark
from shared.values.dates import Month

_LAST_OLD, _FIRST_NEW = date(2026, 7, 31), date(2026, 8, 1)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("levy_top_up_percent", 10, 0),
        ("levy_expiry_months", 24, 12),
        ("co_investment_percent_levy_payer", 5, 25),
        ("co_investment_percent_non_levy", 5, 5),
        ("fully_funded_oldest_age", 21, 24),
    ],
)
def test_the_rules_of_august_2026_hold_from_their_first_day(key: str, before: int, after: int) -> None:
    assert rule(key, _LAST_OLD).number == before
    assert rule(key, _FIRST_NEW).number == after
    assert rule(key, Month(2026, 8)).number == after


@pytest.mark.parametrize(
    ("day", "percent"),
    [(date(2018, 4, 6), 10), (date(2019, 4, 6), 25), (date(2024, 4, 21), 25), (date(2024, 4, 22), 50)],
)
def test_the_transfer_cap_rose_three_times(day: date, percent: int) -> None:
    assert rule("transfer_cap_percent", day).number == percent


def test_the_shortest_apprenticeship_fell_to_eight_months_in_august_2025() -> None:
    assert rule("minimum_duration_months", date(2025, 7, 31)).number == 12
    assert rule("minimum_duration_months", date(2025, 8, 1)).number == 8


def test_closing_standards_are_refused_from_17_december_2026() -> None:
    assert rule("closing_standards_refused_from", date(2026, 11, 22)).day == date(2026, 12, 17)


def test_the_settings_known_from_the_national_service_are_kept() -> None:
    today = date(2026, 11, 22)
    kept = ("minimum_pledge_pence", "accept_within_days", "use_within_months", "apprentices_at_most")
    assert [rule(key, today).number for key in kept] == [200_000, 42, 3, 999]


def test_a_rule_that_does_not_hold_yet_is_a_mistake_to_ask_for() -> None:
    assert rule_if_any("level_7_oldest_age", date(2025, 12, 31)) is None
    with pytest.raises(RuleNotFound):
        rule("level_7_oldest_age", date(2025, 12, 31))


def test_a_rule_that_nobody_wrote_is_a_mistake_even_to_ask_for_if_any() -> None:
    with pytest.raises(RuleNotFound, match="levy_topup_percent"):
        rule_if_any("levy_topup_percent", date(2026, 1, 1))


def test_no_two_values_of_a_rule_hold_on_the_same_day_and_none_leaves_a_gap() -> None:
    for key, group in groupby(all_rules(), key=lambda held: held.key):
        values = list(group)
        for earlier, later in combinations(values, 2):
            assert earlier.effective_to is not None, key
            assert later.effective_from is not None, key
            assert earlier.effective_to < later.effective_from, key
        for earlier, later in pairwise(values):
            assert later.effective_from == (earlier.effective_to or date.min) + timedelta(days=1), key


def test_the_values_of_a_rule_stand_together_and_are_of_one_kind() -> None:
    groups = [list(group) for _, group in groupby(all_rules(), key=lambda held: held.key)]
    assert len(groups) == len({held.key for held in all_rules()})
    assert all(len({(held.unit, held.clock) for held in group}) == 1 for group in groups)


def test_every_rule_names_its_source_and_the_day_it_was_checked() -> None:
    for held in all_rules():
        assert len(held.source) > 5
        assert held.checked_on >= date(2026, 11, 22)
        assert re.fullmatch("[a-z0-9_]+", held.key)
        assert (held.mark is Mark.LOCAL) == held.source.startswith("Local setting")


def test_the_value_of_a_rule_fits_its_unit() -> None:
    sound = rule("levy_top_up_percent", _FIRST_NEW).model_dump()
    for unit, value in ((Unit.YES_OR_NO, 1), (Unit.PERCENT, True), (Unit.PERCENT, "5"), (Unit.DAY, "soon")):
        with pytest.raises(ValidationError):
            Rule.model_validate(sound | {"unit": unit, "value": value})


def test_a_rule_answers_only_for_the_kind_of_value_it_holds() -> None:
    today = date(2026, 11, 22)
    with pytest.raises(TypeError):
        _ = rule("transfer_receivers_limit", today).number
    with pytest.raises(TypeError):
        _ = rule("transfer_new_starts_only", today).number
    with pytest.raises(TypeError):
        _ = rule("accept_within_days", today).day


def test_the_rule_set_is_named_by_its_day_and_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    version = rule_set_version()
    assert re.fullmatch(r"2026-11-22\.[0-9a-f]{10}", version)
    from_file = stored.stored_text
    monkeypatch.setattr(module, "stored_text", lambda name: from_file(name).replace("2500000", "2500001"))
    assert rule_set_version.__wrapped__() != version
