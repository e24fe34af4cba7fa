"""A match as its person reads it: why it was proposed, what the post is, what can be said, and what that means."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from functions.redeploy.domain.clocks import latest_start, trial_end
from functions.redeploy.domain.interest import refuse_unless_free
from functions.redeploy.domain.matches import MatchRecord, NotForMeReason, Offer, Trial
from functions.redeploy.domain.policy import PERSONS
from functions.redeploy.domain.proposing import CloseReason
from functions.redeploy.domain.stages import MOVES, MatchAction, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.messages.own_matches import (
    CLOSED,
    HISTORY,
    NOT_FOR_ME,
    RECORDED_BY_HR,
    REJECTED,
    STANDS,
)
from functions.redeploy.pages.mine import hours_shown
from functions.redeploy.pages.own_fit import fit_shown
from functions.redeploy.store import Bound
from functions.redeploy.usecases.mine import OwnMatch
from shared.history import Event
from shared.reference.rules import rule
from shared.reference.workforce import frameworks, job_role, registration, staff_group
from shared.values.dates import uk_date
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, Any]

_COUNTED_BEFORE_SUITABLE = (MatchStatus.INTERESTED, MatchStatus.INTERVIEW)


def match_shown(own: OwnMatch, today: date) -> Shown:
    """The whole page of a match."""
    match, vacancy = own.match, own.bound.vacancy
    said = STANDS[match.status]
    return {
        **heading_shown(own),
        "label": said.label,
        "colour": said.colour,
        "sentence": said.sentence,
        "since": match.status_since,
        "next": _next(match, vacancy, today),
        "acts": acts_open(own.bound),
        "is_named": match.is_named,
        "rank": match.rank,
        "words": own.words,
        "interview_on": match.interview_on if match.status is MatchStatus.INTERVIEW else None,
        "post": _post(vacancy),
        "about": vacancy.details.about,
        "fit": fit_shown(match.result),
        "offer": _offer(match),
        "trial": _trial(match.trial) if match.trial else None,
        "outcome": _outcome(match),
        "judgement": _judgement(match),
        "history": _history(own.events),
        "lot": own.lot,
        "lot_of": _lot_of(match, vacancy),
    }


def heading_shown(own: OwnMatch) -> Shown:
    """What stands at the top of every page about one match."""
    match, vacancy = own.match, own.bound.vacancy
    return {
        "path": f"/redeploy/mine/matches/{match.match_id}",
        "version": match.head.number,
        "title": vacancy.details.title,
        "employer": match.post_employer.name,
        "workplace": vacancy.details.workplace,
        "is_nhs": match.post_employer.is_nhs,
        "both_nhs": match.post_employer.is_nhs and match.person_employer.is_nhs,
        "own_employer": match.person_employer.name,
        "is_own_employer": match.post_employer.ods_code == match.person_employer.ods_code,
        "has_interview": match.status is MatchStatus.INTERVIEW,
    }


def acts_open(bound: Bound) -> dict[str, bool]:
    """What the person may do now, by the name of the act. They may think better of a no while both are free."""
    match = bound.match
    may = {action.value: (match.status, action) in MOVES for action in PERSONS}
    named = match.is_named
    is_free = match.is_open or refuse_unless_free(bound.entry, bound.vacancy) is None
    may["express_interest"] = may["express_interest"] and is_free
    return {
        **may,
        "consent": may["consent"] and not named,
        "withdraw_consent": may["withdraw_consent"] and named,
        "any": any(may.values()),
    }


def is_open(action: MatchAction, bound: Bound) -> bool:
    """Whether the page of an act may be shown: what is done already, or cannot be done now, leads back."""
    return acts_open(bound)[action.value]


def terms_shown(own: OwnMatch) -> Shown:
    """What an offer says and what the law makes of it, in dates: for the pages that accept and refuse."""
    offer = own.match.offer
    assert offer is not None  # noqa: S101 - these pages are of an offer
    weeks = rule("redeploy_trial_weeks", offer.starts_on).number
    return {
        **_offer_facts(offer),
        "weeks": plural(weeks, "week"),
        "is_permanent": own.bound.vacancy.details.post.is_permanent,
    }


def reason_items() -> list[dict[str, str]]:
    """Why a post is not wanted, as radios."""
    mine = [one for one in NotForMeReason if one is not NotForMeReason.NO_ANSWER]
    return [{"value": one.value, "text": NOT_FOR_ME[one]} for one in mine]


def rules_shown(today: date) -> Shown:
    """The settings that the page on how it works names, as they stand today."""
    keys = {
        "hold": "redeploy_hold_days",
        "hold_least": "redeploy_hold_days_least",
        "hold_most": "redeploy_hold_days_most",
        "months": "redeploy_trainable_months",
        "sharing": "redeploy_card_least_sharing",
        "percent": "redeploy_pay_same_level_percent",
        "trial": "redeploy_trial_weeks",
        "start": "redeploy_start_weeks",
        "kept": "redeploy_appraise_after_days",
        "link": "redeploy_link_days",
    }
    return {name: rule(key, today).number for name, key in keys.items()}


def _next(match: MatchRecord, vacancy: Vacancy, today: date) -> list[str]:
    """What happens next and by when."""
    lines = {
        MatchStatus.PROPOSED: ["Say yes or no. A no costs you nothing."],
        MatchStatus.INTERESTED: _after_interest(match),
        MatchStatus.INTERVIEW: ["Go to the interview. You get an offer or a written reason afterwards."],
        MatchStatus.OFFERED: ["Accept or refuse the offer in writing here. Ask first if anything is unclear."],
        MatchStatus.ACCEPTED: ["The trial starts on the day on which you start work there."],
        MatchStatus.ON_TRIAL: ["Tell your new manager and your HR adviser early if something does not work."],
        MatchStatus.REFUSED: _after_refusal(match),
    }.get(match.status, [])
    if match.is_open and vacancy.status is VacancyStatus.HELD and vacancy.hold_ends_on >= today:
        lines.append(f"The post is held for people at risk until the end of {uk_date(vacancy.hold_ends_on)}.")
    return lines


def _after_interest(match: MatchRecord) -> list[str]:
    if not match.is_named:
        return ["The employer does not know who you are. It cannot invite you until you let it see your name."]
    return [
        "The employer can see who you are. It invites you, or gives a written reason that a second person checks."
    ]


def _after_refusal(match: MatchRecord) -> list[str]:
    if match.judgement is not None:
        return ["If you do not agree with what was decided, ask for a person to look again."]
    own = match.person_employer.name
    return [
        f"HR of {own} looks at two questions: was the post suitable, and was it reasonable to refuse it.",
        "Two answers by people, with reasons. No software decides either. You read them here.",
    ]


def _lot_of(match: MatchRecord, vacancy: Vacancy) -> str:
    """The text whose print is the person's lot for the post, so that they can work it out again."""
    held = vacancy.held_at.date().isoformat()
    return f"{vacancy.vacancy_id}|{held}|{vacancy.vacancy_id}|{match.entry_id}"


