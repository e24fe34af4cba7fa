"""A match as each side reads it: the person by card or by name, the explanation, what is done and what may be.

The post's side never gets the person's reason, age, tier, protection, health, service or pay; before the person
agrees to be named, it gets the grade and which essentials are met, and neither miles nor wishes.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from functions.redeploy.domain.faces import Face
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.matching import CriterionResult, Match
from functions.redeploy.domain.people import PersonDetails, reference_of
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchAction, MatchStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.messages.audit import GRADES
from functions.redeploy.messages.calculators import decimal
from functions.redeploy.messages.matches import (
    ACT_TITLES,
    BARS,
    OBSTACLES,
    OVERSEEN_NEXT,
    PERSONS_NEXT,
    POSTS_NEXT,
    TAG_COLOURS,
)
from functions.redeploy.messages.reasons import TITLES
from functions.redeploy.messages.vacancies import CANDIDATE_STATUSES, MET_WORDS
from functions.redeploy.pages.match_steps import Rows, own_side, steps
from shared.outcomes import Refusal
from shared.reference.rules import rule
from shared.reference.workforce import job_role, registration
from shared.values.dates import uk_date
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, Any]
Acts = Sequence[tuple[MatchAction, Refusal | None]]

PATHS = {
    MatchAction.INVITE: "invite",
    MatchAction.REJECT: "reject",
    MatchAction.RATIFY: "ratify",
    MatchAction.NOT_RATIFY: "not-ratify",
    MatchAction.OFFER: "offer",
    MatchAction.WITHDRAW_OFFER: "withdraw-offer",
    MatchAction.BEGIN_TRIAL: "begin-trial",
    MatchAction.EXTEND_TRIAL: "extend-trial",
    MatchAction.PASS_TRIAL: "pass-trial",
    MatchAction.FAIL_TRIAL: "fail-trial",
    MatchAction.CONFIRM: "confirm",
    MatchAction.JUDGE: "judge",
    MatchAction.EXPRESS_INTEREST: "interest",
    MatchAction.SAY_NOT_FOR_ME: "not-for-me",
}
"""The last part of each act's address."""


def reference(match: MatchRecord) -> str:
    """The short form of a match that people quote."""
    return reference_of("RM", match.match_id)


def match_shown(face: Face, acts: Acts, today: date) -> Shown:
    """The page of a match for one actor."""
    match, vacancy = face.match, face.vacancy
    sides = face.is_on_a_side
    return {
        **heading_shown(face.match),
        "label": CANDIDATE_STATUSES[match.status],
        "colour": TAG_COLOURS[match.status],
        "since": match.status_since,
        "next": _next(face),
        "is_posts": face.is_posts,
        "is_persons": face.is_persons,
        "vacancy_path": f"/redeploy/vacancies/{match.vacancy_id}" if face.is_posts or not sides else "",
        "person_path": f"/redeploy/people/{match.entry_id}" if face.is_persons else "",
        "vacancy": _vacancy_rows(vacancy),
        "about": vacancy.details.about,
        "person": _person_rows(face),
        "is_named": face.person is not None,
        "card": _card_rows(face),
        "card_least": rule("redeploy_card_least_sharing", today).number,
        "grade": GRADES[match.result.grade] if sides else "",
        "essentials": _criteria(match.result.essentials) if sides else [],
        "desirables": _criteria(match.result.desirables) if face.shows_wishes else [],
        "explanation": _explanation(face) if face.shows_wishes else [],
        "obstacles": [OBSTACLES[one] for one in match.result.obstacles] if face.is_persons else [],
        "own_side": own_side(face) if face.is_persons else [],
        "steps": steps(face) if sides else [],
        "warns_of_notice": bool(sides and match.offer and match.offer.precedes_notice),
        "acts": [_act(action) for action, bar in acts if bar is None],
        "bars": [{"title": ACT_TITLES[action], "why": _bar(bar)} for action, bar in acts if bar],
        "has_days": sides and bool(days_of(match)),
    }


def heading_shown(match: MatchRecord) -> Shown:
    """Which match a page is about; the same for everybody who may know of it."""
    return {
        "id": match.match_id,
        "reference": reference(match),
        "title": match.title,
        "employer": match.post_employer.name,
        "version": match.head.number,
    }


def days_of(match: MatchRecord) -> list[tuple[str, date, str]]:
    """The days of a match that go into a calendar: a stable name, the day, and what is on it."""
    days = []
    if match.interview_on and match.status is MatchStatus.INTERVIEW:
        days.append(("interview", match.interview_on, "Interview"))
    if match.trial and match.status is MatchStatus.ON_TRIAL:
        days.append(("trial-start", match.trial.starts_on, "First day of the trial"))
        days.append(("trial-end", match.trial.last_day, "Last day of the trial"))
    return days


