"""Runs, groups and moves as DynamoDB items: keys, item <-> model, the writes of a run.

- `RUN#window#number` / `RUN`: a run that stands or stood: figures and prints. Put by the one transaction that
  makes it the window's current run
- `RUNPART#window#run id` / `INPUTS#00001`…: the inputs, compressed, in pieces; written before that transaction
- `RESULT#window#run id` / person: what it came to for one person
- `LOST#window#run id` / person: who had a proposal before and has none now
- `CYCLE#window#run id#number` / `CYCLE`: a group, a record with a history from its first answer on
- `MOVES#window#run id#unit` / `in#handle` or `out#handle`: by which a unit's keeper finds who would come or go
- `RUNSTATE#window#number` / `STATE`: whether the run takes answers, how many it has had, how many groups are open
- `FOLLOW#…` / `FOLLOW`: what has to follow and is not done yet (`usecases/run_following.py`)
- `MOVE#window#person` / `MOVE`: an announced move

What was written under a run id that no `RUN` names was never more than an attempt, and is read by nobody.
"""

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from functions.retention.domain.announcing import Move
from functions.retention.domain.cycles import Cycle, Proposals, Run
from functions.retention.domain.decision import Decision
from functions.retention.domain.run import Result, RunInputs
from functions.retention.items import handle_of, put_of, record_writes, waiting_key
from shared.history import event_put
from shared.schema import ROW
from shared.table import Check, Item, Key, Put, Remove, Update, Write

_CHUNK = 250_000  # characters: an item may have 400 kB
FOLLOWS = "FOLLOW"


def run_key(window_id: str, number: int) -> Key:
    """Where a run stands."""
    return f"RUN#{window_id}#{number:04d}", "RUN"


def state_key(window_id: str, number: int) -> Key:
    """Where it stands whether a run takes answers."""
    return f"RUNSTATE#{window_id}#{number:04d}", "STATE"


def part_key(window_id: str, run_id: str, number: int) -> Key:
    """Where a piece of the inputs stands."""
    return f"RUNPART#{window_id}#{run_id}", f"INPUTS#{number:05d}"


def results_pk(window_id: str, run_id: str) -> str:
    """The partition of what a run came to for each person."""
    return f"RESULT#{window_id}#{run_id}"


def lost_pk(window_id: str, run_id: str) -> str:
    """The partition of those who had a proposal before."""
    return f"LOST#{window_id}#{run_id}"


def cycle_key(window_id: str, run_id: str, number: int) -> Key:
    """Where a group stands."""
    return f"CYCLE#{window_id}#{run_id}#{number}", "CYCLE"


def moves_pk(window_id: str, run_id: str, unit_id: str) -> str:
    """The partition of who would come to a unit, or leave it."""
    return f"MOVES#{window_id}#{run_id}#{unit_id}"


def move_key(window_id: str, person_id: str) -> Key:
    """Where an announced move stands."""
    return f"MOVE#{window_id}#{person_id}", "MOVE"


def run_from(item: Item) -> Run:
    """The run that an item holds."""
    return Run.model_validate(item["body"])


def result_from(item: Item) -> Result:
    """The result that an item holds."""
    return Result.model_validate(item["body"])


def cycle_from(item: Item) -> Cycle:
    """The group that an item holds."""
    return Cycle.model_validate(item["body"] | {"head": item["head"]})


def move_from(item: Item) -> Move:
    """The move that an item holds."""
    return Move.model_validate(item["body"] | {"head": item["head"]})


