"""Estimates and standards, open to every machine."""

from datetime import date
from typing import Annotated

from pydantic import Field

from functions.levy.domain.cost import YearShare
from functions.levy.domain.quotes import AskEstimate, quote
from functions.levy.domain.reasons import Reason
from functions.levy.messages.reasons import sentence
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.standards import StandardStatus, StandardWarning, offered_standards, warnings_for
from shared.reference.stored import Mark
from shared.values.dates import Month
from shared.values.identifiers import StandardRef
from shared.values.money import Pence
from shared.web.forms import FieldProblem

_FIELDS = {Reason.STANDARD_NOT_OPEN: "standard", Reason.PRICE_TOO_HIGH: "price_each_pence"}


class EstimateQuery(Frozen):
    """What somebody wants to know the cost of. Without a price, the standard's funding band is the price."""

    standard: StandardRef
    apprentices: Annotated[int, Field(ge=1, le=999)]
    start: Month
    price_each_pence: Annotated[int, Field(ge=100, le=10_000_000)] | None = None


class EstimateReply(Frozen):
    """What a transfer would pay, whole-life, in the first year and by tax year, and the date of the figures."""

    standard: StandardRef
    band_pence: Pence
    duration_months: int
    total_pence: Pence
    one_year_pence: Pence
    years: tuple[YearShare, ...]
    snapshot_on: date
    start: Month
    apprentices: int
    excess_pence: Pence
    warnings: tuple[StandardWarning, ...]


class StandardsQuery(Frozen):
    """The month of the start; this month where none is named."""

    start: Month | None = None


class StandardLine(Frozen):
    """One standard that may be started, with the most that levy pays for one apprentice."""

    standard: StandardRef
    title: str
    level: int
    route: str | None
    band_pence: Pence
    duration_months: int
    status: StandardStatus
    mark: Mark
    snapshot_on: date
    warnings: tuple[StandardWarning, ...]


class StandardsReply(Frozen):
    """Every standard that may be started in a month, by title."""

    start: Month
    items: tuple[StandardLine, ...]


def estimated(query: EstimateQuery, today: date) -> EstimateReply | tuple[FieldProblem, ...]:
    """The estimate, or the field and the rule that stand against it."""
    asked = AskEstimate(**dict(query))
    found = quote(asked, today)
    if isinstance(found, Refusal):
        return (_problem(found),)
    cost = found.estimate
    shown = {name: getattr(cost, name) for name in EstimateReply.model_fields if name != "start"}
    return EstimateReply(start=found.start, **shown)


def offered(start: Month) -> StandardsReply:
    """The standards of a month."""
    lines = tuple(
        StandardLine(
            standard=one.ref,
            title=one.title,
            level=one.level,
            route=one.route,
            band_pence=one.band_pence,
            duration_months=one.months,
            status=one.status,
            mark=one.mark,
            snapshot_on=one.snapshot_on,
            warnings=warnings_for(one, start),
        )
        for one in offered_standards(start)
    )
    return StandardsReply(start=start, items=lines)


def _problem(refusal: Refusal) -> FieldProblem:
    """A standard's own rule is named (`retired`), not only that it cannot be had."""
    reason = Reason(refusal.reason)
    return FieldProblem(_FIELDS.get(reason, "start"), refusal.details.get("problem", reason), sentence(refusal))
