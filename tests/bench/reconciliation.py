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
    "confirm_apprentice": ({"accepted"}, ""),
    "record_set_up": ({"accepted"}, ""),
    "release_unused": ({"accepted"}, "accepted not_used"),
    "decline_stale": ({"submitted", "question_asked", "awaiting_second_approver"}, "declined"),
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

APPRENTICE_LIFE: Life = {
    "confirm_apprentice": ({""}, "confirmed"),
    "start_apprentice": ({"confirmed"}, "started"),
    "pause_apprentice": ({"started"}, "paused"),
    "resume_apprentice": ({"paused"}, "started"),
    "change_apprentice": ({"confirmed", "started"}, ""),
    "stop_apprentice": ({"confirmed", "started", "paused"}, "stopped"),
    "complete_apprentice": ({"started"}, "completed"),
    "draw": ({"started", "paused", "stopped", "completed"}, ""),
}


@dataclass
class Books:
    """Every item of a levy table, by what it is."""

    applications: dict[str, Item] = field(default_factory=dict)
    apprentices: dict[str, Item] = field(default_factory=dict)
    pledges: dict[str, Item] = field(default_factory=dict)
    accounts: dict[str, Item] = field(default_factory=dict)
    correspondence: dict[str, Item] = field(default_factory=dict)
    left: dict[str, Item] = field(default_factory=dict)
    entries: dict[str, dict[str, list[Item]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    events: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    intents: dict[str, Item] = field(default_factory=dict)
    done: list[Item] = field(default_factory=list)

    @property
    def records(self) -> dict[str, dict[str, Item]]:
        """All that has a history, by the first word of its key."""
        return {
            "APP": self.applications,
            "APPR": self.apprentices,
            "PLEDGE": self.pledges,
            "ACCOUNT": self.accounts,
            "CORRESPONDENCE": self.correspondence,
        }

    def enter(self, item: Item) -> None:
        """Put an item where it belongs."""
        pk, sk = item["pk"], item["sk"]
        if sk == "APP":
            self.applications[pk] = item
        elif sk == "APPR":
            self.apprentices[pk] = item
        elif sk == "PLEDGE":
            self.pledges[pk] = item
        elif sk == "CORRESPONDENCE":
            self.correspondence[pk] = item
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
        *(fault for one in books.apprentices.values() for fault in _apprentice_faults(one, books)),
        *(fault for pk in books.events for fault in _history_faults(pk, books)),
        *_stray_faults(books),
    ]


def promised(books: Books) -> dict[str, Counter[str]]:
    """What each pledge owes by its applications: the pence of each tax year.

    An award as long as nobody is confirmed; with apprentices, what they hold and what is kept for the others.
    """
    owed: dict[str, Counter[str]] = defaultdict(Counter)
    for application in books.applications.values():
        body = application["body"]
        if body["status"] in HOLDING:
            for award in body["awards"]:
                pk = f"PLEDGE#{award['pledge_id']}"
                owed[pk].update(_by_year(award["years"]))
                for entry in books.entries[pk][body["application_id"]]:
                    if entry["kind"] in ("release", "draw"):
                        owed[pk].subtract(_by_year(entry["years"]))
    return owed


def _by_year(years: Iterable[Any]) -> dict[str, int]:
    return {year["tax_year"]: year["pence"] for year in years}


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
    for kind, name in (("draw", "drawn"), ("lapse", "lapsed")):
        if (gone := sum(entry["pence"] for entry in entries if entry["kind"] == kind)) != parts[name]:
            yield f"{pk} has {parts[name]} {name} and its ledger says {gone}"


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
    is_used, is_open = bool(body["confirmed_apprentices"]), body["deadline_on"] is not None
    all_confirmed = body["confirmed_apprentices"] == body["approved_apprentices"]
    holds = body["status"] in HOLDING and (is_open or not is_used or all_confirmed)
    wanted = ["reserve"] if holds else ["release", "reserve"]
    for award in body["awards"]:
        pledge = f"PLEDGE#{award['pledge_id']}"
        entries = [one for one in books.entries[pledge][body["application_id"]] if not one["apprenticeship_id"]]
        kinds = sorted(entry["kind"] for entry in entries)
        if kinds != wanted:
            yield f"{pk} is {body['status']} with entries {kinds}"
        if not is_used and any(entry["pence"] != award["pence"] for entry in entries):
            yield f"{pk} was awarded {award['pence']} and other sums were entered"
        if is_used and not (is_open and not all_confirmed):
            yield from _used_up_faults(body, award, books)


def _used_up_faults(body: Item, award: Item, books: Books) -> Iterator[str]:
    """With everybody confirmed, or the others' money gone back, an award is held by its apprentices alone."""
    pledge, one = f"PLEDGE#{award['pledge_id']}", body["application_id"]
    mine = [item["body"] for item in books.apprentices.values() if item["body"]["application_id"] == one]
    shares = [share for body in mine for share in body["shares"] if share["pledge_id"] == award["pledge_id"]]
    held = sum(share["pence"] - share["drawn_pence"] for share in shares)
    if (entered := _entered(books.entries[pledge][one])) != held:
        yield f"APP#{one} has {entered} reserved in {pledge} and its apprentices hold {held}"


def _apprentice_faults(item: Item, books: Books) -> Iterator[str]:
    """Each payment was drawn once, and what was drawn is what its ledger entries say."""
    pk, body = item["pk"], item["body"]
    months: set[str] = set()
    for share in body["shares"]:
        entries = books.entries[f"PLEDGE#{share['pledge_id']}"][body["application_id"]]
        draws = [
            one
            for one in entries
            if one["kind"] == "draw" and one["apprenticeship_id"] == body["apprenticeship_id"]
        ]
        months |= {one["key"].split(":")[1] for one in draws}
        if (drawn := sum(one["pence"] for one in draws)) != share["drawn_pence"]:
            yield f"{pk} has drawn {share['drawn_pence']} and its ledger says {drawn}"
    events = [event for event in books.events[pk] if event["action"] == "draw"]
    told = [event["facts"]["month"] for event in events]
    if len(set(told)) != len(told) or not months <= set(told):
        yield f"{pk} drew in {sorted(months)} and its history says {sorted(told)}"


def _history_faults(pk: str, books: Books) -> Iterator[str]:
    record = next((held[pk] for held in books.records.values() if pk in held), None)
    if record is None:
        yield f"{pk} has a history and no record"
        return
    yield from chain_faults(record, books.events[pk])
    if pk in books.applications:
        yield from life_faults(record, books.events[pk], LIFE)
    if pk in books.apprentices:
        yield from life_faults(record, books.events[pk], APPRENTICE_LIFE)


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
    known = {pk for held in books.records.values() for pk in held}
    yield from (f"{pk} has no history" for pk in known - books.events.keys())
    yield from (f"{pk} has a ledger and no pledge" for pk in books.entries if pk not in known)
    for once in books.done:
        result = json.loads(once["result"])
        told = (held.get(f"{kind}#{result['id']}") for kind, held in books.records.items())
        record = next((one for one in told if one), None)
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
