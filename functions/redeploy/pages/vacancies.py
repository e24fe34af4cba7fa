"""What the templates of vacancies show, as plain values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.cards import Card
from functions.redeploy.domain.holding import BARS_RELEASE, hold_days_allowed, refuse_unless_held
from functions.redeploy.domain.matching import CriterionResult, Met
from functions.redeploy.domain.profiles import Criterion, CriterionKind
from functions.redeploy.domain.stages import MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy, VacancyDetails
from functions.redeploy.forms.criteria import CRITERIA, criterion_field
from functions.redeploy.forms.vacancies import hours_text
from functions.redeploy.messages.vacancies import (
    CANDIDATE_STATUSES,
    FEWER,
    GOES_TO,
    GRADES,
    KINDS,
    MET_WORDS,
    NOT_TOLD,
    OUTCOMES,
    STATUS_COLOURS,
    STATUS_NAMES,
)
from functions.redeploy.usecases.vacancies import Candidate
from shared.clock import london_day
from shared.reference.rules import rule
from shared.reference.workforce import (
    bands,
    frameworks,
    job_role,
    job_roles,
    registration,
    registrations,
    staff_groups,
)
from shared.values.dates import uk_date
from shared.values.money import pounds_short
from shared.web.forms import Form
from shared.web.templates import plural

Cell = str | dict[str, str]
Shown = dict[str, Any]

ROWS_OPEN = 4  # rows of criteria that stand open; the others unfold
ROWS = 10


def vacancy_rows(rows: Iterable[Mapping[str, Any]], waiting: Mapping[str, int], base: str) -> list[list[Cell]]:
    """Vacancies as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": row["title"], "href": f"{base}{row['vacancy_id']}"},
            row["employer_ref"],
            _status(VacancyStatus(row["status"])),
            uk_date(date.fromisoformat(row["hold_ends_on"])),
            plural(waiting.get(row["vacancy_id"], 0), "person", "people"),
        ]
        for row in rows
    ]


def vacancy_page(vacancy: Vacancy, now: datetime) -> Shown:
    """A vacancy, its clock, and what stands between it and an advert."""
    details, today = vacancy.details, london_day(now)
    return {
        "id": vacancy.vacancy_id,
        "version": vacancy.head.number,
        "reference": vacancy.reference,
        "employer_ref": details.employer_ref,
        "employer": vacancy.employer.name,
        "title": details.title,
        "about": details.about,
        "status": STATUS_NAMES[vacancy.status],
        "colour": STATUS_COLOURS[vacancy.status],
        "since": vacancy.status_since,
        "is_held": vacancy.status is VacancyStatus.HELD,
        "held_at": vacancy.held_at,
        "hold_days": plural(details.hold_days or 0, "working day"),
        "hold_ends_on": vacancy.hold_ends_on,
        "hold_is_over": today > vacancy.hold_ends_on,
        "waiting": plural(sum(vacancy.open_by_tier.values()), "person", "people"),
        "bars": bars_of(vacancy, now),
        "facts": facts_of(details),
        "essential": [_criterion(one) for one in details.post.spec.essential],
        "desirable": [_criterion(one) for one in details.post.spec.desirable],
        "certificate": vacancy.certificate.number if vacancy.certificate else "",
        "withdrawn_because": vacancy.withdrawn_because,
    }


def bars_of(vacancy: Vacancy, now: datetime) -> list[str]:
    """Everything that bars the release of a held vacancy now, in plain words. How many wait in which tier is not
    said: of two candidates it would say which of them."""
    if refuse_unless_held(vacancy):
        return []
    ends = vacancy.hold_ends_on
    bars = {
        f"The hold ends on {uk_date(ends)}. It may be released the day after.": london_day(now) <= ends,
        "Somebody who must be considered before the post is advertised has no outcome yet. Each needs one: they do"
        " not want it, they refused an offer, or you did not select them and a second person agreed to your"
        " written reason.": any(vacancy.open_by_tier.get(tier, 0) for tier in BARS_RELEASE),
    }
    return [words for words, stands in bars.items() if stands]


