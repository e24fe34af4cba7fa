"""The table of conversations: whole decisions, replays, races, and an erasure that leaves nothing."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.retention.conversations import verify_audit
from functions.retention.conversations.domain.conversations import MOST_NOTES, Status
from functions.retention.conversations.domain.opening import Ask, ChooseAdviser, Close, Erase
from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.domain.talking import Correct, SayReasons, WriteNote
from functions.retention.conversations.items import conversation_key
from functions.retention.conversations.store import ConversationStore
from functions.retention.conversations.usecases import opening, talking
from functions.retention.conversations.usecases.perform import asked_of
from shared import audit
from shared.actors import Role
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.table import Item, Table, Update, client, decoded
from tests.conversations import (
    ADVISER,
    ADVISER_ID,
    EMAIL,
    INVOLVED,
    NAME,
    OTHERS,
    PERSON,
    PERSON_ID,
    SECOND,
    as_it_stands,
    asked,
    done,
    followed_up,
    invited,
    noted,
    on,
    talked,
)
from tests.partners import NOW


def everything(table: Table) -> list[Item]:
    """Every item of the table: a test's own look, no function may scan."""
    return [
        decoded(item)
        for page in client().get_paginator("scan").paginate(TableName=table.name)
        for item in page["Items"]
    ]


def reason(outcome: Done | Refusal) -> Reason:
    assert isinstance(outcome, Refusal), outcome
    return Reason(outcome.reason)


def erased(talk: str, key: str | None = None, actor: Any = PERSON) -> Done | Refusal:
    return opening.erase(actor, on(talk, Erase), key or new_id(), NOW + timedelta(days=1))


@pytest.mark.parametrize("who", OTHERS)
def test_another_conversation_is_not_there_whoever_asks_and_whatever_they_send(who: str) -> None:
    talk, stranger = asked("Words."), OTHERS[who]
    store = ConversationStore(stranger)
    assert store.conversation(talk) is None
    assert store.with_once(talk, "key") == (None, None)
    acts: list[Done | Refusal] = [
        talking.take(stranger, on(talk, SayReasons, reasons=("27",)), new_id(), NOW),
        talking.take(
            stranger, WriteNote(conversation_id=talk, note_id=new_id(), words="I was here."), new_id(), NOW
        ),
        opening.close(stranger, on(talk, Close), new_id(), NOW),
        opening.choose_adviser(stranger, on(talk, ChooseAdviser, adviser_id=SECOND.person_id), new_id(), NOW),
        opening.erase(stranger, on(talk, Erase), new_id(), NOW),
    ]
    nothing = talking.take(stranger, SayReasons(conversation_id="nothing", version=1), new_id(), NOW)
    assert {reason(act) for act in acts} == {reason(nothing)} == {Reason.NOT_FOUND}
    assert as_it_stands(talk).head.number == 1


def test_a_list_holds_the_askers_own_and_no_other(table: Table) -> None:
    asked()
    asked(adviser_id=SECOND.person_id)
    invited()
    assert len(ConversationStore(PERSON).own(None).items) == 3
    assert len(ConversationStore(ADVISER).advised(None).items) == 2
    assert len(ConversationStore(SECOND).advised(None).items) == 1
    for actor in (INVOLVED, OTHERS["coordinator"], OTHERS["auditor"], OTHERS["hr of the employer"]):
        store = ConversationStore(actor)
        assert [
            *store.own(None).items,
            *store.advised(None).items,
            *store.advised_due(NOW.date(), None).items,
        ] == []


def test_who_advises_no_more_or_has_joined_the_employer_finds_nobody_in_their_list() -> None:
    talk = asked()
    assert len(ConversationStore(ADVISER).advised(None).items) == 1
    demoted = ADVISER.model_copy(update={"roles": frozenset({Role.AUDITOR})})
    joined = ADVISER.model_copy(update={"belongs_to": ADVISER.belongs_to | {"RZZ"}})
    for actor in (demoted, joined):
        store = ConversationStore(actor)
        assert store.conversation(talk) is None
        assert [*store.advised(None).items, *store.advised_due(NOW.date(), None).items] == []


