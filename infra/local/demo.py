"""The pages that only the local runner has: the demo clock, the email that was sent, and signing in.

They are a Chalice app like the services', mounted under `/demo`, and no part of what AWS runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, cast

from chalice.app import Chalice, Request
from pydantic import BaseModel, ConfigDict, Field

from infra.local.clock import DemoClock, OutOfRange
from infra.local.cloud import refuse_on_aws
from infra.local.mailbox import Mailbox
from infra.local.oidc import PATH, OidcError, Provider, discovery
from infra.local.people import DemoIcs, DemoPerson
from shared import clock
from shared.actors import Organisation, Role
from shared.settings import settings
from shared.web.bodies import FormBody, read_form
from shared.web.forms import FieldErrors, Form, read, refuse
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import json_reply, leave_for, not_found, refused, render, see_other
from shared.web.replies import Reply, origin_of
from shared.web.templates import add_folder
from shared.web.visit import Visit, header, raw_body

_STEPS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}
_ROLES = {
    Role.RECEIVING_EMPLOYER: "applies for levy",
    Role.SENDING_EMPLOYER: "shares levy",
    Role.ICS_APPROVER: "decides on applications",
    Role.ORGANISATION_ADMIN: "keeps the organisation's details",
    Role.AUDITOR: "reads every history and ledger",
    Role.HR_ADVISER: "looks after staff at risk, and holds vacancies for them",
    Role.RECRUITING_MANAGER: "decides who suits a held vacancy",
    Role.FINANCE_LEAD: "signs off what redeployment saved",
    Role.ICS_COORDINATOR: "watches over redeployment in the whole area",
    Role.STAFF: "works there",
    Role.CAREER_ADVISER: "talks in confidence with staff who think of leaving",
}


class SetClock(BaseModel):
    """A London day and time to move the demo clock to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    at: Annotated[time, Field(description="London's")]


_SET_CLOCK_WORDS = {
    "on": "Enter a real date, like 12 12 2026",
    "on.out_of_range": "Enter a date from 6 April 2017 to 31 December 2098",
    "at": "Enter a time of the 24-hour clock, like 09:30",
}


@dataclass(frozen=True)
class Card:
    """A demo person as the sign-in page shows them."""

    subject: str
    name: str
    duties: tuple[str, ...]


@dataclass(frozen=True)
class DemoPages:
    """The views, each from a visit to its answer."""

    provider: Provider
    demo_clock: DemoClock
    mailbox: Mailbox
    demo: DemoIcs

    def clock(self, visit: Visit) -> Reply:
        """The demo clock, with the ways to move it."""
        here = clock.now().astimezone(clock.LONDON)
        typed = {"on-day": here.day, "on-month": here.month, "on-year": here.year, "at": f"{here:%H:%M}"}
        return _clock_page(visit, Form(typed=typed))

    def move_clock(self, visit: Visit) -> Reply:
        """Move it as a button of its page says."""
        step = visit.form.get("step", "")
        try:
            if step == "set":
                return self._set_clock(visit)
            if step == "month":
                self.demo_clock.advance_a_month()
            elif step == "real":
                self.demo_clock.back_to_real_time()
            else:
                self.demo_clock.advance(_STEPS.get(step, timedelta()))
        except OutOfRange:
            return refused(visit, "The demo clock stops in 2098", "Set it to an earlier time.", back="/demo/clock")
        return see_other(visit, "/demo/clock")

    def emails(self, visit: Visit) -> Reply:
        """What was sent, newest first, 50 a page."""
        before = visit.query.get("before", "")
        if before and not (before.isascii() and before.isdecimal() and len(before) < 16):
            return not_found(visit)
        page = self.mailbox.page(int(before) if before else None)
        return render(visit, "demo/emails.html", page=page, is_first=not before)

    def choose_person(self, visit: Visit) -> Reply:
        """The cards of the demo people: choosing one signs them in."""
        try:
            self.provider.read_request(visit.query_lists)
        except OidcError as error:
            return _protocol_error(visit, error)
        asked = {name: visit.query[name] for name in visit.query}
        return render(visit, "demo/choose_person.html", asked=asked, groups=_groups(self.demo), path=PATH)

    def sign_in(self, visit: Visit) -> Reply:
        """Send the browser back to the product with a code for the person chosen."""
        try:
            request = self.provider.read_request(_lists(visit.form))
            return leave_for(self.provider.authorise(request, visit.form.get("subject", ""), visit.now))
        except OidcError as error:
            return _protocol_error(visit, error)

    def token(self, visit: Visit) -> Reply:
        """Exchange a code for tokens: the product's server asks, not a browser."""
        try:
            return json_reply(visit, self.provider.redeem(_lists(visit.form), visit.now))
        except OidcError as error:
            return json_reply(visit, {"error": error.code, "error_description": str(error)}, 400)

    def jwks(self, visit: Visit) -> Reply:
        """The provider's public key."""
        return json_reply(visit, self.provider.jwks())

    def discovery(self, visit: Visit) -> Reply:
        """The provider's description of itself."""
        return json_reply(visit, discovery(settings().origin))

    def sign_out(self, visit: Visit) -> Reply:
        """Back to the product: the provider keeps no session of its own. Other sites are not led to."""
        wanted = visit.query.get("logout_uri") or visit.query.get("post_logout_redirect_uri") or ""
        return leave_for(wanted if origin_of(wanted) == settings().origin else settings().origin)

    def _set_clock(self, visit: Visit) -> Reply:
        command = read(SetClock, visit.form, _SET_CLOCK_WORDS)
        if isinstance(command, FieldErrors):
            return _clock_page(visit, command, 422)
        try:
            self.demo_clock.set_to(datetime.combine(command.on, command.at, clock.LONDON).astimezone(UTC))
        except (OutOfRange, OverflowError):
            return _clock_page(visit, refuse(visit.form, _SET_CLOCK_WORDS, on="out_of_range"), 422)
        return see_other(visit, "/demo/clock")


