"""One's own request as a whole: what is left to do, check and confirm, withdraw, its history; all of one's
requests."""

from chalice.app import Blueprint

from functions.retention.domain.policy import advises, may_ask
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requesting import OnRequest
from functions.retention.forms.requests import OnOwn, read_need, read_own
from functions.retention.pages import requests as pages
from functions.retention.pages.audit import events_shown
from functions.retention.pages.windows import window_shown
from functions.retention.request_store import Own, RequestStore
from functions.retention.routes.answers import WINDOWS, actor_of, errors_of, key_of, say_no, stale
from functions.retention.usecases import requests as usecases
from shared.clock import london_day
from shared.history import event_from
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_EMPTY = Form()
_NEED_FIELDS = {Reason.CODE_UNKNOWN: "code"}


@routes.route("/retention/requests", methods=["GET"])
@guard.page()
def requests(visit: Visit) -> Reply:
    """All of one's own requests, newest first."""
    return _list_page(visit)


@routes.route("/retention/windows/{window_id}/request", methods=["GET"])
@guard.page()
def request(visit: Visit, window_id: str) -> Reply:
    """One's own request: what is done and what is left to do."""
    own = _own(visit, window_id)
    return _request_page(visit, own) if own else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/check", methods=["GET"])
@guard.page()
def check(visit: Visit, window_id: str) -> Reply:
    """All that will be confirmed."""
    own = _own(visit, window_id)
    return _answers_page(visit, own, "check") if own and own.request else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/check", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def confirm(visit: Visit, window_id: str) -> Reply:
    """Make the request binding until it is withdrawn."""
    wish, back = read_own(visit.form), f"{WINDOWS}/{window_id}/request"
    if isinstance(wish, FieldErrors):
        return stale(visit, back=back)
    outcome = usecases.confirm(actor_of(visit), _on(wish, window_id), wish.key, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=back, back_text="Go to your request")
    return see_other(visit, back)


@routes.route("/retention/windows/{window_id}/request/withdraw", methods=["GET"])
@guard.page()
def withdraw_page(visit: Visit, window_id: str) -> Reply:
    """Ask whether the request is to be withdrawn."""
    own = _own(visit, window_id)
    is_there = own is not None and own.request is not None and own.request.is_confirmed
    return _answers_page(visit, own, "withdraw") if own and is_there else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/withdraw", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def withdraw(visit: Visit, window_id: str) -> Reply:
    """Take the request back."""
    wish, back = read_own(visit.form), f"{WINDOWS}/{window_id}/request"
    if isinstance(wish, FieldErrors):
        return stale(visit, back=back)
    outcome = usecases.withdraw(actor_of(visit), _on(wish, window_id), wish.key, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=back, back_text="Go to your request")
    return see_other(visit, back)


@routes.route("/retention/windows/{window_id}/request/history", methods=["GET"])
@guard.page()
def request_history(visit: Visit, window_id: str) -> Reply:
    """What was done with one's own request, first to last."""
    own = _own(visit, window_id)
    return _history_page(visit, own) if own and own.request else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/seen", methods=["GET"])
@guard.page()
def request_seen(visit: Visit, window_id: str) -> Reply:
    """Who has opened what one shares, newest first."""
    own = _own(visit, window_id)
    return _seen_page(visit, own) if own and own.request else not_found(visit)


@routes.route("/retention/windows/{window_id}/need", methods=["GET"])
@guard.page()
def need(visit: Visit, window_id: str) -> Reply:
    """Ask a neutral adviser for the code of a need that they have seen to be real."""
    return _need_page(visit, window_id)


@routes.route("/retention/windows/{window_id}/need", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def confirm_need(visit: Visit, window_id: str) -> Reply:
    """Confirm the need behind a code."""
    said = read_need(visit.form)
    if isinstance(said, FieldErrors):
        return _need_page(visit, window_id, said)
    outcome = usecases.confirm_need(actor_of(visit), window_id, said.code.upper(), said.key, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, _NEED_FIELDS)
        no = say_no(visit, outcome, back=f"{WINDOWS}/{window_id}")
        return _need_page(visit, window_id, errors) if errors else no
    return see_other(visit, f"{WINDOWS}/{window_id}/need?done=yes")


def _list_page(visit: Visit) -> Reply:
    store, scope = RequestStore(actor_of(visit)), "own requests"
    page = store.requests_of_mine(start_of(visit, scope))
    rows = [item["row"] for item in page.items]
    return render(
        visit,
        "retention/requests/list.html",
        rows=pages.request_rows(rows, store.window_names(rows), visit.href(f"{WINDOWS}/")),
        after=next_of(visit, page.after, scope),
    )


def _request_page(visit: Visit, own: Own) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    is_confirmed = own.request is not None and own.request.is_confirmed
    lacks = () if is_confirmed else usecases.lacks_of(own)
    store = RequestStore(actor)
    return render(
        visit,
        "retention/requests/request.html",
        window=window_shown(own.window, actor, day),
        request=pages.request_shown(own, day, lacks),
        answers=pages.answers_shown(own, day) if own.request else None,
        need_confirmed=own.request is not None and store.is_need_confirmed(own.request),
    )


def _answers_page(visit: Visit, own: Own, page: str) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    is_confirmed = own.request is not None and own.request.is_confirmed
    return render(
        visit,
        f"retention/requests/{page}.html",
        key=key_of(visit),
        window=window_shown(own.window, actor, day),
        request=pages.request_shown(own, day, () if is_confirmed else usecases.lacks_of(own)),
        answers=pages.answers_shown(own, day),
    )


def _history_page(visit: Visit, own: Own) -> Reply:
    assert own.request is not None  # noqa: S101 - the routes ask first
    actor, window_id = actor_of(visit), own.window.window_id
    scope = f"history of own request in {window_id}"
    page = RequestStore(actor).history(own.request, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Your request {own.request.reference}",
        back_path=f"{WINDOWS}/{window_id}/request",
        events=events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )


def _seen_page(visit: Visit, own: Own) -> Reply:
    assert own.request is not None  # noqa: S101 - the routes ask first
    scope = f"who has seen own request in {own.window.window_id}"
    page = RequestStore(actor_of(visit)).seen(own.request, start_of(visit, scope))
    return render(
        visit,
        "retention/requests/seen.html",
        window=window_shown(own.window, actor_of(visit), london_day(visit.now)),
        rows=pages.seen_rows(page.items),
        after=next_of(visit, page.after, scope),
    )


def _need_page(visit: Visit, window_id: str, form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    window = RequestStore(actor).window(window_id)
    if window is None or not advises(actor):
        return not_found(visit)
    return render(
        visit,
        "retention/requests/need.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        window=window_shown(window, actor, london_day(visit.now)),
        is_done=visit.query.get("done") == "yes" and not form.by_field,
    )


def _own(visit: Visit, window_id: str) -> Own | None:
    own = RequestStore(actor_of(visit)).own(window_id)
    return own if own and (own.request or may_ask(actor_of(visit), own.window)) else None


def _on(wish: OnOwn, window_id: str) -> OnRequest:
    return OnRequest(window_id=window_id, version=wish.version)
