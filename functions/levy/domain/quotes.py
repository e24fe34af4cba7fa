"""An estimate for whoever asks, before anybody applies: the cost, and what a transfer would save the employer."""

from datetime import date

from functions.levy.domain.applications import ApprenticeGroup
from functions.levy.domain.cost import Apprentices, Estimate, estimate, funded_each_pence
from functions.levy.domain.reasons import Reason
from functions.levy.domain.saving import AgeBand, EmployerKind, Saving, saving
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.rules import rule
from shared.reference.standards import Standard, StandardProblem, standard_for
from shared.values.dates import Month, uk_month
from shared.values.identifiers import StandardRef
from shared.values.money import Pence, pounds

_MONTHS_BACK = 12  # bands are held as they are today: they say little about starts long past


class AskEstimate(Frozen):
    """What somebody wants to know the cost of. Without `employer` nothing is said about savings."""

    standard: StandardRef
    apprentices: Apprentices
    start: Month
    price_each_pence: Pence | None = None
    employer: EmployerKind | None = None
    aged_25_or_over: int = 0


class Quote(Frozen):
    """The answer. `saving` is None for a start that is past: no transfer can pay for it any more."""

    standard: Standard
    start: Month
    price_each_pence: Pence | None
    estimate: Estimate
    saving: Saving | None
    is_past: bool


def quote(wanted: AskEstimate, today: date) -> Quote | Refusal:
    """The cost of apprentices at the rules of their start month, or why none can be given."""
    refusal = _refuse_start(wanted.start, today)
    if refusal:
        return refusal
    ceiling = rule("price_ceiling_pence", wanted.start).number
    if wanted.price_each_pence is not None and wanted.price_each_pence > ceiling:
        return Refusal(Reason.PRICE_TOO_HIGH, {"ceiling": pounds(ceiling)})
    standard = standard_for(wanted.standard, wanted.start)
    if isinstance(standard, StandardProblem):
        return Refusal(Reason.STANDARD_NOT_OPEN, {"standard": wanted.standard, "problem": standard.value})
    is_past = wanted.start < Month.of(today)
    return Quote(
        standard=standard,
        start=wanted.start,
        price_each_pence=wanted.price_each_pence,
        estimate=estimate(standard, wanted.apprentices, wanted.start, wanted.price_each_pence),
        saving=None if is_past else _saving(wanted, standard),
        is_past=is_past,
    )


def saving_for(groups: tuple[ApprenticeGroup, ...], each_pence: int, kind: EmployerKind, start: Month) -> Saving:
    """What a transfer of `each_pence` an apprentice saves this employer for these apprentices."""
    counts = {band: sum(group.count for group in groups if group.age_band is band) for band in AgeBand}
    return saving(each_pence, tuple(counts.items()), kind, start)


def _saving(wanted: AskEstimate, standard: Standard) -> Saving | None:
    if wanted.employer is None:
        return None
    each = funded_each_pence(standard.band_pence, wanted.price_each_pence)
    younger = wanted.apprentices - wanted.aged_25_or_over
    ages = ((AgeBand.FROM_22, younger), (AgeBand.FROM_25, wanted.aged_25_or_over))
    return saving(each, ages, wanted.employer, wanted.start)


def _refuse_start(start: Month, today: date) -> Refusal | None:
    this_month = Month.of(today)
    earliest = this_month.plus(-_MONTHS_BACK)
    latest = this_month.plus(rule("start_within_months", today).number)
    if start < earliest:
        return Refusal(Reason.START_TOO_EARLY, {"earliest": uk_month(earliest)})
    if start > latest:
        return Refusal(Reason.START_TOO_LATE, {"latest": uk_month(latest)})
    return None