def demo_app(pages: DemoPages) -> Chalice:
    """The demo pages as an app to be served with the others'. Raises RuntimeError on AWS."""
    refuse_on_aws("The demo")
    add_folder("demo", Path(__file__).with_name("templates"))
    app = Chalice("demo", configure_logs=False)
    guard = Guard(app)
    for path, view in (
        ("/demo/clock", pages.clock),
        ("/demo/emails", pages.emails),
        (f"{PATH}/authorize", pages.choose_person),
        (f"{PATH}/jwks", pages.jwks),
        (f"{PATH}/.well-known/openid-configuration", pages.discovery),
        (f"{PATH}/logout", pages.sign_out),
    ):
        app.route(path)(guard.page(open=True)(view))
    for path, view in (("/demo/clock", pages.move_clock), (f"{PATH}/authorize", pages.sign_in)):
        app.route(path, methods=["POST"], content_types=FORM_TYPES)(guard.form(open=True)(view))

    @app.route(f"{PATH}/token", methods=["POST"], content_types=FORM_TYPES)
    @guard.file()  # no page of ours sends this form: the product's own server does
    def token(visit: Visit) -> Reply:
        event = cast(Request, app.current_request).to_original_event()
        form = read_form(raw_body(event), header(event, "content-type"))
        return pages.token(replace(visit, form=form))

    return app


def _lists(form: FormBody) -> dict[str, list[str]]:
    return {name: form.all(name) for name in form}


def _clock_page(visit: Visit, form: Form, status: int = 200) -> Reply:
    return render(visit, "demo/clock.html", status, form=form, now=clock.now(), is_demo=clock.is_demo())


def _protocol_error(visit: Visit, error: OidcError) -> Reply:
    return refused(visit, "You cannot sign in this way", f"{error} ({error.code})", back="/", status=400)


def _groups(demo: DemoIcs) -> Sequence[tuple[Organisation, tuple[Card, ...]]]:
    """The people under the organisation that they name first, those of the README's story at the top."""
    cards: dict[str, list[Card]] = {}
    for one in demo.people:
        cards.setdefault(one.memberships[0].ods_code, []).append(_card(demo, one))
    named = {one.ods_code: one for one in demo.organisations}
    return [(named[ods_code], tuple(held)) for ods_code, held in cards.items()]


def _card(demo: DemoIcs, one: DemoPerson) -> Card:
    duties = tuple(
        f"{demo.organisation_name(held.ods_code)}: {', '.join(_ROLES[role] for role in held.roles)}"
        for held in one.memberships
    )
    return Card(one.subject, one.name, duties)
