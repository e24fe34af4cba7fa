"""A receiving employer's applications: the list, and one with where it is, what happens next and by when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from functions.levy.domain.appeals import last_day_to_appeal
from functions.levy.domain.applications import Application, Exchange
from functions.levy.domain.overdue import stale_on
from functions.levy.domain.stages import HOLDING, STAGES, Action, Status, allowed
from functions.levy.messages.applications import DECLINE_REASONS, NEXT, WHAT_HAPPENS, WITH_APPRENTICES
from functions.levy.pages.drafting import standard_title
from functions.levy.pages.estimates import Shown
from shared.clock import london_day
from shared.reference.rules import rule
from shared.values.dates import Month, months_after, uk_date, uk_month
from shared.values.money import pounds
from shared.web.templates import plural

STATUS_COLOURS: dict[Status, str] = {
    Status.DRAFT: "grey",
    Status.SUBMITTED: "blue",
    Status.QUESTION_ASKED: "yellow",
    Status.WAITING_LIST: "purple",
    Status.AWAITING_SECOND_APPROVER: "blue",
    Status.OFFERED: "green",
    Status.ACCEPTED: "green",
    Status.DECLINED: "red",
    Status.OFFER_DECLINED: "grey",
    Status.WITHDRAWN: "grey",
    Status.LAPSED: "red",
    Status.NOT_USED: "red",
    Status.APPEALED: "yellow",
}


def rows_shown(rows: Iterable[dict[str, Any]]) -> list[Shown]:
    """The list, one application a card of its own on a phone."""
    return [_row(row) for row in rows]


def application_shown(application: Application, now: datetime) -> Shown:
    """One application that was sent: its place, its next step, its offer, and what can be done to it."""
    acts = allowed(application.status)
    return {
        "id": application.application_id,
        "reference": application.reference,
        "title": _title(application),
        "label": STAGES[application.status].label,
        "colour": STATUS_COLOURS[application.status],
        "words": STAGES[application.status].for_receiver,
        "since": application.status_since,
        "steps": _steps(application, now),
        "deadline": application.deadline_on,
        "offer": offer_shown(application) if application.awards else None,
        "holds_money": application.status in HOLDING,
        "question": _open_question(application),
        "exchanges": [_exchange(one) for one in application.exchanges if one.answered_at],
        "reasons": [DECLINE_REASONS[one] for one in application.decline_reasons],
        "decision_words": application.decision_words,
        "can_accept": Action.ACCEPT in acts,
        "appeal": application.appeal,
        "appeal_until": last_day_to_appeal(application, london_day(now)),
        "can_withdraw": Action.WITHDRAW in acts,
        "version": application.head.number,
    }


def offer_shown(application: Application) -> Shown:
    """What was awarded: how much, by whom, for how many apprentices, in which years."""
    years: dict[str, int] = {}
    for award in application.awards:
        for year in award.years:
            years[year.tax_year] = years.get(year.tax_year, 0) + year.pence
    asked, approved = application.apprentice_count, application.approved_apprentices
    return {
        "total": pounds(sum(award.pence for award in application.awards)),
        "apprentices": plural(approved, "apprentice"),
        "is_part": approved < asked,
        "asked": plural(asked, "apprentice"),
        "awards": [[award.sender, pounds(award.pence)] for award in application.awards],
        "years": [[year, pounds(pence)] for year, pence in sorted(years.items())],
    }


def use_by(accepted_on: date) -> date:
    """The last day to confirm apprentices of what was accepted on a day."""
    return months_after(accepted_on, rule("use_within_months", accepted_on).number)


def _title(application: Application) -> str:
    training = application.training
    return _wanted(training.standard, str(training.start)) if training else "Levy transfer"


def _steps(application: Application, now: datetime) -> list[str]:
    accepted_on = london_day(application.status_since if application.status == Status.ACCEPTED else now)
    blanks = {
        "deadline": uk_date(application.deadline_on) if application.deadline_on else "",
        "use_months": str(rule("use_within_months", accepted_on).number),
        "use_by": uk_date(use_by(accepted_on)),
        "decide_by": uk_date(stale_on(application)) if application.submitted_at else "",
    }
    steps = WHAT_HAPPENS.get(application.status, ())
    if application.status == Status.ACCEPTED and application.deadline_on is None:
        steps = WITH_APPRENTICES
    return [step.format_map(blanks) for step in steps]


def _open_question(application: Application) -> Exchange | None:
    if application.status != Status.QUESTION_ASKED:
        return None
    return application.exchanges[-1]


def _exchange(exchange: Exchange) -> Shown:
    return {
        "question": exchange.question,
        "asked_at": exchange.asked_at,
        "answer": exchange.answer,
        "answered_at": exchange.answered_at,
    }


def _row(row: dict[str, Any]) -> Shown:
    status = Status(row["status"])
    return {
        "path": f"/levy/applications/{row['application_id']}",
        "reference": row["reference"],
        "training": _wanted(row["standard"], row["start"]) if row["standard"] else "Not chosen yet",
        "apprentices": f"{row['apprentices']:,}",
        "label": STAGES[status].label,
        "colour": STATUS_COLOURS[status],
        "next": NEXT[status],
        "deadline": _by_when(row),
    }


def _by_when(row: dict[str, Any]) -> str:
    return uk_date(date.fromisoformat(row["deadline_on"])) if row["deadline_on"] else "No date"


def _wanted(standard: str, start: str) -> str:
    return f"{standard_title(standard)}, from {uk_month(Month.parse(start))}"
