"""Prints `docs/policy.md` from the reference data: every number that the service acts on, with its source.

`python -m shared.reference.policy_page` writes the page; with `--check` it only says whether the page is stale.
"""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from shared.reference.bank_holidays import bank_holidays
from shared.reference.pay import PayTable, pay_tables
from shared.reference.rules import Clock, Rule, Unit, all_rules
from shared.reference.standards import AgeLimit, Standard, StandardsFile, standards_file
from shared.reference.stored import Mark
from shared.values.dates import uk_date
from shared.values.money import pounds, pounds_short

PAGE = Path(__file__).parents[2] / "docs" / "policy.md"

_OPENING = """# The rules and figures this service uses

This page is printed from the data in `shared/reference/`. Do not edit it by hand: change the data, then run
`python -m shared.reference.policy_page`. A test fails when the page and the data differ.

Nothing here is advice, and nothing here is read from a live government service. Check a figure at its source
before you rely on it.

## How far to trust a row

| Mark | Meaning |
|---|---|
| sourced | The source named says so. Where it is a second-hand source, the row says so. |
| derived | Worked out here from sourced facts. |
| unverified | The source is weak, or none was found. The service shows a warning. |
| local | A choice of this system. No national rule sets it. |

'From' and 'to' are the first and the last day on which a value holds. An empty 'from' means that the first day
was not looked up. An empty 'to' means that no end is known.
"""

_CLOCKS = {
    Clock.START_DATE: (
        "Rules read on the day an apprenticeship starts",
        "An apprenticeship keeps the rules of its first day for its whole life, whatever changes later.",
    ),
    Clock.LEVY_MONTH: (
        "Rules read on the day levy enters an account",
        "Levy keeps the rules of the month in which it was paid in. These rules never depend on an apprentice.",
    ),
    Clock.DAY_OF_ACT: (
        "Settings of this service",
        "Read on the day somebody acts. An Integrated Care System may choose other values.",
    ),
    Clock.DISMISSAL_DATE: (
        "Rules read on the day a dismissal takes effect",
        "Redundancy pay keeps the rules of the day on which notice runs out, or would have run out.",
    ),
}

_UNITS = {
    Unit.PERCENT: "{}%",
    Unit.MONTHS: "{} months",
    Unit.DAYS: "{} days",
    Unit.WEEKS: "{} weeks",
    Unit.HOURS: "{} hours",
    Unit.YEARS: "{} years old",
    Unit.SERVICE_YEARS: "{} years",
    Unit.PEOPLE: "{} people",
    Unit.CHOICES: "{} choices",
    Unit.MESSAGES: "{} messages",
    Unit.WORDS: "{} words",
    Unit.POINTS: "{} points",
    Unit.DAY_OF_MONTH: "day {}",
    Unit.TEXT: "{}",
}


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return (
        "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"
    )


def _day(day: date | None) -> str:
    return uk_date(day) if day else ""


def _value(rule: Rule) -> str:
    match rule.unit:
        case Unit.PENCE:
            return pounds(rule.number)
        case Unit.BASIS_POINTS:
            whole, part = divmod(rule.number, 100)
            return f"{whole}.{part:02d}%"
        case Unit.THOUSANDTHS:
            whole, part = divmod(rule.number, 1000)
            return f"{whole}.{part:03d}".rstrip("0").rstrip(".")
        case Unit.DAY:
            return uk_date(rule.day)
        case Unit.YES_OR_NO:
            return "yes" if rule.value else "no"
        case _:
            return _UNITS[rule.unit].format(rule.value)


def _rule_row(rule: Rule) -> tuple[str, ...]:
    title = f"{rule.title}. {rule.note}" if rule.note else rule.title
    days = (_day(rule.effective_from), _day(rule.effective_to))
    return (title, _value(rule), *days, rule.source, rule.mark, uk_date(rule.checked_on), f"`{rule.key}`")


def _rules(clock: Clock) -> str:
    heading, meaning = _CLOCKS[clock]
    heads = ("Rule", "Value", "From", "To", "Source", "Mark", "Checked on", "Key")
    rows = (_rule_row(rule) for rule in all_rules() if rule.clock is clock)
    return f"## {heading}\n\n{meaning}\n\n{_table(heads, rows)}"


