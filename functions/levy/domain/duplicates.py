"""Near-duplicates: applications of the whole ICS that seem to be for the same need. Shown, never decided upon."""

from collections.abc import Iterable
from datetime import date

from shared.records import Frozen
from shared.values.dates import Month

NEAR_MONTHS = 3


class NeedSummary(Frozen):
    """What of an application is compared with another."""

    application_id: str
    reference: str
    ods_code: str
    employer: str
    postcode: str
    standard: str
    start: Month
    apprentices: int
    status: str
    submitted_on: date


class NearDuplicate(Frozen):
    """Another application for what seems the same need, with the evidence."""

    other: NeedSummary
    evidence: tuple[str, ...]  # of "same_employer", "same_postcode", "same_start"


def near_duplicates(need: NeedSummary, others: Iterable[NeedSummary]) -> tuple[NearDuplicate, ...]:
    """Others of the same standard and employer or postcode, with a start within three months of this one."""
    return tuple(
        NearDuplicate(other=other, evidence=evidence) for other in others if (evidence := _evidence(need, other))
    )


def _evidence(need: NeedSummary, other: NeedSummary) -> tuple[str, ...]:
    if other.application_id == need.application_id or other.standard != need.standard:
        return ()
    if abs(need.start.months_until(other.start)) > NEAR_MONTHS:
        return ()
    found = {
        "same_employer": other.ods_code == need.ods_code,
        "same_postcode": other.postcode == need.postcode,
        "same_start": other.start == need.start,
    }
    if not (found["same_employer"] or found["same_postcode"]):
        return ()
    return tuple(name for name, is_found in found.items() if is_found)
