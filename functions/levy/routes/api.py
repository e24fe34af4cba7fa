"""The JSON API: each view reads, asks a use case, and answers with the document or the problem."""

import functools
from collections.abc import Callable
from typing import TypeVar

from chalice.app import Blueprint
from pydantic import BaseModel

from functions.levy.api import lists, replies
from functions.levy.api import operations as on
from functions.levy.api.acts import ACTS, Act
from functions.levy.api.applications import application_document, oversees
from functions.levy.api.estimates import EstimateQuery, StandardsQuery, estimated, offered
from functions.levy.api.pledges import pledge_document
from functions.levy.api.requests import actor_of, read_object, read_query
from functions.levy.domain.applications import ApprenticeGroup
from functions.levy.domain.drafting import SECTIONS
from functions.levy.domain.pledges import EditPledge, OfferPledge, PledgeStatus, SetPledgeStatus
from functions.levy.domain.reasons import Reason
from functions.levy.store import LevyStore
from functions.levy.usecases import applications, desk, pledges
from shared.clock import london_day
from shared.history import content_hash
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.settings import settings
from shared.table import BadCursor, Busy
from shared.values.dates import Month
from shared.web import openapi
from shared.web.guard import JSON_TYPES, Guard
from shared.web.pages import json_reply
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

View = Callable[..., Reply]
M = TypeVar("M", bound=BaseModel)

_ABOUT = """Levy transfers of one Integrated Care System: pledges, applications, decisions and the money.

Money is whole pence. A POST needs an Idempotency-Key: the same key again is a replay. What a record was changed
on is its `version`, as the record's own document gives it; a later one is refused. Whoever may do a thing on the
pages may do it here, by a token that they make under "API tokens"."""
_SECTION_MODELS = {name: model for model, name in SECTIONS.items()}


def serves(operation: openapi.Operation) -> Callable[[View], View]:
    """Register a view as its operation says. A write is given a key; a busy database is told as such."""

    def register(view: View) -> View:
        @functools.wraps(view)
        def admitted(visit: Visit, **address: str) -> Reply:
            if operation.method == "POST" and not visit.idempotency_key:
                return replies.key_needed(visit)
            try:
                return view(visit, **address)
            except Busy:
                return replies.refused(visit, Refusal(Reason.BUSY))

        door = guard.api(open=operation.is_open)
        route = routes.route(
            operation.path, methods=[operation.method], content_types=JSON_TYPES, name=operation.name
        )
        return route(door(admitted))  # type: ignore[no-any-return]

    return register
