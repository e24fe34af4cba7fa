"""What the report of the leak detector shows, as plain values and as the rows of a file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from functions.redeploy.domain.leaks import Finding, Verdict
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.messages.leaks import LIKENESSES, VERDICT_COLOURS, VERDICT_NAMES, VERDICTS
from functions.redeploy.usecases.leaks import Report
from shared.clock import london_day
from shared.values.dates import uk_date

Cell = str | dict[str, str]

_ORDER = ("Too soon", "Not known", "Cleared before", "Not compared")


def report_page(report: Report, base: str) -> dict[str, Any]:
    """The findings, what has to be looked at first; `base` is the address that a vacancy's id follows."""
    counts = Counter(VERDICT_NAMES[one.verdict] for one in report.findings)
    shown = [one for one in report.findings if one.verdict is not Verdict.OTHER_EMPLOYER]
    first = sorted(shown, key=lambda one: (_ORDER.index(VERDICT_NAMES[one.verdict]), one.advert.posted_on))
    return {
        "too_soon": counts["Too soon"],
        "counts": [[name, str(counts[name])] for name in _ORDER if counts[name]],
        "rows": [_row(one, base) for one in first],
        "is_cut": report.is_cut,
    }


def report_rows(findings: Sequence[Finding]) -> list[list[str]]:
    """The findings as the rows of a file, in the order of the adverts."""
    return [
        [
            VERDICT_NAMES[one.verdict],
            _explained(one),
            one.advert.title,
            one.advert.reference,
            one.advert.employer,
            one.advert.posted_on.isoformat(),
            LIKENESSES[one.likeness] if one.likeness else "",
            one.vacancy.reference if one.vacancy else "",
            one.vacancy.certificate.number if one.vacancy and one.vacancy.certificate else "",
        ]
        for one in findings
    ]


def _row(one: Finding, base: str) -> list[Cell]:
    name, advert, vacancy = VERDICT_NAMES[one.verdict], one.advert, one.vacancy
    title = f"{advert.title} ({advert.reference})" if advert.reference else advert.title
    seen = {"text": vacancy.reference, "href": f"{base}{vacancy.vacancy_id}"} if vacancy else "None"
    return [
        title,
        advert.employer or (vacancy.employer.name if vacancy else "Your own"),
        uk_date(advert.posted_on),
        {"text": name, "tag": VERDICT_COLOURS[name]},
        _explained(one),
        LIKENESSES[one.likeness] if one.likeness else "Not at all",
        seen,
    ]


def _explained(one: Finding) -> str:
    return VERDICTS[one.verdict].format_map(_days(one.vacancy) if one.vacancy else {})


def _days(vacancy: Vacancy) -> dict[str, str]:
    certificate = vacancy.certificate
    return {
        "held_on": uk_date(london_day(vacancy.held_at)),
        "hold_ends_on": uk_date(vacancy.hold_ends_on),
        "since": uk_date(london_day(vacancy.status_since)),
        "cleared_on": uk_date(london_day(certificate.issued_at)) if certificate else "",
        "certificate": certificate.number if certificate else "",
    }
