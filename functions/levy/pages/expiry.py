"""When levy expires, as the calculator's page and its files show it."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from functions.levy.domain.expiry import Amounts, Expiry, Lifetime, dated_lifetimes, expiries, months_of, summed
from functions.levy.forms.expiry import AskExpiry
from functions.levy.messages import expiry as words
from shared.reference.rules import Rule, all_rules, rule
from shared.values.dates import Month, uk_date, uk_month
from shared.values.money import pounds
from shared.web.charts import BarChart, bar_chart
from shared.web.templates import plural

Shown = dict[str, object]
Rows = list[list[str]]

COLUMNS = ("Paid in", "Expires in", "Lasts for months", "Pounds")
"""Of the file."""
LISTS = ("levy", "spending", "expired")
_YEAR = 12

EXAMPLE = {
    "levy": "\n".join(f"{Month(2024, 12).plus(step)} 100,000" for step in range(44)),
    "spending": "\n".join(f"{Month(2024, 12).plus(step)} 40,000" for step in range(23)),
}
"""Made up: even months of a large trust, up to the summer of 2028, so that both lifetimes expire together."""


def expiry_shown(asked: AskExpiry, this_month: Month) -> Shown:
    """The answer of the calculator."""
    lifetimes = dated_lifetimes()
    found = found_of(asked)
    to_come = _to_come(found, this_month)
    return {
        "lines": _sentences(found, to_come, this_month, lifetimes),
        "chart": _chart(to_come, lifetimes) if to_come else None,
        "by_month": [[uk_month(month), pounds(pence)] for month, pence in _by_expiry(to_come).items()],
        "total": pounds(sum(one.pence for one in to_come)),
        "rows": [[uk_month(one.paid_in), uk_month(one.expires), pounds(one.pence)] for one in found],
    }


def found_of(asked: AskExpiry) -> tuple[Expiry, ...]:
    """What expires by the dated rules."""
    return expiries(asked.levy, asked.spending, asked.expired, dated_lifetimes())


def file_rows(found: Iterable[Expiry]) -> Rows:
    """The lines of the file: amounts are plain numbers."""
    lifetimes = dated_lifetimes()
    return [
        [str(one.paid_in), str(one.expires), str(months_of(lifetimes, one.paid_in)), plain_pounds(one.pence)]
        for one in found
    ]


def plain_pounds(pence: int) -> str:
    """An amount as a spreadsheet reads it: "1234.56"."""
    return pounds(pence).replace("£", "").replace(",", "")


def rules_shown(this_month: Month) -> Shown:
    """The dated rules that the answer stands on, each with its source."""
    lifetimes = [one for one in all_rules() if one.key == "levy_expiry_months"]
    taken = rule("levy_expiry_day", this_month)
    return {
        "rows": [_rule_row(one) for one in lifetimes],
        "day": str(taken.number),
        "day_source": taken.source,
    }


def query_of(typed: Mapping[str, str], names: Sequence[str] = LISTS) -> str:
    """The part of the address that keeps what was typed."""
    return urlencode({name: typed[name] for name in names if typed.get(name)})


def is_example(typed: Mapping[str, str]) -> bool:
    """Whether the lists are those that we made up."""
    return {name: typed[name] for name in LISTS if typed.get(name)} == EXAMPLE


def carried_on(asked: AskExpiry, this_month: Month) -> str:
    """The lists as the forecast takes them, without what is only expected."""
    lists = (asked.levy, asked.spending, asked.expired)
    return urlencode({name: typed_lines(one, this_month) for name, one in zip(LISTS, lists, strict=True) if one})


def typed_lines(amounts: Amounts, last: Month) -> str:
    """Amounts as a form takes them, a line for each month up to the last."""
    return "\n".join(f"{month} {plain_pounds(pence)}" for month, pence in sorted(amounts.items()) if month <= last)


def _rule_row(one: Rule) -> list[str]:
    begins = f"from {uk_date(one.effective_from)}" if one.effective_from else ""
    ends = f" to {uk_date(one.effective_to)}" if one.effective_to else ""
    return [f"Levy that comes in {begins}{ends}", f"{one.number} months", one.source, uk_date(one.checked_on)]


def _to_come(found: Iterable[Expiry], this_month: Month) -> list[Expiry]:
    """What expires from this month on, the soonest first. What was paid in can be spent up to and including it."""
    held = [one for one in found if one.expires >= this_month and one.pence]
    return sorted(held, key=lambda one: (one.expires, one.paid_in))


def _by_expiry(found: Iterable[Expiry]) -> dict[Month, int]:
    return summed((one.expires, one.pence) for one in found)


def _sentences(
    found: Sequence[Expiry], to_come: Sequence[Expiry], this_month: Month, lifetimes: Sequence[Lifetime]
) -> list[str]:
    """What expires next and in a year; where most of it does; what has expired by these figures."""
    past = sum(one.pence for one in found if one.expires < this_month)
    said = _next_and_year(to_come, this_month) if to_come else [words.NOTHING_EXPIRES]
    said += _peaks(to_come, lifetimes)
    return [*said, *([words.PAST.format(amount=pounds(past), month=uk_month(this_month))] if past else [])]


def _next_and_year(to_come: Sequence[Expiry], this_month: Month) -> list[str]:
    by_month = _by_expiry(to_come)
    soonest = to_come[0].expires
    last = this_month.plus(_YEAR - 1)
    year = sum(pence for month, pence in by_month.items() if month <= last)
    in_a_year = words.IN_A_YEAR if year else words.NOTHING_IN_A_YEAR
    return [
        words.NEXT.format(amount=pounds(by_month[soonest]), month=uk_month(soonest)),
        in_a_year.format(first=uk_month(this_month), last=uk_month(last), amount=pounds(year)),
    ]


def _peaks(to_come: Sequence[Expiry], lifetimes: Sequence[Lifetime]) -> list[str]:
    """The month in which most expires, and the months in which levy of several lifetimes does."""
    by_month = _by_expiry(to_come)
    if len(by_month) < 2:
        return []
    most = max(by_month, key=lambda month: by_month[month])
    lasting: dict[Month, set[int]] = {}
    for one in to_come:
        lasting.setdefault(one.expires, set()).add(months_of(lifetimes, one.paid_in))
    together = {month: lengths for month, lengths in lasting.items() if len(lengths) > 1}
    said = [words.MOST.format(month=uk_month(most), amount=pounds(by_month[most]))]
    if len(together) > 1:
        several = sorted(set().union(*together.values()), reverse=True)
        lengths = words.AND_LEVY.join(plural(months, "month") for months in several)
        first, last = uk_month(min(together)), uk_month(max(together))
        count = plural(len(together), "month")
        said.append(words.TOGETHER.format(months=count, first=first, last=last, lengths=lengths))
    return said


def _chart(to_come: Sequence[Expiry], lifetimes: Sequence[Lifetime]) -> BarChart:
    """A bar for each month from the first to the last in which something expires, in a part for each lifetime."""
    by_month = _by_expiry(to_come)
    first, last = min(by_month), max(by_month)
    lengths = sorted({months_of(lifetimes, one.paid_in) for one in to_come}, reverse=True)
    parts = {
        length: _by_expiry(one for one in to_come if months_of(lifetimes, one.paid_in) == length)
        for length in lengths
    }
    months = [first.plus(step) for step in range(first.months_until(last) + 1)]
    most = max(by_month, key=lambda month: by_month[month])
    return bar_chart(
        "expiry",
        words.CHART,
        words.CHART_DESCRIPTION.format(
            first=uk_month(first), last=uk_month(last), month=uk_month(most), amount=pounds(by_month[most])
        ),
        [words.LASTS.format(months=length) for length in lengths],
        [(short_month(month), [parts[length].get(month, 0) for length in lengths]) for month in months],
    )


def short_month(month: Month) -> str:
    """A month as a chart has room for it: "Aug 2027"."""
    name, year = uk_month(month).split()
    return f"{name[:3]} {year}"
