"""The machine's way: vacancies pushed by an applicant-tracking system."""

import functools
from collections.abc import Callable

from chalice.app import Blueprint

from functions.redeploy.api import operations, replies
from functions.redeploy.api.vacancies import (
    ListQuery,
    PushVacancy,
    VacancyList,
    WithdrawQuery,
    pushed_details,
    vacancy_document,
    vacancy_line,
)
from functions.redeploy.domain.policy import recruits_for
from functions.redeploy.messages.vacancies import WITHDRAW_REASONS
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import vacancies as usecases
from shared.clock import london_day
from shared.web.guard import JSON_TYPES, Guard
from shared.web.machine import actor_of, key_of, next_of, read_object, read_query, start_of
from shared.web.openapi import Operation
from shared.web.pages import json_reply
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

View = Callable[..., Reply]


def serves(operation: Operation) -> Callable[[View], View]:
    """Register a view as its operation says, for those alone who fill posts of the token's organisation."""

    def register(view: View) -> View:
        @functools.wraps(view)
        def admitted(visit: Visit, **address: str) -> Reply:
            actor = actor_of(visit)
            if not recruits_for(actor, actor.ods_code, actor.ics_code):
                return replies.not_there(visit)
            return view(visit, **address)

        route = routes.route(
            operation.path, methods=[operation.method], content_types=JSON_TYPES, name=operation.name + "_api"
        )
        route(guard.api()(admitted))
        return view

    return register


@routes.route("/api/redeploy/openapi.json", methods=["GET"])
@guard.file()
def described(visit: Visit) -> Reply:
    """This API as an OpenAPI 3.1 document."""
    return json_reply(visit, operations.description())


@serves(operations.VACANCIES)
def vacancy_list(visit: Visit) -> Reply:
    """The vacancies of the token's organisation, newest first."""
    query = read_query(ListQuery, visit)
    if isinstance(query, tuple):
        return replies.invalid(visit, query)
    actor = actor_of(visit)
    scope = f"api vacancies {actor.ods_code}"
    start = start_of(visit, query.after, scope)
    if isinstance(start, tuple):
        return replies.invalid(visit, start)
    page = RedeployStore(actor).vacancies_of(actor, start)
    lines = tuple(vacancy_line(item["row"]) for item in page.items)
    return json_reply(visit, VacancyList(items=lines, next=next_of(visit, page.after, scope)))


@serves(operations.VACANCY)
def vacancy(visit: Visit, employer_ref: str) -> Reply:
    """The vacancy that the organisation knows by this reference."""
    actor = actor_of(visit)
    found = RedeployStore(actor).vacancy(usecases.vacancy_id_of(actor.ods_code, employer_ref))
    return json_reply(visit, vacancy_document(found)) if found else replies.not_there(visit)


@serves(operations.PUT_VACANCY)
def put_vacancy(visit: Visit, employer_ref: str) -> Reply:
    """Hold a vacancy, or bring it up to date. The reference makes it idempotent."""
    asked = read_object(PushVacancy, visit.body, {"employer_ref": employer_ref})
    if isinstance(asked, tuple):
        return replies.invalid(visit, asked)
    details = pushed_details(asked, london_day(visit.now))
    if isinstance(details, tuple):
        return replies.invalid(visit, details)
    return replies.outcome(visit, usecases.put_vacancy(actor_of(visit), details, key_of(visit), visit.now))


@serves(operations.WITHDRAW_VACANCY)
def withdraw_vacancy(visit: Visit, employer_ref: str) -> Reply:
    """Take a vacancy back; again, it changes nothing."""
    query = read_query(WithdrawQuery, visit)
    if isinstance(query, tuple):
        return replies.invalid(visit, query)
    actor, because = actor_of(visit), WITHDRAW_REASONS[query.reason]
    outcome = usecases.withdraw_by_reference(actor, employer_ref, because, key_of(visit), visit.now)
    return replies.outcome(visit, outcome)
