"""Records of the transfer window as DynamoDB items, and the writes of a decision: keys, item <-> model,
conditions.

Beside a request stand the items by which it is found, and they come and go with it in one transaction:
- `CHOSEN#window#unit` / handle: that somebody chose a unit; it carries no rank and no other choice
- `ASKED#window` / person: that somebody takes part; for the run alone
- `ASKEDCOUNT#window` / `COUNT`: how often the former changed; a run stands only while nothing did
- `NEEDCODE#window#code`: that a need waits to be confirmed under a code
- `WAITING#person#market` / `WAITING`: since when somebody waits to move
"""

import hashlib
from typing import Any

from functions.retention.domain.decision import Decision
from functions.retention.domain.decisions import UnitDecision
from functions.retention.domain.requests import (
    NeedConfirmation,
    TransferRequest,
    Waiting,
)
from functions.retention.domain.units import AtRiskNames, EmployerBounds, Unit
from functions.retention.domain.windows import TransferWindow, WindowStatus
from shared.history import Event
from shared.records import Record
from shared.schema import ROW
from shared.table import Item, Key, Put, Remove, Tally, Write

_HANDLE_FIGURES = 32


def window_key(window_id: str) -> Key:
    """Where a window stands."""
    return f"WINDOW#{window_id}", "WINDOW"


def seed_key(window_id: str) -> Key:
    """Where the seed of a window's lottery stands, apart from everything that anybody reads."""
    return f"WINDOW#{window_id}", "SEED"


def unit_key(window_id: str, unit_id: str) -> Key:
    """Where a unit stands."""
    return f"UNIT#{window_id}#{unit_id}", "UNIT"


def bounds_key(window_id: str, ods_code: str) -> Key:
    """Where the bounds of an employer stand."""
    return f"BOUNDS#{window_id}#{ods_code}", "BOUNDS"


def at_risk_key(window_id: str, unit_id: str) -> Key:
    """Where the people of a closing unit are named."""
    return f"ATRISK#{window_id}#{unit_id}", "ATRISK"


def request_key(window_id: str, person_id: str) -> Key:
    """Where a person's request stands."""
    return f"REQUEST#{window_id}#{person_id}", "REQUEST"


def decision_key(window_id: str, unit_id: str, person_id: str) -> Key:
    """Where a unit's decision on a person stands."""
    return f"DECISION#{window_id}#{unit_id}#{person_id}", "DECISION"


def need_key(window_id: str, code: str) -> Key:
    """Where it stands that a need was confirmed."""
    return f"NEED#{window_id}#{code}", "NEED"


def need_code_key(window_id: str, code: str) -> Key:
    """Where it stands that a need waits under a code."""
    return f"NEEDCODE#{window_id}#{code}", "NEEDCODE"


def waiting_key(person_id: str, market: str) -> Key:
    """Where it stands since when a person waits to move in a market."""
    return f"WAITING#{person_id}#{market}", "WAITING"


def chosen_pk(window_id: str, unit_id: str) -> str:
    """The partition of all who chose a unit."""
    return f"CHOSEN#{window_id}#{unit_id}"


def asked_pk(window_id: str) -> str:
    """The partition of all who take part in a window."""
    return f"ASKED#{window_id}"


def asked_count_key(window_id: str) -> Key:
    """The counter of changes to who takes part."""
    return f"ASKEDCOUNT#{window_id}", "COUNT"


def decided_pk(window_id: str) -> str:
    """The partition of all decisions of a window, as the run reads them."""
    return f"DECIDED#{window_id}"


def handle_of(window_id: str, unit_id: str, person_id: str) -> str:
    """How a unit's request is named in an address: stable, in no order that means anything, and nobody's id."""
    return hashlib.sha256(f"{window_id}|{unit_id}|{person_id}".encode()).hexdigest()[:_HANDLE_FIGURES]


def window_from(item: Item) -> TransferWindow:
    """The window that an item holds."""
    return TransferWindow.model_validate(item["body"] | {"head": item["head"]})


