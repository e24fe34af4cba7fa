"""The forms of acts on a match, its history and its days, as pages and calendars show them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.redeploy.domain.clocks import latest_start
from functions.redeploy.domain.matches import MatchRecord, NotForMeReason, RejectReason
from functions.redeploy.domain.people import Notice
from functions.redeploy.domain.policy import (
    PERSONS,
    audits,
    coordinates,
    is_on_persons_side,
    is_on_posts_side,
    may_name,
)
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.trials import old_job_ends_on
from functions.redeploy.messages.audit import NOT_FOR_ME_REASONS, REJECT_REASONS
from functions.redeploy.messages.matches import ACT_TITLES, ANY_PERSON
from functions.redeploy.pages import audit
from functions.redeploy.pages.matches import PATHS, days_of, heading_shown, reference
from shared.actors import Actor
from shared.history import SYSTEM, Event
from shared.values.dates import uk_date
from shared.web.calendars import CalendarDay, calendar_bytes

Shown = dict[str, Any]


def act_shown(match: MatchRecord, action: MatchAction, notice: Notice, is_first: bool, today: date) -> Shown:
    """What the form of an act says beside its questions."""
    ends = old_job_ends_on(match, notice)
    offer, trial, rejection = match.offer, match.trial, match.rejection
    return {
        **heading_shown(match),
        "act": ACT_TITLES[action],
        "path": PATHS[action],
        "latest_start": uk_date(latest_start(ends)) if ends else "",
        "precedes_notice": notice.served_on is None or notice.served_on > today,
        "is_first": is_first,
        "start": uk_date(offer.starts_on) if offer else "",
        "last_day": uk_date(trial.last_day) if trial else "",
        "first_day": uk_date(trial.starts_on) if trial else "",
        "rejection": (REJECT_REASONS[rejection.reason], rejection.words) if rejection else None,
        "rejected_by": rejection.by_name if rejection else "",
        "refusal_words": match.person_words if action is MatchAction.JUDGE else "",
        "judged_before": action is MatchAction.JUDGE and match.judgement is not None,
        "reject_reasons": [{"value": one.value, "text": REJECT_REASONS[one]} for one in RejectReason],
        "not_for_me_reasons": [{"value": one.value, "text": NOT_FOR_ME_REASONS[one]} for one in NotForMeReason],
    }


def prefilled(match: MatchRecord, action: MatchAction) -> dict[str, object]:
    """What stands in the form of an act before anything is typed."""
    if action is MatchAction.BEGIN_TRIAL and match.offer:
        return {"starts_on": match.offer.starts_on.isoformat()}
    if action is MatchAction.EXPRESS_INTEREST:
        return {"rank": str(match.rank or 1)}
    return {}


def events_shown(events: Iterable[Event], actor: Actor, match: MatchRecord) -> list[Shown]:
    """The history of a match. Who acted for the person could say where they work, so whoever may not see them by
    name reads only which side it was; of the other side nobody but an auditor reads who it was."""
    events = list(events)
    shown = audit.events_shown(events, actor, persons_side=is_on_persons_side(actor, match))
    return [one | _as_seen(event, actor, match, one) for event, one in zip(events, shown, strict=True)]


def _as_seen(event: Event, actor: Actor, match: MatchRecord, shown: Shown) -> Shown:
    if audits(actor) or event.who.person_id == SYSTEM:
        return {}
    is_proposal = event.action == MatchAction.REJECT and not is_on_posts_side(actor, match)
    return {"who": _who(event, actor, match), "why": "" if is_proposal else shown["why"]}


def _who(event: Event, actor: Actor, match: MatchRecord) -> str:
    of_person = event.action in PERSONS or event.action == MatchAction.JUDGE
    is_own = is_on_persons_side(actor, match) if of_person else is_on_posts_side(actor, match)
    if is_own and event.who.ods_code == actor.ods_code:
        return event.who.name
    if not of_person:
        return match.post_employer.name
    if not (may_name(actor, match) or coordinates(actor)):
        return ANY_PERSON
    return match.person_employer.name if event.who.ods_code else event.who.name


def calendar_of(match: MatchRecord) -> bytes:
    """The days of a match as an iCalendar file. Nobody is named in it."""
    days = (
        CalendarDay(f"{reference(match)}-{name}", day, f"{what}: {match.title} ({reference(match)})")
        for name, day, what in days_of(match)
    )
    return calendar_bytes("Redeployment", days, changed_at=match.status_since, version=match.head.number)
