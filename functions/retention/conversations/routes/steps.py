"""The steps of a conversation: one question a page each, all asked, sent and answered alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from functions.retention.conversations import pages
from functions.retention.conversations.domain import opening, talking
from functions.retention.conversations.domain.conversations import Conversation, Side, Status
from functions.retention.conversations.domain.policy import may, side_of
from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.forms import (
    ActionsForm,
    AdviserForm,
    CorrectForm,
    EraseForm,
    FollowUpForm,
    NoteForm,
    ReasonsForm,
    StayForm,
    SureForm,
    TalkForm,
    held_form,
    note_form,
)
from functions.retention.conversations.messages import pages as words
from functions.retention.conversations.messages.reasons import sentence
from functions.retention.conversations.routes.answers import ADVISING, HOME, actor_of, key_of, say_no
from functions.retention.conversations.store import ConversationStore
from functions.retention.conversations.usecases import opening as opens
from functions.retention.conversations.usecases.talking import take
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.reference.conversation_codes import Codes
from shared.web.acts import Act, errors_at
from shared.web.forms import FieldErrors, Form, read
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

Outcome = Done | Refusal
Asked = Mapping[str, Any]


@dataclass(frozen=True)
class _Step:
    """What a step's form asks with the sentences of its fields, what takes it, what else its page shows, which
    refusals stand beside which field, and what stands in the fields as it opens."""

    form: type[Act]
    words: Mapping[str, str]
    take: Callable[[Actor, str, Any, Visit], Outcome]
    shown: Callable[[Conversation, Side, Visit], Asked] = lambda _, __, ___: {}
    fields: Mapping[Reason, str] = field(default_factory=dict)
    opens_as: Callable[[Conversation, Visit], Form] = lambda _, __: Form()


def step_page(visit: Visit, conversation_id: str, name: str, form: Form | None = None) -> Reply:
    """The page that asks before a step, or what is true now where it can no longer be taken."""
    actor, step = actor_of(visit), _STEPS.get(name)
    found = ConversationStore(actor).conversation(conversation_id)
    side = side_of(actor, found) if found else None
    if step is None or found is None or side is None:
        return not_found(visit)
    refusal = _refusal(name, found, side, _today(visit))
    if refusal:
        return say_no(visit, refusal, back=f"{HOME}/{conversation_id}")
    shown = form or step.opens_as(found, visit)
    return render(
        visit,
        f"retention/conversations/{name}.html",
        status=422 if shown.by_field else 200,
        form=shown,
        key=key_of(visit),
        version=shown.value("version") or found.head.number,
        talk=pages.title_of(found, side),
        is_persons=side is Side.PERSON,
        **step.shown(found, side, visit),
    )


def _refusal(name: str, found: Conversation, side: Side, today: date) -> Refusal | None:
    """Why the page of a step does not open now."""
    if not may(side, pages.STEP_ACTIONS[name], found, today):
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return Refusal(Reason.NOT_DUE) if name == "follow-up" and not pages.due_months(found, side, today) else None


def take_step(visit: Visit, conversation_id: str, name: str) -> Reply:
    """Take a step, or show its form again with what is wrong."""
    step = _STEPS.get(name)
    if step is None:
        return not_found(visit)
    form = read(step.form, visit.form, step.words)
    if isinstance(form, FieldErrors):
        return step_page(visit, conversation_id, name, form)
    outcome = step.take(actor_of(visit), conversation_id, form, visit)
    if isinstance(outcome, Refusal):
        wrong = (
            errors_at(visit.form, outcome, step.fields, sentence(outcome))
            if outcome.reason in step.fields
            else None
        )
        back = f"{HOME}/{conversation_id}"
        return step_page(visit, conversation_id, name, wrong) if wrong else say_no(visit, outcome, back=back)
    return see_other(visit, _after(visit, outcome))


def _after(visit: Visit, done: Done) -> str:
    """The conversation as it is now; once it is erased, the list that it stood in."""
    if done.status != Status.ERASED:
        return f"{HOME}/{done.id}"
    return ADVISING if visit.form.get("side") == Side.ADVISER else HOME


def _today(visit: Visit) -> date:
    return london_day(visit.now)


def _codes(of: Codes) -> Callable[[Conversation, Side, Visit], Asked]:
    return lambda _, __, visit: {"items": pages.code_items(of, _today(visit))}


def _actions(_: Conversation, __: Side, visit: Visit) -> Asked:
    today = _today(visit)
    return {
        "items": pages.code_items(Codes.ACTIONS, today),
        "patterns": pages.code_items(Codes.FLEXIBLE_PATTERNS, today),
    }


def _follow_up(found: Conversation, side: Side, visit: Visit) -> Asked:
    today = _today(visit)
    months = pages.month_items(pages.due_months(found, side, today))
    return {"months": months, "items": pages.code_items(Codes.OUTCOMES, today)}


def _advisers(found: Conversation, _: Side, visit: Visit) -> Asked:
    actor = actor_of(visit)
    held = found.contents
    others = opens.advisers_for(actor, opens.employers_of(actor, found))
    return {"advisers": pages.adviser_items([one for one in others if held and one.person_id != held.adviser_id])}


def _which_note(visit: Visit) -> str:
    return visit.form.get("note_id") or visit.query.get("note", "")


def _note(found: Conversation, _: Side, visit: Visit) -> Asked:
    note = found.note(_which_note(visit))
    return {"note_id": note.note_id if note else "", "is_own": note is not None and note.by is Side.PERSON}


def _commanded(command: type[Any], *left_out: str) -> Callable[[Actor, str, Any, Visit], Outcome]:
    """The act whose command has the fields of its form."""

    def taken(actor: Actor, conversation_id: str, form: Act, visit: Visit) -> Outcome:
        typed = form.model_dump(exclude={"key", *left_out})
        return take(actor, command(conversation_id=conversation_id, **typed), form.key, visit.now)

    return taken


def _write(actor: Actor, conversation_id: str, form: NoteForm, visit: Visit) -> Outcome:
    note = talking.WriteNote(conversation_id=conversation_id, note_id=form.key, words=form.words)
    return take(actor, note, form.key, visit.now)


def _go_on_with(actor: Actor, conversation_id: str, form: AdviserForm, visit: Visit) -> Outcome:
    command = opening.ChooseAdviser(
        conversation_id=conversation_id, version=form.version, adviser_id=form.adviser_id
    )
    return opens.choose_adviser(actor, command, form.key, visit.now)


def _sure(
    command: type[Any], act: Callable[[Actor, Any, str, Any], Outcome]
) -> Callable[[Actor, str, Any, Visit], Outcome]:
    """The act that a page asks about and nothing is typed for."""

    def taken(actor: Actor, conversation_id: str, form: SureForm | EraseForm, visit: Visit) -> Outcome:
        return act(actor, command(conversation_id=conversation_id, version=form.version), form.key, visit.now)

    return taken


def _as_held(found: Conversation, _: Visit) -> Form:
    return held_form(found)


_STEPS: Mapping[str, _Step] = {
    "agree": _Step(SureForm, words.SURE_WORDS, _sure(opening.Agree, opens.agree)),
    "talk": _Step(
        TalkForm,
        words.TALK_WORDS,
        _commanded(talking.HoldTalk),
        fields={Reason.IN_THE_FUTURE: "talked_on"},
        opens_as=_as_held,
    ),
    "reasons": _Step(
        ReasonsForm,
        words.REASONS_WORDS,
        _commanded(talking.SayReasons),
        _codes(Codes.LEAVING_REASONS),
        opens_as=_as_held,
    ),
    "stay": _Step(StayForm, words.STAY_WORDS, _commanded(talking.SayStay), _codes(Codes.STAY), opens_as=_as_held),
    "actions": _Step(
        ActionsForm, words.ACTIONS_WORDS, _commanded(talking.SayActions), _actions, opens_as=_as_held
    ),
    "note": _Step(NoteForm, words.NOTE_WORDS, _write, fields={Reason.TOO_MANY_NOTES: "words"}),
    "correct": _Step(
        CorrectForm,
        words.CORRECT_WORDS,
        _commanded(talking.Correct),
        _note,
        opens_as=lambda found, visit: note_form(found, _which_note(visit)),
    ),
    "follow-up": _Step(
        FollowUpForm,
        words.FOLLOW_UP_WORDS,
        _commanded(talking.RecordFollowUp),
        _follow_up,
        fields={Reason.NOT_DUE: "months"},
    ),
    "adviser": _Step(
        AdviserForm,
        words.ADVISER_WORDS,
        _go_on_with,
        _advisers,
        fields={Reason.NOT_NEUTRAL: "adviser_id", Reason.SAME_ADVISER: "adviser_id"},
    ),
    "keep": _Step(SureForm, words.SURE_WORDS, _sure(opening.Keep, opens.keep)),
    "close": _Step(SureForm, words.SURE_WORDS, _sure(opening.Close, opens.close)),
    "erase": _Step(EraseForm, words.ERASE_WORDS, _sure(opening.Erase, opens.erase)),
}
