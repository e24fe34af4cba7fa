"""What comes of announced moves as DynamoDB items.

- `PROGRESS#window#person` / `PROGRESS`: what is recorded of a move, with its history; by_window: how many
  moved from unit to unit and how far they have come, without who
- `REQUEST#window#person` / `SEEN#…`: that the new employer's HR read the checklist, for the person to find
"""

import re
from datetime import datetime

from functions.retention.domain.announcing import Move
from functions.retention.domain.moves import Moving, Progress, begun
from functions.retention.items import handle_of, put_of, request_key
from shared.actors import Actor
from shared.schema import ROW
from shared.table import Item, Key, Put

_HANDLE = re.compile(r"[0-9]{1,5}-[0-9a-f]{32}")


def progress_key(window_id: str, person_id: str) -> Key:
    """Where it stands what has come of a move."""
    return f"PROGRESS#{window_id}#{person_id}", "PROGRESS"


def moves_of(window_id: str) -> str:
    """The partition of the index by_window in which every move of a window stands, by group."""
    return f"WINDOW#{window_id}#MOVES"


def progress_of(window_id: str) -> str:
    """The partition of the index by_window in which stands how far the moves of a window have come."""
    return f"WINDOW#{window_id}#PROGRESS"


def progress_from(item: Item | None, move: Move) -> Progress:
    """What is recorded of a move; as it was announced where nothing is."""
    if item is None:
        return begun(move)
    return Progress.model_validate(item["body"] | {"head": item["head"]})


def progress_put(progress: Progress, move: Move) -> Put:
    """What is recorded of a move, over the version that it was decided on and no other."""
    row = {
        "from": move.releasing.unit_id,
        "to": move.receiving.unit_id,
        "stage": progress.stage.value,
    }
    found = {
        ROW: row,
        "by_window_pk": progress_of(progress.window_id),
        "by_window_sk": f"{move.cycle:05d}#{progress.person_id}",
    }
    return put_of(progress_key(progress.window_id, progress.person_id), progress, found)


def move_handle(move: Move) -> str:
    """How a move is named in an address: its group, by which it is found, and nobody's id."""
    return f"{move.cycle}-{_print(move.window_id, move.person.person_id)}"


def group_of_handle(handle: str) -> int | None:
    """The group that a handle names; None for what no page of ours makes."""
    return int(handle.partition("-")[0]) if _HANDLE.fullmatch(handle) else None


def is_named_by(handle: str, window_id: str, person_id: str) -> bool:
    """Whether a handle names somebody's move in a window."""
    return handle.partition("-")[2] == _print(window_id, person_id)


def checklist_seen_put(moving: Moving, actor: Actor, at: datetime) -> Put:
    """That somebody read a checklist, where the person finds who has seen what they share."""
    pk, _ = request_key(moving.window.window_id, moving.move.person.person_id)
    sk = f"SEEN#{at.isoformat(timespec='microseconds')}#{actor.person_id}"
    what = f"Passport checklist, for {moving.move.receiving.name}"
    return Put({"pk": pk, "sk": sk, "who": f"{actor.name}, {actor.organisation_name}", "unit": what})


def _print(window_id: str, person_id: str) -> str:
    return handle_of(window_id, "move", person_id)
