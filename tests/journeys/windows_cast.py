"""Everybody of the story of a transfer window at one product whose clock the story moves, and the story whole."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.journeys import story, windows
from tests.journeys.plain import PlainVisitor
from tests.journeys.product import Product
from tests.journeys.visitor import Visitor

TODAY = date(2026, 11, 22)
WANTED_TEAM = f"{windows.TEAM}, {windows.OTHER_TRUST}, {windows.PLACE}"
WANTED_WARD = f"{windows.WARD}, {windows.TRUST}, {windows.PLACE}"


class Cast:
    """Whoever is asked for by name, signed in; a new day signs everybody in again."""

    def __init__(self, product: Product, enter: Callable[[], Visitor]) -> None:
        self.product = product
        self.enter = enter
        self.today = TODAY
        self._visitors: dict[str, Visitor] = {}

    def __getitem__(self, name: str) -> Visitor:
        if name not in self._visitors:
            self._visitors[name] = self.enter()
            organisation = windows.TRUST if name == windows.DECLINED else ""
            story.sign_in(self._visitors[name], name, organisation)
        return self._visitors[name]

    def wait(self, days: int) -> None:
        """Let so many days pass."""
        self.today += timedelta(days=days)
        day = self.today
        story.move_clock(PlainVisitor(self.product.origin), str(day.day), str(day.month), str(day.year))
        self._visitors.clear()


def tell(cast: Cast) -> None:
    """From the plan of a window to everybody's own result."""
    coordinator, manager, other = windows.COORDINATOR, windows.MANAGER, windows.OTHER_MANAGER
    window = windows.plan(cast[coordinator], windows.days_from(cast.today))
    windows.open_window(cast[coordinator], window)
    ward = windows.publish(cast[manager], window, windows.WARD)
    team = windows.publish(cast[other], window, windows.TEAM)
    cast.wait(days=1)

    ask_all(cast, window)
    cast[other].open(team)
    assert "Until then nobody can see them." in cast[other].text
    cast.wait(days=10)

    windows.accept(cast[other], team, windows.MOVER)
    windows.decline(cast[other], team, windows.DECLINED)
    windows.accept(cast[manager], ward, windows.LEAVER)
    cast.wait(days=10)

    windows.run(cast[coordinator], window, movers=2)
    windows.leave(cast[windows.LEAVER], window)
    windows.run(cast[coordinator], window, movers=1, button="Work out the moves again")
    windows.may_not_announce(cast[coordinator], window)
    windows.say_yes(cast[windows.MOVER], window, windows.TEAM)
    windows.expect(cast[other], team, windows.MOVER)
    windows.release(cast[manager], ward, windows.MOVER, cast.today + timedelta(days=28))
    windows.announce(cast[coordinator], window)
    read_results(cast, window)


def ask_all(cast: Cast, window: str) -> None:
    """Everybody asks: the two of the ward for the team, the one of the team for the ward."""
    for name, home, unit in (
        (windows.MOVER, windows.WARD, WANTED_TEAM),
        (windows.DECLINED, windows.WARD, WANTED_TEAM),
        (windows.LEAVER, windows.TEAM, WANTED_WARD),
    ):
        windows.ask(cast[name], window, home, unit, f"I would bring {len(name)} years of nursing.")


def read_results(cast: Cast, window: str) -> None:
    """Each their own result, with the reason, once all is announced."""
    reads = windows.reads
    reads(cast[windows.MOVER], window, f"You move to {windows.TEAM}", "It is your first choice.")
    why_not = ("Its manager declined.", "The hours or shifts do not fit", windows.WHY_NOT)
    reads(cast[windows.DECLINED], window, "You keep your post", *why_not)
    reads(cast[windows.LEAVER], window, "What came of your request", "You left this window.")
