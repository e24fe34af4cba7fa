"""The life of an application as one table: what may happen in each status, where it leads, by when.

Status says where an application is; its history says how it got there. `deadline_rule` names the dated setting
that gives the days or months; when the deadline passes, the schedule takes `on_deadline`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an application is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUESTION_ASKED = "question_asked"
    WAITING_LIST = "waiting_list"
    AWAITING_SECOND_APPROVER = "awaiting_second_approver"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OFFER_DECLINED = "offer_declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    NOT_USED = "not_used"
    APPEALED = "appealed"


class Action(StrEnum):
    """What a person, or the schedule, does to an application."""

    SAVE = "save"
    SUBMIT = "submit"
    ASK = "ask"
    ANSWER = "answer"
    PUT_ON_WAITING_LIST = "put_on_waiting_list"
    PROPOSE = "propose"  # an approval above the sum that one approver may decide alone
    APPROVE = "approve"
    CONFIRM = "confirm"  # the second approver makes a proposal true
    SEND_BACK = "send_back"  # the second approver does not confirm
    DECLINE = "decline"
    ACCEPT = "accept"
    DECLINE_OFFER = "decline_offer"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    CONFIRM_APPRENTICE = "confirm_apprentice"  # one of those that were approved
    RECORD_SET_UP = "record_set_up"  # references and steps in the apprenticeship service
    RELEASE_UNUSED = "release_unused"  # what no confirmed apprentice uses goes back
    DECLINE_STALE = "decline_stale"  # nobody decided in time
    APPEAL = "appeal"
    ALLOW_APPEAL = "allow_appeal"  # it waits for a decision again
    UPHOLD = "uphold"  # it stays declined


@dataclass(frozen=True)
class Stage:
    """How a status reads and what comes next."""

    label: str
    for_receiver: str
    deadline_rule: str | None = None
    on_deadline: Action | None = None


STAGES: dict[Status, Stage] = {
    Status.DRAFT: Stage("Draft", "You have not sent this yet. Finish the list, check your answers, then send it."),
    Status.SUBMITTED: Stage(
        "Waiting for a decision", "The ICS will read your application. You need do nothing now."
    ),
    Status.QUESTION_ASKED: Stage(
        "Question asked", "The ICS has asked you a question. Your application waits until you answer it."
    ),
    Status.WAITING_LIST: Stage(
        "On the waiting list", "There is not enough money now. The ICS keeps your application and will look again."
    ),
    Status.AWAITING_SECOND_APPROVER: Stage(
        "Waiting for a second approver",
        "The ICS is deciding. A second approver must confirm an award of this size.",
    ),
    Status.OFFERED: Stage(
        "Offer made",
        "The money is reserved for you. Accept the offer by the date shown, or it lapses.",
        deadline_rule="accept_within_days",
        on_deadline=Action.LAPSE,
    ),
    Status.ACCEPTED: Stage(
        "Offer accepted",
        "The money is yours to use. Set the apprenticeship up in the apprenticeship service and confirm each"
        " apprentice here.",
        deadline_rule="use_within_months",
        on_deadline=Action.RELEASE_UNUSED,
    ),
    Status.DECLINED: Stage("Declined", "The ICS could not fund this application. The reasons are shown below."),
    Status.OFFER_DECLINED: Stage(
        "Offer turned down", "You turned the offer down. The money went back to its pledge."
    ),
    Status.WITHDRAWN: Stage("Withdrawn", "You withdrew this application. No money is held for it."),
    Status.APPEALED: Stage(
        "Appeal to decide", "Somebody who did not decline it looks at the decision again. You need do nothing now."
    ),
    Status.LAPSED: Stage("Offer lapsed", "The offer was not accepted in time. The money went back to its pledge."),
    Status.NOT_USED: Stage(
        "Not used in time", "No apprentice was confirmed in time. The money went back to its pledge."
    ),
}

_DECIDABLE = (Status.SUBMITTED, Status.WAITING_LIST)
_UNDECIDED = (*_DECIDABLE, Status.QUESTION_ASKED, Status.AWAITING_SECOND_APPROVER)
_KEPT = (Status.WAITING_LIST,)  # to wait for money is a decision: it does not go stale
_WAITING = (*_UNDECIDED, Status.APPEALED)

MOVES: dict[tuple[Status, Action], Status] = {
    (Status.DRAFT, Action.SAVE): Status.DRAFT,
    (Status.DRAFT, Action.SUBMIT): Status.SUBMITTED,
    (Status.DRAFT, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.QUESTION_ASKED, Action.ANSWER): Status.SUBMITTED,
    **{(status, Action.ASK): Status.QUESTION_ASKED for status in _DECIDABLE},
    (Status.SUBMITTED, Action.PUT_ON_WAITING_LIST): Status.WAITING_LIST,
    **{(status, Action.PROPOSE): Status.AWAITING_SECOND_APPROVER for status in _DECIDABLE},
    **{(status, Action.APPROVE): Status.OFFERED for status in _DECIDABLE},
    (Status.AWAITING_SECOND_APPROVER, Action.CONFIRM): Status.OFFERED,
    (Status.AWAITING_SECOND_APPROVER, Action.SEND_BACK): Status.SUBMITTED,
    **{(status, Action.DECLINE): Status.DECLINED for status in _UNDECIDED},
    (Status.DECLINED, Action.APPEAL): Status.APPEALED,
    (Status.APPEALED, Action.ALLOW_APPEAL): Status.SUBMITTED,
    (Status.APPEALED, Action.UPHOLD): Status.DECLINED,
    **{(status, Action.WITHDRAW): Status.WITHDRAWN for status in (*_WAITING, Status.OFFERED, Status.ACCEPTED)},
    (Status.OFFERED, Action.ACCEPT): Status.ACCEPTED,
    (Status.OFFERED, Action.DECLINE_OFFER): Status.OFFER_DECLINED,
    (Status.OFFERED, Action.LAPSE): Status.LAPSED,
    (Status.ACCEPTED, Action.CONFIRM_APPRENTICE): Status.ACCEPTED,
    (Status.ACCEPTED, Action.RECORD_SET_UP): Status.ACCEPTED,
    (Status.ACCEPTED, Action.RELEASE_UNUSED): Status.NOT_USED,
    **{(status, Action.DECLINE_STALE): Status.DECLINED for status in _UNDECIDED if status not in _KEPT},
}

BY_SCHEDULE = frozenset({Action.LAPSE, Action.RELEASE_UNUSED, Action.DECLINE_STALE})
"""What no person does: a day that passes does."""

HOLDING = frozenset({Status.OFFERED, Status.ACCEPTED})
"""The statuses in which money is reserved for an application."""

STALE = frozenset(_UNDECIDED) - frozenset(_KEPT)
"""The statuses that go stale: too long in them without a decision, and an application is declined by itself."""

QUEUED = frozenset(_WAITING)
"""The statuses that wait for somebody before a decision can be made."""


def allowed(status: Status) -> frozenset[Action]:
    """What may be done to an application in this status."""
    return frozenset(action for (at, action) in MOVES if at == status)
