"""Where people, vacancies and matches are, and what may happen there, as tables.

Status says where a thing is; its history says how it got there.
"""

from enum import StrEnum


class EntryStatus(StrEnum):
    """Where a person on the register is."""

    ACTIVE = "active"  # looks for a post
    PLACED = "placed"  # has accepted one, or is trying it out
    REDEPLOYED = "redeployed"
    LEFT = "left"  # left the register: resigned, retired, the change was called off, or made redundant
    ERASED = "erased"


class VacancyStatus(StrEnum):
    """Where a vacancy is."""

    HELD = "held"  # shown to people at risk, and to nobody else
    FILLED = "filled"
    CLEARED = "cleared"  # nobody at risk is left for it: it may be advertised
    WITHDRAWN = "withdrawn"


class MatchStatus(StrEnum):
    """How far a person and a vacancy have come with one another."""

    PROPOSED = "proposed"
    INTERESTED = "interested"
    INTERVIEW = "interview"
    REJECTION_PROPOSED = "rejection_proposed"  # waits for a second person
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ON_TRIAL = "on_trial"
    PASSED = "passed"  # the trial is passed; the receiving employer has yet to confirm
    CONFIRMED = "confirmed"
    NOT_FOR_ME = "not_for_me"
    REJECTED = "rejected"
    REFUSED = "refused"  # the person refused an offer
    FAILED = "failed"  # the trial ended without success: back to the register, rights intact
    CLOSED = "closed"  # the post or the person went elsewhere


class MatchAction(StrEnum):
    """What somebody, or the system, does to a match."""

    EXPRESS_INTEREST = "express_interest"
    SAY_NOT_FOR_ME = "say_not_for_me"
    CONSENT = "consent"
    WITHDRAW_CONSENT = "withdraw_consent"
    INVITE = "invite"
    REJECT = "reject"
    RATIFY = "ratify"
    NOT_RATIFY = "not_ratify"
    OFFER = "offer"
    WITHDRAW_OFFER = "withdraw_offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    JUDGE = "judge"  # suitability and reasonableness of a refusal, two human judgements
    BEGIN_TRIAL = "begin_trial"
    EXTEND_TRIAL = "extend_trial"
    PASS_TRIAL = "pass_trial"  # noqa: S105 - no password
    FAIL_TRIAL = "fail_trial"
    CONFIRM = "confirm"
    CLOSE = "close"
    PROPOSE_AGAIN = "propose_again"  # both are free again


OPEN = frozenset(
    {
        MatchStatus.PROPOSED,
        MatchStatus.INTERESTED,
        MatchStatus.INTERVIEW,
        MatchStatus.REJECTION_PROPOSED,
        MatchStatus.OFFERED,
    }
)
"""The statuses in which a match has no outcome: a vacancy clears only when none of tier 1 or 2 is in one."""

HOLDING = frozenset({MatchStatus.ACCEPTED, MatchStatus.ON_TRIAL, MatchStatus.PASSED, MatchStatus.CONFIRMED})
"""The statuses in which a match holds its person and its post; of each there is one such match at most."""

_BEFORE_OFFER = (MatchStatus.PROPOSED, MatchStatus.INTERESTED, MatchStatus.INTERVIEW)
_WANTED = (MatchStatus.INTERESTED, MatchStatus.INTERVIEW)

MOVES: dict[tuple[MatchStatus, MatchAction], MatchStatus] = {
    (MatchStatus.PROPOSED, MatchAction.EXPRESS_INTEREST): MatchStatus.INTERESTED,
    (MatchStatus.INTERESTED, MatchAction.EXPRESS_INTEREST): MatchStatus.INTERESTED,  # another rank
    (MatchStatus.NOT_FOR_ME, MatchAction.EXPRESS_INTEREST): MatchStatus.INTERESTED,  # thought better of it
    **{(at, MatchAction.SAY_NOT_FOR_ME): MatchStatus.NOT_FOR_ME for at in _BEFORE_OFFER},
    **{(at, MatchAction.CONSENT): at for at in _WANTED},
    **{(at, MatchAction.WITHDRAW_CONSENT): MatchStatus.INTERESTED for at in _WANTED},
    **{(at, MatchAction.INVITE): MatchStatus.INTERVIEW for at in _WANTED},
    **{(at, MatchAction.REJECT): MatchStatus.REJECTION_PROPOSED for at in _BEFORE_OFFER},
    (MatchStatus.REJECTION_PROPOSED, MatchAction.RATIFY): MatchStatus.REJECTED,
    (MatchStatus.REJECTION_PROPOSED, MatchAction.NOT_RATIFY): MatchStatus.INTERESTED,
    (MatchStatus.REJECTION_PROPOSED, MatchAction.SAY_NOT_FOR_ME): MatchStatus.NOT_FOR_ME,
    **{(at, MatchAction.OFFER): MatchStatus.OFFERED for at in _WANTED},
    (MatchStatus.OFFERED, MatchAction.WITHDRAW_OFFER): MatchStatus.INTERESTED,
    (MatchStatus.OFFERED, MatchAction.ACCEPT): MatchStatus.ACCEPTED,
    (MatchStatus.OFFERED, MatchAction.REFUSE): MatchStatus.REFUSED,
    (MatchStatus.REFUSED, MatchAction.JUDGE): MatchStatus.REFUSED,
    (MatchStatus.ACCEPTED, MatchAction.BEGIN_TRIAL): MatchStatus.ON_TRIAL,
    (MatchStatus.ON_TRIAL, MatchAction.EXTEND_TRIAL): MatchStatus.ON_TRIAL,
    (MatchStatus.ON_TRIAL, MatchAction.PASS_TRIAL): MatchStatus.PASSED,
    **{(at, MatchAction.FAIL_TRIAL): MatchStatus.FAILED for at in (MatchStatus.ACCEPTED, MatchStatus.ON_TRIAL)},
    (MatchStatus.PASSED, MatchAction.CONFIRM): MatchStatus.CONFIRMED,
    **{(at, MatchAction.CLOSE): MatchStatus.CLOSED for at in OPEN},
    (MatchStatus.CLOSED, MatchAction.PROPOSE_AGAIN): MatchStatus.PROPOSED,
}
