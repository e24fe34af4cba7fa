"""The guard before every route: it reads, identifies and admits a request, runs the view, and gives every
answer its headers. A view then only translates.

    guard = Guard(app)

    @app.route("/levy/pledges/{pledge_id}", methods=["GET"])
    @guard.page()
    def pledge(visit: Visit, pledge_id: str) -> Reply: ...

Chalice turns an exception into JSON before any middleware sees it, so the guard stands inside the route; its
middleware only replaces what Chalice answers by itself, when no route matches.
"""

import functools
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalice.app import Blueprint, Chalice, Request, Response

from shared import clock, directory, ids, logs, sessions, tokens
from shared.settings import settings
from shared.table import Busy
from shared.web import admission, pages
from shared.web.admission import Step
from shared.web.bodies import TurnedAway, WrongType
from shared.web.replies import Reply, security_headers
from shared.web.visit import Event, Visit, arrive

FORM_TYPES = ["application/x-www-form-urlencoded"]
JSON_TYPES = ["application/json"]
UPLOAD_TYPES = ["multipart/form-data"]

View = Callable[..., Reply]
Decorator = Callable[[View], View]

_ARGUMENT = re.compile(r"[A-Za-z0-9_.~-]{1,128}")


class Guard:
    """The guard of one Chalice app, or of a blueprint of an app that has one."""

    def __init__(
        self,
        app: Chalice | Blueprint,
        identify_session: admission.Identify = sessions.identify,
        identify_token: admission.Identify = tokens.identify_token,
        count_request: admission.CountRequest = directory.count_request,
    ) -> None:
        self._app = app
        self._session = admission.session(identify_session)
        self._bearer = admission.bearer(identify_token)
        self._count_request = count_request
        if isinstance(app, Chalice):
            app.api.binary_types = []  # a Reply says itself what is binary; Chalice would want a matching Accept
            app.register_middleware(_replace_chalice_answer, "http")

    def page(self, *, open: bool = False, organisation: bool = True) -> Decorator:
        """A page for whoever is signed in and acts for an organisation; with `organisation=False` for whoever is
        signed in; with `open=True` for anybody."""
        doors: list[Step] = [] if open else [admission.signed_in]
        doors += [] if open or not organisation else [admission.for_an_organisation]
        return self._behind(admission.query, self._session, *doors)

    def form(self, *, open: bool = False, organisation: bool = True) -> Decorator:
        """A POST form, under the same conditions, that a page of this session must have sent. The route needs
        `content_types=FORM_TYPES`."""
        doors: list[Step] = [admission.csrf] if open else [admission.still_signed_in, admission.csrf]
        doors += [] if open or not organisation else [admission.for_an_organisation]
        return self._behind(admission.query, admission.form, self._session, *doors)

    def upload(self) -> Decorator:
        """A POST form with a file, under the conditions of a form. Routes take
        `content_types=UPLOAD_TYPES`."""
        doors = (admission.still_signed_in, admission.csrf, admission.for_an_organisation)
        return self._behind(admission.query, admission.upload, self._session, *doors)

    def api(self, *, open: bool = False, per_minute: int = 60) -> Decorator:
        """A JSON route for a machine with a token; with `open=True` for anybody, `per_minute` times an address.
        A route that takes a body needs `content_types=JSON_TYPES`."""
        door = admission.at_most(self._count_request, per_minute) if open else self._bearer
        return self._behind(admission.query, admission.idempotency_key, door, admission.json_body)

    def file(self) -> Decorator:
        """A public file, the same for everybody: nobody is identified."""
        return self._behind()

    def _behind(self, *steps: Step) -> Decorator:
        def decorate(view: View) -> View:
            @functools.wraps(view)
            def guarded(**arguments: str) -> Reply:
                request = self._app.current_request
                event = request.to_original_event() if request else {}
                return _answer(event, steps, view, arguments)

            return guarded

        return decorate


def _answer(event: Event, steps: tuple[Step, ...], view: View, arguments: dict[str, str]) -> Reply:
    """Walk the steps; the first that answers has the last word. Nothing is raised from here."""
    visit = arrive(event, clock.now())
    try:
        if not all(_ARGUMENT.fullmatch(argument) for argument in arguments.values()):
            return _sealed(visit, pages.not_found(visit))
        for step in steps:
            reached = step(visit, event)
            if isinstance(reached, Reply):
                return _sealed(visit, reached)
            visit = reached
        return _sealed(visit, view(visit, **arguments))
    except TurnedAway as unread:
        return _sealed(visit, _unread(visit, unread))
    except Busy:
        return _sealed(visit, _busy(visit))
    except Exception as bug:
        return _sealed(visit, _broken(visit, bug))


def _sealed(visit: Visit, reply: Reply) -> Reply:
    if not isinstance(reply, Reply):
        raise TypeError("A view answers with a Reply.")
    return reply.with_headers(security_headers(visit))


def _unread(visit: Visit, unread: TurnedAway) -> Reply:
    return pages.refused(visit, unread.title, unread.sentence, back="/", status=unread.status)


def _busy(visit: Visit) -> Reply:
    """The database is asked too much at this moment. What was sent carries a key, so it may be sent again."""
    logs.warning("busy", method=visit.method)
    reply = pages.refused(
        visit,
        "Please try again",
        "Too many people are using the service at this moment. Wait a few seconds, then do the same again:"
        " nothing happens twice.",
        back="/",
        status=429,
    )
    return reply.with_headers({"Retry-After": "2"})


def _broken(visit: Visit, bug: Exception) -> Reply:
    """The page for a bug or a broken machine. The log has where it happened, never what was said."""
    reference = ids.new_id()
    frames = traceback.extract_tb(bug.__traceback__)[-4:]
    where = "/".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    logs.error("unexpected", reference=reference, kind=type(bug).__name__, where=where, method=visit.method)
    if settings().stage == "local" and not settings().on_aws:
        traceback.print_exception(bug)  # for whoever is building the page
    return pages.refused(
        visit,
        "Sorry, there is a problem with the service",
        f"It is not something that you did. Try again later. If it goes on, tell us this reference: {reference}",
        back="/",
        back_text="Go to the start page",
        status=500,
    )


def _replace_chalice_answer(request: Request | None, get_response: Callable[[Any], Response]) -> Response:
    """Our own page for what Chalice answers by itself: no such page, no such method, not that content type."""
    response = get_response(request)
    if isinstance(response, Reply):
        return response
    visit = arrive(request.to_original_event() if request else {}, clock.now())
    return _sealed(visit, _instead_of(visit, response))


def _instead_of(visit: Visit, response: Response) -> Reply:
    allowed = str(response.headers.get("Allow", ""))
    match response.status_code:
        case 405 if allowed:
            reply = pages.refused(
                visit,
                "That cannot be done here",
                "The address is right, but it has another use.",
                back="/",
                status=405,
            )
            return reply.with_headers({"Allow": allowed})
        case 405:
            return pages.not_found(visit)
        case 415:
            return _unread(visit, WrongType())
    return _broken(visit, RuntimeError("A route without a guard, or a request that no route can have."))
