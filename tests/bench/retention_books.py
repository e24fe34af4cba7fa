"""The books of the whole retention table, worked out from nothing: what must be true after any storm or crash.

It reads items, not the service's answers about them, and says the rules of the trade again in its own words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.history import content_hash
from shared.table import Item
from tests.bench.reconciliation import Life, chain_faults, in_order, life_faults

WINDOW_LIFE: Life = {
    "plan_window": ({""}, "planned"),
    "edit_window": ({"planned"}, ""),
    "open_window": ({"planned"}, "open"),
    "move_dates": ({"open"}, ""),
    "run_window": ({"open", "proposed"}, "proposed"),
    "announce": ({"proposed"}, "announced"),
}
REQUEST_LIFE: Life = {
    "save_request": ({"", "draft", "withdrawn"}, "draft"),
    "confirm_request": ({"draft"}, "confirmed"),
    "withdraw_request": ({"confirmed"}, "withdrawn"),
}
MOVE_LIFE: Life = {"announce_move": ({""}, "announced")}
_LIVES = {"WINDOW": WINDOW_LIFE, "REQUEST": REQUEST_LIFE, "MOVE": MOVE_LIFE}

Leg = dict[str, Any]


@dataclass
class Books:
    """Every item of a retention table, by what it is."""

    records: dict[str, Item] = field(default_factory=dict)  # whatever has a history, by its partition key
    events: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    runs: dict[str, dict[int, Item]] = field(default_factory=lambda: defaultdict(dict))  # by window and number
    states: dict[str, Item] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)  # how often it changed who takes part, by window
    seeds: set[str] = field(default_factory=set)
    follows: list[Item] = field(default_factory=list)

    def of(self, kind: str, window_id: str = "") -> list[Item]:
        """The records of a kind, of one window."""
        prefix = f"{kind}#{window_id}#" if window_id else f"{kind}#"
        return [item for pk, item in self.records.items() if pk.startswith(prefix)]

    def legs(self, window_id: str, run_id: str) -> dict[int, list[Leg]]:
        """The proposed moves of a run, by group."""
        found = self.of("CYCLE", f"{window_id}#{run_id}")
        return {item["body"]["number"]: item["body"]["legs"] for item in found}


def opened(items: Iterable[Item]) -> Books:
    """The books of these items."""
    books = Books()
    for item in items:
        pk, sk = item["pk"], item["sk"]
        kind, _, own = pk.partition("#")
        if sk.startswith("EVENT#"):
            books.events[pk].append(item)
        elif sk == "SEED":
            books.seeds.add(own)
        elif kind == "RUN":
            books.runs[item["body"]["window_id"]][item["body"]["number"]] = item
        elif kind == "RUNSTATE":
            books.states[own] = item
        elif kind == "ASKEDCOUNT":
            books.asked[own] = item["counted"]
        elif kind == "FOLLOW" and "work_pk" in item:
            books.follows.append(item)
        elif sk == kind and "head" in item:
            books.records[pk] = item
    return books


def faults_of(items: Iterable[Item]) -> list[str]:
    """All that is wrong at any moment, as sentences; empty where the books are sound."""
    books = opened(items)
    found = [fault for record in books.records.values() for fault in _history_faults(record, books)]
    for window in books.of("WINDOW"):
        found += _window_faults(window["body"], books)
    return found


def settled_faults_of(items: Iterable[Item]) -> list[str]:
    """What is wrong besides once nothing follows any more: an announced group of which not all moved."""
    books = opened(items)
    found = [f"{item['pk']} waits in the work list" for item in books.follows]
    for window in books.of("WINDOW"):
        body = window["body"]
        if body["status"] == "announced":
            found += _not_moved(body, books)
    return found


def moves_of(books: Books, window_id: str) -> list[Item]:
    """The announced moves of a window."""
    return books.of("MOVE", window_id)


def bounds_faults(books: Books, window_id: str, moves: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The units and employers that moves (from, to) leave outside what was published."""
    units = {item["body"]["unit_id"]: item["body"] for item in books.of("UNIT", window_id)}
    change: Counter[str] = Counter()
    for home, unit in moves:
        change[home] -= 1
        change[unit] += 1
    for own, unit in units.items():
        said, by = unit["details"], change[own]
        vacancies = said["vacancies"] + len(said["released"])
        least = -said["staff_in_window"] if said["is_closing"] else -said["most_net_leavers"]
        if not least <= by <= (0 if said["is_closing"] else vacancies):
            yield f"unit {own} changes by {by}, which it cannot bear"
    for item in books.of("BOUNDS", window_id):
        yield from _employer_faults(item["body"], units, change)


def _employer_faults(body: dict[str, Any], units: dict[str, Any], change: Counter[str]) -> Iterator[str]:
    ods_code = body["employer"]["ods_code"]
    own = [one for one in units.values() if one["employer"]["ods_code"] == ods_code]
    by = sum(change[one["unit_id"]] for one in own)
    at_risk = sum(one["details"]["staff_in_window"] for one in own if one["details"]["is_closing"])
    if by < -body["most_net_leavers"] - at_risk:
        yield f"employer {ods_code} changes by {by}, which it cannot bear"
    most = body["most_net_joiners"]
    if most is not None and by > most:
        yield f"employer {ods_code} grows by {by}, more than {most}"


