"""Days for a calendar program: an iCalendar file of whole days, in which nobody is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CalendarDay:
    """A whole day. `name` is stable, so that a newer file replaces an older one."""

    name: str
    day: date
    title: str


def calendar_bytes(service: str, days: Iterable[CalendarDay], *, changed_at: datetime, version: int) -> bytes:
    """The file of some days as they stood at their last change, whose number is `version`."""
    import icalendar  # noqa: PLC0415 - heavy, and used here alone

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Workforce Exchange//{service}//EN")
    calendar.add("version", "2.0")
    for one in days:
        entry = icalendar.Event()
        entry.add("uid", f"{one.name}@workforce-exchange")
        entry.add("dtstamp", changed_at)
        entry.add("sequence", version)
        entry.add("dtstart", one.day)
        entry.add("dtend", one.day + _DAY)
        entry.add("summary", one.title)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
