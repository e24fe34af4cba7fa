"""What the pages of announced moves show, as plain values."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from functions.retention.domain.announcing import Side
from functions.retention.domain.moves import Handover, Moving, NotStartedBecause, Party, Stage, notice_ends_on
from functions.retention.domain.moves_policy import (
    may_end,
    may_give_notice,
    may_hand_over,
    may_read_checklist,
    may_say_left,
    may_start,
    parties_of,
)
from functions.retention.domain.passport import Checked, CheckStatus
from functions.retention.messages.moves import (
    AFTER_NOT_STARTED,
    AGREED,
    CALENDAR_RELEASE,
    CALENDAR_START,
    EXPIRED,
    EXPIRES_BEFORE,
    EXPIRES_SOON,
    HANDOVERS,
    NOT_AGREED,
    NOT_CHECKED,
    NOT_STARTED_REASONS,
    NOTICE_FITS,
    NOTICE_LONGER,
    NOTICE_UNKNOWN,
    PARTIES,
    STAGE_COLOURS,
    STAGES,
    WITHIN_EMPLOYER,
)
from functions.retention.messages.requests import CHECK_STATUSES, ITEMS
from functions.retention.moves_items import move_handle
from shared.actors import Actor
from shared.clock import london_day
from shared.values.dates import uk_date
from shared.web.calendars import CalendarDay, calendar_bytes

Shown = dict[str, Any]
Cell = str | dict[str, str]


def move_rows(moves: Iterable[Moving], base: str, *, is_joining: bool) -> list[list[Cell]]:
    """Moves as the rows of a table; `base` is the address that a handle follows."""
    return [
        [
            {"text": one.move.person.name, "href": f"{base}{move_handle(one.move)}"},
            one.move.receiving.name if is_joining else one.move.releasing.name,
            _title(one.move.releasing if is_joining else one.move.receiving),
            uk_date(one.progress.dates.start_on),
            {"text": AGREED if one.progress.is_agreed else NOT_AGREED, "tag": _colour(one.progress.is_agreed)},
            {"text": STAGES[one.progress.stage], "tag": STAGE_COLOURS[one.progress.stage]},
        ]
        for one in moves
    ]


def move_shown(moving: Moving, actor: Actor, day: date) -> Shown:
    """A move, and what its reader may do with it."""
    move, progress = moving.move, moving.progress
    parties = parties_of(actor, move)
    is_open = progress.stage is Stage.ANNOUNCED
    is_own = Party.PERSON in parties
    return {
        "window_id": move.window_id,
        "handle": "" if is_own else move_handle(move),
        "path": _path(moving, is_own),
        "reference": moving.reference,
        "version": progress.head.number,
        "is_own": is_own,
        "name": move.person.name,
        "stage": STAGES[progress.stage],
        "colour": STAGE_COLOURS[progress.stage],
        "lines": _lines(moving),
        "receiving": move.receiving.employer.name,
        "notice": _notice(moving),
        "agreed": [(PARTIES[one].capitalize(), one in progress.agreed) for one in Party],
        "is_agreed": progress.is_agreed,
        "handover": [(HANDOVERS[one], one in progress.handed) for one in Handover],
        "shared": progress.shared_at is not None,
        "delivered_on": london_day(progress.delivered_at) if progress.delivered_at else None,
        "why_not": _why_not(moving),
        "is_open": is_open,
        "may_agree": is_open and not parties <= set(progress.agreed),
        "may_propose": is_open,
        "may_give_notice": is_open and not moving.is_within_employer and may_give_notice(actor, move),
        "may_hand_over": is_open and may_hand_over(actor, move),
        "may_start": is_open and may_start(actor, move),
        "may_end": is_open and may_end(actor, move),
        "may_say_left": progress.stage is Stage.STARTED and may_say_left(actor, move),
        "may_read_checklist": not is_own and may_read_checklist(actor, moving),
        "start_by": uk_date(move.start_by),
        "is_past": progress.dates.start_on < day,
    }


def checklist_rows(moving: Moving, day: date, soon_weeks: int) -> list[list[Cell]]:
    """The passport checklist as it stood when the moves were announced; what ends is marked."""
    return [_checked_row(one, moving, day, soon_weeks) for one in moving.move.manifest]


def handover_items() -> list[Shown]:
    """What can be ticked."""
    return [{"value": one.value, "text": words} for one, words in HANDOVERS.items()]


def not_started_items() -> list[Shown]:
    """The reasons to choose from."""
    return [{"value": "", "text": "Choose a reason"}] + [
        {"value": one.value, "text": NOT_STARTED_REASONS[one]} for one in NotStartedBecause
    ]


def share_items() -> list[Shown]:
    """The two answers."""
    return [
        {"value": "yes", "text": "Yes, they may read it"},
        {"value": "no", "text": "No, I hand it over myself"},
    ]


def calendar_of(moving: Moving) -> bytes:
    """The two days of a move as an iCalendar file. Nobody is named in it."""
    progress, move = moving.progress, moving.move
    days = (
        ("release", progress.dates.release_on, CALENDAR_RELEASE.format(unit=_title(move.releasing))),
        (
            "start",
            progress.started_on or progress.dates.start_on,
            CALENDAR_START.format(unit=_title(move.receiving)),
        ),
    )
    return calendar_bytes(
        "Retention",
        (
            CalendarDay(f"{moving.reference}-{name}", day, f"{title} ({moving.reference})")
            for name, day, title in days
        ),
        changed_at=move.announced_at,
        version=progress.head.number,
    )


def _path(moving: Moving, is_own: bool) -> str:
    base = f"/retention/windows/{moving.move.window_id}"
    return f"{base}/move" if is_own else f"{base}/moves/{move_handle(moving.move)}"


def _lines(moving: Moving) -> list[tuple[str, str]]:
    move, progress = moving.move, moving.progress
    return [
        ("From", _title(move.releasing)),
        ("To", _title(move.receiving)),
        ("Manager of the old unit", move.releasing.keeper.name),
        ("Manager of the new unit", move.receiving.keeper.name),
        ("Last day in the old unit", uk_date(progress.dates.release_on)),
        ("First day in the new unit", uk_date(progress.dates.start_on)),
        ("The latest first day", f"{uk_date(move.start_by)}, by the rule of the window"),
        *([("Started on", uk_date(progress.started_on))] if progress.started_on else []),
        *([("Left on", uk_date(progress.left_on))] if progress.left_on else []),
    ]


def _notice(moving: Moving) -> str:
    if moving.is_within_employer:
        return WITHIN_EMPLOYER
    weeks = moving.progress.notice_weeks
    if weeks is None:
        return NOTICE_UNKNOWN
    ends = notice_ends_on(london_day(moving.move.announced_at), weeks)
    words = NOTICE_LONGER if ends > moving.progress.dates.release_on else NOTICE_FITS
    return f"{weeks} {'week' if weeks == 1 else 'weeks'}. {words.format(day=uk_date(ends))}"


def _why_not(moving: Moving) -> Shown | None:
    said = moving.progress.not_started
    if said is None:
        return None
    names = {"receiving": _title(moving.move.receiving), "employer": moving.move.releasing.employer.name}
    return {
        "because": NOT_STARTED_REASONS[said.because],
        "words": said.words,
        "after": [one.format_map(names) for one in AFTER_NOT_STARTED],
    }


def _checked_row(one: Checked, moving: Moving, day: date, soon_weeks: int) -> list[Cell]:
    on = uk_date(one.checked_on) if one.checked_on else ""
    until = uk_date(one.expires_on) if one.expires_on else ""
    return [
        ITEMS[one.item],
        CHECK_STATUSES[one.status],
        one.checked_by,
        on,
        until,
        _mark(one, moving, day, soon_weeks),
    ]


def _mark(one: Checked, moving: Moving, day: date, soon_weeks: int) -> Cell:
    starts = moving.progress.started_on or moving.progress.dates.start_on
    if one.status is CheckStatus.NOT_CHECKED:
        return {"text": NOT_CHECKED, "tag": "grey"}
    if one.status is CheckStatus.NOT_NEEDED or one.expires_on is None:
        return ""
    if one.expires_on < day:
        return {"text": EXPIRED, "tag": "red"}
    if one.expires_on < starts:
        return {"text": EXPIRES_BEFORE, "tag": "red"}
    return {"text": EXPIRES_SOON, "tag": "yellow"} if one.expires_on < starts + timedelta(weeks=soon_weeks) else ""


def _title(side: Side) -> str:
    return f"{side.name}, {side.employer.name}"


def _colour(is_agreed: bool) -> str:
    return "green" if is_agreed else "yellow"
