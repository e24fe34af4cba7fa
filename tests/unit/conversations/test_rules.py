"""What a conversation's acts lead to, and when they are refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from functions.retention.conversations.domain import opening, talking
from functions.retention.conversations.domain.conversations import MOST_NOTES, Conversation, FollowUp, Side, Status
from functions.retention.conversations.domain.decision import Decision
from functions.retention.conversations.domain.policy import Here
from functions.retention.conversations.domain.reasons import Reason
from shared.outcomes import Refusal
from tests.conversations import (
    ADVISER,
    ADVISER_PERSON,
    BY_ADVISER,
    BY_PERSON,
    COLLEAGUE,
    INVOLVED,
    INVOLVED_PERSON,
    OTHERS,
    PERSON,
    SECOND_PERSON,
    WREN,
    a_note,
    a_record,
    contents,
    here,
)
from tests.partners import NOW, a_membership, a_person

TODAY = NOW.date()


def decision(outcome: Decision | Refusal) -> Decision:
    assert isinstance(outcome, Decision), outcome
    return outcome


def reason(outcome: Decision | Refusal) -> Reason:
    assert isinstance(outcome, Refusal), outcome
    return Reason(outcome.reason)


def on(record: Conversation, command: type[Any], **said: Any) -> Any:
    return command(conversation_id=record.conversation_id, version=record.head.number, **said)


def ask(adviser: Any = ADVISER_PERSON, by: Here = BY_PERSON, words: str = "") -> Decision | Refusal:
    command = opening.Ask(conversation_id="conversation-1", adviser_id="adviser", words=words)
    return opening.ask(command, adviser, "salt", by)


def test_a_conversation_that_the_person_asks_for_is_open_at_once_and_tells_the_adviser() -> None:
    made = decision(ask(words="Mornings suit me."))
    held = made.record.contents
    assert made.record.status is Status.OPEN and made.record.begun_by is Side.PERSON
    assert held and (held.person_id, held.adviser_id, held.employers) == ("wren", "adviser", ("RZZ",))
    assert [note.words for note in held.notes] == ["Mornings suit me."]
    assert [intent.params["to"] for intent in made.intents] == ["adviser"]
    first = decision(ask()).record.contents
    assert first and first.notes == ()


@pytest.mark.parametrize("adviser", [None, INVOLVED_PERSON, WREN, a_person(a_membership("QXX"))])
def test_who_is_no_neutral_adviser_cannot_be_asked(adviser: Any) -> None:
    assert reason(ask(adviser)) is Reason.NOT_NEUTRAL


def test_who_is_no_member_of_staff_cannot_ask() -> None:
    for actor in (ADVISER, OTHERS["hr of the employer"]):
        assert reason(ask(by=here(actor, Side.PERSON))) is Reason.NOT_FOUND


def test_an_adviser_invites_only_people_of_employers_that_are_not_theirs() -> None:
    command = opening.Invite(conversation_id="conversation-1", person_id="wren")
    made = decision(opening.invite(command, WREN, "salt", BY_ADVISER))
    assert (made.record.status, made.record.begun_by) == (Status.INVITED, Side.ADVISER)
    assert [intent.params["to"] for intent in made.intents] == ["person"]
    involved = here(INVOLVED, Side.ADVISER)
    assert reason(opening.invite(command, WREN, "salt", involved)) is Reason.NOT_NEUTRAL
    assert reason(opening.invite(command, None, "salt", BY_ADVISER)) is Reason.NOT_NEUTRAL
    assert reason(opening.invite(command, WREN, "salt", here(COLLEAGUE, Side.ADVISER))) is Reason.NOT_FOUND


def test_the_person_agrees_to_an_invitation() -> None:
    record = a_record(Status.INVITED)
    assert decision(opening.agree(record, on(record, opening.Agree), BY_PERSON)).record.status is Status.OPEN
    assert reason(opening.agree(record, on(record, opening.Agree), BY_ADVISER)) is Reason.NOT_ALLOWED_NOW


@pytest.mark.parametrize("side", [None, Side.PERSON, Side.ADVISER])
def test_a_stranger_is_refused_whatever_side_is_said_to_be_theirs(side: Side | None) -> None:
    record = a_record()
    stranger = here(COLLEAGUE, side)
    assert reason(talking.say_reasons(record, on(record, talking.SayReasons), stranger)) is Reason.NOT_FOUND
    assert reason(opening.erase(record, on(record, opening.Erase), stranger)) is Reason.NOT_FOUND


def test_an_act_on_what_was_shown_before_is_refused() -> None:
    record = a_record()
    old = talking.SayReasons(conversation_id="conversation-1", version=0)
    assert reason(talking.say_reasons(record, old, BY_PERSON)) is Reason.CHANGED_SINCE


def test_the_person_goes_on_with_another_neutral_adviser() -> None:
    record = a_record()
    choice = on(record, opening.ChooseAdviser, adviser_id="second-adviser")
    held = decision(opening.choose_adviser(record, choice, SECOND_PERSON, BY_PERSON)).record.contents
    assert held and (held.adviser_id, held.adviser_name) == ("second-adviser", "Tam Ouzel")
    same = opening.choose_adviser(record, choice, ADVISER_PERSON, BY_PERSON)
    assert reason(same) is Reason.SAME_ADVISER
    assert reason(opening.choose_adviser(record, choice, INVOLVED_PERSON, BY_PERSON)) is Reason.NOT_NEUTRAL
    assert reason(opening.choose_adviser(record, choice, SECOND_PERSON, BY_ADVISER)) is Reason.NOT_ALLOWED_NOW


def test_codes_are_kept_once_in_their_order_and_what_is_no_code_of_today_is_dropped() -> None:
    record = a_record()
    said = on(record, talking.SayReasons, reasons=("28", "18", "28", "99"))
    held = decision(talking.say_reasons(record, said, BY_PERSON)).record.contents
    assert held and held.reasons == ("18", "28")


def test_a_pattern_that_is_retired_or_unknown_is_refused() -> None:
    record = a_record()
    for pattern in ("02", "77"):
        said = on(record, talking.SayActions, actions=("flexible_working",), pattern=pattern)
        assert reason(talking.say_actions(record, said, BY_PERSON)) is Reason.NOT_FOUND
    with pytest.raises(ValidationError):
        on(record, talking.SayActions, actions=("wellbeing",), pattern="06")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 3, date(2027, 2, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_a_follow_up_is_due_on_the_same_day_of_its_month_or_its_last(
    day: date, months: int, expected: date
) -> None:
    assert talking.months_after(day, months) == expected


def test_the_day_of_the_talk_sets_the_follow_ups_and_its_correction_moves_those_not_filled_in() -> None:
    record = a_record()
    made = decision(talking.hold_talk(record, on(record, talking.HoldTalk, talked_on=TODAY), BY_ADVISER)).record
    held = made.contents
    assert held and [one.months for one in held.follow_ups] == [3, 6, 12]
    assert held.counted_at == NOW and made.next_due_on == date(2027, 2, 22)
    done = held.follow_ups[0].model_copy(update={"outcome": "left", "recorded_at": NOW})
    later = NOW + timedelta(days=1)
    corrected = a_record(talked_on=TODAY, counted_at=NOW, follow_ups=(done, *held.follow_ups[1:]))
    moved = decision(
        talking.hold_talk(
            corrected,
            on(corrected, talking.HoldTalk, talked_on=date(2026, 10, 1)),
            here(PERSON, Side.PERSON, later),
        )
    ).record.contents
    assert moved and [one.due_on for one in moved.follow_ups] == [
        date(2027, 2, 22),
        date(2027, 4, 1),
        date(2027, 10, 1),
    ]
    assert moved.counted_at == NOW  # counted once, in the quarter in which it was first known


def test_a_talk_cannot_have_been_held_tomorrow() -> None:
    record = a_record()
    said = on(record, talking.HoldTalk, talked_on=TODAY + timedelta(days=1))
    assert reason(talking.hold_talk(record, said, BY_PERSON)) is Reason.IN_THE_FUTURE


def test_a_note_is_added_whatever_happened_meanwhile_until_there_is_no_room() -> None:
    note = talking.WriteNote(conversation_id="conversation-1", note_id="n", words="Words.")
    made = decision(talking.write_note(a_record(), note, BY_ADVISER))
    assert made.record.contents and made.record.contents.notes[0].name == ADVISER.name
    assert [intent.params["to"] for intent in made.intents] == ["person"]
    full = a_record(notes=tuple(a_note(f"n{number}") for number in range(MOST_NOTES)))
    assert reason(talking.write_note(full, note, BY_PERSON)) is Reason.TOO_MANY_NOTES


def test_the_person_replaces_their_own_note_and_sets_a_correction_beside_the_advisers() -> None:
    record = a_record(notes=(a_note("mine"), a_note("theirs", Side.ADVISER, "She leaves.")))
    for note_id, expected in (("mine", ("Right.", "")), ("theirs", ("She leaves.", "Right."))):
        said = on(record, talking.Correct, note_id=note_id, words="Right.")
        found = decision(talking.correct(record, said, BY_PERSON)).record.note(note_id)
        assert found and (found.words, found.correction) == expected
    said = on(record, talking.Correct, note_id="another", words="Right.")
    assert reason(talking.correct(record, said, BY_PERSON)) is Reason.NOT_FOUND


def followed(outcome: str | None = None, due_on: date = TODAY) -> Conversation:
    one = FollowUp(months=3, due_on=due_on, outcome=outcome, recorded_at=NOW if outcome else None)
    return a_record(follow_ups=(one,))


def test_what_came_of_it_is_kept_from_its_day_on_and_put_right_by_the_person_alone() -> None:
    record = followed()
    said = on(record, talking.RecordFollowUp, months=3, outcome="stayed")
    kept = decision(talking.record_follow_up(record, said, BY_ADVISER)).record.follow_up(3)
    assert kept and (kept.outcome, kept.recorded_at, kept.recorded_by) == ("stayed", NOW, Side.ADVISER)
    early = followed(due_on=TODAY + timedelta(days=1))
    assert reason(talking.record_follow_up(early, said, BY_PERSON)) is Reason.NOT_DUE
    again = followed("left")
    assert reason(talking.record_follow_up(again, said, BY_ADVISER)) is Reason.NOT_ALLOWED_NOW
    later = here(PERSON, Side.PERSON, NOW + timedelta(days=200))
    corrected = decision(talking.record_follow_up(again, said, later)).record.follow_up(3)
    assert corrected and (corrected.outcome, corrected.recorded_at) == ("stayed", NOW)
    for months, outcome in ((6, "stayed"), (3, "promoted")):
        other = on(record, talking.RecordFollowUp, months=months, outcome=outcome)
        assert reason(talking.record_follow_up(record, other, BY_PERSON)) is Reason.NOT_FOUND


def test_closing_says_who_did_and_when_it_is_looked_at() -> None:
    record = a_record(follow_ups=followed().contents.follow_ups)  # type: ignore[union-attr]
    closed = decision(opening.close(record, on(record, opening.Close), BY_PERSON)).record
    assert (closed.status, closed.closed_by, closed.appraise_on) == (
        Status.CLOSED,
        Side.PERSON,
        date(2027, 11, 22),
    )
    assert closed.next_due_on == closed.appraise_on


def test_an_erasure_leaves_nothing_that_was_said_nor_whose_it_was() -> None:
    record = a_record(notes=(a_note(),), reasons=("27",))
    erased = decision(opening.erase(record, on(record, opening.Erase), BY_PERSON))
    assert erased.record.contents is None and erased.record.next_due_on is None
    left = erased.record.model_dump_json() + erased.event.model_dump_json()
    assert not [word for word in ("wren", "Wren", "adviser", '"27"', "nights") if word in left]
    assert erased.intents == ()


def test_no_event_says_why_or_what() -> None:
    record = a_record(notes=(a_note(),), follow_ups=followed().contents.follow_ups)  # type: ignore[union-attr]
    made = [
        decision(ask(words="CANARY")),
        decision(talking.say_reasons(record, on(record, talking.SayReasons, reasons=("27",)), BY_PERSON)),
        decision(talking.say_stay(record, on(record, talking.SayStay, stay_words="CANARY"), BY_PERSON)),
        decision(opening.close(record, on(record, opening.Close), BY_ADVISER)),
    ]
    for one in made:
        assert (one.event.why, one.event.facts) == ("", {})
        assert "CANARY" not in one.event.model_dump_json()
        assert all("CANARY" not in intent.model_dump_json() for intent in one.intents)


def test_two_conversations_alike_have_different_prints_so_that_none_is_guessed_back() -> None:
    first, second = a_record(salt="one"), a_record(salt="two")
    said = on(first, talking.SayReasons, reasons=("27",))
    prints = {decision(talking.say_reasons(one, said, BY_PERSON)).event.record for one in (first, second)}
    assert len(prints) == 2
    assert contents(salt="one").salt == "one"
