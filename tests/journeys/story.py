"""The story of the README, one function a chapter, told once for every kind of visitor.

A care home asks what a transfer would pay, applies, is approved, accepts; the trust that pays sees it reserved.
"""

import re

from tests.journeys.visitor import Visitor

MANAGER = "Beth Bilberry"
CARE_HOME = "Emberkiln House Care Home"
APPROVER = "Grace Stonechat"
OTHER_APPROVER = "Owen Heatherstone"
LENDER = "Dev Curlewdale"
TRUST = "Bottle Kiln University Hospitals NHS Trust"
PLEDGE = f"{TRUST}, 2026/27"

TRAINING = "Senior healthcare support worker"
START = ("3", "2027")
EACH = "£9,000.00"

NO_CONFLICT = "No, I have none"
_REFERENCE = re.compile(r"\bLT-[A-Z2-7]{8}\b")


def estimate(visitor: Visitor) -> None:
    """From the front page to what a transfer would pay, without signing in."""
    visitor.open("/")
    visitor.follow("Levy transfers")
    visitor.follow("Get an estimate")
    visitor.select("What is the training?", TRAINING)
    visitor.type("How many apprentices?", "1")
    visitor.type("Month", START[0], group="When does the training start?")
    visitor.type("Year", START[1], group="When does the training start?")
    visitor.choose("No, we pay no levy")
    visitor.type("How many of the apprentices will be 25 or over on their first day?", "1")
    visitor.press("Show the estimate")
    assert visitor.heading == f"Your estimate: {EACH}"
    assert "A transfer would save your organisation £450.00." in visitor.text


def sign_in(visitor: Visitor, name: str, organisation: str = "") -> None:
    """Choose the card of a demo person, and for whom they act where they may choose."""
    visitor.open("/sign-in")
    visitor.press(f"Sign in as {name}")
    if organisation:
        visitor.choose(organisation)
        visitor.press("Continue")
    assert visitor.heading == "What you can do", visitor.text


def sign_out(visitor: Visitor) -> None:
    """Leave, as somebody at a shared computer does."""
    visitor.press("Sign out")
    visitor.open("/levy/applications")
    assert visitor.heading == "Choose who to sign in as"


def apply_for_training(visitor: Visitor, apprentices: str = "1", start: tuple[str, str] = START) -> str:
    """Start, fill every part in, check and send; the reference of the application."""
    start_application(visitor)
    fill_account(visitor)
    fill_training(visitor, start)
    fill_apprentices(visitor, apprentices)
    fill_rationale(visitor)
    fill_promises(visitor)
    fill_sharing(visitor)
    assert "6 of 6 parts are done" in visitor.text
    visitor.follow("Check your answers and send")
    assert TRAINING in visitor.text
    visitor.press("Send the application")
    assert visitor.heading == "Application sent"
    return reference(visitor)