def _post(vacancy: Vacancy) -> list[tuple[str, str]]:
    post = vacancy.details.post
    role, group, register = job_role(post.job_role), staff_group(post.staff_group), registration(post.registration)
    known = {one.code: one.name for one in frameworks()}
    return [
        ("Employer", vacancy.employer.name),
        ("Workplace", vacancy.details.workplace or "Not said"),
        ("Postcode district", post.postcode_district),
        ("Job role", role.name if role else post.job_role),
        ("Staff group", group.name if group else post.staff_group),
        ("Pay terms", known.get(post.framework, post.framework)),
        ("Band", post.band or "None"),
        ("Full-time pay a year", f"Up to {pounds(post.salary_pence)}"),
        ("Hours", f"{hours_shown(post.hours_week_hundredths)} a week"),
        ("Registration", register.name if register else post.registration or "None"),
        ("Permanent", "Yes" if post.is_permanent else "No"),
        ("Reference", vacancy.reference),
    ]


def _offer(match: MatchRecord) -> Shown | None:
    shown = match.offer is not None and match.status not in _COUNTED_BEFORE_SUITABLE
    return _offer_facts(match.offer) if shown and match.offer else None


def _offer_facts(offer: Offer) -> Shown:
    """Why an offer was out of turn is about other people, and what protection costs is the employer's affair."""
    ends = offer.old_job_ends_on
    return {
        "made_on": offer.made_on,
        "made_by": offer.made_by,
        "starts_on": offer.starts_on,
        "words": offer.words,
        "precedes_notice": offer.precedes_notice,
        "trial_ends_on": trial_end(offer.starts_on),
        "old_job_ends_on": ends,
        "latest_start": latest_start(ends) if ends else None,
        "accepted_at": offer.accepted_at,
    }


def _trial(trial: Trial) -> Shown:
    return {
        "starts_on": trial.starts_on,
        "last_day": trial.last_day,
        "was_extended": trial.extended_to is not None,
        "retraining": trial.retraining,
        "ended_on": trial.ended_on,
        "words": trial.words,
    }


def _outcome(match: MatchRecord) -> Shown | None:
    """Why it ended, where it did. A rejection is told once a second person has agreed with it."""
    reason, by, said = "", "", ""
    if match.status is MatchStatus.REJECTED and match.rejection:
        reason, said = REJECTED[match.rejection.reason], match.rejection.words
        by = f"{match.rejection.by_name}. {match.rejection.ratified_by} checked it and agreed."
    elif match.status is MatchStatus.CLOSED and match.closed_because:
        reason = CLOSED[CloseReason(match.closed_because)]
    elif match.status is MatchStatus.NOT_FOR_ME and match.not_for_me:
        reason, said = NOT_FOR_ME[match.not_for_me], match.person_words
    elif match.status is MatchStatus.REFUSED or (match.status is MatchStatus.FAILED and match.trial is None):
        said = match.person_words  # where a person never started, the employer's words stand there
    if not (reason or said):
        return None
    feedback = match.rejection.feedback if match.status is MatchStatus.REJECTED and match.rejection else ""
    return {"reason": reason, "words": said, "by": by, "feedback": feedback}


def _judgement(match: MatchRecord) -> Shown | None:
    judged = match.judgement
    if judged is None:
        return None
    return {
        "suitable": "The post was suitable" if judged.was_suitable else "The post was not suitable",
        "reasonable": "It was reasonable to refuse it"
        if judged.was_reasonable_to_refuse
        else "It was not reasonable to refuse it",
        "words": judged.words,
        "by": judged.by_name,
        "at": judged.at,
    }


def _history(events: Sequence[Event]) -> list[Shown]:
    return [{"what": _what(event), "at": event.at} for event in events]


def _what(event: Event) -> str:
    is_own = event.who.person_id.startswith("ENTRY#")
    words = HISTORY if is_own else {**HISTORY, **RECORDED_BY_HR}
    return words[event.action].format(name=event.who.name)
