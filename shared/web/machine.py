"""What a machine sent, read into a command or a query; and where a list goes on."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel

from shared import cursors
from shared.actors import Actor
from shared.directory.keys import hashed
from shared.history import content_hash
from shared.ids import new_id
from shared.web.forms import FieldErrors, FieldProblem, read
from shared.web.visit import Visit

M = TypeVar("M", bound=BaseModel)
Problems = tuple[FieldProblem, ...]

KEY_HEADER = "Idempotency-Key"
_ID_LENGTH = 32  # 128 bits, as an id that is drawn
_NO_CURSOR = FieldProblem("after", "cursor_invalid", "This cursor was not given to this token for this list.")

_RULES: Mapping[str, str] = {
    "missing": "It is needed.",
    "extra_forbidden": "There is no such field.",
    "standard_ref_invalid": "A standard is written as two letters and four figures, like ST0827.",
    "month_invalid": "A month is written as year and month, like 2026-10.",
    "tax_year_invalid": "A tax year is written like 2026/27.",
    "ukprn_invalid": "A UKPRN is eight figures, the first of them 1.",
    "ods_code_invalid": "An ODS code is three to ten capitals and figures.",
    "learner_number": "It seems to hold a learner's number. Send no learner's details.",
    "insurance_number": "It seems to hold a National Insurance number. Send nobody's details.",
    "string_too_long": "It is too long.",
    "string_pattern_mismatch": "It is not written as it must be.",
    "enum": "It is not one of the values that it may have.",
    "int_parsing": "It must be a whole number.",
    "int_type": "It must be a whole number, not text.",
    "bool_parsing": "It must be true or false.",
    "bool_type": "It must be true or false.",
    "greater_than_equal": "It is too small.",
    "greater_than": "It is too small.",
    "less_than_equal": "It is too large.",
}
_OTHERWISE = "It breaks this rule; /api/openapi.json says what it may be."


def read_object(
    model: type[M], sent: Mapping[str, object], given: Mapping[str, object] | None = None
) -> M | Problems:
    """The command of a JSON object and of what the address says (`given`), or what is wrong with it."""
    said = dict(given or {})
    again = tuple(
        FieldProblem(name, "extra_forbidden", _RULES["extra_forbidden"]) for name in sent if name in said
    )
    if again:
        return again
    found = read(model, {**sent, **said}, {})
    return _problems(found) if isinstance(found, FieldErrors) else found


def read_query(model: type[M], visit: Visit) -> M | Problems:
    """The query as its model, or what is wrong with it. A parameter that the route does not know is wrong too."""
    found = read(model, dict(visit.query), {})
    return _problems(found) if isinstance(found, FieldErrors) else found


def actor_of(visit: Visit) -> Actor:
    """Who a token speaks for: the guard lets no route run without, but the open ones."""
    if visit.actor is None:
        raise TypeError("an open route has no actor")
    return visit.actor


def key_of(visit: Visit) -> str:
    """The key of a write; one of its own where a PUT or DELETE has none, which may be repeated anyway."""
    return visit.idempotency_key or new_id()


def new_id_of(visit: Visit) -> str:
    """The id of what a POST makes: the same for the same key of the same person, and of nobody else."""
    return content_hash([actor_of(visit).person_id, visit.idempotency_key])[:_ID_LENGTH]


def start_of(visit: Visit, after: str, scope: str) -> str | Problems | None:
    """Where the list goes on: None at the beginning; a problem for a cursor of another token or another list."""
    if not after:
        return None
    return cursors.opened(after, _secret(visit), scope) or (_NO_CURSOR,)


def next_of(visit: Visit, after: str | None, scope: str) -> str | None:
    """The cursor of the next page for this token and this list, None where there is none."""
    return cursors.sealed(after, _secret(visit), scope) if after else None


def _secret(visit: Visit) -> str:
    return hashed(visit.headers.get("authorization", ""))


def _problems(errors: FieldErrors) -> Problems:
    return tuple(FieldProblem(name, rule, _RULES.get(rule, _OTHERWISE)) for name, rule in errors.rules.items())
