"""The JSON API: each view reads, asks a use case, and answers with the document or the problem."""

import functools
from collections.abc import Callable, Mapping
from typing import TypeVar

from chalice.app import Blueprint
from pydantic import BaseModel

from functions.levy.api import lists, operations, replies
from functions.levy.api.acts import ACTS, Act
from functions.levy.api.applications import application_document
from functions.levy.api.estimates import EstimateQuery, StandardsQuery, estimated, offered
from functions.levy.api.expiry import AskExpiry, expiry_of
from functions.levy.api.lists import ListQuery, QueueQuery
from functions.levy.api.pledges import pledge_document
from functions.levy.domain.applications import ApprenticeGroup
from functions.levy.domain.correspondence import WriteMessage
from functions.levy.domain.drafting import SECTIONS
from functions.levy.domain.pledges import EditPledge, OfferPledge, PledgeStatus, SetPledgeStatus
from functions.levy.domain.policy import oversees
from functions.levy.store import LevyStore
from functions.levy.usecases import applications, correspondence, desk, pledges
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.values.dates import Month
from shared.web.guard import JSON_TYPES, Guard
from shared.web.machine import Problems, actor_of, key_of, new_id_of, read_object, read_query
from shared.web.openapi import Operation
from shared.web.pages import json_reply
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

View = Callable[..., Reply]
M = TypeVar("M", bound=BaseModel)

_SECTIONS = {name: model for model, name in SECTIONS.items()}


def serves(operation: Operation) -> Callable[[View], View]:
    """Register a view as its operation says. No POST goes on without a key."""

    def register(view: View) -> View:
        @functools.wraps(view)
        def admitted(visit: Visit, **address: str) -> Reply:
            if operation.method == "POST" and operation.changes and not visit.idempotency_key:
                return replies.key_needed(visit)
            return view(visit, **address)

        route = routes.route(
            operation.path, methods=[operation.method], content_types=JSON_TYPES, name=operation.name
        )
        route(guard.api(open=operation.is_open)(admitted))
        return view

    return register


@routes.route("/api/openapi.json", methods=["GET"])
@guard.file()
def described(visit: Visit) -> Reply:
    """This API as an OpenAPI 3.1 document."""
    return json_reply(visit, operations.description())


@serves(operations.ESTIMATE)
def estimate(visit: Visit) -> Reply:
    """What a transfer would pay; for anybody."""
    return _found(visit, _asked(EstimateQuery, visit, lambda query: estimated(query, london_day(visit.now))))


@serves(operations.STANDARDS)
def standards(visit: Visit) -> Reply:
    """The standards that may be started in a month; for anybody."""
    this_month = Month.of(london_day(visit.now))
    return _found(visit, _asked(StandardsQuery, visit, lambda query: offered(query.start or this_month)))


@serves(operations.EXPIRY)
def expiry(visit: Visit) -> Reply:
    """When levy expires; for anybody."""
    asked = read_object(AskExpiry, visit.body)
    return _found(visit, asked if isinstance(asked, tuple) else expiry_of(asked))


@serves(operations.PLEDGES)
def pledge_list(visit: Visit) -> Reply:
    """A sending employer's pledges, or every open one for the ICS."""
    return _found(visit, _asked(ListQuery, visit, lambda query: lists.pledges(visit, query)))


@serves(operations.OFFER_PLEDGE)
def offer_pledge(visit: Visit) -> Reply:
    """Pledge an amount. The id follows from the key, so the same request again is a replay."""
    command = read_object(OfferPledge, visit.body, {"pledge_id": new_id_of(visit)})
    if isinstance(command, tuple):
        return replies.invalid(visit, command)
    done = pledges.offer_pledge(actor_of(visit), command, visit.now)
    return replies.outcome(visit, done, 201, operations.PLEDGES_AT)


@serves(operations.PLEDGE)
def pledge(visit: Visit, pledge_id: str) -> Reply:
    """A pledge with its balances."""
    found = LevyStore(actor_of(visit)).pledge(pledge_id)
    return _found(visit, pledge_document(found) if found else None)


@serves(operations.EDIT_PLEDGE)
def edit_pledge(visit: Visit, pledge_id: str) -> Reply:
    """Change a pledge."""
    return _done(visit, EditPledge, {"pledge_id": pledge_id}, pledges.edit_pledge)


@serves(operations.CLOSE)
def close(visit: Visit, pledge_id: str) -> Reply:
    """Close a pledge to new reservations."""
    given = {"pledge_id": pledge_id, "status": PledgeStatus.CLOSED}
    return _done(visit, SetPledgeStatus, given, pledges.set_pledge_status)


@serves(operations.REOPEN)
def reopen(visit: Visit, pledge_id: str) -> Reply:
    """Open a closed pledge again."""
    given = {"pledge_id": pledge_id, "status": PledgeStatus.OPEN}
    return _done(visit, SetPledgeStatus, given, pledges.set_pledge_status)


