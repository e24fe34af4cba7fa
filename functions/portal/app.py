"""The portal's routes: parse, use case, page."""

import re

from chalice.app import Chalice

from functions.portal import pages, usecases, views
from functions.portal.forms import Choice, NewToken, OrganisationEdit, Revocation, local_next
from functions.portal.messages import CHOICE_WORDS, ORGANISATION_WORDS, REVOCATION_WORDS, TOKEN_WORDS
from functions.portal.policy import Action, may
from functions.portal.schedules import sweep
from functions.portal.views import actor_of
from shared import directory, oidc, sessions
from shared.cookies import SESSION, SIGN_IN, clear_cookie, read_cookie, write_cookie
from shared.directory import count_request
from shared.ids import new_secret
from shared.outcomes import Refusal
from shared.pending import LASTS
from shared.web.assets import asset_response
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import json_reply, leave_for, not_found, render, see_other, session_reply
from shared.web.replies import Reply
from shared.web.visit import Visit

__all__ = ["app", "sweep"]

app = Chalice(app_name="portal")
guard = Guard(app)

_SECRET = re.compile("[A-Za-z0-9_-]{43}")
_MOST_SIGN_INS_PER_MINUTE = 120  # of one address, behind which a whole hospital may sit


@app.route("/", methods=["GET"])
@guard.page(open=True)
def front(visit: Visit) -> Reply:
    """What the Exchange is; for whoever is signed in, what they can do next."""
    if visit.actor is None:
        return render(visit, "portal/front.html")
    roles = pages.role_names(visit.actor.roles)
    return render(visit, "portal/home.html", tasks=pages.tasks(visit.actor), roles=roles)


@app.route("/sign-in", methods=["GET"])
@guard.page(open=True)
def sign_in(visit: Visit) -> Reply:
    """Leave for the sign-in service; or say first that the session before this ran out of time."""
    next_path = local_next(visit.query.get("next", ""))
    if visit.session is not None:
        return see_other(visit, next_path if visit.actor else views.choose_path(next_path))
    if visit.query.get("ended"):
        return render(visit, "portal/timed_out.html", next=next_path)
    if not count_request(f"{visit.source_ip} sign-in", _MOST_SIGN_INS_PER_MINUTE, visit.now):
        return views.too_many_sign_ins(visit)
    browser = _sign_in_browser() or new_secret()
    away = leave_for(usecases.begin_sign_in(next_path, browser, visit.now))
    return away.with_cookies(write_cookie(SIGN_IN, browser, LASTS))


@app.route(oidc.CALLBACK, methods=["GET"])
@guard.page(open=True)
def signed_in(visit: Visit) -> Reply:
    """Come back from the sign-in service."""
    code, state = visit.query.get("code", ""), visit.query.get("state", "")
    outcome = usecases.finish_sign_in(code, state, _sign_in_browser(), visit.session, visit.now)
    if isinstance(outcome, Refusal):
        return views.no_sign_in(visit, outcome)
    reply = see_other(visit, outcome.next_path if outcome.is_acting else views.choose_path(outcome.next_path))
    return reply.with_cookies(write_cookie(SESSION, outcome.cookie), clear_cookie(SIGN_IN))


@app.route("/sign-out", methods=["POST"], content_types=FORM_TYPES)
@guard.form(open=True)
def sign_out(visit: Visit) -> Reply:
    """End the session here, then at the sign-in service."""
    if visit.session is not None:
        sessions.end(visit.session)
    provider = oidc.logout_url()
    reply = leave_for(provider) if provider else see_other(visit, "/")
    return reply.with_cookies(clear_cookie(SESSION))


@app.route("/session", methods=["GET"])
@guard.page(open=True)
def session(visit: Visit) -> Reply:
    """How long the session lasts: a page for a person, JSON for the script that warns before the end."""
    if "text/html" not in _header("accept"):
        return session_reply(visit)
    return render(visit, "portal/session.html", next=local_next(visit.query.get("next", "")))


@app.route("/session", methods=["POST"], content_types=FORM_TYPES)
@guard.form(organisation=False)
def stay_signed_in(visit: Visit) -> Reply:
    """Keep the session alive without a script."""
    assert visit.session is not None  # noqa: S101 - the guard lets nobody else in
    sessions.touch(visit.session, visit.now)
    return see_other(visit, local_next(visit.form.get("next", "")))


@app.route("/organisations/choose", methods=["GET"])
@guard.page(organisation=False)
def choose(visit: Visit) -> Reply:
    """Ask which organisation to act for."""
    typed = {"ods_code": visit.actor.ods_code} if visit.actor else {}
    return views.choice(visit, Form(typed), local_next(visit.query.get("next", "")))


