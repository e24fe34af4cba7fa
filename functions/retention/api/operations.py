"""Every route of the retention API, once: registered and described from the same value."""

from functools import cache
from typing import Any

from functions.retention.api.simulation import (
    MATCH,
    MOST_CHOICES,
    MOST_OPEN_BYTES,
    MOST_OPEN_PEOPLE,
    MOST_PLANNED_BYTES,
    MOST_PLANNED_PEOPLE,
    MOST_UNITS,
)
from shared.settings import settings
from shared.web.openapi import document

_ABOUT = (
    "The exchange of a transfer window, open so that anybody can check that it is fair. A market goes in, and who"
    " would move where comes out, with the reason of everybody. Nothing is kept and nothing is decided: send no"
    f" names. Without a token a market has up to {MOST_OPEN_PEOPLE:,} people in {MOST_OPEN_BYTES // 1_000} kB of"
    " JSON, 60 times a minute an address; with the token of the ICS's coordinator up to"
    f" {MOST_PLANNED_PEOPLE:,} people in {MOST_PLANNED_BYTES // 1_000_000} MB. There are at most"
    f" {MOST_UNITS:,} units, and {MOST_CHOICES} choices a person. People stand in priority order. As nothing is"
    " kept, the same request again is answered again, without a key. In `why`, `given` is the choice that the"
    " person has; `not_needed` comes after it; `declined` was removed before the run; `kept`: it had no vacancy"
    " and nobody gave up a post there; `ahead`: it is full, and all who moved in stand before this person;"
    " `exchanged`: it is full, and somebody after this person came in for a post that was given up, or in a turn"
    " of somebody before; `unit_limit`, `organisation_limit`: their own could lose nobody more when somebody after"
    " them was let go, or at the end; `organisation_full`: that of the choice could take nobody more."
)

OPERATIONS = (MATCH,)


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this API, at the address where it is served."""
    return _described(f"{settings().origin}{settings().base_path}")


@cache
def _described(server: str) -> dict[str, Any]:
    described = document("Workforce Exchange: retention", "1", _ABOUT, server, OPERATIONS)
    match = described["paths"][MATCH.path][MATCH.method.lower()]
    match["security"] = [{}, {"token": []}]
    problem = match["responses"]["429"]["content"]
    match["responses"]["401"] = {"description": "A token was sent that stands for nobody.", "content": problem}
    return described
