"""Trying the exchange out, open to everybody: a page that draws a market by lot, a JSON route for any market."""

from dataclasses import replace

from chalice.app import Blueprint

from functions.retention.api import operations
from functions.retention.api.simulation import (
    MATCH,
    MOST_OPEN_BYTES,
    MOST_OPEN_PEOPLE,
    MOST_PLANNED_BYTES,
    MOST_PLANNED_PEOPLE,
    match_reply,
    objected,
    read_market,
)
from functions.retention.domain.exchange_market import Market
from functions.retention.domain.policy import coordinates
from functions.retention.forms.simulation import AskSimulation, read_simulation, starting_form
from functions.retention.pages.simulation import example_shown, simulation_shown
from functions.retention.usecases.simulation import tried_out
from shared.outcomes import Refusal
from shared.web import admission
from shared.web.bodies import TurnedAway
from shared.web.forms import FieldErrors, FieldProblem, Form
from shared.web.guard import JSON_TYPES, Decorator, Guard
from shared.web.pages import json_reply, problem, render
from shared.web.replies import Reply
from shared.web.visit import Event, Visit, raw_body

_PER_MINUTE = 60


class _MarketTooLarge(TurnedAway):
    def __init__(self, most_bytes: int) -> None:
        sentence = f"Nothing was run. Send at most {most_bytes // 1000:,} kB of JSON."
        super().__init__(413, "That is too much to send at once", sentence)


def _market_bytes(visit: Visit, event: Event) -> Visit:
    most = MOST_PLANNED_BYTES if coordinates(visit.actor) else MOST_OPEN_BYTES
    body = raw_body(event, most)
    if len(body) > most:
        raise _MarketTooLarge(most)
    return replace(visit, body=body)


class _OpenGuard(Guard):
    """The guard, with one more door: open to anybody so many times a minute, wider for who shows a token.

    No cookie is read and nothing is changed, so that another site's page gains nothing by sending a request.
    """

    def market(self) -> Decorator:
        """A route that reads a market. The body comes as bytes: it is parsed once, into its model."""
        counted = admission.at_most(self._count_request, _PER_MINUTE)
        return self._behind(admission.query, counted, self._if_any_token, _market_bytes)

    def _if_any_token(self, visit: Visit, event: Event) -> Visit | Reply:
        return self._bearer(visit, event) if "authorization" in visit.headers else visit


routes = Blueprint(__name__)
guard = _OpenGuard(routes)


@routes.route("/retention/simulation", methods=["GET"])
@guard.page(open=True)
def simulation(visit: Visit) -> Reply:
    """A market drawn by lot: what the exchange makes of it, beside the plain way. First there is an example."""
    if not visit.query:
        return render(visit, "retention/simulation/start.html", form=starting_form(), example=example_shown())
    asked = read_simulation(visit.query)
    if isinstance(asked, FieldErrors):
        return _form(visit, asked, 422)
    return _form(visit, Form(visit.query), asked=asked)


@routes.route(MATCH.path, methods=[MATCH.method], content_types=JSON_TYPES, name=MATCH.name + "_api")
@guard.market()
def match(visit: Visit) -> Reply:
    """Who would move where in any market, or a problem that says why that cannot be said."""
    most_people = MOST_PLANNED_PEOPLE if coordinates(visit.actor) else MOST_OPEN_PEOPLE
    market = read_market(visit.body, most_people)
    if not isinstance(market, Market):
        return _invalid(visit, market)
    found = tried_out(market)
    return (
        _invalid(visit, objected(found)) if isinstance(found, Refusal) else json_reply(visit, match_reply(found))
    )


@routes.route("/api/retention/openapi.json", methods=["GET"])
@guard.file()
def described(visit: Visit) -> Reply:
    """This API as an OpenAPI 3.1 document."""
    return json_reply(visit, operations.description())


def _form(visit: Visit, form: Form, status: int = 200, asked: AskSimulation | None = None) -> Reply:
    shown = simulation_shown(asked) if asked else None
    return render(visit, "retention/simulation/simulation.html", status, form=form, shown=shown)


def _invalid(visit: Visit, wrong: tuple[FieldProblem, ...]) -> Reply:
    detail = f"Nothing was run. Wrong: {', '.join(dict.fromkeys(one.field for one in wrong))}."
    return problem(visit, 422, "The request is not valid", detail, wrong)
