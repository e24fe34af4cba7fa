"""The story of a transfer window, one function a chapter, told once for every kind of visitor.

The ICS opens a window; two managers publish a unit each; three people ask; a manager declines one of them. The
moves are worked out, one person leaves, they are worked out again; everybody else says yes; they are announced.
"""

from datetime import date, timedelta

from tests.journeys.visitor import Visitor

COORDINATOR = "Olwen Curlewmoor"
MANAGER, WARD = "Carys Slipmere", "Orthopaedic ward"
OTHER_MANAGER, TEAM = "Kamal Brackenhurst", "District nursing, south"
MOVER, DECLINED, LEAVER = "Maya Fernbeck", "Bryn Mooredge", "Idris Potworthy"
TRUST = "Bottle Kiln University Hospitals NHS Trust"
PLACE = "Kilnbridge"
OTHER_TRUST = "Two Moors Community and Mental Health NHS Foundation Trust"

WINDOW = "Staff nurses, spring"
DEMO_WINDOW = "Staff nurses, winter"
WHY_NOT = "The post begins with six months of nights, which you say you cannot work."


def days_from(today: date) -> tuple[date, date, date, date]:
    """The days of a window that staff can ask in from tomorrow on."""
    one, ten, twenty, end = (today + timedelta(days=days) for days in (1, 10, 20, 120))
    return one, ten, twenty, end


def plan(visitor: Visitor, days: tuple[date, date, date, date], name: str = WINDOW) -> str:
    """The coordinator plans a window of two trusts; its address."""
    visitor.open("/")
    visitor.follow("Transfer windows")
    visitor.follow("Plan a window")
    visitor.type("What is the window called?", name)
    visitor.select("Job role", "Staff Nurse")
    visitor.select("Band", "Band 5")
    visitor.choose(TRUST)
    visitor.choose(OTHER_TRUST)
    legends = (
        "First day on which staff can ask",
        "Last day on which staff can ask",
        "Last day on which managers can decide",
        "Day on which all is over",
    )
    for legend, day in zip(legends, days, strict=True):
        type_day(visitor, day, legend)
    visitor.press("Save the plan")
    assert visitor.heading == f"{name} Planned", visitor.text
    return visitor.path


def open_window(visitor: Visitor, window: str) -> None:
    """The coordinator opens it: from now on people rely on it."""
    visitor.open(window)
    visitor.follow("Open the window")
    visitor.press("Open the window")
    assert "The lot was drawn when the window opened." in visitor.text, visitor.text


def publish(visitor: Visitor, window: str, name: str) -> str:
    """A manager publishes their unit, of ten people and with one vacancy; its address."""
    visitor.open(window)
    visitor.follow("Publish a unit")
    visitor.type("Name of the unit", name)
    visitor.type("Place", PLACE)
    for label, count in (
        ("How many such posts are funded?", "11"),
        ("How many people hold one now?", "10"),
        ("How many of your own vacancies are open to the window?", "1"),
        ("How many more people may leave than come?", "1"),
    ):
        visitor.type(label, count)
    visitor.press("Publish the unit")
    assert visitor.heading == name, visitor.text
    return visitor.path


def ask(visitor: Visitor, window: str, home: str, wanted: str, words: str) -> None:
    """Somebody fills their request in, part by part, checks it and confirms it."""
    visitor.open(window)
    visitor.follow("Ask to move, or see your request")
    visitor.follow("Where you work now")
    visitor.choose(home)
    visitor.press("Save and continue")
    visitor.follow("Where you would rather work")
    visitor.select("Choice 1", wanted)
    visitor.press("Save and continue")
    visitor.follow("Your statement")
    visitor.type("Why would you like to work there, and what would you bring?", words)
    visitor.press("Save and continue")
    _say_of_the_post(visitor)
    visitor.follow("Who may see what")
    visitor.choose("I agree that the managers of the units that I choose may see this")
    visitor.press("Save and continue")
    visitor.follow("Check your answers and confirm")
    assert wanted in visitor.text
    assert words in visitor.text
    visitor.press("Confirm your request")
    assert "Your request is confirmed" in visitor.text, visitor.text


def _say_of_the_post(visitor: Visitor) -> None:
    visitor.follow("Your post")
    visitor.type("For how many whole months have you been in your post?", "30")
    for legend, answer in (
        ("Is it true that no formal process about you is under way?", "Yes"),
        ("Are your mandatory training and your appraisal complete?", "Yes"),
        ("Do you have a caring or health need for which a move would help?", "No"),
    ):
        visitor.choose(answer, group=legend)
    visitor.press("Save and continue")


def accept(visitor: Visitor, unit: str, name: str) -> None:
    """A manager says that somebody could do the job."""
    visitor.open(unit)
    visitor.follow("Requests to join it")
    visitor.follow(name)
    visitor.choose("Accept: they could do this job here")
    visitor.press("Save your decision")
    assert f"{name} " in visitor.text
    assert "Accepted" in visitor.text, visitor.text