def facts_of(details: VacancyDetails) -> list[tuple[str, str]]:
    """What is said of a vacancy, a line each."""
    post = details.post
    role, register = job_role(post.job_role), registration(post.registration)
    terms = {one.code: one.name for one in frameworks()}
    return [
        ("Your reference", details.employer_ref),
        ("Title", details.title),
        ("Workplace", details.workplace or "Not given"),
        ("Job role", role.name if role else post.job_role),
        ("Terms of pay", terms.get(post.framework, post.framework) + (f", band {post.band}" if post.band else "")),
        ("Full-time salary", f"{pounds_short(post.salary_pence)} a year"),
        ("Hours", f"{hours_text(post.hours_week_hundredths)} a week"),
        ("Postcode district", post.postcode_district),
        ("Registration", register.name if register else post.registration),
        ("Kind of post", "Permanent" if post.is_permanent else "Not permanent"),
    ]


def check_page(details: VacancyDetails, today: date) -> Shown:
    """A vacancy that is not held yet, to be checked."""
    usual = hold_days_allowed(today)[2]
    return {
        "facts": [*facts_of(details), ("Hold", plural(details.hold_days or usual, "working day"))],
        "about": details.about,
        "essential": [_criterion(one) for one in details.post.spec.essential],
        "desirable": [_criterion(one) for one in details.post.spec.desirable],
    }


def choice_items(today: date) -> Shown:
    """What the form offers to choose from, and how long a hold may be."""
    least, most, usual = hold_days_allowed(today)
    return {
        "role_groups": [
            (group.name, [(role.code, role.name) for role in job_roles(group.code)])
            for group in staff_groups()
            if job_roles(group.code)
        ],
        "frameworks": _items(((one.code, one.name) for one in frameworks()), "Choose the terms of pay"),
        "bands": _items(((one, f"Band {one}") for one in bands()), "No band"),
        "registrations": [{"value": one.code, "text": one.name} for one in registrations()],
        "kinds": [(kind.value, KINDS[kind]) for kind in CriterionKind],
        "hold": {"least": least, "most": most, "usual": usual},
    }


def criterion_rows(form: Form) -> dict[str, Shown]:
    """The rows of boxes of both lists. Those beyond the first few unfold, and stand open where one is used."""
    shown = {}
    for which in CRITERIA:
        rows = [_boxes(form, which, number) for number in range(1, max(ROWS, _last(form, which)) + 1)]
        more = rows[ROWS_OPEN:]
        shown[which] = {"rows": rows[:ROWS_OPEN], "more": more, "is_open": any(row["is_used"] for row in more)}
    return shown


def candidates_shown(people: Iterable[Candidate], base: str) -> list[Shown]:
    """Candidates in the order of their turn. Nothing of a person stands here but the card, or after consent the
    name; miles and what would give a person away stay out."""
    return [_candidate(number, one, base) for number, one in enumerate(people, start=1)]


def status_counts(outcomes: Mapping[MatchStatus, int]) -> list[list[Cell]]:
    """How many are in each status: for those who watch over the ICS and see no cards."""
    return [[CANDIDATE_STATUSES[one], str(outcomes[one])] for one in MatchStatus if outcomes.get(one)]