@app.route("/organisations/choose", methods=["POST"], content_types=FORM_TYPES)
@guard.form(organisation=False)
def act_for(visit: Visit) -> Reply:
    """Act for an organisation from now on."""
    assert visit.person is not None and visit.session is not None  # noqa: S101 - the guard lets nobody else in
    next_path = local_next(visit.form.get("next", ""))
    choice = read(Choice, visit.form, CHOICE_WORDS)
    if isinstance(choice, FieldErrors):
        return views.choice(visit, choice, next_path, status=422)
    if sessions.act_for(visit.person, visit.session, choice.ods_code) is None:
        return not_found(visit)
    return see_other(visit, next_path)


@app.route("/organisations/{ods_code}", methods=["GET"])
@guard.page()
def organisation(visit: Visit, ods_code: str) -> Reply:
    """The details of a partner."""
    found = directory.organisation(ods_code)
    if found is None or not may(actor_of(visit), Action.VIEW, ods_code):
        return not_found(visit)
    return views.organisation(visit, found)


@app.route("/organisations/{ods_code}/edit", methods=["GET"])
@guard.page()
def edit_form(visit: Visit, ods_code: str) -> Reply:
    """The details of the actor's own organisation, to be changed."""
    found = directory.organisation(ods_code) if may(actor_of(visit), Action.EDIT, ods_code) else None
    return views.edit(visit, pages.organisation_form(found), ods_code) if found else not_found(visit)


@app.route("/organisations/{ods_code}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def edit(visit: Visit, ods_code: str) -> Reply:
    """Save the details, unless somebody else changed them meanwhile."""
    if not may(actor_of(visit), Action.EDIT, ods_code):
        return not_found(visit)
    wanted = read(OrganisationEdit, visit.form, ORGANISATION_WORDS)
    if isinstance(wanted, FieldErrors):
        return views.edit(visit, wanted, ods_code, status=422)
    saved = usecases.edit_organisation(actor_of(visit), ods_code, wanted, visit.now)
    if isinstance(saved, Refusal):
        return views.edited_meanwhile(visit, ods_code)
    return see_other(visit, f"/organisations/{ods_code}") if saved else not_found(visit)


@app.route("/history/organisations/{ods_code}", methods=["GET"])
@guard.page()
def history(visit: Visit, ods_code: str) -> Reply:
    """What was changed about an organisation, by whom and when."""
    found = directory.organisation(ods_code) if may(actor_of(visit), Action.SEE_HISTORY, ods_code) else None
    if found is None:
        return not_found(visit)
    return views.history(visit, found)


@app.route("/account/tokens", methods=["GET"])
@guard.page()
def tokens(visit: Visit) -> Reply:
    """The API tokens, and a form for a new one."""
    return views.tokens(visit, Form())


@app.route("/account/tokens", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def make_token(visit: Visit) -> Reply:
    """Make an API token and show it, this once. No redirect: nothing could show it after one."""
    wanted = read(NewToken, visit.form, TOKEN_WORDS)
    if isinstance(wanted, FieldErrors):
        return views.tokens(visit, wanted, status=422)
    made = usecases.make_token(actor_of(visit), wanted, visit.now)
    if isinstance(made, Refusal):
        return views.refusal(visit, made, "/account/tokens")
    return render(visit, "portal/token.html", status=201, text=made[0], token=made[1])


@app.route("/account/tokens/revoke", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def revoke_token(visit: Visit) -> Reply:
    """Revoke an API token."""
    wanted = read(Revocation, visit.form, REVOCATION_WORDS)
    if isinstance(wanted, FieldErrors) or not usecases.revoke_token(actor_of(visit), wanted):
        return not_found(visit)
    return see_other(visit, "/account/tokens")


@app.route("/assets/{name}", methods=["GET"])
@guard.file()
def asset(visit: Visit, name: str) -> Reply:
    """A style sheet, a script or an icon."""
    return asset_response(name, visit.accepts_gzip) or not_found(visit)


@app.route("/health", methods=["GET"])
@guard.file()
def health(visit: Visit) -> Reply:
    """That this function runs. It asks nothing of the database, so that a probe costs nothing."""
    return json_reply(visit, {"status": "ok"})


def _header(name: str) -> str:
    request = app.current_request
    return str(request.headers.get(name, "")) if request else ""


def _sign_in_browser() -> str:
    """The secret that marks a browser which is signing in; "" for a cookie that is not of our making."""
    secret = read_cookie(_header("cookie"), SIGN_IN)
    return secret if _SECRET.fullmatch(secret) else ""


def _about(name: str) -> None:
    """A page about the service, the same for everybody."""

    def page(visit: Visit) -> Reply:
        return render(visit, f"portal/{name}.html")

    app.route(f"/{name}", methods=["GET"], name=name)(guard.page(open=True)(page))


for _name in ("accessibility", "changes", "contact", "cookies", "privacy"):
    _about(_name)
