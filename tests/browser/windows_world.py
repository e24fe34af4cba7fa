"""Transfer windows of the world that the checks of pages look at: one in each phase, somebody in each part."""

from collections.abc import Mapping
from datetime import date

from functions.retention.items import handle_of
from infra.local.people import demo_ics
from tests.journeys import windows
from tests.journeys.plain import PlainVisitor

Visitors = Mapping[str, PlainVisitor]

CLINIC = "Leg ulcer clinic"
_FIRST, _LAST, _LATER, _END = date(2026, 10, 5), date(2026, 10, 6), date(2026, 12, 20), date(2027, 1, 31)
_TODAY = date(2026, 11, 22)
_CLINIC = f"{CLINIC}, {windows.OTHER_TRUST}"
_WARD = f"{windows.WARD}, {windows.TRUST}, {windows.PLACE}"


def fill_windows_before(visitors: Visitors) -> dict[str, str]:
    """Ask in two windows while their first days last: in one managers decide later on, the other is then ready."""
    ids: dict[str, str] = {}
    for name, decisions in (("deciding", _LATER), ("proposed", date(2026, 10, 7))):
        days = (_FIRST, _LAST, decisions, _END)
        ids |= _opened(visitors, name, f"Staff nurses, {name}", days)
        window = f"/retention/windows/{ids[f'window_{name}']}"
        windows.ask(visitors["staff"], window, windows.WARD, _CLINIC, "I have dressed wounds for six years.")
        windows.ask(visitors["invited"], window, windows.TEAM, _WARD, "I would like to go back to a ward.")
    return ids


def fill_windows(visitors: Visitors) -> dict[str, str]:
    """Plan one, and open one in which somebody has begun to ask."""
    days = (_TODAY, date(2026, 12, 6), _LATER, date(2027, 4, 30))
    ids = _opened(visitors, "choosing", "Staff nurses, spring", days)
    planned = windows.plan(visitors["coordinator"], days, "Staff nurses, planned")
    ids["window_planned"] = _last(planned)
    staff = visitors["staff"]
    staff.open(f"/retention/windows/{ids['window_choosing']}/request/home")
    staff.choose(windows.WARD)
    staff.press("Save and continue")
    return ids


def fill_proposals(visitors: Visitors, ids: Mapping[str, str]) -> None:
    """Run one: of its two groups of one person each, one waits for its person, one for the day of release."""
    window = f"/retention/windows/{ids['window_proposed']}"
    windows.run(visitors["coordinator"], window, movers=2)
    windows.say_yes(visitors["invited"], window, windows.WARD)
    windows.expect(visitors["ward_manager"], f"{window}/units/{ids['ward_proposed']}", windows.LEAVER)


def find_move(visitors: Visitors) -> str:
    """The name in addresses of a move of the window that the demo has announced."""
    visitors["posts_manager"].open("/retention/windows/demo-window-before/moves")
    visitors["posts_manager"].follow(windows.MOVER)
    return _last(visitors["posts_manager"].path)


def _opened(visitors: Visitors, name: str, title: str, days: tuple[date, date, date, date]) -> dict[str, str]:
    """An open window with three units, and the ids of all."""
    window = windows.plan(visitors["coordinator"], days, title)
    windows.open_window(visitors["coordinator"], window)
    ward = _last(windows.publish(visitors["ward_manager"], window, windows.WARD))
    team = _last(windows.publish(visitors["posts_manager"], window, windows.TEAM))
    clinic = _last(windows.publish(visitors["posts_manager"], window, CLINIC))
    window_id = _last(window)
    return {
        f"window_{name}": window_id,
        f"ward_{name}": ward,
        f"team_{name}": team,
        f"clinic_{name}": clinic,
        f"joins_{name}": handle_of(window_id, clinic, _person(windows.MOVER)),
        f"leaves_{name}": handle_of(window_id, team, _person(windows.LEAVER)),
    }


def _person(name: str) -> str:
    return next(one.person_id for one in demo_ics().people if one.name == name)


def _last(path: str) -> str:
    return path.rpartition("/")[2]
