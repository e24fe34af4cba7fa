"""The pages of the two: what somebody has, what they begin, and one conversation."""

from chalice.app import Blueprint

from functions.retention.conversations import pages
from functions.retention.conversations.domain.opening import Ask
from functions.retention.conversations.domain.policy import advises, is_staff, side_of
from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.forms import AskForm, InviteForm
from functions.retention.conversations.messages.pages import ASK_WORDS, INVITE_WORDS
from functions.retention.conversations.messages.reasons import sentence
from functions.retention.conversations.routes.answers import ADVISING, HOME, actor_of, key_of, say_no
from functions.retention.conversations.routes.steps import step_page, take_step
from functions.retention.conversations.store import ConversationStore
from functions.retention.conversations.usecases import opening
from shared.clock import london_day
from shared.history import event_from
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.acts import errors_at
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_EMPTY = Form()


@routes.route("/retention/conversations/how-it-works", methods=["GET"])
@guard.page(open=True)
def how_it_works(visit: Visit) -> Reply:
    """What a confidential conversation is, and who can read one. Open to everybody."""
    return render(visit, "retention/conversations/how-it-works.html")


@routes.route("/retention/conversations", methods=["GET"])
@guard.page()
def own(visit: Visit) -> Reply:
    """The asker's own conversations, newest first. One read."""
    actor = actor_of(visit)
    page = ConversationStore(actor).own(start_of(visit, "own"))
    if not (page.items or is_staff(actor)):
        return not_found(visit)
    return render(
        visit,
        "retention/conversations/own.html",
        rows=pages.own_rows((item["row"] for item in page.items), visit.href(f"{HOME}/")),
        after=next_of(visit, page.after, "own"),
        may_ask=is_staff(actor),
    )


@routes.route("/retention/conversations/advising", methods=["GET"])
@guard.page()
def advising(visit: Visit) -> Reply:
    """The conversations of an adviser, those that are due first. Two reads."""
    actor = actor_of(visit)
    return _advising(visit) if advises(actor) else not_found(visit)


def _advising(visit: Visit) -> Reply:
    store, base = ConversationStore(actor_of(visit)), visit.href(f"{HOME}/")
    due = store.advised_due(london_day(visit.now), start_of(visit, "due"))
    page = store.advised(start_of(visit, "advised"))
    return render(
        visit,
        "retention/conversations/advising.html",
        due=pages.advised_rows((item["row"] for item in due.items), base),
        due_after=next_of(visit, due.after, "due"),
        rows=pages.advised_rows((item["row"] for item in page.items), base),
        after=next_of(visit, page.after, "advised"),
    )


@routes.route("/retention/conversations/ask", methods=["GET"])
@guard.page()
def ask_page(visit: Visit) -> Reply:
    """Ask with whom somebody wants to talk."""
    return _ask_page(visit)


@routes.route("/retention/conversations/ask", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def ask(visit: Visit) -> Reply:
    """Ask an adviser for a conversation."""
    actor = actor_of(visit)
    form = read(AskForm, visit.form, ASK_WORDS)
    if isinstance(form, FieldErrors):
        return _ask_page(visit, form)
    command = Ask(conversation_id=form.key, adviser_id=form.adviser_id, words=form.words)
    outcome = opening.ask(actor, command, visit.now)
    wrong = _wrong(visit, outcome, {Reason.NOT_NEUTRAL: "adviser_id"})
    return _ask_page(visit, wrong) if wrong else _begun(visit, outcome, HOME)


def _ask_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    if not is_staff(actor):
        return not_found(visit)
    advisers = pages.adviser_items(opening.advisers_for(actor, actor.belongs_to))
    status = 422 if form.by_field else 200
    key = key_of(visit)
    return render(visit, "retention/conversations/ask.html", status, form=form, key=key, advisers=advisers)


@routes.route("/retention/conversations/invite", methods=["GET"])
@guard.page()
def invite_page(visit: Visit) -> Reply:
    """Ask whom an adviser wants to invite."""
    return _invite_page(visit)


@routes.route("/retention/conversations/invite", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def invite(visit: Visit) -> Reply:
    """Invite a member of staff."""
    actor = actor_of(visit)
    form = read(InviteForm, visit.form, INVITE_WORDS)
    if isinstance(form, FieldErrors):
        return _invite_page(visit, form)
    outcome = opening.invite(actor, form.key, (form.ods_code, form.name, form.email), visit.now)
    wrong = _wrong(visit, outcome, {Reason.NOT_STAFF: "email", Reason.NOT_NEUTRAL: "ods_code"})
    return _invite_page(visit, wrong) if wrong else _begun(visit, outcome, ADVISING)


def _invite_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    if not advises(actor_of(visit)):
        return not_found(visit)
    status = 422 if form.by_field else 200
    return render(visit, "retention/conversations/invite.html", status, form=form, key=key_of(visit))


@routes.route("/retention/conversations/{conversation_id}", methods=["GET"])
@guard.page()
def conversation(visit: Visit, conversation_id: str) -> Reply:
    """A conversation, for its two. One read."""
    actor = actor_of(visit)
    found = ConversationStore(actor).conversation(conversation_id)
    side = side_of(actor, found) if found else None
    if found is None or side is None:
        return not_found(visit)
    talk = pages.conversation_page(found, side, london_day(visit.now))
    return render(visit, "retention/conversations/conversation.html", talk=talk)


@routes.route("/retention/conversations/{conversation_id}/{step}", methods=["GET"])
@guard.page()
def step(visit: Visit, conversation_id: str, step: str) -> Reply:
    """The question of a step, or what was done so far."""
    return _history(visit, conversation_id) if step == "history" else step_page(visit, conversation_id, step)


@routes.route("/retention/conversations/{conversation_id}/{step}", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def send_step(visit: Visit, conversation_id: str, step: str) -> Reply:
    """Take a step."""
    return take_step(visit, conversation_id, step)


def _history(visit: Visit, conversation_id: str) -> Reply:
    store, scope = ConversationStore(actor_of(visit)), f"history of {conversation_id}"
    found = store.conversation(conversation_id)
    if found is None:
        return not_found(visit)
    page = store.history(found, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Conversation {found.reference}",
        back_path=f"{HOME}/{conversation_id}",
        events=pages.history_rows(map(event_from, page.items)),
        after=next_of(visit, page.after, scope),
    )


def _wrong(visit: Visit, outcome: Done | Refusal, fields: dict[Reason, str]) -> FieldErrors | None:
    """A refusal beside the field that it is about."""
    return errors_at(visit.form, outcome, fields, sentence(outcome)) if isinstance(outcome, Refusal) else None


def _begun(visit: Visit, outcome: Done | Refusal, back: str) -> Reply:
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=back)
    return see_other(visit, f"{HOME}/{outcome.id}")
