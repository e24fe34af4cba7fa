"""The story of redeployment, one function a chapter, told once for every kind of visitor.

HR posts somebody at risk; another employer holds a vacancy; the person opens their page by a link, wants the post,
agrees to be named; the employer offers it, the person accepts, the trial begins.
"""

import re

from tests.journeys.visitor import Visitor

HR = "Ines Potterdale"
POSTS_HR = "Marcus Slipdale"
SECOND_HR = "Joanna Heathkiln"
POSTS_MANAGER = "Kamal Brackenhurst"
COORDINATOR = "Olwen Curlewmoor"
FINANCE = "Rhian Coppicedale"

ROLE = "Physiotherapist"
_LINK = re.compile(r"/redeploy/link/[\w.~-]+")
_SAVING = re.compile(r"SV-[A-Z2-7]{8}")


def post_person(visitor: Visitor, name: str) -> None:
    """HR puts a physiotherapist on the register; the person's page is shown."""
    visitor.open("/redeploy/people/new")
    visitor.type("Name", name)
    visitor.type("Email address", "someone.at.risk@bottle-kiln.example")
    visitor.select("Job role", ROLE)
    visitor.select("What are they paid on?", "NHS Agenda for Change")
    visitor.select("Band", "Band 6")
    visitor.type("Full-time salary for a year", "48,117")
    visitor.type("Share of full-time hours", "1")
    visitor.type("Hours a week", "37.5")
    visitor.type("Postcode of their base", "ST92")
    visitor.select("Professional registration", "Health and Care Professions Council")
    visitor.select("Redundancy terms", "Agenda for Change")
    visitor.type("Skills (optional)", "Hydrotherapy")
    visitor.type("Most miles that they would travel, one way", "40")
    visitor.choose("No", group="Would they look at posts of a lower band or with less pay?")
    for box, text in (("Day", "4"), ("Month", "1"), ("Year", "2027")):
        visitor.type(box, text, group="From which day could they start?")
    visitor.type("Continuous service", "10")
    visitor.type("Reckonable service", "10")
    visitor.choose("No", group="Are they protected by law before others?")
    visitor.press("Post this person")
    assert name in visitor.heading, visitor.text


def hold_vacancy(visitor: Visitor, title: str) -> str:
    """An employer holds a physiotherapist's post; the address of the vacancy."""
    visitor.open("/redeploy/vacancies/new")
    visitor.type("Your reference of the vacancy", title)
    visitor.type("Title", title)
    visitor.select("Job role", ROLE)
    visitor.choose("Yes", group="Is the post permanent?")
    visitor.select("Terms of pay", "NHS Agenda for Change")
    visitor.select("Band", "Band 6")
    visitor.type("Hours a week", "37.5")
    visitor.type("Postcode of the workplace", "ST93")
    visitor.select("Registration that the job needs", "Health and Care Professions Council")
    visitor.type("What Essential criterion 1 is", "Hydrotherapy")
    visitor.press("Check your answers")
    visitor.press("Hold the vacancy")
    assert "On hold" in visitor.text, visitor.text
    return visitor.path.partition("?")[0]


def make_link(visitor: Visitor) -> str:
    """From a person's page to the one-time link that HR may give them."""
    visitor.follow("Make a link to their own page")
    visitor.press("Make a link")
    found = _LINK.search(visitor.text)
    assert found, visitor.text
    return found[0]


def want_post(visitor: Visitor, link: str, title: str) -> str:
    """The person opens their page, asks to be considered and agrees to be named; the address of the match."""
    visitor.open(link)
    visitor.press("Open my page")
    visitor.follow(title)
    match = visitor.path
    visitor.follow("I want to be considered")
    visitor.type("Where does this post stand in your order?", "1")
    visitor.press("Ask to be considered")
    visitor.open(match)
    visitor.follow("Let this employer see who I am")
    visitor.choose("Let Two Moors Community and Mental Health NHS Foundation Trust see who I am, for this post")
    visitor.press("Let them see")
    return match


def find_candidate(visitor: Visitor, vacancy: str, name: str) -> str:
    """The manager finds somebody by name among the candidates, who agreed to it; the address of the match."""
    visitor.open(vacancy)
    assert name in visitor.text, visitor.text
    visitor.follow(name)
    return visitor.path


def offer_post(visitor: Visitor, match: str, start: tuple[str, str, str]) -> None:
    """The manager offers the post in writing."""
    visitor.open(match)
    visitor.follow("Offer the post")
    for box, text in zip(("Day", "Month", "Year"), start, strict=True):
        visitor.type(box, text, group="What is the first day of work?")
    visitor.press("Offer the post")


def accept_offer(visitor: Visitor, match: str) -> None:
    """The person reads what it means, and accepts."""
    visitor.open(match)
    visitor.follow("Accept the offer")
    visitor.choose("I accept this offer")
    visitor.press("Accept the offer")
    assert "trial" in visitor.text.lower(), visitor.text


def begin_trial(visitor: Visitor, match: str, start: tuple[str, str, str]) -> None:
    """The manager says that work has started: the four weeks of the law begin."""
    visitor.open(match)
    visitor.follow("Record the first day of work")
    for box, text in zip(("Day", "Month", "Year"), start, strict=True):
        visitor.type(box, text, group="What is the first day of work?")
    visitor.press("Record the first day of work")


def open_saving(visitor: Visitor) -> str:
    """The finance lead opens the saving that waits longest; its address."""
    visitor.open("/redeploy/savings/new")
    found = _SAVING.search(visitor.text)
    assert found, visitor.text
    visitor.follow(found[0])
    return visitor.path
