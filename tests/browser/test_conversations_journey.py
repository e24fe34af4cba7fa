"""The story of a confidential conversation in Chromium: at a desk with scripts, and on a phone without any."""

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Enter
from tests.journeys import conversations, story

DAY = ("20", "11", "2026")


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone-without-scripts"]
)
def test_two_talk_in_confidence_nobody_else_finds_it_and_the_person_erases_it(
    enter: Enter, size: ViewportSize, scripts: bool
) -> None:
    person, adviser, second, manager = (enter(size=size, scripts=scripts) for _ in range(4))
    for visitor, name in (
        (person, conversations.PERSON),
        (adviser, conversations.ADVISER),
        (second, conversations.SECOND_ADVISER),
        (manager, conversations.MANAGER),
    ):
        story.sign_in(visitor, name)
    talk = conversations.ask(person, "I cannot go on with three nights a week.")
    conversations.answer(adviser, talk, "Thank you. Shall we talk on Friday?")
    conversations.keep_talk(person, talk, DAY)
    adviser.open(talk)
    assert "Balance of work and life" in adviser.text
    for visitor in (second, manager):
        conversations.finds_nothing(visitor, talk)
    conversations.go_on_with_another(person, talk)
    conversations.finds_nothing(adviser, talk)
    conversations.erase(person, talk)
    conversations.finds_nothing(second, talk)