def _act(action: MatchAction) -> Shown:
    return {"path": PATHS[action], "text": ACT_TITLES[action]}


def _bar(bar: Refusal) -> str:
    reason = Reason(bar.reason)
    return BARS.get(reason, f"{TITLES[reason]}.").format_map(bar.details)


def _next(face: Face) -> list[str]:
    match = face.match
    blanks = {
        "interview": uk_date(match.interview_on) if match.interview_on else "a day to be agreed",
        "start": uk_date(match.offer.starts_on) if match.offer else "not known",
        "last_day": uk_date(match.trial.last_day) if match.trial else "a day to be agreed",
    }
    said = [POSTS_NEXT[match.status]] if face.is_posts else []
    said += [PERSONS_NEXT[match.status]] if face.is_persons else []
    return [words.format_map(blanks) for words in said or [OVERSEEN_NEXT]]


def _vacancy_rows(vacancy: Vacancy) -> Rows:
    details, post = vacancy.details, vacancy.details.post
    role = job_role(post.job_role)
    rows = [
        ("Vacancy", vacancy.reference),
        ("Role", role.name if role else post.job_role),
        ("Band", post.band),
        ("Full-time salary", f"{pounds(post.salary_pence)} a year"),
        ("Hours", _hours(post.hours_week_hundredths)),
        ("Place", " ".join(filter(None, (details.workplace, post.postcode_district)))),
        ("Registration", _registration(post.registration)),
        ("Permanent", "Yes" if post.is_permanent else "No"),
    ]
    return [(name, value) for name, value in rows if value]


def _person_rows(face: Face) -> Rows:
    """The named profile. Pay, service, notice, protection, birth date and reason are not in it."""
    details = face.person.details if face.person else None
    if details is None:
        return []
    contact = details.contact
    rows = [
        ("Name", contact.name),
        ("Email", contact.email),
        ("Phone", contact.phone),
        ("Employer", face.match.person_employer.name),
        *_work_rows(details),
    ]
    return [(name, value) for name, value in rows if value]


def _work_rows(details: PersonDetails) -> Rows:
    work = details.profile
    role = job_role(work.job_role)
    least, most = _hours(work.least_hours), _hours(work.most_hours)
    return [
        ("Role", role.name if role else work.job_role),
        ("Band", work.band),
        ("Registration", _registration(work.registration)),
        ("Skills", ", ".join(work.skills)),
        ("Qualifications", ", ".join(work.qualifications)),
        ("Experience", ", ".join(work.experience)),
        ("Hours wanted", least if least == most else f"{least} to {most}"),
        ("Free from", uk_date(work.available_from)),
    ]


def _card_rows(face: Face) -> Rows:
    card = face.card
    if card is None:
        return []
    rows = [
        ("Role", card.role),
        ("Band", card.band),
        ("Registration", card.registration),
        ("Skills", ", ".join(card.skills)),
        ("Hours", card.hours),
        ("Area", card.area),
        ("Free from", card.earliest),
    ]
    return [(name, value) for name, value in rows if value]


def _criteria(results: Iterable[CriterionResult]) -> list[list[str]]:
    return [[one.text, _met(one)] for one in results]


def _met(result: CriterionResult) -> str:
    words = MET_WORDS[result.met].capitalize()
    return f"{words}, {plural(result.months, 'month')}" if result.months else words


def _explanation(face: Face) -> Rows:
    result = face.match.result
    rows = [
        ("Band", _band_words(result.band_difference)),
        ("Travel", _travel_words(result)),
        ("Hours", "Within what the person wants" if result.fits_hours else "Outside what the person wants"),
        ("Registration", "Held, or none is needed" if result.registration_met else "Missing"),
    ]
    if face.is_persons:
        rows.append(("Role", "Wanted by the person" if result.role_wanted else "Not among the roles wanted"))
        rows.append(("Full-time pay", _pay_words(result.pay_difference_pence)))
    return rows


def _band_words(steps: int | None) -> str:
    if steps is None:
        return "Not compared: one side has no Agenda for Change band"
    if steps == 0:
        return "The same band"
    return f"{plural(abs(steps), 'band')} {'higher' if steps > 0 else 'lower'}"


def _travel_words(result: Match) -> str:
    if result.miles is None:
        return "The distance is not known"
    fits = "within" if result.fits_travel else "further than"
    return f"{plural(result.miles, 'mile')} one way, {fits} what the person wants"


def _pay_words(difference: int) -> str:
    if difference == 0:
        return "The same"
    return f"{pounds(abs(difference))} a year {'more' if difference > 0 else 'less'}"


def _hours(hundredths: int) -> str:
    return f"{decimal(hundredths, 2)} hours a week"


def _registration(code: str) -> str:
    known = registration(code) if code else None
    return known.name if known else code