def test_the_same_form_twice_is_one_act_and_another_content_under_its_key_is_refused() -> None:
    talk, key = asked(), new_id()
    command = on(talk, SayReasons, reasons=("27",))
    assert talking.take(PERSON, command, key, NOW) == talking.take(PERSON, command, key, NOW)
    assert as_it_stands(talk).head.number == 2
    other = command.model_copy(update={"reasons": ("18",)})
    assert reason(talking.take(PERSON, other, key, NOW)) is Reason.KEY_REUSED


def test_a_conversation_that_is_asked_for_twice_with_one_form_is_one() -> None:
    command = Ask(conversation_id=new_id(), adviser_id=ADVISER_ID, words="Hello.")
    assert opening.ask(PERSON, command, NOW) == opening.ask(PERSON, command, NOW)
    other = command.model_copy(update={"words": "Good day."})
    assert reason(opening.ask(PERSON, other, NOW)) is Reason.KEY_REUSED


def test_an_invitation_that_is_sent_twice_is_one() -> None:
    key = new_id()
    replies = [opening.invite(ADVISER, key, ("RZZ", NAME, EMAIL), NOW) for _ in range(2)]
    assert replies[0] == replies[1] and isinstance(replies[0], Done)


def test_notes_of_both_at_once_are_all_kept() -> None:
    talk = asked()

    def write(number: int) -> Done | Refusal:
        actor = PERSON if number % 2 else ADVISER
        note = WriteNote(conversation_id=talk, note_id=new_id(), words=f"Note {number}")
        outcome = talking.take(actor, note, key := new_id(), NOW)
        for _ in range(20):  # somebody sends the same form again, as the page asks
            if isinstance(outcome, Done):
                break
            outcome = talking.take(actor, note, key, NOW)
        return outcome

    with ThreadPoolExecutor(4) as pool:
        outcomes = [*pool.map(write, range(8))]
    held = as_it_stands(talk).contents
    assert all(isinstance(one, Done) for one in outcomes)
    assert held and sorted(note.words for note in held.notes) == sorted(f"Note {number}" for number in range(8))


def test_an_erasure_races_a_note_and_nothing_is_left_of_either(table: Table) -> None:
    talk = asked("CANARY one.")

    def act(number: int) -> Done | Refusal:
        if number:
            note = WriteNote(conversation_id=talk, note_id=new_id(), words="CANARY two.")
            return talking.take(ADVISER, note, new_id(), NOW)
        return erased(talk)

    with ThreadPoolExecutor(4) as pool:
        outcomes = [*pool.map(act, range(4))]
    if isinstance(outcomes[0], Refusal):  # the notes were first: the page says so, and it is sent again
        done(erased(talk))
    assert as_it_stands(talk).status is Status.ERASED
    assert "CANARY" not in json.dumps(everything(table), default=str)


def a_whole_life() -> str:
    """A conversation in which everything was said and done, then erased by the person; the id."""
    talk = asked("CANARY-FIRST")
    talked(talk, stay_words="CANARY-STAY", actions=("flexible_working",), pattern="06")
    noted(talk, "CANARY-NOTE", ADVISER)
    followed_up(talk, 3, "moved", NOW + timedelta(days=93))
    held = as_it_stands(talk).contents
    assert held
    correction = on(talk, Correct, note_id=held.notes[1].note_id, words="CANARY-CORRECTION")
    done(talking.take(PERSON, correction, new_id(), NOW))
    done(opening.choose_adviser(PERSON, on(talk, ChooseAdviser, adviser_id=SECOND.person_id), new_id(), NOW))
    return talk


def test_after_an_erasure_no_item_holds_a_word_a_code_or_the_person_and_the_audit_is_whole(table: Table) -> None:
    talk = a_whole_life()
    before = json.dumps(everything(table), default=str)
    assert all(word in before for word in ("CANARY-FIRST", PERSON_ID, NAME, "moved", "by_quarter_pk"))
    audit.seal(table, "QXX", NOW)
    done(erased(talk))
    after = json.dumps(everything(table), default=str)
    gone = ("CANARY", PERSON_ID, NAME, EMAIL, "RZZ", '"moved"', '"27"', '"hours"', "flexible_working", '"06"')
    assert [word for word in gone if word in after] == []
    assert [
        item for item in everything(table) if {"by_person_pk", "by_adviser_pk", "by_quarter_pk"} & item.keys()
    ] == []
    audit.seal(table, "QXX", NOW)
    assert verify_audit.main() == 0
    record = as_it_stands(talk)
    assert (record.status, record.contents) == (Status.ERASED, None)