def _ages(ages: AgeLimit | None) -> str:
    if ages is None:
        return ""
    plan = f" ({ages.oldest_with_care_plan} with a care plan)" if ages.oldest_with_care_plan else ""
    return f"{ages.youngest} to {ages.oldest}{plan}"


def _source_number(held: StandardsFile, source: str) -> str:
    return f"({list(held.sources).index(source) + 1})"


def _standard_row(line: Standard, held: StandardsFile) -> tuple[str, ...]:
    title = f"{line.title}. {line.note}" if line.note else line.title
    training = (str(line.level), pounds(line.band_pence), str(line.months), _ages(line.ages))
    trust = (_source_number(held, line.source), line.mark, uk_date(line.snapshot_on))
    standing = (line.status.replace("_", " "), _day(line.effective_from), _day(line.effective_to))
    return (line.ref, line.version or "", title, *training, *standing, *trust)


def _standards(held: StandardsFile) -> str:
    heads = (
        *("Reference", "Version", "Title", "Level", "Band", "Months", "Ages"),
        *("Status", "From", "To", "Source", "Mark", "Snapshot of"),
    )
    table = _table(heads, (_standard_row(line, held) for line in held.lines))
    sources = "\n".join(f"{number}. {name}" for number, name in enumerate(held.sources.values(), start=1))
    return f"""## Apprenticeship standards

The band is the most that levy pays for the training and assessment of one apprentice. The months are the typical
length. Standards at level 7 have the age limit given in the rules above. A closing standard is refused from the
day given there. A superseded line is kept for reference and never used.

All were checked on {uk_date(held.checked_on)} against these sources:

{sources}

{table}"""


def _refused(held: StandardsFile) -> str:
    refused = _table(
        ("Reference", "Title", "Why", "Source", "Note"),
        (
            (row.ref, row.title, row.problem.replace("_", " "), _source_number(held, row.source), row.note or "")
            for row in held.refused
        ),
    )
    closing = _table(
        ("Title", "Level", "Source"),
        ((row.title, str(row.level), _source_number(held, row.source)) for row in held.closing_titles),
    )
    return f"""## Standards that are refused

{refused}
These lose funding too. Their references were not verified, so the service does not know them and refuses them.

{closing}"""


def _bank_holidays() -> str:
    held = bank_holidays()
    rows = (
        (
            str(year),
            ", ".join(f"{day.day} {day:%B}" for day in days),
            held.source,
            held.mark,
            uk_date(held.checked_on),
        )
        for year, days in held.years.items()
    )
    return f"## Bank holidays\n\n{_table(('Year', 'Days', 'Source', 'Mark', 'Checked on'), rows)}"


def _pay_table(held: PayTable) -> str:
    rows = (
        (f"Band {band}", ", ".join(pounds_short(point * 100) for point in points))
        for band, points in held.bands.items()
    )
    return f"""### From {uk_date(held.effective_from)} to {uk_date(held.effective_to)}

Source: {held.source}. Mark: {held.mark}. Checked on {uk_date(held.checked_on)}.

{_table(("Band", "Pay points, lowest first"), rows)}"""


def _pay() -> str:
    tables = "\n".join(_pay_table(held) for held in pay_tables())
    return f"""## Agenda for Change pay, England

Basic pay of a full-time year. The table is loaded as published and never computed.

{tables}"""


def _open_questions() -> str:
    unverified = [rule for rule in all_rules() if rule.mark is Mark.UNVERIFIED]
    lines = "\n".join(f"- {rule.title}: {rule.source}." for rule in unverified)
    return f"""## What is not known

{lines}
- The wording of the transfer section of the 2026 to 2027 funding rules was not seen.
- Bands marked unverified above, and every standard that is not listed.
"""


def policy_page() -> str:
    """The whole page, from the data alone."""
    held = standards_file()
    parts = [_OPENING, *(_rules(clock) for clock in Clock), _standards(held), _refused(held)]
    return "\n".join([*parts, _pay(), _bank_holidays(), _open_questions()])


def main(arguments: list[str], page: Path = PAGE) -> int:
    """Write the page, or with `--check` return 1 if it is stale."""
    if arguments == ["--check"]:
        fresh = page.exists() and page.read_text(encoding="utf-8") == policy_page()
        if not fresh:
            sys.stderr.write(f"{page.name} is stale: run python -m shared.reference.policy_page\n")
        return 0 if fresh else 1
    page.write_text(policy_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
