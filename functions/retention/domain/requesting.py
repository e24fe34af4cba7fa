"""What a person does with their own request: write it, confirm it, withdraw it. Pure functions.

Events of a request say that something was done, never what was chosen or written.
"""

from collections.abc import Callable

from functions.retention.domain import notices
from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.eligibility import Units, lacks
from functions.retention.domain.parts import RecordId, person_of
from functions.retention.domain.policy import may_ask, may_read_request
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import (
    NeedConfirmation,
    RequestDetails,
    RequestStatus,
    TransferRequest,
    Waiting,
)
from functions.retention.domain.windows import Phase, TransferWindow
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen

MAY_WITHDRAW = frozenset({Phase.CHOOSING, Phase.DECIDING, Phase.READY})
"""Before a run is proposed. Once it is, withdrawing is an act of the run."""

Change = Callable[[RequestDetails], RequestDetails]
"""What a page changes of the details."""


class OnRequest(Frozen):
    """An act on one's own request as it was shown. `version` 0: there was none."""

    window_id: RecordId
    version: int


def save_request(
    window: TransferWindow,
    before: TransferRequest | None,
    command: OnRequest,
    change: Change,
    need_code: str,
    here: Circumstances,
) -> Decision[TransferRequest] | Refusal:
    """Keep a part of a request as a draft; the first part begins it. What is confirmed must be withdrawn first."""
    refusal = _refuse(window, before, command, here)
    if refusal:
        return refusal
    if window.phase_on(london_day(here.now)) is not Phase.CHOOSING:
        return Refusal(Reason.NOT_CHOOSING)
    if before is not None and before.is_confirmed:
        return Refusal(Reason.REQUEST_BINDING)
    request = before or _new(window, need_code, here)
    details = change(request.details)
    changed = request.model_copy(
        update={"details": details, "status": RequestStatus.DRAFT, "confirmed_at": None, "waiting": None}
    )
    return decided(changed, "save_request", here)


def confirm_request(
    window: TransferWindow,
    before: TransferRequest | None,
    command: OnRequest,
    units: Units,
    at_risk: bool,
    waiting: Waiting | None,
    here: Circumstances,
) -> Decision[TransferRequest] | Refusal:
    """Make a request binding until it is withdrawn. `waiting` is since when the person waits to move in this
    market already, None where they did not."""
    refusal = _refuse(window, before, command, here)
    if refusal:
        return refusal
    if before is None:
        return Refusal(Reason.NOT_FOUND)
    today = london_day(here.now)
    if window.phase_on(today) is not Phase.CHOOSING:
        return Refusal(Reason.NOT_CHOOSING)
    if before.is_confirmed:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    if lacks(before, window, units, at_risk):
        return Refusal(Reason.NOT_COMPLETE)
    changed = before.model_copy(
        update={
            "status": RequestStatus.CONFIRMED,
            "confirmed_at": here.now,
            "waiting": waiting or Waiting(since=today, window_id=window.window_id),
        }
    )
    intents = notices.request_confirmed(changed, before.head.number + 1)
    return decided(changed, "confirm_request", here, intents=intents)


def withdraw_request(
    window: TransferWindow, before: TransferRequest | None, command: OnRequest, here: Circumstances
) -> Decision[TransferRequest] | Refusal:
    """Take a confirmed request back: the person stays in their unit as one of its staff. It may be confirmed again
    while people choose."""
    refusal = _refuse(window, before, command, here)
    if refusal:
        return refusal
    if before is None or not before.is_confirmed or window.phase_on(london_day(here.now)) not in MAY_WITHDRAW:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return decided(before.model_copy(update={"status": RequestStatus.WITHDRAWN}), "withdraw_request", here)


def confirm_need(
    window: TransferWindow, code: str, is_waiting: bool, here: Circumstances
) -> Decision[NeedConfirmation] | Refusal:
    """That the need behind a code is real, until preferences close. Who it is nobody is told."""
    if window.phase_on(london_day(here.now)) is not Phase.CHOOSING:
        return Refusal(Reason.NOT_CHOOSING)
    if not is_waiting:
        return Refusal(Reason.CODE_UNKNOWN)
    need = NeedConfirmation(ics_code=window.ics_code, window_id=window.window_id, code=code, confirmed_at=here.now)
    return decided(need, "confirm_need", here)


def _refuse(
    window: TransferWindow, before: TransferRequest | None, command: OnRequest, here: Circumstances
) -> Refusal | None:
    actor = here.actor
    may = actor is not None and (may_read_request(actor, before) if before else may_ask(actor, window))
    if not may:
        return Refusal(Reason.NOT_FOUND)
    stands = before.head.number if before else 0
    return None if stands == command.version else Refusal(Reason.CHANGED_SINCE)


def _new(window: TransferWindow, need_code: str, here: Circumstances) -> TransferRequest:
    assert here.actor is not None  # noqa: S101 - `_refuse` lets nobody else here
    return TransferRequest(
        ics_code=window.ics_code,
        window_id=window.window_id,
        person=person_of(here.actor),
        email=here.actor.email,
        employer_ods=here.actor.ods_code,
        details=RequestDetails(),
        status=RequestStatus.DRAFT,
        need_code=need_code,
        created_at=here.now,
    )
