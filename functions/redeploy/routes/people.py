"""The HR adviser's pages: the employer's people at risk, one by one."""

from chalice.app import Blueprint

from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import may_see_person
from functions.redeploy.forms.people import read_edit, read_post
from functions.redeploy.pages import people as pages
from functions.redeploy.pages.audit import events_shown
from functions.redeploy.routes.answers import actor_of, say_no
from functions.redeploy.routes.people_acts import act, act_page, after_act, is_hr
from functions.redeploy.routes.people_forms import changes_for, edit_page, new_page
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import people as usecases
from functions.redeploy.usecases.links import make_link
from shared.clock import london_day
from shared.history import event_from
from shared.outcomes import Refusal
from shared.reference.rules import rule
from shared.settings import settings
from shared.web.forms import FieldErrors
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/redeploy/people", methods=["GET"])
@guard.page()
def people(visit: Visit) -> Reply:
    """The employer's people on the register, newest first. One read."""
    if not is_hr(visit):
        return not_found(visit)
    actor = actor_of(visit)
    scope = f"people of {actor.ods_code}"
    page = RedeployStore(actor).people_of(actor, start_of(visit, scope))
    rows = pages.person_rows((item["row"] for item in page.items), visit.href("/redeploy/people/"))
    after, employer = next_of(visit, page.after, scope), actor.organisation_name
    return render(visit, "redeploy/people/list.html", rows=rows, after=after, employer=employer)


@routes.route("/redeploy/people/new", methods=["GET"])
@guard.page()
def new_person(visit: Visit) -> Reply:
    """The form of a person to post."""
    return new_page(visit) if is_hr(visit) else not_found(visit)


