"""One's own request to move, a page a question: where one works, where one would rather, and what one says."""

from collections.abc import Callable

from chalice.app import Blueprint

from functions.retention.domain.passport import Item
from functions.retention.domain.policy import may_ask
from functions.retention.domain.requesting import OnRequest
from functions.retention.forms.requests import (
    Part,
    choices_form,
    item_form,
    read_choices,
    read_declarations,
    read_home,
    read_item,
    read_sharing,
    read_statement,
    sharing_form,
)
from functions.retention.forms.typed import form_of
from functions.retention.pages import requests as pages
from functions.retention.pages.units import yes_or_no
from functions.retention.pages.windows import window_shown
from functions.retention.request_store import Own, RequestStore
from functions.retention.routes.answers import WINDOWS, actor_of, key_of, say_no
from functions.retention.usecases import requests as usecases
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/retention/windows/{window_id}/request/home", methods=["GET"])
@guard.page()
def home(visit: Visit, window_id: str) -> Reply:
    """Ask where the person works now."""
    own = _own(visit, window_id)
    return _home_page(visit, own) if own else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/home", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_home(visit: Visit, window_id: str) -> Reply:
    """Keep where the person works now; the request begins with it."""
    own = _own(visit, window_id)
    return _save(visit, own, read_home(visit.form), _home_page) if own else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/choices", methods=["GET"])
@guard.page()
def choices(visit: Visit, window_id: str) -> Reply:
    """Ask where the person would rather work, in order."""
    return _page(visit, window_id, _choices_page)


