"""The books of the whole redeployment table, worked out from nothing: what must be true after any storm or crash.

It reads items, not the service's answers about them. Only whether a person suits a post is asked of the domain:
that has its own oracle in the property tests.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from functions.redeploy.domain.matches import match_id_of
from functions.redeploy.domain.matching import match
from functions.redeploy.domain.profiles import Post, Profile
from shared.clock import london_day
from shared.history import content_hash
from shared.table import Item
from tests.bench.reconciliation import Life, chain_faults, life_faults

OPEN = {"proposed", "interested", "interview", "rejection_proposed", "offered"}
HOLDING = {"accepted": "placed", "on_trial": "placed", "passed": "placed", "confirmed": "redeployed"}
"""The statuses in which a match holds its person, and where the person is meanwhile."""

_BEFORE_OFFER = {"proposed", "interested", "interview"}
_WANTED = {"interested", "interview"}
MATCH_LIFE: Life = {  # each action: where it may start from, and where it leads; as the trade has it, not as coded
    "propose": ({""}, "proposed"),
    "propose_again": ({"closed"}, "proposed"),
    "bring_up_to_date": (OPEN, ""),
    "close": (OPEN, "closed"),
    "express_interest": ({"proposed", "interested", "not_for_me"}, "interested"),
    "say_not_for_me": (_BEFORE_OFFER | {"rejection_proposed"}, "not_for_me"),
    "consent": (_WANTED, ""),
    "withdraw_consent": (_WANTED, "interested"),
    "invite": (_WANTED, "interview"),
    "reject": (_BEFORE_OFFER, "rejection_proposed"),
    "ratify": ({"rejection_proposed"}, "rejected"),
    "not_ratify": ({"rejection_proposed"}, "interested proposed"),  # proposed: to whoever has not answered
    "offer": (_WANTED, "offered"),
    "withdraw_offer": ({"offered"}, "interested"),
    "accept": ({"offered"}, "accepted"),
    "refuse": ({"offered"}, "refused"),
    "judge": ({"refused"}, ""),
    "begin_trial": ({"accepted"}, "on_trial"),
    "extend_trial": ({"on_trial"}, ""),
    "pass_trial": ({"on_trial"}, "passed"),
    "fail_trial": ({"accepted", "on_trial"}, "failed"),
    "confirm": ({"passed"}, "confirmed"),
}
VACANCY_LIFE: Life = {
    "hold": ({""}, "held"),
    "edit": ({"held"}, ""),
    "withdraw": ({"held"}, "withdrawn"),
    "release": ({"held"}, "cleared"),
    "accept": ({"held", "cleared"}, "filled"),
    "trial_failed": ({"filled"}, "held"),
}
ENTRY_LIFE: Life = {
    "post": ({""}, "active"),
    "edit": ({"active", "placed"}, ""),
    **{action: ({"active", "placed", "redeployed", "left"}, "") for action in ("raise", "answer", "keep")},
    "leave": ({"active"}, "left"),
    "accept": ({"active"}, "placed"),
    "trial_failed": ({"placed"}, "active"),
    "redeployed": ({"placed"}, "redeployed"),
    "erase": ({"left", "redeployed"}, "erased"),
}
_LIVES = {"ENTRY": ENTRY_LIFE, "VACANCY": VACANCY_LIFE, "MATCH": MATCH_LIFE}


@dataclass
class Books:
    """Every item of a redeployment table, by what it is. People, vacancies and matches by their own ids."""

    people: dict[str, Item] = field(default_factory=dict)
    vacancies: dict[str, Item] = field(default_factory=dict)
    matches: dict[str, Item] = field(default_factory=dict)
    events: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    register: dict[str, Item] = field(default_factory=dict)
    held: dict[str, Item] = field(default_factory=dict)
    follows: list[Item] = field(default_factory=list)
    by_person: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_vacancy: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, item: Item) -> None:
        """Put an item where it belongs; what is no part of these books is left out."""
        kind, _, own = str(item["pk"]).partition("#")
        match kind, str(item["sk"]).partition("#")[0]:
            case "ENTRY", "ENTRY":
                self.people[own] = item
            case "VACANCY", "VACANCY":
                self.vacancies[own] = item
            case "MATCH", "MATCH":
                self.matches[own] = item
                self.by_person[item["body"]["entry_id"]].append(item["body"])
                self.by_vacancy[item["body"]["vacancy_id"]].append(item["body"])
            case _, "EVENT":
                self.events[item["pk"]].append(item)
            case "REGISTER", _:
                self.register[item["entry_id"]] = _read(item, "profile", "protection", "notice")
            case "HELD", _:
                self.held[item["vacancy_id"]] = _read(item, "post")
            case "FOLLOW", _ if "work_pk" in item:
                self.follows.append(item)

    @property
    def records(self) -> Iterator[Item]:
        """Every person, vacancy and match."""
        for kind in (self.people, self.vacancies, self.matches):
            yield from kind.values()


def _read(item: Item, *texts: str) -> Item:
    return item | {name: json.loads(item[name]) for name in texts}


def opened(items: Iterable[Item]) -> Books:
    """The books of these items."""
    books = Books()
    for item in items:
        books.enter(item)
    return books


def faults_of(items: Iterable[Item]) -> list[str]:
    """All that is wrong at any moment, as sentences; empty where the books are sound."""
    books = opened(items)
    return [
        *(fault for own, one in books.vacancies.items() for fault in _vacancy_faults(own, one, books)),
        *(fault for own, one in books.people.items() for fault in _person_faults(own, one, books)),
        *(fault for one in books.records for fault in _history_faults(one, books)),
        *_list_faults(books),
    ]


def settled_faults_of(items: Iterable[Item], now: datetime) -> list[str]:
    """What is wrong beside that once nothing waits in the work list: somebody skipped, or a match left behind."""
    books = opened(items)
    waits = [f"{item['pk']} waits in the work list" for item in books.follows]
    return [*waits, *_skipped(books, london_day(now)), *_left_behind(books)]


def held_by(books: Books, side: str) -> Counter[str]:
    """How many matches hold each person (side "entry_id") or each vacancy ("vacancy_id")."""
    return Counter(one["body"][side] for one in books.matches.values() if one["body"]["status"] in HOLDING)


def suits(profile: object, post: object, today: date) -> bool:
    """Whether a stored profile suits a stored post."""
    return match(Profile.model_validate(profile), Post.model_validate(post), today).is_suitable


def _vacancy_faults(own: str, item: Item, books: Books) -> Iterator[str]:
    bodies = books.by_vacancy[own]
    status = item["body"]["status"]
    holding = [body["match_id"] for body in bodies if body["status"] in HOLDING]
    if len(holding) > 1:
        yield f"vacancy {own} is filled {len(holding)} times"
    if holding != ([item["body"]["filled_by"]] if status == "filled" else []):
        yield f"vacancy {own} is {status} by {item['body']['filled_by']} and its matches say {holding}"
    for tier in (1, 2, 3):
        found = sum(body["tier"] == tier and body["status"] in OPEN for body in bodies)
        if item[f"open_{tier}"] != found:
            yield f"vacancy {own} counts {item[f'open_{tier}']} open in tier {tier} and has {found}"
    offers = sum(body["status"] == "offered" for body in bodies)
    if item["offers"] != offers or offers > 1:
        yield f"vacancy {own} counts {item['offers']} offers and has {offers}"
    if status == "cleared" and not item["body"]["certificate"]:
        yield f"vacancy {own} may be advertised and has no certificate"


def _person_faults(own: str, item: Item, books: Books) -> Iterator[str]:
    bodies = books.by_person[own]
    holding = {body["match_id"]: HOLDING[body["status"]] for body in bodies if body["status"] in HOLDING}
    status = item["body"]["status"]
    if len(holding) > 1:
        yield f"person {own} has {len(holding)} posts"
    if [*holding] != ([item["body"]["placed_in"]] if item["body"]["placed_in"] else []):
        yield f"person {own} is placed in {item['body']['placed_in'] or 'none'} and their matches say {[*holding]}"
    should = next(iter(holding.values()), "")
    if status != should and not (status == "erased" or (not should and status in ("active", "left"))):
        yield f"person {own} is {status} with a match that says {should or 'none'}"


def _history_faults(record: Item, books: Books) -> Iterator[str]:
    events = books.events[record["pk"]]
    yield from chain_faults(record, events)
    yield from life_faults(record, events, _LIVES[record["sk"]])
    last = max(events, key=lambda item: int(item["number"]), default=None)
    if last and last["record"] != content_hash(record["body"]):
        yield f"{record['pk']} is not as its last event left it"


def _list_faults(books: Books) -> Iterator[str]:
    """The register and the list of held vacancies hold exactly who and what is there, as they are."""
    active = {
        own: one["body"]["details"] for own, one in books.people.items() if one["body"]["status"] == "active"
    }
    if active.keys() != books.register.keys():
        yield f"the register differs from who looks for a post by {active.keys() ^ books.register.keys()}"
    for own, row in books.register.items():
        if own in active and any(row[name] != active[own][name] for name in ("profile", "protection", "notice")):
            yield f"the register does not know person {own} as they are"
    held = {own: one["body"]["details"] for own, one in books.vacancies.items() if one["body"]["status"] == "held"}
    if held.keys() != books.held.keys():
        yield f"the list of held vacancies differs by {held.keys() ^ books.held.keys()}"
    for own, row in books.held.items():
        if own in held and row["post"] != held[own]["post"]:
            yield f"the list of held vacancies does not know {own} as it is"


def _skipped(books: Books, today: date) -> Iterator[str]:
    """Everybody who looks for a post has a match with every held vacancy that they suit."""
    for vacancy_id, row in books.held.items():
        for entry_id, looking in books.register.items():
            found = books.matches.get(match_id_of(entry_id, vacancy_id))
            is_skipped = found is None or found["body"]["status"] == "closed"
            if is_skipped and suits(looking["profile"], row["post"], today):
                told = found["body"]["closed_because"] if found else "never matched"
                yield f"person {entry_id} suits held vacancy {vacancy_id} and was skipped ({told})"


def _left_behind(books: Books) -> Iterator[str]:
    """No match is open whose person has a post or has gone, or whose post is taken or gone."""
    for own, one in books.matches.items():
        person = books.people[one["body"]["entry_id"]]["body"]["status"]
        post = books.vacancies[one["body"]["vacancy_id"]]["body"]["status"]
        if one["body"]["status"] in OPEN and (person != "active" or post not in ("held", "cleared")):
            yield f"match {own} is {one['body']['status']} while its person is {person} and its post {post}"
