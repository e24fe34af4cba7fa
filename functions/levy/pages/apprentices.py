"""Apprentices as pages show them: what is set up, who is where, what was drawn and what falls due."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.levy.domain.applications import Application
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.cost import InstalmentKind
from functions.levy.domain.progress import LABELS, Progress, Step, steps_from
from functions.levy.domain.schedule import next_payment, payments_left, planned_end
from functions.levy.domain.stages import Status
from functions.levy.messages.apprentices import COLOURS, NEXT_STEPS, SET_UP_STEPS
from shared.values.dates import Month, uk_date, uk_month
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, Any]

_NO = "Not yet"


def apprentices_shown(application: Application, rows: Iterable[Shown], base: str) -> Shown | None:
    """What is done of setting up, and each apprentice; None before an offer was accepted and where it ended."""
    if application.status is not Status.ACCEPTED:
        return None
    found = list(rows)
    approved = plural(application.approved_apprentices, "apprentice")
    waiting = application.approved_apprentices - application.confirmed_apprentices
    is_over = application.deadline_on is None
    return {
        "steps": [_set_up_step(application, step) for step in SET_UP_STEPS],
        "done": [(one["text"], one["done"]) for one in (_set_up_step(application, step) for step in SET_UP_STEPS)],
        "codes": _codes(application),
        "rows": [_row(row, base) for row in found],
        "confirmed": f"{application.confirmed_apprentices} of {approved}",
        "to_confirm": 0 if is_over else waiting,
        "given_up": waiting if is_over else 0,
        "until": uk_date(application.deadline_on) if application.deadline_on else "",
        **money_of(found),
    }


def money_of(rows: Iterable[Shown]) -> Shown:
    """How many apprentices are where, in words, and what was drawn and is held for all of them."""
    found = list(rows)
    return {
        "counts": counts_shown(row["status"] for row in found),
        "drawn": pounds(sum(row["drawn_pence"] for row in found)),
        "held": pounds(sum(row["held_pence"] for row in found)),
    }


def counts_shown(statuses: Iterable[str]) -> list[tuple[str, str]]:
    """How many are in each status that anybody is in."""
    counted = Counter(Progress(one) for one in statuses)
    return [(LABELS[one], f"{counted[one]:,}") for one in Progress if counted[one]]


def apprentice_shown(one: Apprenticeship) -> Shown:
    """One apprentice: where it is, what falls due when, and what its employer may tell."""
    coming, end = next_payment(one), planned_end(one)
    steps = steps_from(one.status)
    return {
        "id": one.apprenticeship_id,
        "application_id": one.application_id,
        "reference": one.reference,
        "number": one.number,
        "own_reference": one.own_reference,
        "title": one.standard_title,
        "status": one.status.value,
        "label": LABELS[one.status],
        "colour": COLOURS[one.status],
        "since": one.status_since,
        "next": NEXT_STEPS[one.status],
        "start": uk_month(one.start),
        "months": plural(one.months, "month"),
        "price": pounds(one.price_pence),
        "excess": pounds(one.excess_pence) if one.excess_pence else "",
        "award": pounds(one.drawn_pence + one.held_pence),
        "drawn": pounds(one.drawn_pence),
        "held": pounds(one.held_pence),
        "end": uk_month(end) if end and one.ended is None else "",
        "ended": uk_month(one.ended) if one.ended else "",
        "coming": f"{pounds(coming.pence)} in {uk_month(coming.month)}" if coming else "None",
        "pauses": [_pause(pause.starts, pause.ends) for pause in one.pauses],
        "payments": [
            [uk_month(payment.month), _KINDS[payment.kind], pounds(payment.pence)]
            for payment in payments_left(one)
        ],
        "can": {step.value.removesuffix("_apprentice"): step in steps for step in Step},
        "has_started": one.status is not Progress.CONFIRMED,
        "version": one.head.number,
    }


_KINDS = {InstalmentKind.MONTHLY: "Monthly instalment", InstalmentKind.COMPLETION: "Last payment"}


def _pause(starts: Month, ends: Month | None) -> str:
    return f"{uk_month(starts)} until {uk_month(ends)}" if ends else f"Since {uk_month(starts)}"


def _set_up_step(application: Application, step: Any) -> Shown:
    done: date | None = application.set_up.done_on.get(step)
    return {"name": step.value, "text": SET_UP_STEPS[step], "done": uk_date(done) if done else _NO}


def _codes(application: Application) -> list[tuple[str, str]]:
    set_up = application.set_up
    return [
        ("Pledge code", set_up.pledge_code or _NO),
        ("Application code", set_up.application_code or _NO),
        ("Cohort code", set_up.cohort_code or _NO),
    ]


def _row(row: Shown, base: str) -> list[Any]:
    status = Progress(row["status"])
    return [
        {"text": f"{row['number']}: {row['own_reference']}", "href": f"{base}{row['apprenticeship_id']}"},
        {"text": LABELS[status], "tag": COLOURS[status]},
        uk_month(Month.parse(row["start"])),
        pounds(row["drawn_pence"]),
        pounds(row["held_pence"]),
    ]
