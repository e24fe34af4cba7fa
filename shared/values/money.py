"""Money: whole pence, never a fraction of one, shown as £1,234.56."""

import re
from typing import Annotated

from pydantic import Field

from shared.values.faults import fault

MOST_PENCE = 100_000_000_000
"""One thousand million pounds: no employer pays so much levy, so anything above is a slip of the hand."""

Pence = Annotated[int, Field(strict=True, ge=0, le=MOST_PENCE)]
"""An amount of money in whole pence: a true `int`, zero or more."""

SignedPence = Annotated[int, Field(strict=True, ge=-MOST_PENCE, le=MOST_PENCE)]
"""A change of an amount, in whole pence; below zero for money that leaves."""

_AMOUNT = re.compile(r"£? ?(?P<pounds>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,15})(?:\.(?P<pence>[0-9]{1,2}))?")


def pounds(pence: int) -> str:
    """An amount in the house style: 123456 is "£1,234.56", -5 is "-£0.05"."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{part:02d}"


def pounds_short(pence: int) -> str:
    """An amount for headings and long tables: as `pounds`, without pence when there are none."""
    return pounds(pence).removesuffix(".00")


def parse_pounds(text: str) -> int:
    """The pence of an amount as people type it: "£1,234.5", "1234", " 1 234.50 ".

    Raises ValueError: `amount_missing`, `amount_negative`, `amount_too_large` or `amount_unreadable`.
    A comma that does not stand before three figures is unreadable: "1,50" may mean 1.50 or 150.
    """
    typed = " ".join(text.split())
    if not typed:
        raise fault("amount_missing")
    if typed.startswith(("-", "£-", "£ -")):
        raise fault("amount_negative")
    amount = _AMOUNT.fullmatch(typed)
    if amount is None:
        raise fault("amount_unreadable")
    whole = int(amount["pounds"].replace(",", "").replace(" ", ""))
    pence = whole * 100 + int((amount["pence"] or "").ljust(2, "0"))
    if pence > MOST_PENCE:
        raise fault("amount_too_large")
    return pence
