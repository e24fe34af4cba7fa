"""Conversations as DynamoDB items, and the writes of a decision: keys, item <-> model, conditions.

| item                  | pk                | sk                               | indexes                     |
|-----------------------|-------------------|----------------------------------|-----------------------------|
| conversation          | `CONVERSATION#id` | `CONVERSATION`                   | by_person, by_adviser, work |
| what is counted of it | `CONVERSATION#id` | `COUNTED#talk`, `COUNTED#months` | by_quarter                  |
| published quarter     | `PUBLISHED#ics`   | `QUARTER#month`                  |                             |

An erasure writes over all of it: what is left holds no code, no word and no person. No function may delete.
"""

from collections.abc import Iterator

from functions.retention.conversations.domain.conversations import Contents, Conversation, FollowUp
from functions.retention.conversations.domain.figures import Came, Snapshot, Talk
from functions.retention.conversations.domain.quarters import Quarter, quarter_of
from shared.clock import london_day
from shared.schema import ROW
from shared.table import Item, Key, Put, Write

NO_DAY = "9999-12-31"
"""Where an index orders by a day that there is not: last."""

_TALK = "COUNTED#talk"


def conversation_key(conversation_id: str) -> Key:
    """Where a conversation stands."""
    return f"CONVERSATION#{conversation_id}", "CONVERSATION"


def person_pk(person_id: str) -> str:
    """The partition, in `by_person`, of somebody's own conversations."""
    return f"PERSON#{person_id}"


def adviser_pk(adviser_id: str) -> str:
    """The partition, in `by_adviser`, of the conversations of an adviser."""
    return f"ADVISER#{adviser_id}"


def counted_pk(ics_code: str, quarter: Quarter) -> str:
    """The partition, in `by_quarter`, of what is counted in a quarter."""
    return f"COUNTED#{ics_code}#{quarter}"


def due_pk(ics_code: str) -> str:
    """The partition, in `work`, of the conversations that somebody has to look at, by their days."""
    return f"DUE#{ics_code}"


def published_key(ics_code: str, quarter: str) -> Key:
    """Where the figures of a quarter stand."""
    return f"PUBLISHED#{ics_code}", f"QUARTER#{quarter}"


def conversation_from(item: Item) -> Conversation:
    """The conversation that an item holds."""
    return Conversation.model_validate(item["body"] | {"head": item["head"]})


def snapshot_from(item: Item) -> Snapshot:
    """The figures of a quarter that an item holds."""
    return Snapshot.model_validate(item["body"])


def counted_from(row: Item) -> Talk | Came:
    """What is counted, as its row says."""
    return Talk.model_validate(row["talk"]) if "talk" in row else Came.model_validate(row["came"])


def record_writes(record: Conversation) -> Iterator[Write]:
    """The conversation over the version that it was decided on and no other; and what is counted of it."""
    pk, sk = conversation_key(record.conversation_id)
    before = record.head.number - 1
    item = {
        "pk": pk,
        "sk": sk,
        "version": record.head.number,
        "head": record.head.model_dump(),
        "body": record.body(),
        **_indexed(record),
    }
    yield Put(item, if_absent=before == 0, require={"version": before})
    if record.contents is not None:
        yield from _counted(record, record.contents)


def erased_writes(record: Conversation) -> Iterator[Write]:
    """What is counted of a conversation that is erased, written over with nothing."""
    held = record.contents
    pk, _ = conversation_key(record.conversation_id)
    for one in held.follow_ups if held else ():
        if one.outcome:
            yield Put({"pk": pk, "sk": _came_sk(one)})
    if held and held.counted_at:
        yield Put({"pk": pk, "sk": _TALK})


def snapshot_item(ics_code: str, figures: Snapshot) -> Item:
    """The item of a quarter's figures."""
    pk, sk = published_key(ics_code, figures.quarter)
    return {"pk": pk, "sk": sk, "body": figures.model_dump(mode="json")}


def _indexed(record: Conversation) -> Item:
    """Where it is listed: nowhere once it is erased."""
    held, due_on = record.contents, record.next_due_on
    if held is None:
        return {}
    due = {"work_pk": due_pk(record.ics_code), "work_sk": f"{due_on}#{record.subject}"} if due_on else {}
    return {
        ROW: {
            "conversation_id": record.conversation_id,
            "person_name": held.person_name,
            "adviser_name": held.adviser_name,
            "employers": list(held.employers),
            "status": record.status,
            "created_at": record.created_at.isoformat(),
            "due_on": str(due_on or ""),
        },
        "by_person_pk": person_pk(held.person_id),
        "by_person_sk": f"{record.created_at.isoformat()}#{record.conversation_id}",
        "by_adviser_pk": adviser_pk(held.adviser_id),
        "by_adviser_sk": f"{due_on or NO_DAY}#{record.created_at.isoformat()}#{record.conversation_id}",
        **due,
    }


def _counted(record: Conversation, held: Contents) -> Iterator[Write]:
    """The items by which a quarter is counted: codes alone, without whose they are."""
    pk, _ = conversation_key(record.conversation_id)
    if held.counted_at:
        talk = Talk(reasons=held.reasons, stay=held.stay, actions=held.actions).model_dump(mode="json")
        quarter = quarter_of(london_day(held.counted_at))
        yield Put({"pk": pk, "sk": _TALK, **_by_quarter(record, quarter, "talk"), ROW: {"talk": talk}})
    for one in held.follow_ups:
        if one.outcome and one.recorded_at:
            came = Came(months=one.months, outcome=one.outcome).model_dump(mode="json")
            quarter = quarter_of(london_day(one.recorded_at))
            yield Put(
                {
                    "pk": pk,
                    "sk": _came_sk(one),
                    **_by_quarter(record, quarter, str(one.months)),
                    ROW: {"came": came},
                }
            )


def _by_quarter(record: Conversation, quarter: Quarter, what: str) -> Item:
    return {
        "by_quarter_pk": counted_pk(record.ics_code, quarter),
        "by_quarter_sk": f"{what}#{record.conversation_id}",
    }


def _came_sk(one: FollowUp) -> str:
    return f"COUNTED#{one.months}"