def pieces_of(inputs: RunInputs) -> list[str]:
    """The inputs as text, compressed, in pieces that fit into an item."""
    text = json.dumps(inputs.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    packed = base64.b85encode(zlib.compress(text.encode(), level=6)).decode()
    return [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]


def inputs_from(pieces: Sequence[str]) -> RunInputs:
    """The inputs that the pieces hold. Raises ValueError or zlib.error for pieces that are not whole."""
    return RunInputs.model_validate_json(zlib.decompress(base64.b85decode("".join(pieces))))


def part_writes(run: Run, inputs: RunInputs, results: Sequence[Result], made: Proposals) -> Iterator[Put]:
    """All that a run writes before it is made the current one: the same for the same run id, put if absent."""
    window_id, run_id = run.window_id, run.run_id
    for number, piece in enumerate(pieces_of(inputs), start=1):
        pk, sk = part_key(window_id, run_id, number)
        yield Put({"pk": pk, "sk": sk, "piece": piece}, if_absent=True)
    for result in results:
        own = {"pk": results_pk(window_id, run_id), "sk": result.person_id}
        yield Put(own | {"body": result.model_dump(mode="json")}, if_absent=True)
    for person in made.lost:
        yield Put({"pk": lost_pk(window_id, run_id), "sk": person}, if_absent=True)
    for cycle in made.cycles:
        yield from _cycle_puts(cycle)


def switch_writes(run: Run, open_cycles: int, before: Run | None, answers: int) -> list[Write]:
    """What makes a run the current one, with the window itself: over a run (if there was one) that has had just
    those answers that were carried over, and only if nobody joined or left meanwhile."""
    pk, sk = run_key(run.window_id, run.number)
    state_pk, state_sk = state_key(run.window_id, run.number)
    state = {"pk": state_pk, "sk": state_sk, "is_current": True, "answers": 0, "open": open_cycles}
    return [
        Put({"pk": pk, "sk": sk, "body": run.model_dump(mode="json")}, if_absent=True),
        Put(state, if_absent=True),
        asked_check(run.window_id, run.asked_count),
        *([closed(before, require={"answers": answers})] if before else []),
    ]


def asked_check(window_id: str, counted: int) -> Check:
    """That nobody joined or left since it was read how often that happened."""
    pk, sk = f"ASKEDCOUNT#{window_id}", "COUNT"
    return Check(pk, sk, require={"counted": counted}) if counted else Check(pk, sk, is_absent=True)


def closed(run: Run, require: dict[str, Any]) -> Update:
    """A run takes no answers any more."""
    pk, sk = state_key(run.window_id, run.number)
    return Update(pk, sk, put={"is_current": False}, require={"is_current": True, **require})


def takes_answers(run: Run) -> Check:
    """That the run still is the current one, and its moves are not announced."""
    return Check(*state_key(run.window_id, run.number), require={"is_current": True})


def answered(run: Run, settles: int) -> Update:
    """One more answer to a run that still takes them; `settles` groups fewer wait for somebody."""
    pk, sk = state_key(run.window_id, run.number)
    return Update(pk, sk, add={"answers": 1, "open": -settles}, require={"is_current": True})


def unchanged(cycle: Cycle) -> Check:
    """That a group is as it was read."""
    pk, sk = cycle_key(cycle.window_id, cycle.run_id, cycle.number)
    return Check(pk, sk, require={"version": cycle.head.number})


def cycle_put(cycle: Cycle) -> Put:
    """A group as decided, over the version that it was decided on and no other."""
    return Put(_cycle_item(cycle), require={"version": cycle.head.number - 1})


def follow_put(kind: str, run: Run, cycle: int = 0) -> Put:
    """The write that leaves a job in the work list."""
    pk = f"FOLLOW#{run.window_id}#{run.number:04d}#{kind}#{cycle:05d}"
    row = {"pk": pk, "kind": kind, "window_id": run.window_id, "run": run.number, "cycle": cycle}
    work = {"work_pk": FOLLOWS, "work_sk": pk, ROW: row}
    return Put({"pk": pk, "sk": "FOLLOW", "at": "", **work}, if_absent=True)


def move_writes(decision: Decision[Move], market: str) -> list[Write]:
    """An announced move with its event, and by what it is found. Whoever moves waits no longer."""
    move = decision.record
    person = move.person.person_id
    row = {
        "person_id": person,
        "releasing": move.releasing.employer.ods_code,
        "receiving": move.receiving.employer.ods_code,
        "status": move.status.value,
    }
    found = {
        ROW: row,
        "status": move.status,
        "by_window_pk": f"WINDOW#{move.window_id}#MOVES",
        "by_window_sk": f"{move.cycle:05d}#{person}",
    }
    return [
        put_of(move_key(move.window_id, person), move, found),
        event_put(decision.event),
        Remove(*waiting_key(person, market)),
    ]


def writes_of(decision: Decision[Any], market: str = "") -> list[Write]:
    """The writes of a decision on a window that has been run, without its event."""
    if isinstance(decision.record, Cycle):
        return [cycle_put(decision.record)]
    return record_writes(decision, market)


def _cycle_item(cycle: Cycle) -> Item:
    pk, sk = cycle_key(cycle.window_id, cycle.run_id, cycle.number)
    return {
        "pk": pk,
        "sk": sk,
        "version": cycle.head.number,
        "head": cycle.head.model_dump(),
        "body": cycle.body(),
    }


def _cycle_puts(cycle: Cycle) -> Iterator[Put]:
    yield Put(_cycle_item(cycle), if_absent=True)
    for at, leg in enumerate(cycle.legs):
        person = leg.person.person_id
        for way, unit_id in (("in", leg.to_unit), ("out", leg.from_unit)):
            handle = handle_of(cycle.window_id, unit_id, person)
            pk = moves_pk(cycle.window_id, cycle.run_id, unit_id)
            yield Put({"pk": pk, "sk": f"{way}#{handle}", "cycle": cycle.number, "leg": at}, if_absent=True)