@routes.route("/retention/windows/{window_id}/request/choices", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_choices(visit: Visit, window_id: str) -> Reply:
    """Keep the units chosen."""
    own = _own(visit, window_id)
    if own is None or own.request is None:
        return not_found(visit)
    units = {one.unit_id: one for one in RequestStore(actor_of(visit)).units(own.window)}
    return _save(visit, own, read_choices(visit.form, own.window, own.request, units), _choices_page)


@routes.route("/retention/windows/{window_id}/request/statement", methods=["GET"])
@guard.page()
def statement(visit: Visit, window_id: str) -> Reply:
    """Ask for the statement."""
    return _page(visit, window_id, _statement_page)


@routes.route("/retention/windows/{window_id}/request/statement", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_statement(visit: Visit, window_id: str) -> Reply:
    """Keep the statement."""
    own = _own(visit, window_id)
    if own is None or own.request is None:
        return not_found(visit)
    return _save(visit, own, read_statement(visit.form, own.window), _statement_page)


@routes.route("/retention/windows/{window_id}/request/post", methods=["GET"])
@guard.page()
def post(visit: Visit, window_id: str) -> Reply:
    """Ask what the person says of their post."""
    return _page(visit, window_id, _post_page)


@routes.route("/retention/windows/{window_id}/request/post", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_post(visit: Visit, window_id: str) -> Reply:
    """Keep what the person says of their post."""
    own = _own(visit, window_id)
    if own is None or own.request is None:
        return not_found(visit)
    return _save(visit, own, read_declarations(visit.form), _post_page)


@routes.route("/retention/windows/{window_id}/request/passport", methods=["GET"])
@guard.page()
def passport(visit: Visit, window_id: str) -> Reply:
    """The passport checklist, an item a line."""
    return _page(visit, window_id, _passport_page)


@routes.route("/retention/windows/{window_id}/request/passport/{item}", methods=["GET"])
@guard.page()
def passport_item(visit: Visit, window_id: str, item: str) -> Reply:
    """Ask about one item of the passport."""
    known = pages.item_of(item)
    return _page(visit, window_id, _item_page(known)) if known else not_found(visit)


@routes.route("/retention/windows/{window_id}/request/passport/{item}", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_item(visit: Visit, window_id: str, item: str) -> Reply:
    """Keep one item of the passport."""
    own, known = _own(visit, window_id), pages.item_of(item)
    if own is None or own.request is None or known is None:
        return not_found(visit)
    return _save(visit, own, read_item(visit.form, known), _item_page(known), "/passport")


@routes.route("/retention/windows/{window_id}/request/sharing", methods=["GET"])
@guard.page()
def sharing(visit: Visit, window_id: str) -> Reply:
    """Ask who may see what."""
    return _page(visit, window_id, _sharing_page)


@routes.route("/retention/windows/{window_id}/request/sharing", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_sharing(visit: Visit, window_id: str) -> Reply:
    """Keep what may be shared."""
    own = _own(visit, window_id)
    if own is None or own.request is None:
        return not_found(visit)
    return _save(visit, own, read_sharing(visit.form), _sharing_page)


Shows = Callable[[Visit, Own, FieldErrors | None], Reply]
"""A page of a request: as it opens, or with what was wrong."""


def _page(visit: Visit, window_id: str, shows: Shows) -> Reply:
    """A page that needs a request to be begun; it begins with where the person works."""
    own = _own(visit, window_id)
    if own is None:
        return not_found(visit)
    if own.request is None:
        return see_other(visit, f"{WINDOWS}/{window_id}/request/home")
    return shows(visit, own, None)


def _save(visit: Visit, own: Own, part: Part | FieldErrors, shows: Shows, then: str = "") -> Reply:
    back = f"{WINDOWS}/{own.window.window_id}/request"
    if isinstance(part, FieldErrors):
        return shows(visit, own, part)
    command = OnRequest(window_id=own.window.window_id, version=part.version)
    outcome = usecases.save(actor_of(visit), command, part.change, part.said, part.key, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=back, back_text="Go to your request")
    return see_other(visit, f"{back}{then}")


def _home_page(visit: Visit, own: Own, errors: FieldErrors | None = None) -> Reply:
    actor = actor_of(visit)
    items = pages.home_items(RequestStore(actor).units(own.window), actor.ods_code)
    form = errors or (form_of(own.request.details) if own.request else Form())
    return _shown(visit, own, "home", form, items=items)


def _choices_page(visit: Visit, own: Own, errors: FieldErrors | None = None) -> Reply:
    assert own.request is not None  # noqa: S101 - `_page` begins with where the person works
    details = own.request.details
    items = pages.choice_items(RequestStore(actor_of(visit)).units(own.window), details.home_unit)
    most = own.window.rules.most_choices
    return _shown(visit, own, "choices", errors or choices_form(details), items=items, most=most)


def _statement_page(visit: Visit, own: Own, errors: FieldErrors | None = None) -> Reply:
    assert own.request is not None  # noqa: S101 - as above
    return _shown(
        visit, own, "statement", errors or form_of(own.request.details), most=own.window.rules.most_words
    )


def _post_page(visit: Visit, own: Own, errors: FieldErrors | None = None) -> Reply:
    assert own.request is not None  # noqa: S101 - as above
    form = errors or form_of(own.request.details.declarations)
    months = own.window.rules.months_in_post
    return _shown(visit, own, "post", form, answers=yes_or_no(), months=months)


def _passport_page(visit: Visit, own: Own, errors: FieldErrors | None = None) -> Reply:
    assert own.request is not None  # noqa: S101 - as above
    base = visit.href(f"{WINDOWS}/{own.window.window_id}/request/passport/")
    rows = pages.item_rows(own.request, base, london_day(visit.now))
    return _shown(visit, own, "passport", errors or Form(), rows=rows)


def _item_page(item: Item) -> Shows:
    def shows(visit: Visit, own: Own, errors: FieldErrors | None) -> Reply:
        assert own.request is not None  # noqa: S101 - as above
        form = errors or item_form(own.request.details, item)
        return _shown(visit, own, "item", form, item=pages.item_shown(item), statuses=pages.check_items())

    return shows


def _sharing_page(visit: Visit, own: Own, errors: FieldErrors | None = None) -> Reply:
    assert own.request is not None  # noqa: S101 - as above
    answers = pages.answers_shown(own, london_day(visit.now))
    form = errors or sharing_form(own.request.details)
    return _shown(visit, own, "sharing", form, keepers=answers["keepers"], answers=yes_or_no())


def _shown(visit: Visit, own: Own, page: str, form: Form, **context: object) -> Reply:
    """A page of one's own request; its form carries the version that it shows."""
    stands = own.request.head.number if own.request else 0
    day = london_day(visit.now)
    return render(
        visit,
        f"retention/requests/{page}.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or stands,
        window=window_shown(own.window, actor_of(visit), day),
        **context,
    )


def _own(visit: Visit, window_id: str) -> Own | None:
    """One's own request in a window, or that none is begun by somebody who may begin one."""
    own = RequestStore(actor_of(visit)).own(window_id)
    return own if own and (own.request or may_ask(actor_of(visit), own.window)) else None
