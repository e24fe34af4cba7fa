"""What the pages of transfer windows show, as plain values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.retention.domain.defaults import POINTS, SETTINGS
from functions.retention.domain.moves_policy import may_list_moves, may_see_chains
from functions.retention.domain.policy import coordinates, may_ask, may_publish
from functions.retention.domain.run_policy import may_see_run
from functions.retention.domain.windows import (
    Phase,
    TransferWindow,
    WindowDates,
    WindowStatus,
    phase_of,
)
from functions.retention.messages.windows import COLOURS, MARKS, NOW, PHASES, UNDECIDED
from shared.actors import Actor, Organisation
from shared.clock import london_day
from shared.reference.rules import Unit, rule
from shared.reference.workforce import bands, job_role, job_roles
from shared.values.dates import uk_date

Shown = dict[str, Any]
Row = dict[str, Any]
Cell = str | dict[str, str]

_COUNTS = {
    Unit.CHOICES: "{} choices",
    Unit.MONTHS: "{} months",
    Unit.WEEKS: "{} weeks",
    Unit.WORDS: "{} words",
    Unit.POINTS: "{} points",
    Unit.SERVICE_YEARS: "{} years",
}
_MAY_PUBLISH = frozenset({Phase.PUBLISHED, Phase.CHOOSING})


def window_rows(rows: Iterable[Row], base: str, day: date) -> list[list[Cell]]:
    """Windows as the rows of a table; `base` is the address that their ids follow."""
    return [_row(row, base, day) for row in rows]


def window_shown(window: TransferWindow, actor: Actor, day: date) -> Shown:
    """A window: what it is, where it is, what its reader may do with it."""
    phase = window.phase_on(day)
    return {
        "id": window.window_id,
        "reference": window.reference,
        "version": window.head.number,
        "name": window.name,
        "phase": PHASES[phase],
        "colour": COLOURS[phase],
        "now": _now(window, phase),
        "undecided": UNDECIDED[window.undecided_is_accepted] if phase is not Phase.PLANNED else "",
        "lines": _lines(window),
        "partners": [one.name for one in window.partners],
        "seed_hash": window.seed_hash,
        "moved": [_move(window, at) for at in range(len(window.moved))],
        "may_edit": coordinates(actor) and not window.is_opened,
        "may_move": coordinates(actor) and window.status is WindowStatus.OPEN,
        "may_publish": may_publish(actor, window) and phase in _MAY_PUBLISH,
        "may_ask": may_ask(actor, window),
        "may_see_run": may_see_run(actor, window) and window.is_opened,
        "may_see_moves": may_list_moves(actor, window),
        "may_see_chains": may_see_chains(actor, window),
        "is_run": window.current_run > 0,
        "is_ready": phase is Phase.READY,
        "is_choosing": phase is Phase.CHOOSING,
        "is_deciding": phase is Phase.DECIDING,
    }


def rules_shown(window: TransferWindow, today: date) -> Shown:
    """The settings and the priority rule of a window, each with where it comes from."""
    day = london_day(window.opened_at) if window.opened_at else today
    rules, points = window.rules.model_dump(), window.points.model_dump() if window.points else {}
    return {
        "settings": [_setting(key, rules[name], day) for name, key in SETTINGS.items()],
        "points": [_setting(key, points.get(name, rule(key, day).number), day) for name, key in POINTS.items()],
    }


def role_items() -> list[Shown]:
    """The job roles to choose from."""
    return [{"value": "", "text": "Choose a job role"}] + [
        {"value": one.code, "text": one.name} for one in job_roles()
    ]


def band_items() -> list[Shown]:
    """The bands to choose from."""
    return [{"value": "", "text": "Choose a band"}] + [{"value": one, "text": f"Band {one}"} for one in bands()]


def partner_items(organisations: Iterable[Organisation], ics_code: str) -> list[Shown]:
    """The organisations to choose from: all but the board of the ICS."""
    return [
        {"value": one.ods_code, "text": one.name, "hint": {"text": one.place}}
        for one in organisations
        if one.ods_code != ics_code
    ]


def market_words(role: str, band: str) -> str:
    """A market in words, as "Staff Nurse, band 5"."""
    known = job_role(role)
    return f"{known.name if known else role}, band {band}"


def _row(row: Row, base: str, day: date) -> list[Cell]:
    dates = WindowDates.model_validate(row["dates"])
    phase = phase_of(WindowStatus(row["status"]), dates, day)
    return [
        {"text": row["name"], "href": f"{base}{row['window_id']}"},
        market_words(row["job_role"], row["band"]),
        f"{uk_date(dates.opens_on)} to {uk_date(dates.preferences_close_on)}",
        uk_date(dates.closes_on),
        {"text": PHASES[phase], "tag": COLOURS[phase]},
    ]


def _now(window: TransferWindow, phase: Phase) -> str:
    days = {name: uk_date(day) for name, day in window.dates.model_dump().items()}
    return NOW[phase].format(**days, weeks=window.rules.start_within_weeks)


def _lines(window: TransferWindow) -> list[tuple[str, str]]:
    dates, rules = window.dates, window.rules
    return [
        ("For", market_words(window.market.job_role, window.market.band)),
        ("Staff can ask", f"From {uk_date(dates.opens_on)} to {uk_date(dates.preferences_close_on)}"),
        ("Managers decide", f"Until {uk_date(dates.decisions_close_on)}"),
        ("All is over after", uk_date(dates.closes_on)),
        ("Choices", f"Up to {rules.most_choices}"),
        ("In post for at least", f"{rules.months_in_post} months; no such rule for people whose unit closes"),
        ("Statement", f"Up to {rules.most_words} words"),
        ("A move starts", f"Within {rules.start_within_weeks} weeks of the announcement"),
    ]


def _move(window: TransferWindow, at: int) -> Shown:
    """What a move of dates changed: against the days that stood after it."""
    move = window.moved[at]
    after = window.moved[at + 1].before if at + 1 < len(window.moved) else window.dates
    before_days, after_days = move.before.model_dump(), after.model_dump()
    changed = [
        f"{uk_date(day)} became {uk_date(after_days[name])}"
        for name, day in before_days.items()
        if after_days[name] != day
    ]
    return {"at": move.at, "who": move.by.name, "why": move.why, "changed": "; ".join(changed)}


def _setting(key: str, value: int, day: date) -> Shown:
    """A setting as this window has it, with the rule that it starts from and how far that may be trusted."""
    held = rule(key, day)
    count = _COUNTS[held.unit].format
    usual = "" if value == held.number else f" Usually {count(held.number)}."
    source = f"{held.source} ({MARKS[held.mark]}).{usual}"
    return {"title": held.title, "value": count(value), "source": source}
