"""The product with something in every status, and everybody signed in: what the checks of pages look at."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser import windows_world
from tests.journeys import conversations, redeployment, story, windows
from tests.journeys.plain import PlainVisitor
from tests.journeys.product import Product

BEFORE = "2026-10-05T09:00Z"
"""When the demo ICS is made: its open offer has lapsed by the day on which the pages are looked at."""

PEOPLE = {
    "manager": ("Beth Bilberry", ""),
    "approver": ("Grace Stonechat", ""),
    "second_approver": ("Owen Heatherstone", ""),
    "sender": ("Dev Curlewdale", ""),
    "admin": ("Jack Tilewright", ""),
    "auditor": ("Ruth Slipwright", ""),
    "gp": ("Imran Lapwing", ""),
    "pharmacy": ("Martin Harebell", ""),
    "hospice": ("Nia Brackenfell", ""),
    "charity": ("Esther Wheelthrow", ""),
    "other_care_home": ("Amina Roebeck", "Saggarfield Lodge Care Home"),
    "other_gp": ("Farah Oatcake", "Kilnbridge Medical Practice"),
    "hr": (redeployment.HR, ""),
    "posts_hr": (redeployment.POSTS_HR, ""),
    "posts_manager": (redeployment.POSTS_MANAGER, ""),
    "coordinator": (redeployment.COORDINATOR, ""),
    "finance": (redeployment.FINANCE, ""),
    "staff": (conversations.PERSON, ""),
    "invited": (conversations.OTHER_PERSON, ""),
    "career_adviser": (conversations.ADVISER, ""),
    "ward_manager": (windows.MANAGER, ""),
}
_EARLY = ("coordinator", "posts_manager", "ward_manager", "staff", "invited")
"""Who has something to do in a window before the day on which the pages are looked at."""
NEWCOMER = "Priya Kilnsworth"
"""Belongs to two organisations, and has chosen none."""

_ID = re.compile(r"/levy/applications/([\w-]{22})")


@dataclass
class World:
    """A running product, a visitor of each part (nobody is ""), and the ids of what they made."""

    product: Product
    visitors: dict[str, PlainVisitor] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def cookies(self, who: str) -> list[Any]:
        """The cookies of a visitor, for a browser that goes on as them."""
        jar = self.visitors[who].session.cookies if who else ()
        return [{"name": one.name, "value": one.value, "url": self.product.origin} for one in jar]


@contextmanager
def running_world(folder: Path) -> Iterator[World]:
    """Start the product in an empty folder, and fill it."""
    world = World(Product(folder, BEFORE).begin())
    try:
        _sign_in(world, *_EARLY)
        world.ids |= windows_world.fill_windows_before(world.visitors)
        story.move_clock(PlainVisitor(world.product.origin), day="22", month="11", year="2026")
        _sign_in(world, *PEOPLE)
        world.visitors["newcomer"] = PlainVisitor(world.product.origin)
        world.visitors["newcomer"].open("/sign-in")
        world.visitors["newcomer"].press(f"Sign in as {NEWCOMER}")
        _fill(world)
        _fill_redeployment(world)
        world.ids |= windows_world.fill_windows(world.visitors)
        windows_world.fill_proposals(world.visitors, world.ids)
        world.ids["move_joining"] = windows_world.find_move(world.visitors)
        yield world
    finally:
        world.product.stop()


def _sign_in(world: World, *parts: str) -> None:
    for part in parts:
        world.visitors[part] = PlainVisitor(world.product.origin)
        story.sign_in(world.visitors[part], *PEOPLE[part])


def _fill(world: World) -> None:
    """An application in each status that the demo ICS lacks, all of the care home's."""
    manager, approver = world.visitors["manager"], world.visitors["approver"]
    story.start_application(manager)
    world.ids["draft"] = _id(manager)
    story.start_application(manager)
    _fill_in(manager)
    world.ids["complete"] = _id(manager)
    for month, name in enumerate(("sent", "second", "offered", "turned_down", "withdrawn", "accepted"), start=1):
        wanted = "3" if name == "second" else "1"
        reference = story.apply_for_training(manager, wanted, (str(month), "2027"))
        world.ids[name] = _id(manager)
        after = _FATES.get(name)
        if after:
            story.open_from_queue(approver, reference)
            after(manager, approver, reference)


def _fill_redeployment(world: World) -> None:
    """Two people at risk: one who wants a post and is named for it, one with an offer. Each has their own page."""
    hr, posts, manager = (world.visitors[who] for who in ("hr", "posts_hr", "posts_manager"))
    for who, name in (("redeployee", "Perran Moor"), ("offeree", "Tamsin Vale")):
        title = f"Physiotherapist for {who}"
        vacancy = redeployment.hold_vacancy(posts, title)
        redeployment.post_person(hr, name)
        world.ids[f"{who}_person"] = hr.path.rpartition("/")[2]
        link = redeployment.make_link(hr)
        world.visitors[who] = PlainVisitor(world.product.origin)
        match = redeployment.want_post(world.visitors[who], link, title)
        world.ids[f"{who}_match"] = match.rpartition("/")[2]
        world.ids[f"{who}_vacancy"] = vacancy.rpartition("/")[2]
    redeployment.offer_post(manager, f"/redeploy/matches/{world.ids['offeree_match']}", ("4", "1", "2027"))
    world.ids["saving"] = redeployment.open_saving(world.visitors["finance"]).rpartition("/")[2]


def _fill_in(manager: PlainVisitor) -> None:
    story.fill_account(manager)
    story.fill_training(manager)
    story.fill_apprentices(manager)
    story.fill_rationale(manager)
    story.fill_promises(manager)
    story.fill_sharing(manager)


def _id(visitor: PlainVisitor) -> str:
    found = _ID.search(visitor.path)
    assert found, visitor
    return found[1]


def _proposed(_: PlainVisitor, approver: PlainVisitor, __: str) -> None:
    story.propose(approver, "£27,000.00")


def _offered(_: PlainVisitor, approver: PlainVisitor, __: str) -> None:
    story.approve(approver)


def _turned_down(manager: PlainVisitor, approver: PlainVisitor, reference: str) -> None:
    story.approve(approver)
    story.turn_down(manager, reference)


def _withdrawn(manager: PlainVisitor, _: PlainVisitor, reference: str) -> None:
    story.withdraw(manager, reference)


def _accepted(manager: PlainVisitor, approver: PlainVisitor, reference: str) -> None:
    story.approve(approver)
    story.accept(manager, reference)


_FATES: dict[str, Callable[[PlainVisitor, PlainVisitor, str], None]] = {
    "second": _proposed,
    "offered": _offered,
    "turned_down": _turned_down,
    "withdrawn": _withdrawn,
    "accepted": _accepted,
}
