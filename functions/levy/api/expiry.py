"""When unspent levy expires, open to every machine. Nothing is kept."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import ConfigDict, Field

from functions.levy.domain.expiry import Lifetime, dated_lifetimes, expiries, summed
from shared.records import Frozen
from shared.values.dates import Month
from shared.values.money import Pence, SignedPence
from shared.web.forms import FieldProblem

MOST_ROWS = 1_000
"""Of each list: forty years of two payrolls."""
_NO_RULE = "No rule holds for {month}: let the first rule begin with or before the first month of levy."


class MonthAmount(Frozen):
    """What came in or was spent in a month; below zero for an adjustment or a refund. A month may stand several
    times: its amounts are added up."""

    month: Month
    pence: SignedPence


class MonthExpired(Frozen):
    """What has expired already in a month."""

    month: Month
    pence: Pence


class ExpiryRule(Frozen):
    """Levy that comes in from a month on lasts for so many months."""

    model_config = ConfigDict(serialize_by_alias=True)

    starts: Month = Field(alias="from")
    months: Annotated[int, Field(strict=True, ge=1, le=120)]


class AskExpiry(Frozen):
    """Levy, spending, and what has expired already. Without `rules`, those of the national service, by date."""

    levy: Annotated[tuple[MonthAmount, ...], Field(max_length=MOST_ROWS)]
    spending: Annotated[tuple[MonthAmount, ...], Field(max_length=MOST_ROWS)] = ()
    expired: Annotated[tuple[MonthExpired, ...], Field(max_length=MOST_ROWS)] = ()
    rules: Annotated[tuple[ExpiryRule, ...], Field(max_length=100)] | None = None


class ExpiryLine(Frozen):
    """What of the levy of a month expires, and in which month."""

    paid_in: Month
    expires: Month
    pence: Annotated[int, Field(ge=0)]


class ExpiryReply(Frozen):
    """A line for each month of levy, the oldest first."""

    expiries: tuple[ExpiryLine, ...]


def expiry_of(asked: AskExpiry) -> ExpiryReply | tuple[FieldProblem, ...]:
    """What expires, or why that cannot be said."""
    lifetimes = _lifetimes(asked)
    if len({one.starts for one in lifetimes}) < len(lifetimes):
        return (FieldProblem("rules", "rule_twice", "Two rules begin in the same month."),)
    try:
        found = expiries(_by_month(asked.levy), _by_month(asked.spending), _by_month(asked.expired), lifetimes)
    except LookupError as month:
        return (FieldProblem("rules", "rule_missing", _NO_RULE.format(month=month)),)
    return ExpiryReply(
        expiries=tuple(ExpiryLine(paid_in=one.paid_in, expires=one.expires, pence=one.pence) for one in found)
    )


def _lifetimes(asked: AskExpiry) -> tuple[Lifetime, ...]:
    if asked.rules is None:
        return dated_lifetimes()
    return tuple(Lifetime(one.starts, one.months) for one in asked.rules)


def _by_month(amounts: Iterable[MonthAmount | MonthExpired]) -> dict[Month, int]:
    return summed((one.month, one.pence) for one in amounts)
