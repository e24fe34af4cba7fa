"""In whose turn a vacancy is."""

from datetime import date

import pytest

from functions.redeploy.domain.tiers import Tier, is_in_turn, tier_in_turn, tier_on

_TODAY, _YESTERDAY, _TOMORROW = date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("protected_until", "is_protected", "notice_served_on", "tier"),
    [
        (None, False, None, Tier.AT_RISK),
        (None, False, _TODAY, Tier.NOTICE_SERVED),
        (None, False, _TOMORROW, Tier.AT_RISK),
        (None, True, None, Tier.PROTECTED),
        (_TODAY, True, None, Tier.PROTECTED),
        (_YESTERDAY, True, None, Tier.AT_RISK),
        (_YESTERDAY, True, _YESTERDAY, Tier.NOTICE_SERVED),
        (_TOMORROW, True, _YESTERDAY, Tier.PROTECTED),
        (_TOMORROW, False, None, Tier.AT_RISK),
    ],
)
def test_protection_counts_to_its_last_day_and_notice_from_the_day_it_is_served(
    protected_until: date | None, is_protected: bool, notice_served_on: date | None, tier: Tier
) -> None:
    assert tier_on(_TODAY, protected_until, is_protected, notice_served_on) is tier


def test_the_law_comes_first_and_a_tier_is_a_bare_number() -> None:
    assert sorted(Tier) == [Tier.PROTECTED, Tier.NOTICE_SERVED, Tier.AT_RISK]
    assert [tier.value for tier in Tier] == [1, 2, 3]


def test_the_next_tier_has_its_turn_only_when_nobody_of_a_higher_one_waits() -> None:
    waiting = [Tier.AT_RISK, Tier.NOTICE_SERVED]
    assert tier_in_turn(waiting) is Tier.NOTICE_SERVED
    assert tier_in_turn([]) is None
    assert is_in_turn(Tier.NOTICE_SERVED, waiting)
    assert is_in_turn(Tier.PROTECTED, waiting)
    assert not is_in_turn(Tier.AT_RISK, waiting)
    assert is_in_turn(Tier.AT_RISK, [Tier.AT_RISK])
