"""The books of the whole levy table, added up from nothing: what must be true after any storm, crash or replay.

It reads items, not the service's answers about them, and shares no arithmetic with what it checks. A scan is a
test's privilege; no service makes one.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared import table
from shared.table import Item

_NOT_OF_THE_EVENT = {"pk", "sk", "work_pk", "work_sk", "row", "block", "hash"}
HOLDING = {"offered", "accepted"}
Life = Mapping[str, tuple[set[str], str]]
"""Each action: the statuses that it may start from, and the one that it leads to (empty: it stays where it is; of
several words: one of them)."""
LIFE: Life = {  # as the trade has it, not as coded
    "start_application": ({""}, "draft"),
    **{
        f"save_{one}": ({"draft"}, "draft")
        for one in ("account", "training", "rationale", "commitments", "sharing")
    },
    "save_apprentices": ({"draft"}, "draft"),
    "remove_apprentices": ({"draft"}, "draft"),
    "submit": ({"draft", ""}, "submitted"),
    "ask": ({"submitted", "waiting_list"}, "question_asked"),
    "answer": ({"question_asked"}, "submitted"),
    "put_on_waiting_list": ({"submitted"}, "waiting_list"),
    "propose": ({"submitted", "waiting_list"}, "awaiting_second_approver"),
    "approve": ({"submitted", "waiting_list"}, "offered"),
    "confirm": ({"awaiting_second_approver"}, "offered"),
    "send_back": ({"awaiting_second_approver"}, "submitted"),
    "decline": ({"submitted", "waiting_list", "question_asked", "awaiting_second_approver"}, "declined"),
    "accept": ({"offered"}, "accepted"),
    "decline_offer": ({"offered"}, "offer_declined"),
    "lapse": ({"offered"}, "lapsed"),
    "withdraw": (
        {
            "draft",
            "submitted",
            "waiting_list",
            "question_asked",
            "awaiting_second_approver",
            "offered",
            "accepted",
        },
        "withdrawn",
    ),
}


@dataclass
class Books:
    """Every item of a levy table, by what it is."""

    applications: dict[str, Item] = field(default_factory=dict)
    pledges: dict[str, Item] = field(default_factory=dict)
    accounts: dict[str, Item] = field(default_factory=dict)
    left: dict[str, Item] = field(default_factory=dict)
    entries: dict[str, dict[str, list[Item]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    events: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    intents: dict[str, Item] = field(default_factory=dict)
    done: list[Item] = field(default_factory=list)

    def enter(self, item: Item) -> None:
        """Put an item where it belongs."""
        pk, sk = item["pk"], item["sk"]
        if sk == "APP":
            self.applications[pk] = item
        elif sk == "PLEDGE":
            self.pledges[pk] = item
        elif sk == "ACCOUNT":
            self.accounts[pk] = item
        elif sk == "LEFT":
            self.left[pk] = item
        elif sk.startswith("LEDGER#"):
            self.entries[pk][item["body"]["application_id"]].append(item["body"])
        elif sk.startswith("EVENT#"):
            self.events[pk].append(item)
        elif sk == "OUTBOX":
            self.intents[item["reference"]] = item
        elif sk == "ONCE":
            self.done.append(item)


def everything(table_name: str) -> Iterator[Item]:
    """Every item of a table."""
    pages = table.client().get_paginator("scan").paginate(TableName=table_name, ConsistentRead=True)
    for page in pages:
        yield from map(table.decoded, page["Items"])


def opened(items: Iterable[Item]) -> Books:
    """The books of these items."""
    books = Books()
    for item in items:
        books.enter(item)
    return books


def faults(books: Books) -> list[str]:
    """All that is wrong, as sentences; empty where the books are sound."""
    owed = promised(books)
    return [
        *(fault for pledge in books.pledges.values() for fault in _pledge_faults(pledge, books, owed)),
        *(fault for one in books.applications.values() for fault in _application_faults(one, books)),
        *_allowance_faults(books),
        *(fault for pk in books.events for fault in _history_faults(pk, books)),
        *_stray_faults(books),
    ]


def promised(books: Books) -> dict[str, Counter[str]]:
    """What each pledge owes by its applications: the pence of each tax year."""
    owed: dict[str, Counter[str]] = defaultdict(Counter)
    for application in books.applications.values():
        body = application["body"]
        if body["status"] in HOLDING:
            for award in body["awards"]:
                owed[f"PLEDGE#{award['pledge_id']}"].update({y["tax_year"]: y["pence"] for y in award["years"]})
    return owed


def pence_gone(books: Books, pledge_id: str) -> set[int]:
    """What is gone from a pledge, as each of five records tells it; one figure where they agree."""
    pk = f"PLEDGE#{pledge_id}"
    pledge = books.pledges[pk]
    return {
        pledge["amount_pence"] - pledge["available_pence"],
        pledge["reserved_pence"],
        _entered(entry for own in books.entries[pk].values() for entry in own),
        sum(pledge["reserved_by_year"].values()),
        promised(books)[pk].total(),
    }


def _pledge_faults(pledge: Item, books: Books, promises: dict[str, Counter[str]]) -> Iterator[str]:
    pk = pledge["pk"]
    parts = {name: pledge[f"{name}_pence"] for name in ("available", "reserved", "drawn", "lapsed")}
    if min(parts.values()) < 0:
        yield f"{pk} has less than nothing: {parts}"
    if sum(parts.values()) != pledge["amount_pence"]:
        yield f"{pk} is {pledge['amount_pence']} and its parts are {parts}"
    owed = promises[pk]
    if owed.total() != parts["reserved"]:
        yield f"{pk} has {parts['reserved']} reserved and owes {owed.total()}"
    if _without_zeros(owed) != _without_zeros(pledge["reserved_by_year"]):
        yield f"{pk} has {pledge['reserved_by_year']} reserved by year and owes {dict(owed)}"
    entries = [entry for own in books.entries[pk].values() for entry in own]
    if (entered := _entered(entries)) != parts["reserved"]:
        yield f"{pk} has {parts['reserved']} reserved and its ledger says {entered}"


def _allowance_faults(books: Books) -> Iterator[str]:
    """What an employer has left of each tax year is what it may promise less what its pledges have."""
    promised_by = _promised_by_employer(books)
    for pk in sorted({*promised_by, *books.left, *books.accounts}):
        if pk not in books.left:
            yield f"{pk} promises and is not counted"
            continue
        stored, account = books.left[pk], books.accounts.get(pk)
        if stored["is_checked"] != (account is not None):
            yield f"{pk} is {'' if stored['is_checked'] else 'not '}checked and its figures say otherwise"
        expected = Counter(account["body"]["allowed_by_year"] if account else {})
        expected.subtract(promised_by.get(pk, Counter()))
        if _without_zeros(expected) != _without_zeros(stored["left_by_year"]):
            yield f"{pk} has {stored['left_by_year']} left and {dict(expected)} is explained"


def _promised_by_employer(books: Books) -> dict[str, Counter[str]]:
    """What the ledgers of each employer's pledges have reserved or drawn of each tax year."""
    signs = {"reserve": 1, "release": -1}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pk, own in books.entries.items():
        employer = f"ACCOUNT#{books.pledges[pk]['body']['ods_code']}" if pk in books.pledges else pk
        for entry in (entry for entries in own.values() for entry in entries):
            sign = signs.get(entry["kind"], 0)
            found[employer].update({year["tax_year"]: sign * year["pence"] for year in entry["years"]})
    return found


