"""The choices that the forms of applying offer, as radio buttons, boxes and lists."""

from itertools import groupby

from functions.levy.domain.saving import AgeBand
from functions.levy.messages.applications import PROMISES
from functions.levy.messages.estimates import AGE_NAMES, EMPLOYER_KIND_HINTS, EMPLOYER_KINDS
from shared.reference.standards import Standard, offered_standards
from shared.values.dates import Month
from shared.values.money import pounds_short

Item = dict[str, object]

YES_NO: list[Item] = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
ACCOUNT_STATES: list[Item] = [
    {"value": "signed", "text": "Yes, and the employer agreement in it is signed"},
    {"value": "unsigned", "text": "Yes, but the employer agreement is not signed"},
    {"value": "none", "text": "No, or I do not know"},
]
STAFF: list[Item] = [
    {"value": "no", "text": "No, we will take them on for this"},
    {"value": "yes", "text": "Yes, they work for us already"},
]
AGES: list[Item] = [{"value": band.value, "text": AGE_NAMES[band]} for band in AgeBand]
PROMISE_BOXES: list[Item] = [{"value": name, "text": text} for name, text in PROMISES.items()]
KINDS: list[Item] = [
    {"value": kind.value, "text": text, "hint": {"text": EMPLOYER_KIND_HINTS[kind]}}
    for kind, text in EMPLOYER_KINDS.items()
]

_NO_ROUTE = "Other training"


def standards(this_month: Month) -> list[tuple[str, list[Item]]]:
    """What can be started now, by route and then by level. What closes before the start is refused by its rule."""
    offered = sorted(offered_standards(this_month), key=lambda one: (_route(one), one.level, one.title))
    return [(route, [_standard(one) for one in group]) for route, group in groupby(offered, key=_route)]


def _route(standard: Standard) -> str:
    return standard.route or _NO_ROUTE


def _standard(standard: Standard) -> Item:
    most = pounds_short(standard.band_pence)
    return {"value": standard.ref, "text": f"{standard.title}, level {standard.level}, up to {most}"}
