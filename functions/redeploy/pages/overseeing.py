"""What the coordinator's lists and the proposal of who gets what show, as plain values. Nobody is named."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.cards import Card
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import reference_of
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.messages.audit import GRADES
from functions.redeploy.messages.board import GONE, OUTCOMES
from functions.redeploy.messages.people import MATCH_STATUSES
from functions.redeploy.messages.people import STATUS_NAMES as PERSON_STATUSES
from functions.redeploy.messages.vacancies import STATUS_NAMES as VACANCY_STATUSES
from functions.redeploy.usecases.board import Proposed, Wished
from shared.clock import london_day
from shared.reference.workforce import job_role
from shared.values.dates import uk_date

Shown = dict[str, Any]
Cell = str | dict[str, str]
Rows = list[list[Cell]]

SUBJECTS: dict[str, tuple[str, dict[Any, str], list[str]]] = {
    "people": (
        "People on the register",
        {one: PERSON_STATUSES[one] for one in EntryStatus if one is not EntryStatus.ERASED},
        ["Reference", "Work", "Employer", "Notice ends", "Days in this status"],
    ),
    "vacancies": (
        "Vacancies",
        {one: VACANCY_STATUSES[one] for one in VacancyStatus},
        ["Vacancy", "Employer", "Band", "Last day of the hold", "Days in this status"],
    ),
    "matches": (
        "Matches",
        {one: MATCH_STATUSES[one] for one in MatchStatus},
        ["Vacancy", "Person", "Employer of the post", "Match", "Days in this status"],
    ),
}
"""The title, the statuses and the columns of each list."""


def person_rows(rows: Iterable[Shown], today: date) -> Rows:
    """People by their reference alone."""
    return [
        [
            row["reference"],
            _work(row["job_role"], row["band"]),
            row["employer"],
            _day(row["notice_ends_on"]),
            _days(row["status_since"], today),
        ]
        for row in rows
    ]


def vacancy_rows(rows: Iterable[Shown], today: date, base: str) -> Rows:
    """Vacancies; `base` is the address that their ids follow."""
    return [
        [
            {"text": f"{row['title']}, {row['reference']}", "href": f"{base}{row['vacancy_id']}"},
            row["employer"],
            row["band"] or "None",
            _day(row["hold_ends_on"]),
            _days(row["status_since"], today),
        ]
        for row in rows
    ]


def match_rows(rows: Iterable[Shown], today: date, base: str) -> Rows:
    """Matches, the person by reference alone; a tier is never among what is shown."""
    return [
        [
            {"text": row["title"], "href": f"{base}{row['match_id']}"},
            reference_of("RD", row["entry_id"]),
            row["post_employer"],
            GRADES[Grade(row["grade"])],
            _days(row["status_since"], today),
        ]
        for row in rows
    ]


def filters_shown(subject: str, status: str) -> list[Shown]:
    """The statuses that a list can be asked for."""
    _, statuses, _ = SUBJECTS[subject]
    return [{"value": one.value, "text": words, "is_current": one == status} for one, words in statuses.items()]


def proposal_rows(people: Iterable[Proposed]) -> list[Shown]:
    """Each person with their wishes, the dearest first, and what would become of each."""
    return [
        {
            "reference": reference_of("RD", one.entry_id),
            "card": _card(one.card),
            "wishes": [[str(n), _post(wish), OUTCOMES[wish.outcome]] for n, wish in enumerate(one.wishes, 1)],
        }
        for one in people
    ]


def _card(card: Card) -> str:
    return ", ".join(part for part in (card.role, card.band, card.hours, card.area) if part)


def _post(wish: Wished) -> str:
    vacancy = wish.vacancy
    if vacancy is None:
        return GONE
    return f"{vacancy.details.title}, {vacancy.employer.name}, {vacancy.reference}"


def _work(code: str, band: str) -> str:
    role = job_role(code)
    return ", ".join(part for part in (role.name if role else "", f"band {band}" if band else "") if part)


def _days(since: str, today: date) -> str:
    return f"{(today - london_day(datetime.fromisoformat(since))).days:,}"


def _day(iso: str) -> str:
    return uk_date(date.fromisoformat(iso)) if iso else "None"
