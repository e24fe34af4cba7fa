"""The walk of the whole audit finds, and names, whatever is altered, missing or foreign in it."""

import pytest

from functions.levy import verify_audit
from functions.levy.domain.commands import Accept
from functions.levy.usecases import applications
from shared.history import Head, Who, event_from, event_put, next_event
from shared.ids import new_id
from tests.levies import (
    MANAGER,
    done,
    read,
    stored_application,
)
from tests.partners import NOW
from tests.store.levy.audited import ICS, Ics, Tampering, found


def altered_reason(ics: Ics) -> str:
    ics.overwrite(ics.event(4) | {"why": "another reason"})
    return f"altered APP#{ics.offered} event 4"


def altered_with_its_hash(ics: Ics) -> str:
    """The event alone is made consistent again; the next one and the block still carry the hash of the first."""
    item = ics.event(4)
    event = event_from(item).model_copy(update={"why": "another reason"})
    forged = event.model_copy(update={"hash": event.recomputed()}).model_dump(mode="json")
    ics.overwrite(item | forged)
    return f"altered APP#{ics.offered} event 4"


def damaged(ics: Ics) -> str:
    item = ics.event(4)
    del item["who"]
    ics.overwrite(item)
    return f"altered APP#{ics.offered} event 4"


def deleted_in_the_middle(ics: Ics) -> str:
    ics.remove(f"APP#{ics.offered}", "EVENT#000002")
    return f"missing APP#{ics.offered} event 2"


def deleted_at_the_end(ics: Ics) -> str:
    last = read(ics.offered).head.number
    ics.remove(f"APP#{ics.offered}", f"EVENT#{last:06d}")
    return f"missing APP#{ics.offered} event {last}"


def rolled_back(ics: Ics) -> str:
    """The last event goes, and the record says that it never was."""
    last = read(ics.offered).head.number
    ics.remove(f"APP#{ics.offered}", f"EVENT#{last:06d}")
    record = ics.table.get(f"APP#{ics.offered}", "APP")
    assert record is not None
    ics.overwrite(record | {"head": {"number": last - 1, "hash": ics.event(last - 1)["hash"]}})
    return f"missing APP#{ics.offered} event {last}"


def deleted_record(ics: Ics) -> str:
    ics.remove(f"APP#{ics.offered}", "APP")
    return f"missing the record APP#{ics.offered}"


def slipped_in_between(ics: Ics) -> str:
    ics.overwrite(ics.event(3) | {"sk": "EVENT#000003x"})
    return f"foreign APP#{ics.offered} event 4"


def added_at_the_end(ics: Ics) -> str:
    """Well made in every way, but no decision of the record made it."""
    last = read(ics.offered).head
    forged = next_event(
        Head(number=last.number, hash=last.hash),
        subject=f"APP#{ics.offered}",
        ics_code=ICS,
        action="accept",
        at=NOW,
        who=Who(person_id="nobody", name="Nobody", ods_code="VLA01"),
        why="",
        rule_set="test",
        facts={},
    )
    ics.overwrite(event_put(forged).item)
    return f"foreign APP#{ics.offered} event {last.number + 1}"


def never_sealed(ics: Ics) -> str:
    """An event that claims to be sealed, in a block that does not list it."""
    done(applications.accept(MANAGER, ics.on(ics.offered, Accept, accepts_terms=True), new_id(), NOW))
    last = read(ics.offered).head.number
    item = {name: value for name, value in ics.event(last).items() if not name.startswith("work")}
    ics.overwrite(item | {"block": 1})
    return f"foreign APP#{ics.offered} event {last}"


def deleted_last_block(ics: Ics) -> str:
    stored_application()
    ics.seal()
    ics.remove(f"BLOCKS#{ICS}", "BLOCK#00000002")
    return "missing block 2"


def deleted_first_block(ics: Ics) -> str:
    stored_application()
    ics.seal()
    ics.remove(f"BLOCKS#{ICS}", "BLOCK#00000001")
    return "missing block 1"


def deleted_end_of_the_chain(ics: Ics) -> str:
    ics.remove(f"BLOCKS#{ICS}", "END")
    return "missing the end of the chain"


def altered_block(ics: Ics) -> str:
    block = ics.table.get(f"BLOCKS#{ICS}", "BLOCK#00000001")
    assert block is not None
    ics.overwrite(block | {"entries": block["entries"][1:]})
    return "altered block 1"


def damaged_block(ics: Ics) -> str:
    ics.overwrite({"pk": f"BLOCKS#{ICS}", "sk": "BLOCK#00000001", "number": 1})
    return "altered block 1"


def altered_application(ics: Ics) -> str:
    """The record says another reason than the one that was decided."""
    pk = f"APP#{ics.offered}"
    record = ics.table.get(pk, "APP")
    assert record is not None
    ics.overwrite(record | {"body": record["body"] | {"decision_words": "Somebody else's words."}})
    return f"altered the record {pk}"


def altered_pledge(ics: Ics) -> str:
    """The pledge shows a name that it was offered to hide."""
    pk = f"PLEDGE#{ics.pledge_id}"
    record = ics.table.get(pk, "PLEDGE")
    assert record is not None
    ics.overwrite(record | {"body": record["body"] | {"shows_name": False}})
    return f"altered the record {pk}"


@pytest.mark.parametrize(
    "tamper",
    [
        altered_application,
        altered_pledge,
        altered_reason,
        altered_with_its_hash,
        damaged,
        deleted_in_the_middle,
        deleted_at_the_end,
        rolled_back,
        deleted_record,
        slipped_in_between,
        added_at_the_end,
        never_sealed,
        deleted_last_block,
        deleted_first_block,
        deleted_end_of_the_chain,
        altered_block,
        damaged_block,
    ],
)
def test_tampering_with_the_audit_is_found_and_located(ics: Ics, tamper: Tampering) -> None:
    kind, _, where = tamper(ics).partition(" ")
    findings = verify_audit.find()
    assert found(findings) == [(kind, where)]
    assert findings.money is None


def test_a_chain_that_was_cut_is_not_continued(ics: Ics) -> None:
    deleted_last_block(ics)
    stored_application()
    assert ics.seal() == 0
    assert found(verify_audit.find()) == [("missing", "block 2")]