def unit_from(item: Item) -> Unit:
    """The unit that an item holds."""
    return Unit.model_validate(item["body"] | {"head": item["head"]})


def bounds_from(item: Item) -> EmployerBounds:
    """The bounds that an item holds."""
    return EmployerBounds.model_validate(item["body"] | {"head": item["head"]})


def at_risk_from(item: Item) -> AtRiskNames:
    """The names that an item holds."""
    return AtRiskNames.model_validate(item["body"] | {"head": item["head"]})


def request_from(item: Item) -> TransferRequest:
    """The request that an item holds."""
    return TransferRequest.model_validate(item["body"] | {"head": item["head"]})


def decision_from(item: Item) -> UnitDecision:
    """The decision that an item holds."""
    return UnitDecision.model_validate(item["body"] | {"head": item["head"]})


def waiting_from(item: Item) -> Waiting:
    """Since when somebody waits, as an item holds it."""
    return Waiting.model_validate({name: item[name] for name in Waiting.model_fields})


def seed_put(window_id: str, seed: str) -> Put:
    """The write of a seed: once, for good."""
    pk, sk = seed_key(window_id)
    return Put({"pk": pk, "sk": sk, "seed": seed}, if_absent=True)


def record_writes(decision: Decision[Any], market: str = "") -> list[Write]:
    """The writes of every record of a decision with the items by which it is found. `market` is that of the
    window, where a request is decided on."""
    return [write for record, event in decision.changes for write in _writes_of(record, event, market)]


def put_of(key: Key, record: Record, more: Item) -> Put:
    """A record as decided, over the version that it was decided on and no other."""
    before = record.head.number - 1
    item = {
        "pk": key[0],
        "sk": key[1],
        "version": record.head.number,
        "head": record.head.model_dump(),
        "body": record.body(),
        **more,
    }
    return Put(item, if_absent=before == 0, require={"version": before})


def _writes_of(record: Record, event: Event, market: str) -> list[Write]:
    match record:
        case TransferRequest():
            return _request_writes(record, event, market)
        case UnitDecision():
            return _decision_writes(record)
        case _:
            return [_put_alone(record)]


def _put_alone(record: Record) -> Put:
    """The write of a record by which nothing else is found."""
    match record:
        case TransferWindow():
            return put_of(window_key(record.window_id), record, _window_item(record))
        case Unit():
            return put_of(unit_key(record.window_id, record.unit_id), record, _unit_item(record))
        case EmployerBounds():
            return put_of(bounds_key(record.window_id, record.employer.ods_code), record, _bounds_item(record))
        case AtRiskNames():
            return put_of(at_risk_key(record.window_id, record.unit_id), record, {})
        case NeedConfirmation():
            return put_of(need_key(record.window_id, record.code), record, {})
    raise TypeError(f"no item for {type(record).__name__}")


def _window_item(window: TransferWindow) -> Item:
    shelf = "PLANNED" if window.status is WindowStatus.PLANNED else "WINDOWS"
    due = {"work_pk": f"DUE#{window.ics_code}", "work_sk": f"{window.dates.opens_on}#{window.subject}"}
    is_running = window.status in (WindowStatus.OPEN, WindowStatus.PROPOSED)
    return {
        "status": window.status,
        "current_run": window.current_run,
        ROW: window_row(window),
        "by_state_pk": f"{shelf}#{window.ics_code}",
        "by_state_sk": f"{window.dates.opens_on.isoformat()}#{window.window_id}",
        **(due if is_running else {}),
    }


def window_row(window: TransferWindow) -> Item:
    """What a list shows of a window."""
    return {
        "window_id": window.window_id,
        "name": window.name,
        "job_role": window.market.job_role,
        "band": window.market.band,
        "status": window.status.value,
        "dates": window.dates.model_dump(mode="json"),
    }


