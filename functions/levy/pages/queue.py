"""The queue as approvers and auditors see it: rows with their age, and the results of a bulk decision."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from functions.levy.domain.applications import Application
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import QUEUED, STAGES, Status
from functions.levy.forms.queue import QueueQuery, sorts_of
from functions.levy.messages.applications import ORGANISATION_TYPES
from functions.levy.messages.decisions import SORT_NAMES
from functions.levy.messages.reasons import TITLES
from functions.levy.pages.applications import STATUS_COLOURS
from functions.levy.pages.drafting import standard_title
from shared.actors import OrganisationType
from shared.clock import london_day
from shared.table import Page
from shared.values.dates import Month, uk_month
from shared.values.money import pounds
from shared.web.templates import days_ago, plural

Shown = dict[str, Any]


def filters_shown(query: QueueQuery) -> Shown:
    """The statuses to switch between, and what the list can be sorted and filtered by."""
    return {
        "label": STAGES[query.status].label,
        "statuses": [
            {"value": status.value, "text": STAGES[status].label, "is_current": status is query.status}
            for status in Status
            if status is not Status.DRAFT
        ],
        "status": query.status.value,
        "sorts": [{"value": name, "text": SORT_NAMES[name]} for name in sorts_of(query.status)],
        "types": [
            {"value": "", "text": "Every kind"},
            *({"value": one.value, "text": ORGANISATION_TYPES[one]} for one in OrganisationType),
        ],
        "fields": query.fields,
    }


def rows_shown(page: Page, today: date) -> list[Shown]:
    """The rows of applications that were sent; drafts, given up or not, are their employer's alone."""
    rows = (item["row"] for item in page.items)
    return [_row(row, today) for row in rows if row["submitted_at"]]


def looked_at(page: Page, shown: int) -> str:
    """What to say where a filter made a page short, although there is more to look at; empty where it did not."""
    if page.after is None or page.looked_at <= shown:
        return ""
    return f"Looked at {plural(page.looked_at, 'application')}, of which {shown:,} fit. There are more to look at."


def ticked_shown(applications: Iterable[Application], today: date) -> list[Shown]:
    """Applications about to be declined together."""
    return [
        {
            "shown": f"{one.application_id}:{one.head.number}",
            "reference": one.reference,
            "employer": one.employer.name,
            "training": standard_title(one.training.standard) if one.training else "",
            "cost": pounds(one.priced.total_pence) if one.priced else "",
            "waiting": _age(one.submitted_at, today) if one.submitted_at else "",
        }
        for one in applications
    ]


def results_shown(outcomes: Sequence[tuple[str, str]], applications: Iterable[Application]) -> list[Shown]:
    """What became of each application of a bulk decision, and how it stands now."""
    known = {one.application_id: one for one in applications}
    return [
        {
            "id": application_id,
            "reference": known[application_id].reference,
            "employer": known[application_id].employer.name,
            "is_done": not reason,
            "result": TITLES[Reason(reason)] if reason else "Declined",
            "status": STAGES[known[application_id].status].label,
        }
        for application_id, reason in outcomes
        if application_id in known
    ]


def _row(row: dict[str, Any], today: date) -> Shown:
    status = Status(row["status"])
    return {
        "id": row["application_id"],
        "reference": row["reference"],
        "employer": row["employer"],
        "type": ORGANISATION_TYPES[OrganisationType(row["organisation_type"])],
        "training": standard_title(row["standard"]),
        "start": uk_month(Month.parse(row["start"])),
        "apprentices": f"{row['apprentices']:,}",
        "cost": pounds(row["total_pence"]),
        "score": f"{row['score']} of 100",
        "age": _age(datetime.fromisoformat(row["submitted_at"]), today),
        "deadline": date.fromisoformat(row["deadline_on"]) if row["deadline_on"] else None,
        "label": STAGES[status].label,
        "colour": STATUS_COLOURS[status],
        "can_tick": status in QUEUED,
    }


def _age(sent_at: datetime, today: date) -> str:
    return days_ago((today - london_day(sent_at)).days)
