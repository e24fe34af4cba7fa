"""What the pages of organisational changes show, as plain values: the change, and when consultation is due."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from functions.redeploy.domain.changes import Change, ChangeStatus, CloseChangeReason
from functions.redeploy.domain.consultation import (
    ConsultationState,
    Counter,
    Duty,
    Window,
    award_days,
    by_establishment,
    counter,
    planned_from,
    rules_on,
)
from functions.redeploy.messages.audit import CLOSE_CHANGE_REASONS
from functions.redeploy.messages.calculators import MARKS
from functions.redeploy.messages.changes import (
    AWARD,
    COULD_COME_INTO_PLAY,
    DUE,
    IN_TIME,
    NOT_DUE,
    NOT_LAW_YET,
    STATE_COLOURS,
    STATE_NAMES,
    STATUS_COLOURS,
    STATUS_NAMES,
    TOO_LATE,
    TOO_LATE_AND_NOT_STARTED,
)
from shared.reference.rules import rule
from shared.values.dates import uk_date

Shown = dict[str, Any]
Row = dict[str, Any]
Cell = str | dict[str, str]

_NONE = "Not recorded"
_RULES = (
    "consultation_window_days",
    "consultation_from_people",
    "consultation_days",
    "consultation_large_from_people",
    "consultation_large_days",
    "consultation_award_days",
    "consultation_wide_options",
)


def change_rows(rows: Iterable[Row], base: str, with_employer: bool) -> list[list[Cell]]:
    """Changes as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": f"{row['title']}, {row['reference']}", "href": f"{base}{row['change_id']}"},
            *([row["employer"]] if with_employer else []),
            row["establishment"],
            f"{row['proposed']:,}",
            _day(row["first_dismissal_on"]),
            _day(row["consultation_starts_on"]),
            {
                "text": STATUS_NAMES[ChangeStatus(row["status"])],
                "tag": STATUS_COLOURS[ChangeStatus(row["status"])],
            },
        ]
        for row in rows
    ]


def change_shown(change: Change, may_edit: bool) -> Shown:
    """A change, and what may be done with it."""
    because = CLOSE_CHANGE_REASONS[change.closed_because] if change.closed_because else ""
    return {
        "id": change.change_id,
        "reference": change.reference,
        "version": change.head.number,
        "title": change.title,
        "employer": change.employer.name,
        "status": STATUS_NAMES[change.status],
        "colour": STATUS_COLOURS[change.status],
        "may_edit": may_edit and change.is_open,
        "lines": [
            ("Employer", change.employer.name),
            ("Establishment", f"{change.establishment}, {change.postcode}"),
            ("Redundancies proposed", f"{change.proposed:,}"),
            ("First dismissal planned on", uk_date(change.first_dismissal_on)),
            ("Consultation starts on", _day(str(change.consultation_starts_on or ""))),
            *([("Closed because", because)] if because else []),
        ],
    }


def counter_rows(rows: Sequence[Row], today: date) -> list[list[Cell]]:
    """The counter of each establishment of one employer, the most that counts together and what is due."""
    planned = [planned_from(row) for row in rows]
    return [
        _counter_row(_names(rows, postcode), one) for postcode, one in by_establishment(planned, today).items()
    ]


def employer_line(rows: Sequence[Row], today: date) -> Shown | None:
    """The most redundancies that an employer plans within the days that count; None where it plans none."""
    if not rows:
        return None
    busiest = counter([planned_from(row) for row in rows], today).busiest
    window = rules_on(busiest.first_on).window_days
    least = rule("consultation_wide_least_people", busiest.first_on).number
    known = {"people": f"{busiest.people:,}", "window": window}
    return {
        "people": f"{busiest.people:,}",
        "between": _between(busiest),
        "window": window,
        "wide": COULD_COME_INTO_PLAY.format_map(known) if busiest.people >= least else "",
    }


def duty_shown(change: Change, rows: Sequence[Row], today: date) -> Shown:
    """When consultation on an open change is due, in plain words, and what it may cost to miss it."""
    planned = [planned_from(row) for row in rows if row["postcode"] == change.postcode]
    found = counter(planned, today)
    duty = next(one for one in found.duties if one.planned.change_id == change.change_id)
    return {
        "state": STATE_NAMES[duty.state],
        "colour": STATE_COLOURS[duty.state],
        "sentence": _sentence(duty),
        "earliest": uk_date(duty.earliest_dismissal_on) if duty.earliest_dismissal_on else "",
        "counts_from_today": duty.planned.consultation_starts_on is None,
        "award": AWARD.format(days=award_days(change.first_dismissal_on), day=uk_date(change.first_dismissal_on)),
    }


def rules_shown(day: date) -> Shown:
    """The rows of the rules that the counter follows for a dismissal on a day, each with its source."""
    return {
        "rows": [_rule_line(key, day) for key in _RULES],
        "not_law_yet": NOT_LAW_YET.format(options=rule("consultation_wide_options", day).value),
    }


def close_items() -> list[Shown]:
    """The reasons for closing a change."""
    return [{"value": one.value, "text": CLOSE_CHANGE_REASONS[one]} for one in CloseChangeReason]


def _counter_row(name: str, found: Counter) -> list[Cell]:
    worst = found.worst
    return [
        name,
        f"{found.busiest.people:,}",
        _between(found.busiest),
        {"text": STATE_NAMES[worst.state], "tag": STATE_COLOURS[worst.state]},
        uk_date(worst.start_by) if worst.start_by else "",
        uk_date(worst.earliest_dismissal_on) if worst.earliest_dismissal_on else "",
    ]


def _names(rows: Iterable[Row], postcode: str) -> str:
    """What is known at a postcode: all the names that were entered for it count as one establishment."""
    names = dict.fromkeys(row["establishment"] for row in rows if row["postcode"] == postcode)
    return f"{', '.join(names)}, {postcode}"


def _sentence(duty: Duty) -> str:
    starts = duty.planned.consultation_starts_on
    words = {
        ConsultationState.NOT_DUE: NOT_DUE,
        ConsultationState.IN_TIME: IN_TIME,
        ConsultationState.DUE: DUE,
        ConsultationState.TOO_LATE: TOO_LATE if starts else TOO_LATE_AND_NOT_STARTED,
    }[duty.state]
    rules, counted = rules_on(duty.busiest.first_on), duty.binding or duty.busiest
    return words.format(
        people=f"{counted.people:,}",
        window=rules.window_days,
        from_people=rules.from_people,
        days=rules.days_before(counted.people),
        first=uk_date(counted.first_on),
        start_by=uk_date(duty.start_by) if duty.start_by else "",
        starts=uk_date(starts) if starts else "",
    )


def _rule_line(key: str, day: date) -> str:
    held = rule(key, day)
    return f"{held.title}: {held.value}. Source: {held.source} ({MARKS[held.mark]})."


def _between(window: Window) -> str:
    if window.first_on == window.last_on:
        return uk_date(window.first_on)
    return f"{uk_date(window.first_on)} to {uk_date(window.last_on)}"


def _day(iso: str) -> str:
    return uk_date(date.fromisoformat(iso)) if iso else _NONE
