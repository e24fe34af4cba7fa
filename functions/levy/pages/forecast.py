"""What becomes of an account month by month, as the forecast's page and its files show it."""

from collections.abc import Iterable, Mapping, Sequence

from functions.levy.domain.expiry import dated_lifetimes
from functions.levy.domain.forecast import ForecastMonth, forecast, own_part_pence
from functions.levy.forms.forecast import AskForecast
from functions.levy.messages import forecast as words
from functions.levy.pages.expiry import EXAMPLE as KNOWN
from functions.levy.pages.expiry import LISTS, plain_pounds, short_month
from shared.reference.rules import rule
from shared.values.dates import Month, uk_date, uk_month
from shared.values.money import pounds
from shared.web.charts import BarChart, bar_chart

Shown = dict[str, object]
Rows = list[list[str]]

NAMES = (*LISTS, "levy_each", "training_each", "transfers_each")
"""What the address keeps."""
COLUMNS = (
    "Month",
    "At the start",
    "Levy in",
    "Transfers",
    "Own training",
    "Expires",
    "At the end",
    "Transfers not paid",
    "Own training not paid",
)
"""Of the file. Amounts are pounds."""
_TITLES = ("Levy in", "Transfers", "Own training", "Expires", "Left at the end")
_UNPAID = "Not paid by levy"
_YEAR = 12
_CO_INVESTMENT = "co_investment_percent_levy_payer"

EXAMPLE = {
    "levy": "\n".join(KNOWN["levy"].splitlines()[:23]),
    "spending": KNOWN["spending"],
    "levy_each": "100,000",
    "training_each": "40,000",
    "transfers_each": "10,000",
}
"""Made up: the account of the calculator's example up to October 2026, going on as it was."""


def rows_of(asked: AskForecast) -> tuple[ForecastMonth, ...]:
    """The forecast by the dated rules."""
    return forecast(asked.past, asked.plans, asked.first, dated_lifetimes())


def forecast_shown(rows: Sequence[ForecastMonth]) -> Shown:
    """The answer of the forecast."""
    return {
        "lines": [*_expiry_lines(rows), *_shortfall_lines(rows)],
        "chart": _chart(rows),
        "table": _table(rows),
        "opening": pounds(rows[0].opening),
        "first": uk_month(rows[0].month),
    }


def file_rows(rows: Iterable[ForecastMonth]) -> Rows:
    """The lines of the file: amounts are plain numbers."""
    return [[str(one.month), *map(plain_pounds, _amounts(one))] for one in rows]


def co_investment_shown(month: Month) -> dict[str, str]:
    """The rule on what an employer pays whose levy has run out."""
    held = rule(_CO_INVESTMENT, month)
    return {"percent": str(held.number), "source": held.source, "checked_on": uk_date(held.checked_on)}


def is_example(typed: Mapping[str, str]) -> bool:
    """Whether the figures are those that we made up."""
    return {name: typed[name] for name in NAMES if typed.get(name)} == EXAMPLE


def _amounts(one: ForecastMonth) -> tuple[int, ...]:
    return (
        one.opening,
        one.levy,
        one.transfers,
        one.training,
        one.expired,
        one.closing,
        one.unpaid_transfers,
        one.unpaid_training,
    )


def _table(rows: Sequence[ForecastMonth]) -> Shown:
    """The months, with a column for what levy does not pay only where there is any."""
    sums = [sum(column) for column in zip(*map(_amounts, rows), strict=True)]
    is_short = bool(_unpaid(sums))
    titles = [*_TITLES, *([_UNPAID] if is_short else [])]
    return {
        "columns": [{"text": "Month"}, *({"text": title, "number": True} for title in titles)],
        "rows": [_row(one, is_short) for one in rows],
        "total": ["All months", *map(pounds, sums[1:5]), "", *([pounds(_unpaid(sums))] if is_short else [])],
    }


def _row(one: ForecastMonth, is_short: bool) -> list[str]:
    amounts = _amounts(one)
    unpaid = _unpaid(amounts)
    return [uk_month(one.month), *map(pounds, amounts[1:6]), *([pounds(unpaid) if unpaid else ""] * is_short)]


def _unpaid(amounts: Sequence[int]) -> int:
    return sum(amounts[6:])


def _expiry_lines(rows: Sequence[ForecastMonth]) -> list[str]:
    first, last = uk_month(rows[0].month), uk_month(rows[-1].month)
    expired = sum(one.expired for one in rows)
    said = words.EXPIRES if expired else words.NOTHING_EXPIRES
    lines = [said.format(months=len(rows), first=first, last=last, amount=pounds(expired))]
    if expired:
        most = max(rows, key=lambda one: one.expired)
        lines += [
            words.IN_A_YEAR.format(amount=pounds(sum(one.expired for one in rows[:_YEAR]))),
            words.MOST.format(amount=pounds(most.expired), month=uk_month(most.month)),
        ]
    return [*lines, words.CLOSING.format(month=last, amount=pounds(rows[-1].closing))]


def _shortfall_lines(rows: Sequence[ForecastMonth]) -> list[str]:
    """What the levy does not reach for, from when on, and what then becomes of it."""
    short = [one for one in rows if one.unpaid_training or one.unpaid_transfers]
    if not short:
        return []
    training = sum(one.unpaid_training for one in short)
    transfers = sum(one.unpaid_transfers for one in short)
    lines = [words.FALLS_SHORT.format(month=uk_month(short[0].month))]
    if transfers:
        lines.append(words.TRANSFERS_UNPAID.format(amount=pounds(transfers)))
    if training:
        lines.append(_training_line(training, rows[-1].month))
    return lines


def _training_line(unpaid: int, month: Month) -> str:
    """By the rate of the last month; training that started under an earlier rate keeps that."""
    held = rule(_CO_INVESTMENT, month)
    since = uk_date(held.effective_from) if held.effective_from else ""
    return words.TRAINING_UNPAID.format(
        amount=pounds(unpaid), since=since, percent=held.number, part=pounds(own_part_pence(unpaid, month))
    )


def _chart(rows: Sequence[ForecastMonth]) -> BarChart:
    first, last = uk_month(rows[0].month), uk_month(rows[-1].month)
    return bar_chart(
        "forecast",
        words.CHART,
        words.CHART_DESCRIPTION.format(first=first, last=last),
        words.SERIES,
        [(short_month(one.month), (one.transfers, one.training, one.expired)) for one in rows],
    )
