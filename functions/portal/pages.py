"""What the portal's templates show, as plain values."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from functions.portal.messages import ACTION_NAMES, DETAIL_NAMES, ROLE_NAMES, SIZE_NAMES, TYPE_NAMES
from functions.portal.policy import Action, may
from shared.actors import Actor, Organisation, OrganisationType, Person, Role, SizeBand
from shared.clock import london_day
from shared.history import Event
from shared.tokens import Token
from shared.values.dates import uk_date
from shared.web.forms import Form

Row = dict[str, str]

_QUEUE: Row = {
    "href": "/levy/queue",
    "title": "Applications to decide",
    "text": "The queue of levy applications, with the money that could pay for each.",
}
_LEVY_OVERVIEW: Row = {
    "href": "/levy/overview",
    "title": "Levy in the whole area",
    "text": "All pledges and all need in numbers, and what more money would pay for.",
}
_EVERY_PLEDGE: Row = {
    "href": "/levy/pledges?of=ics",
    "title": "Open pledges",
    "text": "The levy that employers offer, what is left of it, and every move of it.",
}
_AUDIT: Row = {
    "href": "/levy/audit",
    "title": "Audit of levy decisions",
    "text": "Every decision with who made it, when, why and under which rules.",
}
_HELD: Row = {
    "href": "/redeploy/vacancies",
    "title": "Held vacancies",
    "text": "Posts that are shown to staff at risk before anybody else, and the people whom they may suit.",
}
_BOARD: Row = {
    "href": "/redeploy/board",
    "title": "Redeployment in the whole area",
    "text": "People at risk without their names, held vacancies, and what is due soon.",
}
_SAVED: Row = {
    "href": "/redeploy/savings",
    "title": "What redeployment saved",
    "text": "The ledger of savings, each with the rules and the facts that it follows from.",
}
_REDEPLOY_AUDIT: Row = {
    "href": "/redeploy/audit",
    "title": "Audit of redeployment",
    "text": "Every decision with who made it, when and under which rules.",
}

_WINDOWS: Row = {
    "href": "/retention/windows",
    "title": "Transfer windows",
    "text": "Units that staff can move between, and when. See what is open, and what you have to do in it.",
}

_TASKS: Mapping[Role, tuple[Row, ...]] = {
    Role.RECEIVING_EMPLOYER: (
        {
            "href": "/levy/applications",
            "title": "Your levy applications",
            "text": "Apply for the cost of an apprentice's training, and see where each application is.",
        },
    ),
    Role.SENDING_EMPLOYER: (
        {
            "href": "/levy/pledges",
            "title": "Your levy pledges",
            "text": "Offer levy that you will not spend, and see what is reserved and paid from it.",
        },
    ),
    Role.ICS_APPROVER: (_QUEUE, _LEVY_OVERVIEW, _EVERY_PLEDGE, _AUDIT),
    Role.ORGANISATION_ADMIN: (
        {
            "href": "/organisations/{ods_code}",
            "title": "Your organisation",
            "text": "Keep its name, postcode and size up to date.",
        },
    ),
    Role.AUDITOR: (
        _AUDIT,
        _LEVY_OVERVIEW,
        _EVERY_PLEDGE,
        _QUEUE | {"title": "Levy applications"},
        _REDEPLOY_AUDIT,
        _SAVED,
        _WINDOWS | {"text": "What each window came to, in numbers, and its sealed audit."},
    ),
    Role.HR_ADVISER: (
        {
            "href": "/redeploy/people",
            "title": "Your staff at risk",
            "text": "Enter people whose jobs may go, and see which posts may suit them.",
        },
        _HELD,
        {
            "href": "/redeploy/changes",
            "title": "Organisational changes",
            "text": "Record a change, and see when consultation is due by law.",
        },
        _SAVED | {"text": "Enter what each move saved; your finance lead signs it off."},
        _WINDOWS,
    ),
    Role.RECRUITING_MANAGER: (_HELD, _WINDOWS),
    Role.FINANCE_LEAD: (
        {
            "href": "/redeploy/savings/new",
            "title": "Savings to sign off",
            "text": "What the moves of your organisation's people saved, as HR entered it.",
        },
        _SAVED,
    ),
    Role.ICS_COORDINATOR: (
        _BOARD,
        _SAVED,
        _REDEPLOY_AUDIT,
        _WINDOWS,
        {
            "href": "/retention/conversations/figures",
            "title": "Why people think of leaving",
            "text": "Figures of each quarter, so rounded that they say nothing about anybody.",
        },
    ),
    Role.STAFF: (
        {
            "href": "/retention/conversations",
            "title": "Talk in confidence",
            "text": "Talk with a neutral adviser about your work. Your employer is not told.",
        },
        _WINDOWS | {"text": "Ask to move to another team or employer. You keep your post unless you get one."},
    ),
    Role.CAREER_ADVISER: (
        {
            "href": "/retention/conversations/advising",
            "title": "People you talk with",
            "text": "Confidential conversations, and whom to get in touch with again.",
        },
    ),
}


def tasks(actor: Actor) -> list[Row]:
    """What the actor can do next, in the order of the roles, each thing once."""
    held = {task["href"]: task for role in Role if actor.has(role) for task in _TASKS[role]}
    return [task | {"href": href.format(ods_code=actor.ods_code)} for href, task in held.items()]


def role_names(roles: frozenset[Role]) -> str:
    """The roles in one line, in their own order."""
    return ", ".join(ROLE_NAMES[role] for role in Role if role in roles)


def choices(person: Person) -> list[dict[str, Any]]:
    """The organisations that the person can act for, as radio buttons."""
    return [
        {"value": one.ods_code, "text": one.organisation_name, "hint": {"text": role_names(one.roles)}}
        for one in person.memberships
    ]


def details(organisation: Organisation) -> list[Row]:
    """An organisation as the rows of a summary."""
    shown = organisation.model_dump(mode="json")
    return [
        {"key": "ODS code", "value": organisation.ods_code},
        *({"key": title, "value": _detail(name, shown[name])} for name, title in DETAIL_NAMES.items()),
    ]


def organisation_form(organisation: Organisation) -> Form:
    """The edit form as it opens: what stands now."""
    return Form(organisation.model_dump(mode="json") | {"pays_levy": "yes" if organisation.pays_levy else "no"})


def permissions(actor: Actor, ods_code: str) -> dict[str, bool]:
    """What the page of an organisation offers to this actor."""
    return {"edit": may(actor, Action.EDIT, ods_code), "history": may(actor, Action.SEE_HISTORY, ods_code)}


TYPE_ITEMS = [{"value": one.value, "text": TYPE_NAMES[one]} for one in OrganisationType]
SIZE_ITEMS = [{"value": one.value, "text": SIZE_NAMES[one]} for one in SizeBand]
YES_NO_ITEMS = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
DAYS_ITEMS = [
    {"value": "30", "text": "30 days"},
    {"value": "90", "text": "90 days"},
    {"value": "180", "text": "180 days"},
    {"value": "365", "text": "A year"},
]


def changes(events: Sequence[Event]) -> list[dict[str, Any]]:
    """A history as it is read: when, who, what, and each detail that changed."""
    return [
        {
            "number": event.number,
            "at": event.at,
            "who": event.who.name,
            "what": ACTION_NAMES.get(event.action, event.action),
            "details": [_change(name, event.facts[name]) for name in DETAIL_NAMES if name in event.facts],
        }
        for event in events
    ]


def token_rows(shown: Sequence[Token], now: datetime) -> list[dict[str, Any]]:
    """Tokens that still work, with who made each and until when it works."""
    return [
        {
            "label": token.label,
            "person": token.person_name,
            "made": uk_date(london_day(token.made_at)),
            "expires": uk_date(london_day(token.expires_at)),
            "person_id": token.person_id,
            "secret_hash": token.secret_hash,
        }
        for token in shown
        if now < token.expires_at
    ]


def _change(name: str, fact: Any) -> str:
    title = DETAIL_NAMES[name]
    if isinstance(fact, dict):
        return f"{title}: {_detail(name, fact['from'])} became {_detail(name, fact['to'])}"
    return f"{title}: {_detail(name, fact)}"


def _detail(name: str, value: Any) -> str:
    match name:
        case "type":
            return TYPE_NAMES[OrganisationType(value)]
        case "size_band":
            return SIZE_NAMES[SizeBand(value)]
        case "pays_levy":
            return "Yes" if value else "No"
    return str(value)
