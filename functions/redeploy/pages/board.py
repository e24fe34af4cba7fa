"""What the coordinator's board shows, as plain values: the tables of the page are the rows of its CSV."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.board import (
    Hiding,
    funnel,
    hiding_on,
    notices_ending,
    percent,
    waiting,
)
from functions.redeploy.domain.consultation import by_establishment, planned_from, rules_on
from functions.redeploy.domain.matches import RejectReason
from functions.redeploy.domain.stages import OPEN, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.messages.audit import REJECT_REASONS
from functions.redeploy.messages.board import (
    CUT,
    ENDED_BEFORE,
    FEWER,
    HIDDEN_DAYS,
    HIDING,
    NO_BAND,
    NO_GROUP,
    REACHED,
    TIER_NAMES,
    TITLES,
)
from functions.redeploy.messages.changes import STATE_NAMES
from functions.redeploy.messages.people import MATCH_STATUSES
from functions.redeploy.usecases.board import Board, Read
from shared.reference.workforce import bands, staff_group
from shared.values.dates import uk_date

Shown = dict[str, Any]
Rows = list[list[str]]
CSV_COLUMNS = ("Table", "Row", "Column", "Value")

_PEOPLE = ["People"]


def board_shown(board: Board, today: date) -> Shown:
    """The tables of the board, each with its title, columns, rows and what is cut; and how numbers are hidden."""
    hiding = hiding_on(today)
    tables = [*_register(board, hiding), *_vacancies(board, today, hiding), *_matches(board, today, hiding)]
    return {
        "tables": [*tables, _consultation(board, today)],
        "hiding": HIDING.format(most_hidden=hiding.least_shown - 1, step=hiding.round_to),
    }


def csv_rows(shown: Shown) -> Rows:
    """The same tables as lines of a CSV: table, row, column, value."""
    return [
        [table["title"], row[0], column, value]
        for table in shown["tables"]
        for row in table["rows"]
        for column, value in zip(table["columns"][1:], row[1:], strict=True)
    ]


def _register(board: Board, hiding: Hiding) -> list[Shown]:
    people, cut = board.register, _cut(board, board.register_is_cut)
    tiers = Counter(one.tier for one in people)
    groups = Counter(one.profile.staff_group for one in people)
    held_bands = Counter(one.profile.band for one in people)
    ordered = [band for band in bands() if held_bands[band]] + ([""] if held_bands[""] else [])
    employers = Counter(row["employer"] for row in board.people.rows)
    of_employers = [(name, employers[name]) for name in sorted(employers)]
    of_groups = [(_group(code), groups[code]) for code in sorted(groups)]
    of_bands = [(f"Band {band}" if band else NO_BAND, held_bands[band]) for band in ordered]
    of_tiers = [(TIER_NAMES[tier], tiers[tier]) for tier in Tier]
    return [
        _table("register", ["Who", *_PEOPLE], _hidden([("Everybody", len(people))], hiding), cut),
        _table(
            "employers", ["Employer", *_PEOPLE], _hidden(of_employers, hiding), _cut(board, board.people.is_cut)
        ),
        _table("groups", ["Staff group", *_PEOPLE], _hidden(of_groups, hiding), cut),
        _table("bands", ["Band", *_PEOPLE], _hidden(of_bands, hiding), cut),
        _table("tiers", ["Tier", *_PEOPLE], _hidden(of_tiers, hiding), cut),
    ]


def _vacancies(board: Board, today: date, hiding: Hiding) -> list[Shown]:
    ends = [date.fromisoformat(row["notice_ends_on"]) for row in board.people.rows if row["notice_ends_on"]]
    notices = [(f"Within {weeks} weeks", people) for weeks, people in notices_ending(ends, today).items()]
    matched = {row["vacancy_id"] for status in OPEN for row in board.matches[status].rows}
    held = len(board.held.rows)
    with_match = sum(row["vacancy_id"] in matched for row in board.held.rows)
    is_cut = board.held.is_cut or any(board.matches[status].is_cut for status in OPEN)
    numbers = [
        ["On hold", f"{held:,}"],
        ["With a match that waits for an outcome", f"{with_match:,}"],
        ["Share of those on hold", f"{percent(with_match, held)}%"],
    ]
    return [
        _table("notices", ["When", *_PEOPLE], _hidden(notices, hiding), _cut(board, board.people.is_cut)),
        _table("held", ["Vacancies", "Number"], numbers, _cut(board, is_cut)),
        _table(
            "holds",
            ["Last day of the hold", "Vacancies"],
            _holds(board.held, today),
            _cut(board, board.held.is_cut),
        ),
    ]


def _matches(board: Board, today: date, hiding: Hiding) -> list[Shown]:
    every = board.matches
    since = {status: [_instant(row["status_since"]) for row in read.rows] for status, read in every.items()}
    by_status = [
        [
            MATCH_STATUSES[one.status],
            hiding.shown(one.matches),
            f"{one.median_days:,}" if one.matches >= hiding.least_shown else HIDDEN_DAYS,
        ]
        for one in waiting(since, today)
    ]
    came = funnel(row["reached"] for read in every.values() for row in read.rows)
    reasons = Counter(row["rejected_because"] for row in every[MatchStatus.REJECTED].rows)
    given = [(REJECT_REASONS[reason], reasons[reason.value]) for reason in RejectReason]
    cut = _cut(board, any(read.is_cut for read in every.values()))
    return [
        _table("matches", ["Status", "Matches", "Median days in it"], by_status, cut),
        _table("funnel", ["Came to", "Matches"], _hidden([(REACHED[at], came[at]) for at in came], hiding), cut),
        _table(
            "rejections",
            ["Reason", "Matches"],
            _hidden(given, hiding),
            _cut(board, every[MatchStatus.REJECTED].is_cut),
        ),
    ]


def _consultation(board: Board, today: date) -> Shown:
    by_employer: dict[str, list[Mapping[str, Any]]] = {}
    for row in board.changes.rows:
        by_employer.setdefault(row["employer"], []).append(row)
    rows = [line for name in sorted(by_employer) for line in _employer_lines(name, by_employer[name], today)]
    columns = ["Employer and establishment", "Most that count together", "Consultation", "Must start by"]
    return _table("consultation", [*columns, "Earliest lawful dismissal"], rows, _cut(board, board.changes.is_cut))


def _employer_lines(name: str, rows: Sequence[Mapping[str, Any]], today: date) -> Rows:
    """An employer's establishments. No number below the law's first step is told: it may not be announced yet."""
    lines: Rows = []
    for postcode, found in by_establishment([planned_from(dict(row)) for row in rows], today).items():
        worst, least = found.worst, rules_on(found.busiest.first_on).from_people
        place = next(row["establishment"] for row in rows if row["postcode"] == postcode)
        people = found.busiest.people
        lines.append(
            [
                f"{name}: {place}, {postcode}",
                f"{people:,}" if people >= least else FEWER.format(people=least),
                STATE_NAMES[worst.state],
                uk_date(worst.start_by) if worst.start_by else "",
                uk_date(worst.earliest_dismissal_on) if worst.earliest_dismissal_on else "",
            ]
        )
    return lines


def _holds(held: Read, today: date) -> Rows:
    ends = Counter(date.fromisoformat(row["hold_ends_on"]) for row in held.rows)
    ended = sum(number for day, number in ends.items() if day < today)
    coming = [[uk_date(day), f"{ends[day]:,}"] for day in sorted(ends) if day >= today]
    return ([[ENDED_BEFORE, f"{ended:,}"]] if ended else []) + coming


def _table(name: str, columns: list[str], rows: Rows, cut: str) -> Shown:
    return {"title": TITLES[name], "columns": columns, "rows": rows, "cut": cut}


def _hidden(counts: Iterable[tuple[str, int]], hiding: Hiding) -> Rows:
    return [[name, hiding.shown(people)] for name, people in counts]


def _cut(board: Board, is_cut: bool) -> str:
    return CUT.format(most=f"{board.most:,}") if is_cut else ""


def _group(code: str) -> str:
    group = staff_group(code)
    return group.name if group else NO_GROUP


def _instant(iso: str) -> datetime:
    return datetime.fromisoformat(iso)
