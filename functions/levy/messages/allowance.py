"""The English of a levy account: what is wrong with the figures that were typed."""

from collections.abc import Mapping

from shared.web.acts import ACT_WORDS

FIGURES_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "declared": "Enter a month and an amount on each line, like May 2026 12,345.67",
    "declared.missing": "Enter the levy that you declared, a line for each month",
    "english": "Enter a percentage, like 97.5, or a month and a percentage on each line, like April 2026 97.5",
}

ELSEWHERE_WORDS: Mapping[str, str] = {
    "elsewhere": "Enter an amount in pounds, like 25,000 or 25000.50, or leave it empty",
    "amount_negative": "Enter an amount above £0, or leave it empty",
    "amount_too_large": "Check the amount: it is more than any employer pays in levy",
}
