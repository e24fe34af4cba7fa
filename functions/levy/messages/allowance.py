"""The English of a levy account: what is wrong with the figures that were typed."""

from collections.abc import Mapping

from shared.web.acts import ACT_WORDS

FIGURES_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "declared": "Enter a month and an amount on each line, like May 2026 12,345.67",
    "declared.missing": "Enter the levy that you declared, a line for each month",
    "english": "Enter a percentage, like 97.5, or a month and a percentage on each line, like April 2026 97.5",
}

LINE_WORDS: Mapping[str, str] = {
    "line_unreadable": "write a month and then an amount, like May 2026 12,345.67",
    "month_invalid": "write the month like May 2026, 2026-05 or 05/2026",
    "month_too_early": "the levy began in April 2017",
    "month_twice": "that month stands on an earlier line too",
    "amount_missing": "write the amount after the month",
    "amount_negative": "write a refund with one minus sign, like -1,200.00",
    "amount_too_large": "check the amount: it is more than any employer pays in levy",
    "amount_unreadable": "write the amount in pounds, like 12,345.67",
    "percent_unreadable": "write a percentage from 0 to 100, like 97.5",
    "too_long": "leave out the oldest months: 120 lines are the most",
}

ELSEWHERE_WORDS: Mapping[str, str] = {
    "elsewhere": "Enter an amount in pounds, like 25,000 or 25000.50, or leave it empty",
    "amount_negative": "Enter an amount above £0, or leave it empty",
    "amount_too_large": "Check the amount: it is more than any employer pays in levy",
}
