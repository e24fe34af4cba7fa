"""What has been done about a match, and what only the person's side reads of it, as rows of a page."""

from datetime import datetime
from typing import Any

from functions.redeploy.domain.faces import Face
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.stages import MatchStatus
from functions.redeploy.messages.audit import NOT_FOR_ME_REASONS, REJECT_REASONS
from functions.redeploy.messages.matches import TIERS
from shared.clock import london_day
from shared.values.dates import uk_date
from shared.values.money import pounds

Shown = dict[str, Any]
Rows = list[tuple[str, str]]


def own_side(face: Face) -> Rows:
    """What only the person's side reads."""
    match = face.match
    rows = [
        ("Order in law", TIERS[match.tier]),
        ("The person's own order", str(match.rank) if match.rank else "Not given yet"),
        ("Agreed to be named", f"Since {_day(match.consented_at)}" if match.consented_at else "No"),
        ("Why not", NOT_FOR_ME_REASONS[match.not_for_me] if match.not_for_me else ""),
        ("In the person's words", "" if match.status is MatchStatus.FAILED else match.person_words),
        *_judgement_rows(match),
    ]
    return [(name, value) for name, value in rows if value]


def _judgement_rows(match: MatchRecord) -> Rows:
    judged = match.judgement
    if judged is None:
        return []
    return [
        ("Was the post suitable?", "Yes" if judged.was_suitable else "No"),
        ("Was the refusal reasonable?", "Yes" if judged.was_reasonable_to_refuse else "No"),
        ("Reasons for both judgements", judged.words),
        ("Judged by", f"{judged.by_name}, {_day(judged.at)}"),
    ]


def steps(face: Face) -> list[Shown]:
    """What has been done: interview, rejection, offer, trial, confirmation; each with its rows."""
    match = face.match
    found = [
        ("Interview", _interview_rows(match)),
        ("Rejection", _rejection_rows(face)),
        ("Offer", _offer_rows(face)),
        ("Trial", _trial_rows(match)),
        ("Confirmed", _confirmed_rows(face)),
    ]
    return [{"title": title, "rows": rows} for title, rows in found if rows]


def _interview_rows(match: MatchRecord) -> Rows:
    day = uk_date(match.interview_on) if match.interview_on else ""
    rows = [("Day", day), ("Last words to the person", match.interview_words)]
    return [(name, value) for name, value in rows if value]


def _rejection_rows(face: Face) -> Rows:
    """The person's side reads a rejection only once it stands."""
    rejection = face.match.rejection
    if rejection is None or not (face.is_posts or rejection.ratified_at):
        return []
    rows = [("Reason", REJECT_REASONS[rejection.reason]), ("In words", rejection.words)]
    rows += [("Proposed by", rejection.by_name)] if face.is_posts else []
    if rejection.ratified_at:
        by = f"{rejection.ratified_by}, " if face.is_posts else ""
        rows.append(("Agreed by a second person", f"{by}{_day(rejection.ratified_at)}"))
    return [*rows, ("Feedback", rejection.feedback)] if rejection.feedback else rows


def _offer_rows(face: Face) -> Rows:
    offer = face.match.offer
    if offer is None:
        return []
    rows = [
        ("Made on", uk_date(offer.made_on)),
        ("First day of work", uk_date(offer.starts_on)),
        ("In words", offer.words),
        ("Pay protection", pounds(offer.protection_pence) if offer.protection_pence else ""),
        ("Why out of turn", offer.out_of_turn if face.is_posts else ""),
        ("Accepted on", _day(offer.accepted_at) if offer.accepted_at else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _trial_rows(match: MatchRecord) -> Rows:
    trial = match.trial
    if trial is None:
        return []
    rows = [
        ("First day", uk_date(trial.starts_on)),
        ("Last day", uk_date(trial.last_day)),
        ("Made longer for retraining", trial.retraining),
        ("Ended on", uk_date(trial.ended_on) if trial.ended_on else ""),
        ("How it went", trial.words),
    ]
    return [(name, value) for name, value in rows if value]


def _confirmed_rows(face: Face) -> Rows:
    confirmed = face.match.confirmation
    if confirmed is None:
        return []
    by = f"{confirmed.by_name}, " if face.is_posts else ""
    return [("By the new employer", f"{by}{_day(confirmed.at)}")]


def _day(at: datetime) -> str:
    return uk_date(london_day(at))
