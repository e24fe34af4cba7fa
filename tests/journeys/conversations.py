"""The story of a confidential conversation, one function a chapter, told once for every kind of visitor.

A member of staff asks a neutral adviser; the adviser answers; together they keep why, what would help and what
follows; the person corrects a note, goes on with another adviser, and in the end erases all of it.
"""

from tests.journeys.visitor import Visitor

PERSON = "Maya Fernbeck"
OTHER_PERSON = "Idris Potworthy"
ADVISER = "Ffion Whinchatley"
SECOND_ADVISER = "Tobias Kilnhurst"
COLLEAGUE_ADVISER = "Bryn Mooredge"
COORDINATOR = "Olwen Curlewmoor"
MANAGER = "Ines Potterdale"

HOME = "/retention/conversations"


def ask(visitor: Visitor, words: str) -> str:
    """A member of staff asks an adviser who works for none of their employers; the address of the conversation."""
    visitor.open("/")
    visitor.follow("Talk in confidence")
    visitor.follow("Ask for a conversation")
    assert COLLEAGUE_ADVISER not in visitor.text  # works for the same trust
    visitor.choose(ADVISER)
    visitor.type("What would you like to say first? (optional)", words)
    visitor.press("Ask for a conversation")
    assert visitor.heading.startswith(f"Conversation with {ADVISER}"), visitor.text
    assert words in visitor.text
    return visitor.path


def answer(visitor: Visitor, talk: str, words: str) -> None:
    """One of the two writes a note."""
    visitor.open(talk)
    visitor.follow("Write a note")
    visitor.type("Write a note", words)
    visitor.press("Add the note")
    assert words in visitor.text, visitor.text


def keep_talk(visitor: Visitor, talk: str, day: tuple[str, str, str]) -> None:
    """The two fill in what they talked about."""
    visitor.open(talk)
    visitor.follow("Fill in the day on which you talked")
    for box, text in zip(("Day", "Month", "Year"), day, strict=True):
        visitor.type(box, text)
    visitor.press("Save")
    visitor.follow("Fill in the reasons")
    visitor.choose("Balance of work and life")
    visitor.press("Save")
    visitor.follow("Fill in what would help")
    visitor.choose("Other hours or shifts")
    visitor.press("Save")
    visitor.follow("Fill in what follows")
    visitor.choose("Ask for flexible working")
    visitor.select("If flexible working: which pattern?", "The same hours in fewer days")
    visitor.press("Save")
    assert "Ask for flexible working: the same hours in fewer days" in visitor.text, visitor.text


def go_on_with_another(visitor: Visitor, talk: str) -> None:
    """The person chooses another adviser."""
    visitor.open(talk)
    visitor.follow("Choose another adviser")
    visitor.choose(SECOND_ADVISER)
    visitor.press("Go on with this adviser")
    assert visitor.heading.startswith(f"Conversation with {SECOND_ADVISER}"), visitor.text


def finds_nothing(visitor: Visitor, talk: str) -> None:
    """To everybody else it is not there."""
    visitor.open(talk)
    assert visitor.heading == "Page not found", visitor.text


def erase(visitor: Visitor, talk: str) -> None:
    """The person erases all of it."""
    visitor.open(talk)
    visitor.follow("Erase everything")
    visitor.choose("Erase this conversation for good")
    visitor.press("Erase it for good")
    assert visitor.heading == "Talk in confidence", visitor.text
    finds_nothing(visitor, talk)
