"""How the API answers: with the document, or with the problem (RFC 9457) of what was refused."""

from collections.abc import Mapping, Sequence

from functions.redeploy.domain.reasons import Reason
from functions.redeploy.messages.reasons import TITLES, sentence
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.forms import FieldProblem
from shared.web.pages import json_reply, problem
from shared.web.replies import Reply
from shared.web.visit import Visit

_STATUSES = {
    Reason.NOT_FOUND: 404,
    Reason.NOT_ALLOWED_NOW: 409,
    Reason.CHANGED_SINCE: 409,
    Reason.LOST_RACE: 409,
    Reason.BUSY: 429,
}
_RULE_SAYS_NO = 422  # the others; for a key that came with another content, as the Idempotency-Key draft has it
_TRY_AGAIN_SECONDS = "1"
_FIELDS: Mapping[Reason, str] = {Reason.HOLD_LENGTH: "hold_days"}
"""The field that a refusal is about."""


def outcome(visit: Visit, came_of_it: Done | Refusal) -> Reply:
    """What an act led to."""
    return refused(visit, came_of_it) if isinstance(came_of_it, Refusal) else json_reply(visit, came_of_it)


def refused(visit: Visit, refusal: Refusal) -> Reply:
    """The problem of a refusal; its type names the reason, and `errors` the field where it is about one."""
    reason = Reason(refusal.reason)
    status = _STATUSES.get(reason, _RULE_SAYS_NO)
    told = {
        "type": f"urn:exchange:refusal:{reason}",
        "title": TITLES[reason],
        "status": status,
        "detail": sentence(refusal),
    }
    named = {"field": _FIELDS.get(reason, ""), "rule": reason.value, "detail": sentence(refusal)}
    errors = {"errors": [named]} if named["field"] else {}
    wait = {"Retry-After": _TRY_AGAIN_SECONDS} if reason is Reason.BUSY else {}
    return json_reply(visit, {**told, **errors}, status, {**wait, "Content-Type": "application/problem+json"})


def not_there(visit: Visit) -> Reply:
    """The one answer for what is not there and for what is not this token's to see."""
    return refused(visit, Refusal(Reason.NOT_FOUND))


def invalid(visit: Visit, problems: Sequence[FieldProblem]) -> Reply:
    """422: each wrong field with the rule that it breaks."""
    detail = f"Nothing was saved. Wrong: {', '.join(one.field for one in problems)}."
    return problem(visit, _RULE_SAYS_NO, "The request is not valid", detail, problems)
