"""Levy records as DynamoDB items, and the writes of a decision: keys, item <-> model, conditions."""

from functions.levy.account_items import left_update
from functions.levy.domain.accounts import promises
from functions.levy.domain.applications import Application
from functions.levy.domain.correspondence import Correspondence
from functions.levy.domain.ledger import MOVES, EntryKind, LedgerEntry
from functions.levy.domain.overdue import stale_on
from functions.levy.domain.pledges import Criteria, Pledge, PledgeStatus
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import QUEUED
from shared.records import Record
from shared.schema import ROW
from shared.table import Item, Key, Put, Update, Write


def application_from(item: Item) -> Application:
    """The application that an item holds."""
    return Application.model_validate(item["body"] | {"head": item["head"]})


def pledge_from(item: Item) -> Pledge:
    """The pledge that an item holds; its balances are attributes of their own."""
    balances = {name: item[name] for name in _BALANCES}
    own = {"balances": balances, "reserved_by_year": item["reserved_by_year"], "head": item["head"]}
    return Pledge.model_validate(item["body"] | own)


def entry_from(item: Item) -> LedgerEntry:
    """The ledger entry that an item holds."""
    return LedgerEntry.model_validate(item["body"])


_BALANCES = ("amount_pence", "available_pence", "reserved_pence", "drawn_pence", "lapsed_pence")


def application_key(application_id: str) -> Key:
    """Where an application stands."""
    return f"APP#{application_id}", "APP"


def pledge_key(pledge_id: str) -> Key:
    """Where a pledge stands."""
    return f"PLEDGE#{pledge_id}", "PLEDGE"


def reference_pk(ics_code: str, reference: str) -> str:
    """Where the applications of the ICS with a reference stand: one, but for a chance in a million millions."""
    return f"REF#{ics_code}#{reference}"


def application_put(decision: Decision[Application]) -> Put:
    """The application as decided, over the version that it was decided on and no other."""
    application = decision.record
    shown = {ROW: application_row(application), **_application_indexes(application)}
    return record_put(application_key(application.application_id), application, shown)


def record_put(key: Key, record: Record, shown: Item) -> Put:
    """A record as decided, with what lists show of it, over the version that it was decided on and no other."""
    pk, sk = key
    before = record.head.number - 1
    state = {"version": record.head.number, "head": record.head.model_dump(), "body": record.body()}
    return Put({"pk": pk, "sk": sk, **state, **shown}, if_absent=before == 0, require={"version": before})


def application_row(application: Application) -> Item:
    """What a list shows of an application."""
    training = application.training
    return {
        "application_id": application.application_id,
        "reference": application.reference,
        "ods_code": application.employer.ods_code,
        "employer": application.employer.name,
        "organisation_type": application.employer.type,
        "postcode": application.employer.postcode,
        "status": application.status,
        "standard": training.standard if training else "",
        "standard_title": application.priced.standard_title if application.priced else "",
        "start": str(training.start) if training else "",
        "apprentices": application.apprentice_count,
        "total_pence": application.priced.total_pence if application.priced else 0,
        "score": application.best_score,
        "created_at": application.created_at.isoformat(),
        "submitted_at": application.submitted_at.isoformat() if application.submitted_at else "",
        "status_since": application.status_since.isoformat(),
        "deadline_on": application.deadline_on.isoformat() if application.deadline_on else "",
        "decide_by": stale_on(application).isoformat(),
    }


def _application_indexes(application: Application) -> Item:
    own = application.application_id
    keys = {
        "by_owner_pk": f"ORG#{application.employer.ods_code}#APPLICATIONS",
        "by_owner_sk": f"{application.created_at.isoformat()}#{own}",
    }
    if application.submitted_at is None or application.priced is None or application.training is None:
        return keys
    queue = f"QUEUE#{application.ics_code}#{application.status}"
    sent = application.submitted_at.isoformat()
    keys |= {"by_age_pk": queue, "by_age_sk": f"{sent}#{own}"}
    keys |= {
        "by_need_pk": f"NEED#{application.ics_code}#{application.training.standard}",
        "by_need_sk": f"{sent}#{own}",
    }
    if application.status in QUEUED:
        keys |= {"by_cost_pk": queue, "by_cost_sk": f"{application.priced.total_pence:012d}#{own}"}
        keys |= {"by_score_pk": queue, "by_score_sk": f"{application.best_score:03d}#{sent}#{own}"}
    if application.deadline_on:
        keys |= {
            "work_pk": f"DEADLINES#{application.ics_code}",
            "work_sk": f"{application.deadline_on.isoformat()}#{own}",
        }
    return keys


def correspondence_key(application_id: str) -> Key:
    """Where the messages about an application begin."""
    return f"CORRESPONDENCE#{application_id}", "CORRESPONDENCE"


def correspondence_from(item: Item) -> Correspondence:
    """The correspondence that an item holds."""
    return Correspondence.model_validate(item["body"] | {"head": item["head"]})