def _unit_item(unit: Unit) -> Item:
    sortable = f"{unit.employer.name.casefold()}#{unit.details.name.casefold()}#{unit.unit_id}"
    return {
        ROW: {"kind": "unit", "body": unit.body(), "head": unit.head.model_dump()},
        "by_window_pk": f"WINDOW#{unit.window_id}#UNITS",
        "by_window_sk": sortable,
        "by_owner_pk": f"ORG#{unit.employer.ods_code}#UNITS",
        "by_owner_sk": f"{unit.published_at.isoformat()}#{unit.unit_id}",
    }


def _bounds_item(bounds: EmployerBounds) -> Item:
    return {
        ROW: {"kind": "bounds", "body": bounds.body(), "head": bounds.head.model_dump()},
        "by_window_pk": f"WINDOW#{bounds.window_id}#BOUNDS",
        "by_window_sk": bounds.employer.ods_code,
    }


def _request_writes(request: TransferRequest, event: Event, market: str) -> list[Write]:
    person, window_id = request.person.person_id, request.window_id
    own = put_of(request_key(window_id, person), request, _request_item(request))
    if event.action == "confirm_request":
        return [own, *_entering(request, market)]
    if event.action == "withdraw_request":
        return [own, *_leaving(request, market)]
    return [own]


def _request_item(request: TransferRequest) -> Item:
    return {
        "status": request.status,
        ROW: {"window_id": request.window_id, "status": request.status.value},
        "by_owner_pk": f"PERSON#{request.person.person_id}#REQUESTS",
        "by_owner_sk": f"{request.created_at.isoformat()}#{request.window_id}",
    }


def _entering(request: TransferRequest, market: str) -> list[Write]:
    """The items by which a confirmed request is found, and since when the person waits."""
    person, window_id = request.person.person_id, request.window_id
    pk, sk = waiting_key(person, market)
    waiting = request.waiting
    said = request.details.declarations
    writes: list[Write] = [
        Put({"pk": asked_pk(window_id), "sk": person, "person_id": person}),
        Tally(*asked_count_key(window_id)),
        *(Put(_chosen_item(request, unit_id)) for unit_id in request.details.choices),
    ]
    if waiting:
        writes.append(Put({"pk": pk, "sk": sk, **waiting.model_dump(mode="json")}))
    if said and said.has_need:
        pk, sk = need_code_key(window_id, request.need_code)
        writes.append(Put({"pk": pk, "sk": sk}))
    return writes


def _leaving(request: TransferRequest, market: str) -> list[Write]:
    """All that `_entering` wrote goes; a wait that began in an earlier window goes on."""
    person, window_id = request.person.person_id, request.window_id
    writes: list[Write] = [
        Remove(asked_pk(window_id), person),
        Tally(*asked_count_key(window_id)),
        *(
            Remove(chosen_pk(window_id, unit_id), handle_of(window_id, unit_id, person))
            for unit_id in request.details.choices
        ),
        Remove(*need_code_key(window_id, request.need_code)),
    ]
    if request.waiting and request.waiting.window_id == window_id:
        writes.append(Remove(*waiting_key(person, market)))
    return writes


def _chosen_item(request: TransferRequest, unit_id: str) -> Item:
    person, window_id = request.person.person_id, request.window_id
    return {
        "pk": chosen_pk(window_id, unit_id),
        "sk": handle_of(window_id, unit_id, person),
        "person_id": person,
        "home_unit": request.details.home_unit,
    }


def _decision_writes(decision: UnitDecision) -> list[Write]:
    window_id, unit_id, person = decision.window_id, decision.unit_id, decision.person_id
    found = {
        "pk": decided_pk(window_id),
        "sk": f"{person}#{unit_id}",
        "person_id": person,
        "unit_id": unit_id,
        "verdict": decision.verdict.value,
        "because": decision.because.value if decision.because else "",
    }
    return [put_of(decision_key(window_id, unit_id, person), decision, {}), Put(found)]
