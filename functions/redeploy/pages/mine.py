"""A person's own page: where things stand, what is held, who has seen it, what was raised, what happened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.people import EmployerRef, PersonDetails, PoolEntry, Raised, RaisedKind
from functions.redeploy.domain.profiles import Profile
from functions.redeploy.domain.stages import EntryStatus, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.messages import own_matches as words
from functions.redeploy.messages.mine import CHANGED, HISTORY, RAISED, RAISED_HINTS, STANDS, TERMS, TIERS
from shared.clock import london_day
from shared.history import SYSTEM, Event
from shared.reference.workforce import frameworks, job_role, registration, staff_group
from shared.table import Item
from shared.values.dates import uk_date
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, Any]
Row = tuple[str, str]

_FOR_YOU = (MatchStatus.OFFERED, MatchStatus.PROPOSED)
_UNDER_WAY = (
    MatchStatus.ACCEPTED,
    MatchStatus.ON_TRIAL,
    MatchStatus.PASSED,
    MatchStatus.CONFIRMED,
    MatchStatus.INTERVIEW,
    MatchStatus.INTERESTED,
    MatchStatus.REJECTION_PROPOSED,
)


def own_shown(entry: PoolEntry, today: date) -> Shown:
    """What stands at the top of the person's page."""
    details = _details(entry)
    said = STANDS[entry.status]
    return {
        "name": details.contact.name,
        "reference": entry.reference,
        "employer": entry.employer.name,
        "title": said.title,
        "sentence": said.sentence,
        "is_active": entry.status is EntryStatus.ACTIVE,
        "placed_in": entry.placed_in,
        "version": entry.head.number,
        "notice": _notice(details, today),
        "raised": [_raised(one) for one in reversed(entry.raised)],
        "unanswered": sum(not one.answer for one in entry.raised),
    }


def matches_shown(rows: Sequence[Item], holds: dict[str, date], today: date) -> Shown:
    """The person's matches in three heaps: what waits for them, what is under way, what is over."""
    shown = [(MatchStatus(row["status"]), _match_row(row, holds, today)) for row in rows]
    waiting = [row for status in _FOR_YOU for at, row in shown if at is status]
    under_way = [row for status in _UNDER_WAY for at, row in shown if at is status]
    over = [row for at, row in shown if at not in (*_FOR_YOU, *_UNDER_WAY)]
    return {"waiting": waiting, "under_way": under_way, "over": over}


def next_shown(matches: Shown, own: Shown) -> list[str]:
    """What happens next and by when, one thing a line."""
    waiting = matches["waiting"]
    offers = [row for row in waiting if row["is_offer"]]
    answers = [row for row in waiting if not row["is_offer"]]
    lines = [f"You have {plural(len(offers), 'offer')}. Accept or refuse in writing here."] if offers else []
    if answers:
        days = [row["hold_day"] for row in answers if row["hold_day"]]
        by = f" The first hold ends on {uk_date(min(days))}." if days else ""
        lines.append(f"{plural(len(answers), 'post waits', 'posts wait')} for your answer.{by}")
    if own["unanswered"]:
        lines.append(f"HR must still answer {plural(own['unanswered'], 'thing')} that you raised.")
    if not lines and own["is_active"]:
        lines.append("Nothing is asked of you now. We email you when a post fits, and at every step after that.")
    return lines


def held_shown(entry: PoolEntry, today: date) -> list[tuple[str, list[Row]]]:
    """Everything that is held about the person, in parts."""
    details = _details(entry)
    return [
        ("You", _about_you(entry, details)),
        ("Your job and pay", _job(details)),
        ("What you can do", _abilities(details.profile)),
        ("What you want", _wishes(details.profile)),
        ("Service and notice", _service(details)),
        ("Kept from other employers", _confidential(entry, details, today)),
    ]


