"""How the API answers: with the document, or with the problem (RFC 9457) of what was refused."""

from collections.abc import Sequence

from functions.levy.domain.reasons import Reason
from functions.levy.messages.reasons import TITLES, sentence
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.forms import FieldProblem
from shared.web.machine import KEY_HEADER
from shared.web.pages import json_reply, problem
from shared.web.replies import Reply
from shared.web.visit import Visit

KEY_NEEDED = (
    FieldProblem(KEY_HEADER, "missing", "A POST needs this header: it makes a repeated request harmless."),
)

_STATUSES = {
    Reason.NOT_FOUND: 404,
    Reason.NOT_ALLOWED_NOW: 409,
    Reason.CHANGED_SINCE: 409,
    Reason.LOST_RACE: 409,
    Reason.BUSY: 429,
}
_RULE_SAYS_NO = 422  # the others; for a key that came with another content, as the Idempotency-Key draft has it
_TRY_AGAIN_SECONDS = "1"


def outcome(visit: Visit, came_of_it: Done | Refusal, status: int = 200, at: str = "") -> Reply:
    """What an act led to. With `at`, the collection's address, a new thing's own goes into `Location`."""
    if isinstance(came_of_it, Refusal):
        return refused(visit, came_of_it)
    place = {"Location": visit.href(f"{at}/{came_of_it.id}")} if at else {}
    return json_reply(visit, came_of_it, status, place)


def refused(visit: Visit, refusal: Refusal) -> Reply:
    """The problem of a refusal; its type names the reason."""
    reason = Reason(refusal.reason)
    status = _STATUSES.get(reason, _RULE_SAYS_NO)
    told = {
        "type": f"urn:exchange:refusal:{reason}",
        "title": TITLES[reason],
        "status": status,
        "detail": sentence(refusal),
    }
    wait = {"Retry-After": _TRY_AGAIN_SECONDS} if reason is Reason.BUSY else {}
    return json_reply(visit, told, status, {**wait, "Content-Type": "application/problem+json"})


def not_there(visit: Visit) -> Reply:
    """The one answer for what is not there and for what is not this token's to see."""
    return refused(visit, Refusal(Reason.NOT_FOUND))


def invalid(visit: Visit, problems: Sequence[FieldProblem]) -> Reply:
    """422: each wrong field with the rule that it breaks."""
    detail = f"Nothing was saved. Wrong: {', '.join(one.field for one in problems)}."
    return problem(visit, _RULE_SAYS_NO, "The request is not valid", detail, problems)


def key_needed(visit: Visit) -> Reply:
    """400: an act without the key that makes it harmless to repeat."""
    return problem(visit, 400, "The Idempotency-Key is missing", KEY_NEEDED[0].detail, KEY_NEEDED)