def start_application(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.follow("Your levy applications")
    visitor.press("Start an application")
    assert "0 of 6 parts are done" in visitor.text


def fill_account(visitor: Visitor) -> None:
    visitor.follow("Your apprenticeship service account")
    account = "Does your organisation have an apprenticeship service account?"
    visitor.choose("Yes, and the employer agreement in it is signed", group=account)
    visitor.choose("No, we pay no levy")
    visitor.press("Save and go back to the list")


def fill_training(visitor: Visitor, start: tuple[str, str] = START) -> None:
    visitor.follow("The training")
    visitor.select("What is the training?", TRAINING)
    visitor.type("Month", start[0], group="When does the training start?")
    visitor.type("Year", start[1], group="When does the training start?")
    visitor.type("What is the price for one apprentice?", "9,000")
    visitor.press("Save and go back to the list")


def fill_apprentices(visitor: Visitor, count: str = "1") -> None:
    visitor.follow("The apprentices")
    visitor.follow("Add apprentices")
    visitor.type("How many apprentices?", count)
    visitor.choose("25 or over")
    visitor.choose("Yes, they work for us already")
    visitor.type("Your own reference (optional)", "Night team")
    visitor.press("Save")
    visitor.follow("Go on to the other parts")


def fill_rationale(visitor: Visitor) -> None:
    visitor.follow("Why you need the training")
    visitor.type(
        "How does the training fit the work that the apprentices will do?", "They run the shift at night."
    )
    visitor.type(
        "What can your team not do now, and what will it be able to do?",
        "Nobody at night may take blood pressures alone.\nAfter it, every night shift has somebody who may.",
    )
    visitor.press("Save and go back to the list")


def fill_promises(visitor: Visitor) -> None:
    visitor.follow("What you promise")
    visitor.choose("We will stay in touch, and answer when the ICS asks how the training is going")
    visitor.choose("We will tell the ICS when an apprentice leaves, pauses or finishes")
    visitor.choose("We will pay any part of the price that is above the funding band")
    visitor.choose("We will give each apprentice paid working time for the training")
    visitor.press("Save and go back to the list")


def fill_sharing(visitor: Visitor) -> None:
    visitor.follow("Who may see your application")
    visitor.choose("Employers that may give the money can see our application")
    visitor.choose("No", group="Have you asked anybody else to pay for the same training?")
    visitor.press("Save and go back to the list")


def open_from_queue(visitor: Visitor, wanted: str) -> None:
    """Find an application of the care home in the queue, and open it to decide."""
    visitor.open("/")
    visitor.follow("Applications to decide")
    visitor.type("Find an employer or an application", CARE_HOME)
    visitor.press("Find")
    visitor.follow(f"{CARE_HOME} {wanted}")
    assert wanted in visitor.text


def approve(visitor: Visitor, cost: str = EACH, pledge: str = PLEDGE) -> None:
    """Approve the application that is open against one pledge, its money beside the button."""
    choose_pledge(visitor, pledge)
    visitor.press(f"Reserve {cost} and make the offer")
    assert visitor.heading == f"{cost} is reserved"


def propose(visitor: Visitor, cost: str) -> None:
    """Approve an application above the sum that one approver decides alone."""
    choose_pledge(visitor)
    visitor.press(f"Propose {cost} to a second approver")
    assert visitor.heading == "Proposed to a second approver"


def choose_pledge(visitor: Visitor, pledge: str = PLEDGE) -> None:
    visitor.follow(f"Approve against this pledge of {pledge}")
    assert "Available now £" in visitor.text
    visitor.choose(pledge)
    visitor.choose(NO_CONFLICT)
    visitor.type("Why do you approve it?", "The night shifts of this home need it.")


def open_own(visitor: Visitor, wanted: str) -> None:
    """Find an application in the care home's list, and open it."""
    visitor.open("/")
    visitor.follow("Your levy applications")
    visitor.follow(wanted)


def accept(visitor: Visitor, wanted: str) -> None:
    """Find the offer in the list, read it, accept its terms."""
    open_own(visitor, wanted)
    assert "Offer made" in visitor.text
    visitor.follow("Accept the offer")
    visitor.choose("We accept the offer and its terms")
    visitor.press("Accept the offer")
    assert "Offer accepted" in visitor.text


def turn_down(visitor: Visitor, wanted: str) -> None:
    """Do not take the offer."""
    open_own(visitor, wanted)
    visitor.follow("Turn the offer down")
    visitor.press("Turn the offer down")
    assert "Offer turned down" in visitor.text


def withdraw(visitor: Visitor, wanted: str) -> None:
    """Take the application back."""
    open_own(visitor, wanted)
    visitor.follow("Withdraw this application")
    visitor.press("Withdraw this application")
    assert "Withdrawn" in visitor.text


def move_clock(visitor: Visitor, day: str, month: str, year: str) -> None:
    """Set the demo clock to ten in the morning of a day."""
    visitor.open("/demo/clock")
    for label, text in (("Day", day), ("Month", month), ("Year", year)):
        visitor.type(label, text, group="Day")
    visitor.type("Time in London", "10:00")
    visitor.press("Set the clock")
    assert f"It is now 10:00am on {day} " in visitor.text


def read_ledger(visitor: Visitor, wanted: str, cost: str = EACH, pledge: str = PLEDGE) -> None:
    """See, as the trust that pays, the reservation in the ledger of its pledge."""
    visitor.open("/")
    visitor.follow("Your levy pledges")
    visitor.follow(pledge)
    entries = visitor.text.partition("Every move of this money, newest first")[2]
    newest = entries.partition(wanted)[0]
    assert "Reserved" in newest, entries
    assert cost in newest, entries


def newest_reference(visitor: Visitor) -> str:
    """The reference of one's own newest application, which stands first in the list."""
    visitor.open("/levy/applications")
    return reference(visitor)


def reference(visitor: Visitor) -> str:
    """The reference of an application that the page names."""
    found = _REFERENCE.search(visitor.text)
    assert found, visitor.text
    return found[0]
