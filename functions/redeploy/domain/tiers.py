"""In whose turn a vacancy is: the law's order first. A tier is a number and never says why."""

from collections.abc import Iterable
from datetime import date
from enum import IntEnum


class Tier(IntEnum):
    """The order in which people come; the lower number comes first.

    Protected people must by law be offered a suitable vacancy before others (Maternity Leave, Adoption Leave and
    Shared Parental Leave (Amendment) Regulations 2024, in force from 6 April 2024).
    """

    PROTECTED = 1  # pregnancy and family leave
    NOTICE_SERVED = 2
    AT_RISK = 3


def tier_on(day: date, protected_until: date | None, is_protected: bool, notice_served_on: date | None) -> Tier:
    """The tier of somebody on a day.

    Protection counts up to and including `protected_until`; without an end (None) for as long as `is_protected`.
    Notice counts from the day on which it is served.
    """
    if is_protected and (protected_until is None or day <= protected_until):
        return Tier.PROTECTED
    if notice_served_on is not None and notice_served_on <= day:
        return Tier.NOTICE_SERVED
    return Tier.AT_RISK


def tier_in_turn(unresolved: Iterable[Tier]) -> Tier | None:
    """The tier whose people a vacancy is open to now, given the tiers of all who still wait for an outcome.

    The next tier's turn comes only when nobody of a higher one waits. None: nobody waits at all.
    """
    return min(unresolved, default=None)


def is_in_turn(tier: Tier, unresolved: Iterable[Tier]) -> bool:
    """Whether somebody of a tier may be considered now: nobody of a higher tier still waits for an outcome."""
    return all(tier <= other for other in unresolved)