def _application_faults(application: Item, books: Books) -> Iterator[str]:
    pk, body = application["pk"], application["body"]
    if application["version"] != application["head"]["number"]:
        yield f"{pk} is at version {application['version']} with {application['head']['number']} events"
    wanted = ["reserve"] if body["status"] in HOLDING else ["release", "reserve"]
    for award in body["awards"]:
        entries = books.entries[f"PLEDGE#{award['pledge_id']}"][body["application_id"]]
        kinds = sorted(entry["kind"] for entry in entries)
        if kinds != wanted:
            yield f"{pk} is {body['status']} with entries {kinds}"
        if any(entry["pence"] != award["pence"] for entry in entries):
            yield f"{pk} was awarded {award['pence']} and other sums were entered"


def _history_faults(pk: str, books: Books) -> Iterator[str]:
    record = books.applications.get(pk) or books.pledges.get(pk) or books.accounts.get(pk)
    if record is None:
        yield f"{pk} has a history and no record"
        return
    yield from chain_faults(record, books.events[pk])
    if pk in books.applications:
        yield from life_faults(record, books.events[pk], LIFE)


def chain_faults(record: Item, events: list[Item]) -> Iterator[str]:
    """What is wrong with the history of a record: every event is there, chained, and the last is its head."""
    pk, events = record["pk"], in_order(events)
    if [event["number"] for event in events] != list(range(1, record["version"] + 1)):
        yield f"{pk} is at version {record['version']} with events {[event['number'] for event in events]}"
    previous = ""
    for event in events:
        if event["previous"] != previous or event["hash"] != _digest(event):
            yield f"{pk} event {event['number']} is not chained"
        previous = event["hash"]
    if previous != record["head"]["hash"]:
        yield f"{pk} has another head than its last event"


def life_faults(record: Item, events: list[Item], life: Life) -> Iterator[str]:
    """Where a record did what none of its kind may do, or stands where its history does not lead."""
    pk, may_be = record["pk"], {""}
    for event in in_order(events):
        sources, target = life.get(event["action"], (set(), ""))
        if may_be.isdisjoint(sources):
            yield f"{pk} went from {' or '.join(sorted(may_be))} by {event['action']}"
        may_be = set(target.split()) or may_be & sources
    if record["body"]["status"] not in may_be:
        yield f"{pk} is {record['body']['status']} and its history says {' or '.join(sorted(may_be))}"


def in_order(events: Iterable[Item]) -> list[Item]:
    """The events of one record, first to last."""
    return sorted(events, key=lambda item: str(item["sk"]))


def _stray_faults(books: Books) -> Iterator[str]:
    known = books.applications.keys() | books.pledges.keys() | books.accounts.keys()
    yield from (f"{pk} has no history" for pk in known - books.events.keys())
    yield from (f"{pk} has a ledger and no pledge" for pk in books.entries if pk not in known)
    for once in books.done:
        result = json.loads(once["result"])
        records = ((books.applications, "APP"), (books.pledges, "PLEDGE"), (books.accounts, "ACCOUNT"))
        record = next((one for held, kind in records if (one := held.get(f"{kind}#{result['id']}"))), None)
        if record is None or record["version"] < result["version"]:
            yield f"{once['pk']} says that {result} was done, and it was not"


def _digest(event: Item) -> str:
    contents = {name: value for name, value in event.items() if name not in _NOT_OF_THE_EVENT}
    text = json.dumps(contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _entered(entries: Iterable[Item]) -> int:
    signs = {"reserve": 1, "release": -1, "draw": -1, "lapse": 0}
    return sum(signs[entry["kind"]] * int(entry["pence"]) for entry in entries)


def _without_zeros(years: Any) -> dict[str, int]:
    return {year: pence for year, pence in years.items() if pence}