def tier_shown(entry: PoolEntry, today: date) -> Shown:
    """The person's turn today, in words, and why it exists."""
    tier = entry.tier(today)
    said = TIERS[tier]
    details = _details(entry)
    until = details.protection.until
    since = {
        Tier.PROTECTED: f"It lasts until the end of {uk_date(until)}." if until else "No end is recorded.",
        Tier.NOTICE_SERVED: f"Notice was served on {_day(details.notice.served_on)}.",
        Tier.AT_RISK: "This changes by itself on the day on which notice is served.",
    }[tier]
    return {"title": said.title, "sentence": said.sentence, "since": since}


def readers_shown(items: Iterable[Item]) -> list[Shown]:
    """Who has seen the person's named profile."""
    return [_reader(item) for item in items]


def openings_shown(items: Iterable[Item]) -> list[Shown]:
    """How and when a link opened the page."""
    return [_opening(item) for item in items]


def history_shown(events: Iterable[Event], employer: EmployerRef) -> list[Shown]:
    """What happened to the person's record."""
    return [_event(event, employer) for event in events]


def kind_items() -> list[dict[str, Any]]:
    """What may be raised, as radios."""
    return [
        {"value": kind.value, "text": RAISED[kind], "hint": {"text": RAISED_HINTS[kind]}} for kind in RaisedKind
    ]


def miles_shown(miles: int | None) -> str:
    """A distance one way; nothing where it is not known."""
    if miles is None:
        return ""
    return f"about {plural(miles, 'mile')}" if miles else "less than 1 mile"


