"""Messages about an application, both ways: who writes, who reads, what the other side is told."""

import pytest

from functions.levy.domain.correspondence import WriteMessage
from functions.levy.domain.reasons import Reason
from functions.levy.usecases.correspondence import write_message
from functions.levy.verify_audit import find
from shared.outbox import UNSENT
from shared.outcomes import Refusal
from shared.settings import settings
from shared.table import Table
from tests.levies import APPROVER, AUDITOR, FINANCE_LEAD, MANAGER, done, stored_application, stored_draft
from tests.partners import NOW
from tests.web.client import Browser
from tests.web.levy.applying import path_of
from tests.web.levy.visitors import approver, approver_of, auditor, finance_lead

WORDS = "Could the start be in\nFebruary?"


def written(application_id: str, words: str, key: str) -> WriteMessage:
    command = WriteMessage(application_id=application_id, words=words)
    done(write_message(MANAGER, command, key, NOW))
    return command


def test_both_sides_write_and_read_and_the_newest_stands_first(manager: Browser) -> None:
    application = stored_application()
    here = path_of(application, "messages")
    page = manager.save(manager.get(here), {"words": WORDS})
    assert "Could the start be in February?" in page.main
    desk = approver()
    answered = desk.save(desk.get(here), {"words": "Yes, it could."})
    assert "VLA01" not in answered.main
    assert answered.main.index("Yes, it could.") < answered.main.index("Could the start")
    read_by_employer = manager.get(here)
    assert "The ICS" in read_by_employer.main
    assert "Ada Approver" not in read_by_employer.main


def test_a_message_changes_nothing_of_the_application_and_stands_in_the_audit(manager: Browser) -> None:
    application = stored_application()
    manager.save(manager.get(path_of(application, "messages")), {"words": WORDS})
    desk = approver()
    assert "messages" in desk.get(path_of(application, "decide")).html
    assert manager.get(path_of(application)).status == 200
    findings = find()
    assert not findings.faults
    assert findings.levy.unsealed > 0


def test_the_other_side_is_told_each_time_that_there_is_something_to_read(manager: Browser) -> None:
    application = stored_application()
    for turn in range(2):
        written(application.application_id, f"Turn {turn}.", f"key-of-turn-{turn:02d}")
    command = WriteMessage(application_id=application.application_id, words="Thank you.")
    done(write_message(APPROVER, command, "key-of-the-answer", NOW))
    sent = waiting_to_be_sent()
    assert sent.count("message_from_employer") == 2
    assert sent.count("message_from_ics") == 1


def waiting_to_be_sent() -> list[str]:
    table = Table(settings().levy_table)
    keys = [(item["pk"], item["sk"]) for item in table.page("work", UNSENT, limit=100).items]
    return [item["kind"] for item in table.fetch(*keys) if item]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Write your message"),
        ("x" * 2001, "2,000 characters or fewer"),
        ("It is 1748529632", "learner's number"),
    ],
)
def test_a_message_must_say_something_and_name_nobody(manager: Browser, words: str, sentence: str) -> None:
    application = stored_application()
    page = manager.submit(manager.get(path_of(application, "messages")), {"words": words})
    assert page.status == 422
    assert sentence in page.errors["words"]


def test_a_draft_has_no_messages_and_nobody_else_finds_them(manager: Browser) -> None:
    assert manager.get(path_of(stored_draft(), "messages")).status == 404
    application = stored_application()
    assert finance_lead().get(path_of(application, "messages")).status == 404
    command = WriteMessage(application_id=application.application_id, words="Hello.")
    for nobody in (FINANCE_LEAD, AUDITOR):
        assert write_message(nobody, command, f"key-of-{nobody.person_id}", NOW) == Refusal(Reason.NOT_FOUND)


def test_an_auditor_and_an_approver_of_the_employer_read_and_do_not_write(manager: Browser) -> None:
    application = stored_application()
    written(application.application_id, WORDS, "key-of-the-words")
    for reader in (auditor(), approver_of("VLA01")):
        page = reader.get(path_of(application, "messages"))
        assert "Could the start be in February?" in page.main
        assert "You can read these messages, and not write here." in page.main
        assert "textarea" not in page.html


def test_the_same_form_again_is_one_message_and_room_ends(manager: Browser) -> None:
    application = stored_application()
    for _ in range(2):
        written(application.application_id, WORDS, "key-of-the-words")
    for turn in range(199):
        written(application.application_id, f"Turn {turn}.", f"key-of-turn-{turn:03d}")
    command = WriteMessage(application_id=application.application_id, words="One more.")
    refused = write_message(MANAGER, command, "key-of-one-more", NOW)
    assert refused == Refusal(Reason.MESSAGES_FULL, {"most": "200"})
