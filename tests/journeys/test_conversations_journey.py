"""The story of a confidential conversation over plain HTTP, against the local runner's own process."""

import threading

from tests.journeys import conversations, story
from tests.journeys.conftest import Enter
from tests.journeys.plain import PlainVisitor

DAY = ("20", "11", "2026")


def signed_in(enter: Enter, name: str, organisation: str = "") -> PlainVisitor:
    visitor = enter()
    story.sign_in(visitor, name, organisation)
    return visitor


def emails_to(visitor: PlainVisitor, name: str) -> list[str]:
    """Every email to somebody, once there is one."""
    for _ in range(400):
        visitor.open("/demo/emails")
        found = [one.text for one in visitor.page.all("article") if f"Dear {name}" in one.text]
        if found:
            return found
        threading.Event().wait(0.1)
    raise AssertionError(f"no email to {name}: {visitor}")


def test_two_talk_in_confidence_and_the_person_erases_all_of_it(enter: Enter) -> None:
    person, adviser, second = (
        signed_in(enter, name)
        for name in (conversations.PERSON, conversations.ADVISER, conversations.SECOND_ADVISER)
    )
    others = [
        signed_in(enter, name, organisation)
        for name, organisation in (
            (conversations.MANAGER, ""),
            (conversations.COORDINATOR, ""),
            (story.APPROVER, ""),
            (conversations.OTHER_PERSON, ""),
            (conversations.COLLEAGUE_ADVISER, "Moorland and Potteries Integrated Care Board"),
        )
    ]
    talk = conversations.ask(person, "I cannot go on with three nights a week.")
    for text in emails_to(person, conversations.ADVISER):
        assert "There is something to read" in text
        assert not [word for word in ("night", conversations.PERSON, "conversation") if word in text]
    conversations.answer(adviser, talk, "Thank you. Shall we talk on Friday?")
    conversations.keep_talk(adviser, talk, DAY)
    conversations.finds_nothing(second, talk)
    for visitor in others:
        conversations.finds_nothing(visitor, talk)
    conversations.go_on_with_another(person, talk)
    conversations.finds_nothing(adviser, talk)
    second.open(talk)
    assert "I cannot go on with three nights a week." in second.text
    conversations.erase(person, talk)
    conversations.finds_nothing(second, talk)


def test_the_coordinator_reads_figures_of_the_quarters_that_are_over(enter: Enter) -> None:
    coordinator = signed_in(enter, conversations.COORDINATOR)
    for _ in range(400):  # the schedule rings as the product starts
        coordinator.open("/retention/conversations/figures")
        if "July to September 2026" in coordinator.text:
            break
        threading.Event().wait(0.1)
    coordinator.follow("The quarter before")
    assert "April to June 2026" in coordinator.text
    assert "People who talked: 15" in coordinator.text, coordinator.text