def correspondence_put(decision: Decision[Correspondence]) -> Put:
    """The correspondence with one message more, over the one that was read and no other."""
    return record_put(correspondence_key(decision.record.application_id), decision.record, {})


def reference_put(application: Application) -> Put:
    """What leads from the reference that people quote to the application: put once, when it is sent."""
    pk = reference_pk(application.ics_code, application.reference)
    return Put({"pk": pk, "sk": f"REF#{application.application_id}"}, if_absent=True)


def application_id_from(item: Item) -> str:
    """The application that a reference leads to."""
    return str(item["sk"]).removeprefix("REF#")


def criteria_from(row: Item) -> Criteria | None:
    """Whom a pledge is for, from its row; None for a row written before rows told it."""
    return Criteria.model_validate(row["criteria"]) if "criteria" in row else None


def _pledge_row(pledge: Pledge) -> Item:
    """What a list shows of a pledge, and what applications are scored against. Its balances are not here: they
    move without it, and are read afresh."""
    return {
        "pledge_id": pledge.pledge_id,
        "employer": pledge.organisation_name,
        "tax_year": pledge.tax_year,
        "criteria": pledge.criteria.model_dump(mode="json", exclude_defaults=True),
    }


def _pledge_state(pledge: Pledge) -> Item:
    """What changes with a pledge's own history, all but its balances."""
    return {
        "version": pledge.head.number,
        "head": pledge.head.model_dump(),
        "body": pledge.body(),
        "status": pledge.status,
        ROW: _pledge_row(pledge),
        "by_owner_pk": f"ORG#{pledge.ods_code}#PLEDGES",
        "by_owner_sk": f"{pledge.created_on.isoformat()}#{pledge.pledge_id}",
        "by_need_pk": f"PLEDGES#{pledge.ics_code}#{pledge.status}",
        "by_need_sk": f"{pledge.tax_year}#{pledge.pledge_id}",
    }


def pledge_put(decision: Decision[Pledge]) -> Put:
    """A new pledge."""
    pledge = decision.record
    pk, sk = pledge_key(pledge.pledge_id)
    balances = pledge.balances.model_dump()
    return Put({"pk": pk, "sk": sk, **_pledge_state(pledge), **balances, "reserved_by_year": {}}, if_absent=True)


def pledge_update(decision: Decision[Pledge], before: Pledge) -> Update:
    """A changed pledge; money moves by the difference, so approvals meanwhile are neither lost nor in the way."""
    pledge = decision.record
    pk, sk = pledge_key(pledge.pledge_id)
    change = pledge.balances.amount_pence - before.balances.amount_pence
    return Update(
        pk,
        sk,
        put=_pledge_state(pledge),
        add={"amount_pence": change, "available_pence": change},
        require={"version": before.head.number},
        at_least={"available_pence": -change} if change < 0 else {},
    )


def pledge_lapse_writes(decision: Decision[Pledge], before: Pledge) -> list[Write]:
    """A pledge at the end of its tax year: one update moves what is available to lapsed, and an entry says so."""
    (entry,) = decision.entries
    pk, sk = pledge_key(before.pledge_id)
    ended = Update(
        pk,
        sk,
        put=_pledge_state(decision.record),
        add={"available_pence": -entry.pence, "lapsed_pence": entry.pence},
        require={"version": before.head.number},
        at_least={"available_pence": entry.pence},
    )
    return [ended, _entry_put(entry)]


def money_writes(*entries: LedgerEntry) -> list[Write]:
    """The writes of all the entries of a decision: given together, because a transaction writes an item once, and
    one employer may send from several pledges. An entry that moves a promise moves what its sender has left."""
    moved = [write for entry in entries for write in (_balance_update(entry), _entry_put(entry))]
    return [*moved, *(left_update(ods_code, years) for ods_code, years in promises(entries).items())]


def _balance_update(entry: LedgerEntry) -> Update:
    """The balance moves only if there is enough to move; a reservation also needs an open pledge."""
    source, target = MOVES[entry.kind]
    sign = 1 if entry.kind == EntryKind.RESERVE else -1
    by_year = {} if entry.kind == EntryKind.LAPSE else {y.tax_year: sign * y.pence for y in entry.years}
    pk, sk = pledge_key(entry.pledge_id)
    return Update(
        pk,
        sk,
        add={source: -entry.pence, target: entry.pence},
        add_in={"reserved_by_year": by_year} if by_year else {},
        require={"status": PledgeStatus.OPEN} if entry.kind == EntryKind.RESERVE else {},
        at_least={source: entry.pence},
    )


def _entry_put(entry: LedgerEntry) -> Put:
    body = entry.model_dump(mode="json")
    return Put(
        {
            "pk": f"PLEDGE#{entry.pledge_id}",
            "sk": f"LEDGER#{entry.key}",
            "body": body,
            ROW: body,
            "by_owner_pk": f"PLEDGE#{entry.pledge_id}#LEDGER",
            "by_owner_sk": f"{entry.at.isoformat(timespec='microseconds')}#{entry.key}",
        },
        if_absent=True,
    )
