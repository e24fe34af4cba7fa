"""Every refusal and every field has a sentence; the one email says nothing of what it is about."""

import pytest
from pydantic import BaseModel

from functions.retention.conversations import forms
from functions.retention.conversations.domain.conversations import Conversation, Side, Status
from functions.retention.conversations.domain.decision import SOMETHING_TO_READ, to_read
from functions.retention.conversations.domain.policy import Action
from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.emails import compose
from functions.retention.conversations.messages import pages as words
from functions.retention.conversations.messages.emails import TEXTS
from functions.retention.conversations.messages.reasons import SENTENCES, TITLES, sentence
from functions.retention.conversations.pages import STEP_ACTIONS
from functions.retention.conversations.schedule_store import ScheduleStore
from shared import directory
from shared.outcomes import Refusal
from shared.settings import settings
from shared.web.forms import missing_words
from tests.conversations import ADVISER_PERSON, WREN, a_note, a_record

SUBJECT_MATTER = (
    "conversation", "career", "adviser", "leav", "stay", "retention", "confiden", "itchy", "job", "employer",
    "quit", "talk", "resign", "follow",
)  # fmt: skip


def test_every_reason_has_a_title_and_a_sentence() -> None:
    assert set(TITLES) == set(SENTENCES) == set(Reason)
    for reason in Reason:
        assert "{" not in sentence(Refusal(reason, {"most": "30"}))


@pytest.mark.parametrize(
    ("form", "sentences"),
    [
        (forms.AskForm, words.ASK_WORDS),
        (forms.InviteForm, words.INVITE_WORDS),
        (forms.SureForm, words.SURE_WORDS),
        (forms.EraseForm, words.ERASE_WORDS),
        (forms.ReasonsForm, words.REASONS_WORDS),
        (forms.StayForm, words.STAY_WORDS),
        (forms.ActionsForm, words.ACTIONS_WORDS),
        (forms.TalkForm, words.TALK_WORDS),
        (forms.NoteForm, words.NOTE_WORDS),
        (forms.CorrectForm, words.CORRECT_WORDS),
        (forms.FollowUpForm, words.FOLLOW_UP_WORDS),
        (forms.AdviserForm, words.ADVISER_WORDS),
    ],
)
def test_every_field_has_a_sentence(form: type[BaseModel], sentences: dict[str, str]) -> None:
    assert missing_words(form, sentences) == []


def test_every_action_and_every_place_has_its_words() -> None:
    assert set(words.ACTION_NAMES) == set(Action)
    assert set(words.STATUS_NAMES) == set(words.STATUS_COLOURS) == set(Status)
    assert set(words.NEXT) == {(status, side) for status in Status if status is not Status.ERASED for side in Side}
    assert set(STEP_ACTIONS) - set(words.STEP_NAMES) == {"correct"}  # which stands beside each note


def found(monkeypatch: pytest.MonkeyPatch, record: Conversation | None) -> None:
    monkeypatch.setattr(ScheduleStore, "as_it_stands", lambda self, conversation_id: record)
    people = {one.person_id: one for one in (WREN, ADVISER_PERSON)}
    monkeypatch.setattr(directory, "person", people.get)


@pytest.mark.parametrize(("side", "to"), [(Side.PERSON, WREN), (Side.ADVISER, ADVISER_PERSON)])
def test_an_email_goes_to_one_of_the_two_and_says_nothing_of_what_about(
    side: Side, to: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = a_record(notes=(a_note(words="CANARY"),), reasons=("27",), stay_words="CANARY")
    found(monkeypatch, record)
    (email,) = compose(to_read(record, side, "1"))
    assert (email.to, email.subject) == (getattr(to, "email", ""), "There is something to read")
    told = email.body.replace(settings().origin, "").replace(settings().ics_name, "").lower()
    assert not [word for word in (*SUBJECT_MATTER, "canary", "27", record.reference.lower()) if word in told]
    other = ADVISER_PERSON if side is Side.PERSON else WREN
    assert other.name not in email.body and record.conversation_id not in email.body
    assert f"\n{settings().origin}/\n" in email.body


def test_an_intent_names_nobody_and_nothing_that_was_said() -> None:
    record = a_record(notes=(a_note(words="CANARY"),))
    text = to_read(record, Side.PERSON, "2").model_dump_json()
    assert not [
        word for word in ("CANARY", "wren", "Wren", "Noor", ADVISER_PERSON.person_id + '"') if word in text
    ]


def test_nobody_is_written_to_once_all_is_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    for record in (None, a_record(Status.ERASED)):
        found(monkeypatch, record)
        assert compose(to_read(a_record(), Side.PERSON, "1")) == []


def test_there_is_one_kind_of_email() -> None:
    assert set(TEXTS) == {SOMETHING_TO_READ}