def test_what_is_left_of_a_form_cannot_be_guessed_back(table: Table) -> None:
    """Who tries every choice that there is finds none of their prints among those that are left."""
    talk, key = asked(), new_id()
    done(talking.take(PERSON, on(talk, SayReasons, reasons=("27",)), key, NOW))
    done(erased(talk))
    left = {item["request"] for item in everything(table) if item["sk"] == "ONCE"}
    guess = SayReasons(conversation_id=talk, version=1, reasons=("27",))
    asking = Ask(conversation_id=talk, adviser_id=ADVISER_ID)
    assert len(left) == 3
    assert not {asked_of(key, "SayReasons", guess).request, asked_of(talk, "ask", asking).request} & left


def test_an_erasure_sent_twice_is_told_twice_and_to_nobody_else() -> None:
    talk, key = asked("Words."), new_id()
    command = on(talk, Erase)
    first = opening.erase(PERSON, command, key, NOW)
    assert isinstance(first, Done) and first.status == Status.ERASED
    assert opening.erase(PERSON, command, key, NOW) == first
    assert reason(opening.erase(ADVISER, command, key, NOW)) is Reason.NOT_FOUND
    assert reason(opening.erase(OTHERS["auditor"], command, key, NOW)) is Reason.NOT_FOUND


def test_the_audit_verifies_through_a_whole_life_and_names_what_was_altered(
    table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = a_whole_life()
    audit.seal(table, "QXX", NOW)
    assert verify_audit.main() == 0
    printed = capsys.readouterr().out
    assert "conversations audit: blocks = 1" in printed and printed.endswith("Conversations are whole.\n")
    pk, sk = conversation_key(talk)
    item = table.get(pk, sk)
    assert item
    table.update(Update(pk, sk, put={"body": item["body"] | {"begun_by": "adviser"}}))
    assert verify_audit.main() == 1
    printed = capsys.readouterr().out
    assert f"FAULT: altered: the record CONVERSATION#{talk}" in printed
    assert "CANARY" not in printed and NAME not in printed


def test_the_audit_misses_an_event_that_was_taken_out(table: Table) -> None:
    talk = a_whole_life()
    assert table.delete(f"CONVERSATION#{talk}", "EVENT#000002")
    assert verify_audit.main() == 1


def test_no_event_of_a_whole_life_says_what_was_said_or_whose_it_is(table: Table) -> None:
    a_whole_life()
    events = [item for item in everything(table) if str(item["sk"]).startswith("EVENT#")]
    assert len(events) > 8
    for event in events:
        assert (event["why"], event["facts"]) == ("", {})
        assert not [word for word in ("CANARY", PERSON_ID, NAME, "RZZ") if word in json.dumps(event, default=str)]


def test_a_decision_on_a_conversation_that_has_changed_is_not_written() -> None:
    talk = asked()
    command = on(talk, SayReasons, reasons=("27",))
    talked(talk)
    assert reason(talking.take(PERSON, command, new_id(), NOW)) is Reason.CHANGED_SINCE


def test_a_full_conversation_stays_below_the_400_kb_of_an_item(table: Table) -> None:
    """In letters that take four bytes each, with every note corrected."""
    record = as_it_stands(asked("\N{GRINNING FACE}" * 2000))
    held = record.contents
    assert held
    note = held.notes[0].model_copy(update={"correction": held.notes[0].words})
    full = held.model_copy(update={"notes": (note,) * MOST_NOTES, "stay_words": held.notes[0].words})
    item = {"pk": "SIZE", "sk": "SIZE", "body": record.model_copy(update={"contents": full}).body()}
    assert len(json.dumps(item, ensure_ascii=False).encode()) < 400 * 1024
    assert table.put(item)
