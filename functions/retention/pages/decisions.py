"""What the pages of managers' decisions show, as plain values: what is shared, and nothing else of a request."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.retention.domain.decisions import DeclineReason, Profile, Verdict
from functions.retention.messages.decisions import DECLINE_REASONS, VERDICT_COLOURS, VERDICTS
from functions.retention.pages.requests import passport_rows
from shared.web.templates import plural

Shown = dict[str, Any]
Cell = str | dict[str, str]


def profile_list(profiles: Iterable[tuple[Profile, str]], base: str) -> list[list[Cell]]:
    """Requests as the rows of a table, in an order that means nothing; `base` is the address before each."""
    return [
        [
            {"text": one.name, "href": f"{base}{one.handle}"},
            f"{one.unit}, {one.employer}",
            {"text": VERDICTS[verdict], "tag": VERDICT_COLOURS[verdict]},
        ]
        for one, verdict in profiles
    ]


def profile_shown(profile: Profile, day: date) -> Shown:
    """What one person shares."""
    years, months = divmod(profile.months_in_post, 12)
    return {
        "handle": profile.handle,
        "name": profile.name,
        "lines": [
            ("Works now in", f"{profile.unit}, {profile.employer}"),
            ("In post for", f"{plural(years, 'year')} and {plural(months, 'month')}"),
        ],
        "statement": profile.statement,
        "passport": passport_rows(profile.passport, day),
    }


def reason_items() -> list[Shown]:
    """The reasons to choose from, when somebody is declined."""
    return [{"value": "", "text": "Choose a reason"}] + [
        {"value": one.value, "text": DECLINE_REASONS[one]} for one in DeclineReason
    ]


def verdict_items() -> list[Shown]:
    """Accept or decline."""
    return [
        {"value": Verdict.ACCEPT.value, "text": "Accept: they could do this job here"},
        {"value": Verdict.DECLINE.value, "text": "Decline, with a reason that they will read"},
    ]