def _history_faults(record: Item, books: Books) -> Iterator[str]:
    events = books.events[record["pk"]]
    yield from chain_faults(record, events)
    if record["sk"] in _LIVES:
        yield from life_faults(record, events, _LIVES[record["sk"]])
    last = max(events, key=lambda item: int(item["number"]), default=None)
    if last and last["record"] != content_hash(record["body"]):
        yield f"{record['pk']} is not as its last event left it"


def _window_faults(window: dict[str, Any], books: Books) -> Iterator[str]:
    window_id, current = window["window_id"], window["current_run"]
    runs = books.runs[window_id]
    if sorted(runs) != list(range(1, current + 1)):
        yield f"window {window_id} stands at run {current} and has {sorted(runs)}"
        return
    for number, item in runs.items():
        yield from _run_faults(window, item["body"], books.states.get(f"{window_id}#{number:04d}"), books)
    if window["status"] == "announced":
        yield from _announced_faults(window, runs[current]["body"], books)
    elif moves_of(books, window_id):
        yield f"window {window_id} is {window['status']} and has moves"


def _run_faults(window: dict[str, Any], run: dict[str, Any], state: Item | None, books: Books) -> Iterator[str]:
    """That a run is whole, within what every unit can bear, and counts what it waits for."""
    where = f"run {run['number']} of window {run['window_id']}"
    groups = books.legs(run["window_id"], run["run_id"])
    legs = [leg for group in groups.values() for leg in group]
    if sorted(groups) != list(range(1, run["cycles"] + 1)) or len(legs) != run["movers"]:
        yield f"{where} has lost a group"
    people = Counter(leg["person"]["person_id"] for leg in legs)
    yield from (f"{one} stands {count} times in {where}" for one, count in people.items() if count > 1)
    yield from bounds_faults(books, run["window_id"], ((leg["from_unit"], leg["to_unit"]) for leg in legs))
    if state is None:
        yield f"{where} has no state"
        return
    if state["open"] != sum(not _is_settled(group) for group in groups.values()):
        yield f"{where} counts {state['open']} open groups, and they are others"
    is_current = run["number"] == window["current_run"] and window["status"] == "proposed"
    if state["is_current"] is not is_current:
        yield f"{where} takes answers: {state['is_current']}"


def _announced_faults(window: dict[str, Any], run: dict[str, Any], books: Books) -> Iterator[str]:
    """That everybody in it said yes and was still there, and nobody is worse off."""
    window_id = window["window_id"]
    if books.asked.get(window_id, 0) != run["asked_count"]:
        yield f"window {window_id} was announced although somebody had left or been declined"
    groups = books.legs(window_id, run["run_id"])
    legs = {leg["person"]["person_id"]: leg for group in groups.values() for leg in group}
    for own, leg in legs.items():
        yield from _leg_faults(window_id, own, leg, books)
    for item in moves_of(books, window_id):
        move, own = item["body"], item["body"]["person"]["person_id"]
        made = (move["releasing"]["unit_id"], move["receiving"]["unit_id"])
        if own not in legs or made != (legs[own]["from_unit"], legs[own]["to_unit"]):
            yield f"{own} moves in window {window_id} otherwise than the run says"
    moved = [item["body"] for item in moves_of(books, window_id)]
    pairs = [(one["releasing"]["unit_id"], one["receiving"]["unit_id"]) for one in moved]
    if len(moved) == len(legs):
        yield from bounds_faults(books, window_id, pairs)


def _leg_faults(window_id: str, own: str, leg: Leg, books: Books) -> Iterator[str]:
    request = books.records.get(f"REQUEST#{window_id}#{own}")
    details = request["body"]["details"] if request else {"home_unit": "", "choices": []}
    if request is None or request["body"]["status"] != "confirmed":
        yield f"{own} left window {window_id} and moves"
    if leg["from_unit"] != details["home_unit"] or leg["to_unit"] not in details["choices"]:
        yield f"{own} is worse off in window {window_id}"
    decision = books.records.get(f"DECISION#{window_id}#{leg['to_unit']}#{own}")
    if decision and decision["body"]["verdict"] == "decline":
        yield f"{own} was declined in window {window_id} and moves"
    if not _is_settled([leg]):
        yield f"{own} moves in window {window_id} without everybody's yes"
    if not any(_said_yes(books, window_id, own, leg)):
        yield f"{own} moves in window {window_id} and never said yes to it"


def _said_yes(books: Books, window_id: str, own: str, leg: Leg) -> Iterator[bool]:
    """Whether in some run's group in which they had this very move an event says that they confirmed it."""
    for item in books.of("CYCLE", window_id):
        has_it = any(
            one["person"]["person_id"] == own and one["to_unit"] == leg["to_unit"] for one in item["body"]["legs"]
        )
        events = in_order(books.events[item["pk"]]) if has_it else []
        yield any(one["action"] == "confirm_move" and one["who"]["person_id"] == own for one in events)


def _not_moved(window: dict[str, Any], books: Books) -> Iterator[str]:
    window_id = window["window_id"]
    run = books.runs[window_id][window["current_run"]]["body"]
    moved = {item["body"]["person"]["person_id"] for item in moves_of(books, window_id)}
    for number, group in books.legs(window_id, run["run_id"]).items():
        missing = [leg["person"]["person_id"] for leg in group if leg["person"]["person_id"] not in moved]
        if missing:
            yield f"group {number} of window {window_id} was carried out in part: not for {', '.join(missing)}"


def _is_settled(group: Iterable[Leg]) -> bool:
    return all(leg["confirmed_at"] and leg["received_at"] and leg["release_on"] for leg in group)