@serves(operations.LEDGER)
def ledger(visit: Visit, pledge_id: str) -> Reply:
    """The moves of money of a pledge."""
    found = LevyStore(actor_of(visit)).pledge(pledge_id)
    if found is None:
        return replies.not_there(visit)
    return _found(visit, _asked(ListQuery, visit, lambda query: lists.ledger(visit, found, query)))


@serves(operations.APPLICATIONS)
def application_list(visit: Visit) -> Reply:
    """A receiving employer's applications."""
    return _found(visit, _asked(ListQuery, visit, lambda query: lists.applications(visit, query)))


@serves(operations.START)
def start_application(visit: Visit) -> Reply:
    """Begin a draft. The id follows from the key, so the same request again is a replay."""
    command = read_object(operations.Nothing, visit.body)
    if isinstance(command, tuple):
        return replies.invalid(visit, command)
    done = applications.start_application(actor_of(visit), new_id_of(visit), visit.now)
    return replies.outcome(visit, done, 201, operations.APPLICATIONS_AT)


@serves(operations.APPLICATION)
def application(visit: Visit, application_id: str) -> Reply:
    """An application; to the ICS with what speaks for and against it."""
    actor = actor_of(visit)
    found = LevyStore(actor).application(application_id)
    if found is None:
        return replies.not_there(visit)
    duplicates = desk.alike(actor, found).duplicates if oversees(actor) and found.submitted_at else ()
    return _found(visit, application_document(found, actor, duplicates))


@serves(operations.HISTORY)
def history(visit: Visit, application_id: str) -> Reply:
    """What was done to an application."""
    found = LevyStore(actor_of(visit)).application(application_id)
    if found is None:
        return replies.not_there(visit)
    return _found(visit, _asked(ListQuery, visit, lambda query: lists.history(visit, found, query)))


@serves(operations.MESSAGES)
def messages(visit: Visit, application_id: str) -> Reply:
    """What both sides wrote about an application."""
    found = LevyStore(actor_of(visit)).application(application_id)
    if found is None:
        return replies.not_there(visit)
    return _found(visit, _asked(ListQuery, visit, lambda query: lists.messages(visit, found, query)))


@serves(operations.WRITE_MESSAGE)
def write_message(visit: Visit, application_id: str) -> Reply:
    """Write about an application."""
    return _done(visit, WriteMessage, {"application_id": application_id}, correspondence.write_message)


@serves(operations.SAVE_SECTION)
def save_section(visit: Visit, application_id: str, section: str) -> Reply:
    """Keep the answers of a section."""
    model = _SECTIONS.get(section)
    if model is None:
        return replies.not_there(visit)
    answers = read_object(model, visit.body)
    if isinstance(answers, tuple):
        return replies.invalid(visit, answers)
    actor, key = actor_of(visit), key_of(visit)
    return replies.outcome(visit, applications.save_section(actor, application_id, answers, key, visit.now))


@serves(operations.SAVE_GROUP)
def save_apprentices(visit: Visit, application_id: str, group_id: str) -> Reply:
    """Add or replace a group of apprentices."""
    group = read_object(ApprenticeGroup, visit.body, {"group_id": group_id})
    if isinstance(group, tuple):
        return replies.invalid(visit, group)
    actor, key = actor_of(visit), key_of(visit)
    return replies.outcome(visit, applications.save_group(actor, application_id, group, key, visit.now))


@serves(operations.REMOVE_GROUP)
def remove_apprentices(visit: Visit, application_id: str, group_id: str) -> Reply:
    """Take a group of apprentices out."""
    actor, key = actor_of(visit), key_of(visit)
    return replies.outcome(visit, applications.remove_group(actor, application_id, group_id, key, visit.now))


@serves(operations.QUEUE)
def queue(visit: Visit) -> Reply:
    """The applications of the ICS in a status."""
    return _found(visit, _asked(QueueQuery, visit, lambda query: lists.queue(visit, query)))


def _serve_act(act: Act) -> None:
    @serves(operations.ACT_OPERATIONS[act.word])
    def taken(visit: Visit, application_id: str) -> Reply:
        return _done(visit, act.command, {"application_id": application_id}, act.take)


for one in ACTS:
    _serve_act(one)


def _done(
    visit: Visit,
    command_model: type[M],
    given: Mapping[str, object],
    take: Callable[..., Done | Refusal],
) -> Reply:
    """Read the command, take the act, say what came of it."""
    command = read_object(command_model, visit.body, given)
    if isinstance(command, tuple):
        return replies.invalid(visit, command)
    return replies.outcome(visit, take(actor_of(visit), command, key_of(visit), visit.now))


def _asked(
    model: type[M], visit: Visit, find: Callable[[M], BaseModel | Problems | None]
) -> BaseModel | Problems | None:
    """What a query finds, or what is wrong with it."""
    query = read_query(model, visit)
    return query if isinstance(query, tuple) else find(query)


def _found(visit: Visit, found: BaseModel | Problems | None) -> Reply:
    if found is None:
        return replies.not_there(visit)
    return replies.invalid(visit, found) if isinstance(found, tuple) else json_reply(visit, found)
