"""Whom a decision tells by email, and of what: few, and in words that may be read over a shoulder."""

from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from shared.actors import Role
from shared.outbox import Intent
from shared.values.dates import uk_date

TO_A_PERSON = "person_id"
"""The parameter that names the one reader of an intent without a role."""


def window_opened(window: TransferWindow) -> tuple[Intent, ...]:
    """To the HR of each partner: publish your units."""
    params = {
        "window_id": window.window_id,
        "name": window.name,
        "opens_on": uk_date(window.dates.opens_on),
        "closes_on": uk_date(window.dates.preferences_close_on),
    }
    return tuple(
        Intent(
            reference=f"{window.window_id}:opened:{one.ods_code}",
            kind="window_opened",
            ods_code=one.ods_code,
            role=Role.HR_ADVISER,
            params=params,
        )
        for one in window.partners
    )


def request_confirmed(request: TransferRequest, number: int) -> tuple[Intent, ...]:
    """To the person, that what they entered stands; it does not say what that was."""
    return (
        Intent(
            reference=f"{request.window_id}:{request.need_code}:confirmed:{number}",
            kind="request_confirmed",
            ods_code=request.employer_ods,
            role=None,
            params={TO_A_PERSON: request.person.person_id, "window_id": request.window_id},
        ),
    )


def decisions_due(window: TransferWindow, unit: Unit) -> Intent:
    """To the keeper of a unit, that requests wait until a day. It does not say how many or whose."""
    return Intent(
        reference=f"{window.window_id}:{unit.unit_id}:decisions_due:{unit.keeper.person_id}",
        kind="decisions_due",
        ods_code=unit.employer.ods_code,
        role=None,
        params={
            TO_A_PERSON: unit.keeper.person_id,
            "window_id": window.window_id,
            "unit_id": unit.unit_id,
            "unit": unit.details.name,
            "day": uk_date(window.dates.decisions_close_on),
        },
    )