def decline(visitor: Visitor, unit: str, name: str) -> None:
    """A manager says why somebody could not, first without a reason, which is not enough."""
    visitor.open(unit)
    visitor.follow("Requests to join it")
    visitor.follow(name)
    visitor.choose("Decline, with a reason that they will read")
    visitor.press("Save your decision")
    assert "Choose why you decline" in visitor.text, visitor.text
    visitor.select("If you decline: why?", "The hours or shifts do not fit")
    visitor.type("If you decline: explain it to them", WHY_NOT)
    visitor.press("Save your decision")
    assert "Declined" in visitor.text, visitor.text


def run(visitor: Visitor, window: str, movers: int, button: str = "Work out the moves") -> None:
    """The coordinator has the moves worked out, and sees how many people would move: never who."""
    visitor.open(f"{window}/run")
    visitor.press(button)
    assert visitor.heading == "The moves that were worked out", visitor.text
    assert f"People who would move {movers}" in visitor.text, visitor.text
    assert not [name for name in (MOVER, DECLINED, LEAVER) if name in visitor.text]


def run_demo(visitor: Visitor) -> None:
    """The coordinator runs the demo's window of 60 people and 12 units, from the front page on."""
    visitor.open("/")
    visitor.follow("Transfer windows")
    visitor.follow(DEMO_WINDOW)
    visitor.follow("Work out the moves")
    assert "People who ask to move 60" in visitor.text, visitor.text
    assert "Units 12" in visitor.text
    visitor.press("Work out the moves")
    assert visitor.heading == "The moves that were worked out", visitor.text
    assert "People who asked 60" in visitor.text, visitor.text


def leave(visitor: Visitor, window: str) -> None:
    """Somebody who could move stays after all."""
    visitor.open(window)
    visitor.follow("What came of your request")
    assert visitor.heading.startswith("You can move to"), visitor.text
    visitor.follow("No, leave the window")
    visitor.press("Leave the window")
    visitor.open(f"{window}/proposal")
    assert "You left this window. You stay where you are." in visitor.text, visitor.text


def say_yes(visitor: Visitor, window: str, wanted: str) -> None:
    """Somebody who could move says that they want to."""
    visitor.open(window)
    visitor.follow("What came of your request")
    assert visitor.heading == f"You can move to {wanted}", visitor.text
    visitor.press("Yes, I want this move")
    assert "You have said yes." in visitor.text, visitor.text


def expect(visitor: Visitor, unit: str, name: str) -> None:
    """The manager of the new unit expects somebody."""
    visitor.open(unit)
    visitor.follow("Who would come, who would go")
    visitor.follow(name)
    visitor.choose("Yes, we expect them")
    visitor.press("Save your answer")
    assert "Answered" in visitor.text, visitor.text


def release(visitor: Visitor, unit: str, name: str, day: date) -> None:
    """The manager of the old unit says which day is the last, and is not told where to."""
    visitor.open(unit)
    visitor.follow("Who would come, who would go")
    visitor.follow(name)
    assert visitor.heading == f"{name} would leave {WARD}", visitor.text
    assert TEAM not in visitor.text
    type_day(visitor, day, "What is their last day in your unit?")
    visitor.press("Save the day")
    assert "Answered" in visitor.text, visitor.text


def may_not_announce(visitor: Visitor, window: str) -> None:
    """While somebody has not answered, nothing can be announced."""
    visitor.open(f"{window}/run")
    assert "Groups that wait for somebody 1" in visitor.text, visitor.text
    assert "The moves can be announced once everybody has said yes." in visitor.text


def announce(visitor: Visitor, window: str) -> None:
    """The coordinator announces the moves, all at once."""
    visitor.open(f"{window}/run")
    visitor.follow("Announce the moves")
    visitor.press("Announce the moves")
    visitor.open(window)
    assert "Announced" in visitor.heading, visitor.text
    assert "This is the lot itself" in visitor.text


def reads(visitor: Visitor, window: str, heading: str, *words: str) -> None:
    """Somebody reads their own result, and why."""
    visitor.open(window)
    visitor.follow("What came of your request")
    assert visitor.heading == heading, visitor.text
    assert not [one for one in words if one not in visitor.text], visitor.text


def change_simulation(visitor: Visitor) -> None:
    """Anybody draws a market, then one whose units can spare nobody more, without signing in."""
    visitor.open("/retention")
    visitor.follow("Try it out")
    visitor.type("How many more people may leave a unit than come in?", "0")
    visitor.press("Draw and run")
    before = visitor.heading
    assert before.endswith("would move"), visitor.text
    visitor.type("How many more people may leave a unit than come in?", "3")
    visitor.press("Draw and run")
    assert visitor.heading.endswith("would move"), visitor.text
    assert visitor.heading != before, visitor.text
    visitor.type("How many units are there?", "1")
    visitor.press("Draw and run")
    assert "There is a problem" in visitor.text, visitor.text


def type_day(visitor: Visitor, day: date, legend: str) -> None:
    """Type a day into its three boxes."""
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        visitor.type(label, str(number), group=legend)