def hours_shown(hundredths: int) -> str:
    """Hours a week as people write them: 3750 is "37.5"."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def _details(entry: PoolEntry) -> PersonDetails:
    assert entry.details is not None  # noqa: S101 - whoever is erased has no page
    return entry.details


def _notice(details: PersonDetails, today: date) -> str:
    served, ends = details.notice.served_on, details.notice.ends_on
    if served is None or ends is None:
        return "No notice has been served on you."
    verb = "ended" if ends < today else "ends"
    return f"Notice was served on {uk_date(served)} and {verb} on {uk_date(ends)}."


def _match_row(row: Item, holds: dict[str, date], today: date) -> Shown:
    status = MatchStatus(row["status"])
    hold = holds.get(row["vacancy_id"])
    waits = status is MatchStatus.PROPOSED and hold is not None and hold >= today
    said = words.STANDS[status]
    return {
        "path": f"/redeploy/mine/matches/{row['match_id']}",
        "title": row["title"],
        "employer": row["post_employer"],
        "label": said.label,
        "colour": said.colour,
        "miles": miles_shown(row["miles"]),
        "rank": row["rank"] if status in (*_FOR_YOU, *_UNDER_WAY) else 0,
        "is_offer": status is MatchStatus.OFFERED,
        "since": datetime.fromisoformat(row["status_since"]),
        "hold_day": hold if waits else None,
        "is_named": row["is_named"],
    }


def _about_you(entry: PoolEntry, details: PersonDetails) -> list[Row]:
    contact = details.contact
    return [
        ("Name", contact.name),
        ("Email", str(contact.email)),
        ("Telephone", contact.phone or "Not held"),
        ("Date of birth", _day(details.born_on)),
        ("Employer", entry.employer.name),
        ("Reference", entry.reference),
        ("On the register since", uk_date(london_day(entry.created_at))),
    ]


def _job(details: PersonDetails) -> list[Row]:
    profile, pay = details.profile, details.pay
    role, group = job_role(profile.job_role), staff_group(profile.staff_group)
    known = {one.code: one.name for one in frameworks()}
    return [
        ("Job role", role.name if role else profile.job_role),
        ("Staff group", group.name if group else profile.staff_group),
        ("Pay terms", known.get(profile.framework, profile.framework)),
        ("Band", profile.band or "None"),
        ("Full-time pay a year, as matching sees it", pounds(profile.salary_pence)),
        ("Full-time pay a year", pounds(pay.annual_pence)),
        ("Your own week's pay", pounds(pay.weekly_pence) if pay.weekly_pence else "Not held"),
        ("Hours", f"{hours_shown(profile.hours_week_hundredths)} a week"),
        ("Base", profile.postcode_district),
        ("Redundancy terms", TERMS[details.terms]),
    ]


def _abilities(profile: Profile) -> list[Row]:
    register = registration(profile.registration)
    return [
        ("Registration", register.name if register else profile.registration or "None"),
        ("Skills", _list(profile.skills)),
        ("Qualifications", _list(profile.qualifications)),
        ("Experience", _list(profile.experience)),
    ]


def _wishes(profile: Profile) -> list[Row]:
    roles = [found.name if (found := job_role(code)) else code for code in profile.wanted_job_roles]
    least, most = hours_shown(profile.least_hours), hours_shown(profile.most_hours)
    return [
        ("Roles", _list(roles) if roles else "The same as now"),
        ("Travel is measured from", profile.travels_from),
        ("Most miles, one way", str(profile.most_miles)),
        ("Also these districts", _list(profile.wanted_districts)),
        ("Hours a week", least if least == most else f"{least} to {most}"),
        ("A lower band or lower pay", "May be proposed" if profile.accepts_band_below else "Not wanted"),
        ("Free from", uk_date(profile.available_from)),
    ]


def _service(details: PersonDetails) -> list[Row]:
    service = details.service
    return [
        ("Continuous service", plural(service.continuous_years, "complete year")),
        ("Reckonable service", plural(service.reckonable_years, "complete year")),
        ("Of this already pensioned", plural(service.pensioned_years, "year")),
        ("Of this already paid for", plural(service.paid_years, "year")),
        ("Notice served on", _day(details.notice.served_on)),
        ("Notice ends on", _day(details.notice.ends_on)),
    ]


def _confidential(entry: PoolEntry, details: PersonDetails, today: date) -> list[Row]:
    protection = details.protection
    protected = "No" if not protection.is_protected else f"Yes, until {_day(protection.until)}"
    return [
        ("Why you are at risk, in the words of HR", details.reason or "Nothing is written"),
        ("Protected by law", protected),
        ("Your turn", TIERS[entry.tier(today)].title),
    ]


def _raised(one: Raised) -> Shown:
    return {
        "kind": RAISED[one.kind],
        "words": one.words,
        "at": one.at,
        "answer": one.answer,
        "answered_by": one.answered_by,
        "answered_at": one.answered_at,
    }


def _reader(item: Item) -> Shown:
    at = datetime.fromisoformat(item["sk"].split("#")[1])
    return {"who": item["who"], "organisation": item["organisation"], "what": item["what"], "at": at}


def _opening(item: Item) -> Shown:
    made = uk_date(london_day(datetime.fromisoformat(item["made_at"])))
    by = f"that {item['made_by']} made on {made}" if item["made_by"] else f"that was emailed to you on {made}"
    return {"at": datetime.fromisoformat(item["at"]), "how": f"With a link {by}"}


def _event(event: Event, employer: EmployerRef) -> Shown:
    """The person's own acts are theirs, those of their HR have a name, and everybody else is an employer."""
    changed: Any = event.facts.get("changed", [])
    return {
        "what": HISTORY[event.action],
        "who": _who(event, employer),
        "at": event.at,
        "changed": [CHANGED[name] for name in changed],
    }


def _who(event: Event, employer: EmployerRef) -> str:
    if event.who.person_id == event.subject:
        return "You"
    if event.who.person_id == SYSTEM:
        return event.who.name
    return (
        f"{event.who.name}, {employer.name}" if event.who.ods_code == employer.ods_code else "The other employer"
    )


def _list(texts: Iterable[str]) -> str:
    return ", ".join(texts) or "None held"


def _day(day: date | None) -> str:
    return uk_date(day) if day else "Not held"
