"""What the two keep of a talk: reasons, what would make the person stay, what follows, notes. Pure functions."""

from datetime import date
from typing import Self

from pydantic import model_validator

from functions.retention.conversations.domain.conversations import (
    MOST_NOTES,
    CodeText,
    Conversation,
    FollowUp,
    Note,
    RecordId,
    Side,
    Text,
    Words,
)
from functions.retention.conversations.domain.decision import Decision, changed, decided, held_of, other, refuse
from functions.retention.conversations.domain.opening import OnConversation
from functions.retention.conversations.domain.policy import Action, Here
from functions.retention.conversations.domain.reasons import Reason
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.conversation_codes import Codes, codes_on
from shared.reference.rules import rule
from shared.values.dates import Month
from shared.values.faults import fault

FLEXIBLE_WORKING = "flexible_working"


class SayReasons(OnConversation):
    """Why the person thinks of leaving, on codes; none is an answer too."""

    reasons: tuple[CodeText, ...] = ()


class SayStay(OnConversation):
    """What would make the person stay: codes, and their own words."""

    stay: tuple[CodeText, ...] = ()
    stay_words: Text = ""


class Following(Frozen):
    """What follows; flexible working that is asked for has a pattern, and nothing else has one."""

    actions: tuple[CodeText, ...] = ()
    pattern: CodeText | None = None

    @model_validator(mode="after")
    def _pattern_belongs_to_flexible_working(self) -> Self:
        if (FLEXIBLE_WORKING in self.actions) != (self.pattern is not None):
            raise fault("pattern.unasked" if self.pattern else "pattern.missing")
        return self


class SayActions(Following, OnConversation):
    """What follows on the talk."""


class HoldTalk(OnConversation):
    """The day on which the two talked."""

    talked_on: date


class WriteNote(Frozen):
    """Words of one of the two, added to what is there: whatever was written meanwhile does not matter."""

    conversation_id: RecordId
    note_id: RecordId
    words: Words


class Correct(OnConversation):
    """The person puts a note right: their own is replaced, beside the adviser's their correction is shown."""

    note_id: RecordId
    words: Words


class RecordFollowUp(OnConversation):
    """What came of it, so many months after the talk."""

    months: int
    outcome: CodeText


def say_reasons(record: Conversation, command: SayReasons, here: Here) -> Decision | Refusal:
    """Keep why the person thinks of leaving."""
    refusal = refuse(record, Action.SAY_REASONS, here, command.version)
    if refusal:
        return refusal
    reasons = _known(Codes.LEAVING_REASONS, command.reasons, here)
    return decided(changed(record, reasons=reasons), Action.SAY_REASONS, here)


def say_stay(record: Conversation, command: SayStay, here: Here) -> Decision | Refusal:
    """Keep what would make the person stay."""
    refusal = refuse(record, Action.SAY_STAY, here, command.version)
    if refusal:
        return refusal
    stay = _known(Codes.STAY, command.stay, here)
    return decided(changed(record, stay=stay, stay_words=command.stay_words), Action.SAY_STAY, here)


def say_actions(record: Conversation, command: SayActions, here: Here) -> Decision | Refusal:
    """Keep what follows. Nothing is sent to anybody: the person does it, or does not."""
    refusal = refuse(record, Action.SAY_ACTIONS, here, command.version)
    if refusal:
        return refusal
    actions = _known(Codes.ACTIONS, command.actions, here)
    if command.pattern and not _known(Codes.FLEXIBLE_PATTERNS, (command.pattern,), here):
        return Refusal(Reason.NOT_FOUND)
    return decided(changed(record, actions=actions, pattern=command.pattern), Action.SAY_ACTIONS, here)


def hold_talk(record: Conversation, command: HoldTalk, here: Here) -> Decision | Refusal:
    """Keep the day of the talk: the follow-ups that are not recorded yet are due from it."""
    refusal = refuse(record, Action.HOLD_TALK, here, command.version)
    if refusal:
        return refusal
    if command.talked_on > london_day(here.now):
        return Refusal(Reason.IN_THE_FUTURE)
    held = held_of(record)
    due = [record.follow_up(months) or _due(command.talked_on, months) for months in follow_up_months(here)]
    follow_ups = tuple(one if one.outcome else _due(command.talked_on, one.months) for one in due)
    talked = changed(
        record,
        talked_on=command.talked_on,
        counted_at=held.counted_at or here.now,
        follow_ups=follow_ups,
    )
    return decided(talked, Action.HOLD_TALK, here)


def write_note(record: Conversation, command: WriteNote, here: Here) -> Decision | Refusal:
    """Add words of one of the two; the other is told that there is something to read."""
    refusal = refuse(record, Action.WRITE_NOTE, here, None)
    if refusal:
        return refusal
    notes = held_of(record).notes
    if len(notes) >= MOST_NOTES:
        return Refusal(Reason.TOO_MANY_NOTES, {"most": str(MOST_NOTES)})
    by, name = here.side or Side.PERSON, here.actor.name if here.actor else ""
    note = Note(note_id=command.note_id, by=by, name=name, words=command.words, at=here.now)
    return decided(changed(record, notes=(*notes, note)), Action.WRITE_NOTE, here, other(here.side))


def correct(record: Conversation, command: Correct, here: Here) -> Decision | Refusal:
    """The person puts a note right."""
    refusal = refuse(record, Action.CORRECT, here, command.version)
    if refusal:
        return refusal
    found = record.note(command.note_id)
    if found is None:
        return Refusal(Reason.NOT_FOUND)
    field = "words" if found.by is Side.PERSON else "correction"
    put_right = found.model_copy(update={field: command.words, "corrected_at": here.now})
    notes = tuple(put_right if one is found else one for one in held_of(record).notes)
    return decided(changed(record, notes=notes), Action.CORRECT, here, Side.ADVISER)


def record_follow_up(record: Conversation, command: RecordFollowUp, here: Here) -> Decision | Refusal:
    """Keep what came of it, from its day on. The person may put right what stands there already."""
    refusal = refuse(record, Action.FOLLOW_UP, here, command.version)
    if refusal:
        return refusal
    found = record.follow_up(command.months)
    if found is None or not _known(Codes.OUTCOMES, (command.outcome,), here):
        return Refusal(Reason.NOT_FOUND)
    if found.due_on > london_day(here.now):
        return Refusal(Reason.NOT_DUE)
    if found.outcome and here.side is not Side.PERSON:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    came = {
        "outcome": command.outcome,
        "recorded_at": found.recorded_at or here.now,
        "recorded_by": here.side,
    }
    kept = found.model_copy(update=came)
    follow_ups = tuple(kept if one is found else one for one in held_of(record).follow_ups)
    return decided(changed(record, follow_ups=follow_ups), Action.FOLLOW_UP, here)


def follow_up_months(here: Here) -> tuple[int, ...]:
    """After how many months the follow-ups are due, under the settings of the day."""
    today = london_day(here.now)
    return (
        rule("conversation_first_follow_up_months", today).number,
        rule("conversation_second_follow_up_months", today).number,
        rule("conversation_third_follow_up_months", today).number,
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that has no such day."""
    month = Month.of(day).plus(months)
    return month.first_day.replace(day=min(day.day, month.last_day.day))


def _due(talked_on: date, months: int) -> FollowUp:
    return FollowUp(months=months, due_on=months_after(talked_on, months))


def _known(of: Codes, given: tuple[str, ...], here: Here) -> tuple[str, ...]:
    """Those of the codes that may be used today, each once, in the order of the list: forms offer no others."""
    return tuple(one.code for one in codes_on(of, london_day(here.now)) if one.code in given)