def certificate_page(vacancy: Vacancy, outcomes: Mapping[MatchStatus, int]) -> Shown:
    """A certificate: counts alone, and none of them so small that it could be about one person."""
    certificate = vacancy.certificate
    assert certificate is not None  # noqa: S101 - the route asks only for a cleared vacancy's
    least = rule("redeploy_card_least_sharing", london_day(certificate.issued_at)).number
    counted = [(title, sum(outcomes.get(one, 0) for one in among)) for title, among in OUTCOMES.values()]
    return {
        "number": certificate.number,
        "entry": certificate.number.rpartition("-")[2],
        "issued_at": certificate.issued_at,
        "issued_by": certificate.issued_by,
        "employer": vacancy.employer.name,
        "title": vacancy.details.title,
        "employer_ref": vacancy.details.employer_ref,
        "held_at": vacancy.held_at,
        "hold_ends_on": vacancy.hold_ends_on,
        "matched": few(certificate.matched, least),
        "outcomes": outcome_rows(counted, least),
        "goes_to": GOES_TO[certificate.goes_to],
        "id": vacancy.vacancy_id,
    }


def few(count: int, least: int) -> str:
    """A count of people; a small one is not told exactly."""
    return str(count) if count == 0 or count >= least else FEWER.format(least=least)


def outcome_rows(counted: list[tuple[str, int]], least: int) -> list[list[Cell]]:
    """Counts whose sum is known: the small ones are not told, nor so many others that they could be worked out."""
    told = dict(sorted(((title, count) for title, count in counted if count >= least), key=lambda one: -one[1]))
    left = sum(count for _, count in counted) - sum(told.values())
    while told and 0 < left < least:
        left += told.popitem()[1]
    return [[title, str(told[title]) if title in told else NOT_TOLD if left else "0"] for title, _ in counted]


def _candidate(number: int, one: Candidate, base: str) -> Shown:
    match = one.match
    return {
        "number": number,
        "name": one.name or f"Candidate {number}",
        "is_named": bool(one.name),
        "href": f"{base}{match.match_id}",
        "status": CANDIDATE_STATUSES[match.status],
        "is_open": match.is_open,
        "since": match.status_since,
        "grade": GRADES[match.result.grade],
        "essentials": [_answer(answer) for answer in match.result.essentials],
        "card": _card(one.card),
    }


def _card(card: Card) -> list[tuple[str, str]]:
    lines = [
        ("Role", card.role),
        ("Pay", card.band[:1].upper() + card.band[1:]),
        ("Registration", card.registration),
        ("Skills", ", ".join(card.skills)),
        ("Hours", card.hours),
        ("Area", card.area),
        ("Free from", card.earliest),
    ]
    return [(title, words) for title, words in lines if words]


def _answer(answer: CriterionResult) -> str:
    trained = answer.met is Met.TRAINABLE and answer.months is not None
    within = f" of {plural(answer.months or 0, 'month')}" if trained else ""
    return f"{answer.text}: {MET_WORDS[answer.met]}{within}"


def _criterion(one: Criterion) -> str:
    trained = "" if one.trainable_months is None else f", trainable in {plural(one.trainable_months, 'month')}"
    return f"{one.text} ({KINDS[one.kind].lower()}{trained})"


def _status(status: VacancyStatus) -> Cell:
    return {"text": STATUS_NAMES[status], "tag": STATUS_COLOURS[status]}


def _items(choices: Iterable[tuple[str, str]], none: str) -> list[dict[str, str]]:
    return [{"value": "", "text": none}, *({"value": value, "text": text} for value, text in choices)]


def _boxes(form: Form, which: str, number: int) -> Shown:
    boxes = {part: criterion_field(which, number, part) for part in ("kind", "text", "months")}
    wrong = [form.error(name) or "" for name in boxes.values()]
    return {
        "number": number,
        "boxes": boxes,
        "errors": [one for one in wrong if one],
        "is_used": _used(form, boxes),
    }


def _used(form: Form, boxes: Mapping[str, str]) -> bool:
    typed = any(form.value(boxes[part]) for part in ("text", "months"))
    return typed or any(form.error(name) for name in boxes.values())


def _last(form: Form, which: str) -> int:
    """The last row that anything stands in."""
    used = [number for number in range(1, 21) if form.value(criterion_field(which, number, "text"))]
    return max(used, default=0)