@routes.route("/redeploy/people/new", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def post_person(visit: Visit) -> Reply:
    """Post a person."""
    if not is_hr(visit):
        return not_found(visit)
    command = read_post(visit.form, london_day(visit.now), usecases.open_changes(actor_of(visit)))
    if isinstance(command, FieldErrors):
        return new_page(visit, command)
    outcome = usecases.post_person(actor_of(visit), command, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back="/redeploy/people", back_text="See your people")
    return see_other(visit, f"/redeploy/people/{outcome.id}")


@routes.route("/redeploy/people/{entry_id}", methods=["GET"])
@guard.page()
def person(visit: Visit, entry_id: str) -> Reply:
    """A person: where they stand, their matches, what they raised, what is held. Two reads."""
    store = RedeployStore(actor_of(visit))
    found = store.person(entry_id)
    return _person_page(visit, store, found) if found else not_found(visit)


def _person_page(visit: Visit, store: RedeployStore, found: PoolEntry) -> Reply:
    scope = f"matches of {found.entry_id}"
    page = store.matches_of_person(found.entry_id, start_of(visit, scope))
    return render(
        visit,
        "redeploy/people/person.html",
        person=pages.person_page(found, visit.now),
        matches=pages.match_rows((item["row"] for item in page.items), visit.href("/redeploy/matches/")),
        after=next_of(visit, page.after, scope),
    )


@routes.route("/redeploy/people/{entry_id}/edit", methods=["GET"])
@guard.page()
def edit_person(visit: Visit, entry_id: str) -> Reply:
    """The form that changes what is held."""
    return edit_page(visit, entry_id)


@routes.route("/redeploy/people/{entry_id}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_person(visit: Visit, entry_id: str) -> Reply:
    """Change what is held."""
    found = RedeployStore(actor_of(visit)).person(entry_id)
    if found is None:
        return not_found(visit)
    command = read_edit(visit.form, entry_id, london_day(visit.now), changes_for(visit, found))
    if isinstance(command, FieldErrors):
        return edit_page(visit, entry_id, command)
    return after_act(visit, usecases.edit_person(actor_of(visit), *command, visit.now), entry_id)


@routes.route("/redeploy/people/{entry_id}/leave", methods=["GET"])
@guard.page()
def leave_page(visit: Visit, entry_id: str) -> Reply:
    """Ask why somebody leaves the register."""
    return act_page(visit, entry_id, "leave")


@routes.route("/redeploy/people/{entry_id}/leave", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def leave(visit: Visit, entry_id: str) -> Reply:
    """Take somebody off the register."""
    return act(visit, entry_id, "leave")


@routes.route("/redeploy/people/{entry_id}/answer", methods=["GET"])
@guard.page()
def answer_page(visit: Visit, entry_id: str) -> Reply:
    """The form of an answer to what a person raised."""
    return act_page(visit, entry_id, "answer")


@routes.route("/redeploy/people/{entry_id}/answer", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def answer(visit: Visit, entry_id: str) -> Reply:
    """Answer what a person raised."""
    return act(visit, entry_id, "answer")


@routes.route("/redeploy/people/{entry_id}/keep", methods=["GET"])
@guard.page()
def keep_page(visit: Visit, entry_id: str) -> Reply:
    """Ask whether a due record is still needed."""
    return act_page(visit, entry_id, "keep")


@routes.route("/redeploy/people/{entry_id}/keep", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def keep(visit: Visit, entry_id: str) -> Reply:
    """Keep a due record."""
    return act(visit, entry_id, "keep")


@routes.route("/redeploy/people/{entry_id}/erase", methods=["GET"])
@guard.page()
def erase_page(visit: Visit, entry_id: str) -> Reply:
    """Ask whether to erase a record."""
    return act_page(visit, entry_id, "erase")


@routes.route("/redeploy/people/{entry_id}/erase", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def erase(visit: Visit, entry_id: str) -> Reply:
    """Erase a record."""
    return act(visit, entry_id, "erase")


@routes.route("/redeploy/people/{entry_id}/link", methods=["GET"])
@guard.page()
def link_page(visit: Visit, entry_id: str) -> Reply:
    """Offer to make a link to the person's own page."""
    return _link_page(visit, entry_id, "")


@routes.route("/redeploy/people/{entry_id}/link", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def link(visit: Visit, entry_id: str) -> Reply:
    """Make a link and show it in the answer itself: a redirect would put the secret into an address. Sent twice,
    it makes two links, each good once."""
    made = make_link(actor_of(visit), entry_id, visit.now)
    if isinstance(made, Refusal):
        return say_no(visit, made, back=f"/redeploy/people/{entry_id}", back_text="Go back to the person")
    return _link_page(visit, entry_id, f"{settings().origin}{visit.href(made)}")


@routes.route("/redeploy/people/{entry_id}/seen", methods=["GET"])
@guard.page()
def seen(visit: Visit, entry_id: str) -> Reply:
    """Who of another employer has seen who the person is, newest first. Two reads."""
    store = RedeployStore(actor_of(visit))
    found = store.timeline(entry_id)
    if found is None:
        return not_found(visit)
    scope = f"seen of {entry_id}"
    page = store.seen(entry_id, start_of(visit, scope))
    rows, after = pages.seen_rows(page.items), next_of(visit, page.after, scope)
    title, back = pages.timeline_title(found, actor_of(visit)), _back_of(visit, found)
    return render(visit, "redeploy/people/seen.html", person=title, back_path=back, rows=rows, after=after)


@routes.route("/redeploy/people/{entry_id}/history", methods=["GET"])
@guard.page()
def history(visit: Visit, entry_id: str) -> Reply:
    """What was done with a person's record, first to last. Two reads."""
    found = RedeployStore(actor_of(visit)).timeline(entry_id)
    return _history_page(visit, found) if found else not_found(visit)


def _history_page(visit: Visit, found: PoolEntry) -> Reply:
    actor, scope = actor_of(visit), f"history of {found.subject}"
    page = RedeployStore(actor).history(found, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Person {found.reference}",
        back_path=_back_of(visit, found),
        events=events_shown(map(event_from, page.items), actor, persons_side=may_see_person(actor, found)),
        after=next_of(visit, page.after, scope),
    )


def _back_of(visit: Visit, found: PoolEntry) -> str:
    """The page of the person, for who may see it; auditors came from the audit."""
    own = may_see_person(actor_of(visit), found)
    return f"/redeploy/people/{found.entry_id}" if own else "/redeploy/audit"


def _link_page(visit: Visit, entry_id: str, made: str) -> Reply:
    found = RedeployStore(actor_of(visit)).person(entry_id)
    if found is None or found.details is None:
        return not_found(visit)
    days = rule("redeploy_link_days", london_day(visit.now)).number
    title = pages.person_title(found)
    return render(visit, "redeploy/people/link.html", person=title, link=made, days=days)
