"""Every route of the API, once: registered and described from the same value."""

from functools import cache
from typing import Any

from functions.levy.api.acts import ACTS, Act
from functions.levy.api.applications import ApplicationDocument, ApplicationList
from functions.levy.api.estimates import EstimateQuery, EstimateReply, StandardsQuery, StandardsReply
from functions.levy.api.expiry import AskExpiry, ExpiryReply
from functions.levy.api.history import HistoryList
from functions.levy.api.lists import ListQuery, QueueQuery
from functions.levy.api.pledges import LedgerList, PledgeDocument, PledgeList
from functions.levy.domain.applications import ApprenticeGroup
from functions.levy.domain.correspondence import WriteMessage
from functions.levy.domain.drafting import SECTIONS
from functions.levy.domain.pledges import EditPledge, OfferPledge, SetPledgeStatus
from shared.perform import Done
from shared.records import Frozen
from shared.settings import settings
from shared.web.openapi import Operation, document

PLEDGES_AT = "/api/levy/pledges"
APPLICATIONS_AT = "/api/levy/applications"
_PLEDGE = f"{PLEDGES_AT}/{{pledge_id}}"
_APPLICATION = f"{APPLICATIONS_AT}/{{application_id}}"
_GROUP = f"{_APPLICATION}/apprentices/{{group_id}}"


_ABOUT = (
    "Pledges, applications, decisions and the money of one Integrated Care System. Amounts are whole pence."
    " A POST that changes anything needs an Idempotency-Key: the same key again is a replay. A change names the"
    " `version` of the record that it was decided on; where somebody was quicker, it is refused. A token can do"
    " what its person can do on the pages."
)


class Nothing(Frozen):
    """An empty object: the address and the token say all there is to say."""


def _read(path: str, name: str, summary: str, reply: type[Frozen], query: type[Frozen] | None = None) -> Operation:
    return Operation("GET", path, name, summary, reply, query=query)


def _set_status(word: str) -> Operation:
    given = frozenset({"pledge_id", "status"})
    summary = f"{word.capitalize()} a pledge"
    return Operation("POST", f"{_PLEDGE}/{word}", word, summary, Done, bodies=(SetPledgeStatus,), given=given)


def _act(act: Act) -> Operation:
    return Operation(
        method="POST",
        path=f"{_APPLICATION}/{act.word}",
        name=act.word.replace("-", "_"),
        summary=act.summary,
        reply=Done,
        bodies=(act.command,),
        given=frozenset({"application_id"}),
    )


ESTIMATE = Operation(
    method="GET",
    path="/api/levy/estimate",
    name="estimate",
    summary="What a transfer would pay",
    reply=EstimateReply,
    query=EstimateQuery,
    is_open=True,
)
STANDARDS = Operation(
    method="GET",
    path="/api/levy/standards",
    name="standards",
    summary="The standards that may be started in a month",
    reply=StandardsReply,
    query=StandardsQuery,
    is_open=True,
)
EXPIRY = Operation(
    method="POST",
    path="/api/levy/expiry",
    name="expiry",
    summary="When unspent levy expires",
    reply=ExpiryReply,
    bodies=(AskExpiry,),
    is_open=True,
    is_read=True,
)

PLEDGES = _read(PLEDGES_AT, "pledges", "Your pledges; to the ICS every open one", PledgeList, ListQuery)
OFFER_PLEDGE = Operation(
    method="POST",
    path=PLEDGES_AT,
    name="offer_pledge",
    summary="Pledge an amount for a tax year",
    reply=Done,
    status=201,
    bodies=(OfferPledge,),
    given=frozenset({"pledge_id"}),
)
PLEDGE = _read(_PLEDGE, "pledge", "A pledge with its balances", PledgeDocument)
EDIT_PLEDGE = Operation(
    method="PUT",
    path=_PLEDGE,
    name="edit_pledge",
    summary="Change the amount, the criteria, the note or the showing of the name",
    reply=Done,
    bodies=(EditPledge,),
    given=frozenset({"pledge_id"}),
)
CLOSE, REOPEN = _set_status("close"), _set_status("reopen")
LEDGER = _read(f"{_PLEDGE}/ledger", "ledger", "The moves of money of a pledge", LedgerList, ListQuery)

APPLICATIONS = _read(APPLICATIONS_AT, "applications", "Your applications", ApplicationList, ListQuery)
START = Operation(
    method="POST",
    path=APPLICATIONS_AT,
    name="start_application",
    summary="Begin a draft",
    reply=Done,
    status=201,
    bodies=(Nothing,),
)
APPLICATION = _read(_APPLICATION, "application", "An application", ApplicationDocument)
HISTORY = _read(f"{_APPLICATION}/history", "history", "What was done to an application", HistoryList, ListQuery)
MESSAGES = _read(f"{_APPLICATION}/messages", "messages", "Messages about it", HistoryList, ListQuery)
WRITE_MESSAGE = Operation(
    method="POST",
    path=f"{_APPLICATION}/messages",
    name="write_message",
    summary="Write to the other side about an application",
    reply=Done,
    bodies=(WriteMessage,),
    given=frozenset({"application_id"}),
)
SAVE_SECTION = Operation(
    method="PUT",
    path=f"{_APPLICATION}/sections/{{section}}",
    name="save_section",
    summary="Keep the answers of a section of a draft",
    reply=Done,
    bodies=tuple(SECTIONS),
    choices={"section": tuple(SECTIONS.values())},
)
SAVE_GROUP = Operation(
    method="PUT",
    path=_GROUP,
    name="save_apprentices",
    summary="Add or replace a group of apprentices in a draft; the address names it",
    reply=Done,
    bodies=(ApprenticeGroup,),
    given=frozenset({"group_id"}),
)
REMOVE_GROUP = Operation(
    "DELETE", _GROUP, "remove_apprentices", "Take a group of apprentices out of a draft", Done
)
QUEUE = _read("/api/levy/queue", "queue", "The applications of the ICS in a status", ApplicationList, QueueQuery)
ACT_OPERATIONS = {act.word: _act(act) for act in ACTS}

OPERATIONS = (
    ESTIMATE,
    STANDARDS,
    EXPIRY,
    PLEDGES,
    OFFER_PLEDGE,
    PLEDGE,
    EDIT_PLEDGE,
    CLOSE,
    REOPEN,
    LEDGER,
    APPLICATIONS,
    START,
    APPLICATION,
    HISTORY,
    MESSAGES,
    WRITE_MESSAGE,
    SAVE_SECTION,
    SAVE_GROUP,
    REMOVE_GROUP,
    *ACT_OPERATIONS.values(),
    QUEUE,
)


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this API, at the address where it is served."""
    return _described(f"{settings().origin}{settings().base_path}")


@cache
def _described(server: str) -> dict[str, Any]:
    return document("Workforce Exchange: levy transfers", "1", _ABOUT, server, OPERATIONS)
