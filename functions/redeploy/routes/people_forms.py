"""The two long forms of a person as they are shown: to post somebody, and to change what is held."""

from typing import Any

from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.posting import ON_REGISTER
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.forms.people import edit_form
from functions.redeploy.pages import people as pages
from functions.redeploy.routes.answers import actor_of, key_of
from functions.redeploy.routes.people_acts import after_act
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import people as usecases
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.pages import not_found, render
from shared.web.replies import Reply
from shared.web.visit import Visit

_EMPTY = Form()


def new_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    """The form of a person to post, as it opens or with what is wrong."""
    return render(
        visit,
        "redeploy/people/new.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        employer=actor_of(visit).organisation_name,
        **_choices(visit, usecases.open_changes(actor_of(visit))),
    )


def edit_page(visit: Visit, entry_id: str, errors: FieldErrors | None = None) -> Reply:
    """The form that changes what is held, as it opens or with what is wrong."""
    found = RedeployStore(actor_of(visit)).person(entry_id)
    if found is None:
        return not_found(visit)
    if found.status not in ON_REGISTER or found.details is None:
        return after_act(visit, Refusal(Reason.NOT_ALLOWED_NOW), entry_id)
    form = errors or edit_form(found)
    return render(
        visit,
        "redeploy/people/edit.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        person=pages.person_title(found),
        **_choices(visit, changes_for(visit, found)),
    )


def changes_for(visit: Visit, found: PoolEntry) -> dict[str, str]:
    """The changes that may be chosen for a person: the open ones, and the one that they belong to already."""
    own = found.details.change_id if found.details else None
    return ({own: "The change as it is now"} if own else {}) | usecases.open_changes(actor_of(visit))


def _choices(visit: Visit, changes: dict[str, str]) -> dict[str, Any]:
    return {
        "items": pages.choices(london_day(visit.now)),
        "changes": [{"value": change_id, "text": title} for change_id, title in changes.items()],
    }
