"""The walk of the whole audit: it finds, and names, whatever is altered, missing or foreign."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.levy import verify_audit
from functions.levy.domain.commands import Accept, Withdraw
from functions.levy.domain.pledges import Criteria, EditPledge
from functions.levy.usecases import applications, decisions, pledges
from functions.levy.verify_audit import Findings
from shared import audit, directory
from shared.history import Head, Who, event_from, event_put, next_event
from shared.ids import new_id
from shared.settings import settings
from shared.table import Item, Table, client, encoded
from tests.levies import (
    APPROVER,
    FINANCE_LEAD,
    MANAGER,
    approval,
    done,
    read,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW, an_organisation
from tests.tables import Tables

ICS = "QXX"


class Ics:
    """One pledge and some applications, decided by their use cases and sealed in blocks."""

    def __init__(self) -> None:
        with_partners()
        self.table = Table(settings().levy_table)
        self.pledge_id = stored_pledge().pledge_id
        self.offered = self.approved()
        self.withdrawn = self.approved()
        done(applications.withdraw(MANAGER, self.on(self.withdrawn, Withdraw), new_id(), NOW))
        self.sealed = self.seal()

    def approved(self) -> str:
        """An application that money is reserved for."""
        sent = stored_application()
        whole = sent.priced.total_pence if sent.priced else 0
        done(decisions.approve(APPROVER, approval(sent, (self.pledge_id, whole)), new_id(), NOW))
        return sent.application_id

    def on(self, application_id: str, command: type[Any], **answers: Any) -> Any:
        """A command on an application as it stands."""
        version = read(application_id).head.number
        return command(application_id=application_id, version=version, **answers)

    def seal(self) -> int:
        """Seal what waits."""
        audit.seal(Table(settings().directory_table), ICS, NOW)
        return audit.seal(self.table, ICS, NOW + timedelta(minutes=5))

    def event(self, number: int) -> Item:
        """A stored event of the offered application."""
        item = self.table.get(f"APP#{self.offered}", f"EVENT#{number:06d}")
        assert item is not None
        return item

    def entry(self, application_id: str, kind: str) -> Item:
        """A stored ledger entry."""
        item = self.table.get(f"PLEDGE#{self.pledge_id}", f"LEDGER#{application_id}:{kind}")
        assert item is not None
        return item

    def overwrite(self, item: Item) -> None:
        """Write an item as somebody with the database's own tools would."""
        client().put_item(TableName=self.table.name, Item=encoded(item))

    def remove(self, pk: str, sk: str) -> None:
        """Delete an item as somebody with the database's own tools would."""
        assert self.table.delete(pk, sk)


@pytest.fixture
def ics(tables: Tables) -> Ics:
    return Ics()


def found(findings: Findings) -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in findings.faults]


def test_a_clean_audit_is_whole_and_every_penny_is_explained(ics: Ics) -> None:
    findings = verify_audit.find()
    assert found(findings) == []
    assert findings.levy.sealed == ics.sealed > 15
    assert findings.directory.sealed == 2
    assert findings.money is not None
    assert (findings.money.pledges, findings.money.entries, findings.money.unexplained_pence) == (1, 3, 0)


def test_the_command_prints_its_counts_and_succeeds(ics: Ics, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_audit.main() == 0
    printed = capsys.readouterr().out
    assert f"levy audit: blocks = 1, sealed = {ics.sealed}, waiting to be sealed = 0" in printed
    assert "money: pledges = 1, ledger entries = 3, unexplained pence = 0" in printed


def test_the_command_fails_and_names_what_is_wrong(ics: Ics, capsys: pytest.CaptureFixture[str]) -> None:
    ics.overwrite(ics.event(3) | {"why": "another reason"})
    assert verify_audit.main() == 1
    assert f"FAULT: altered: APP#{ics.offered} event 3" in capsys.readouterr().out


def test_decisions_that_wait_to_be_sealed_are_walked_too(ics: Ics) -> None:
    stored_application()
    assert verify_audit.find().levy.unsealed > 0
    assert found(verify_audit.find()) == []


def test_hundreds_of_entries_fill_several_blocks_and_are_walked_whole(ics: Ics) -> None:
    for number in range(300):
        directory.put_organisation(an_organisation(f"VB{number:03d}"), NOW + timedelta(seconds=number))
    table = Table(settings().directory_table)
    assert audit.seal(table, ICS, NOW) == 300
    walked = audit.verify(table, ICS)
    assert (walked.blocks, walked.sealed, walked.unsealed, walked.fault) == (5, 302, 0, None)


def test_sealing_again_seals_nothing_twice(ics: Ics) -> None:
    assert ics.seal() == 0
    stored_application()
    assert ics.seal() == 8
    assert ics.seal() == 0
    assert verify_audit.find().levy.blocks == 2


def test_two_sealers_at_once_leave_one_chain(ics: Ics, monkeypatch: pytest.MonkeyPatch) -> None:
    stored_application()
    batches = list(audit.chain.waiting(ics.table, ICS))
    assert audit.seal(ics.table, ICS, NOW) == 8
    monkeypatch.setattr(audit.sealing, "waiting", lambda *_: batches)  # the loser looked before the winner wrote
    assert audit.seal(ics.table, ICS, NOW) == 0
    assert found(verify_audit.find()) == []


Tampering = Callable[[Ics], str]


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


def altered_entry(ics: Ics) -> str:
    """A million pence less, in its year too, so that the entry adds up in itself."""
    item = ics.entry(ics.offered, "reserve")
    first, *rest = item["body"]["years"]
    less = {"pence": item["body"]["pence"] - 100, "years": [first | {"pence": first["pence"] - 100}, *rest]}
    ics.overwrite(item | {"body": item["body"] | less, "row": item["body"] | less})
    return f"altered PLEDGE#{ics.pledge_id} LEDGER#{ics.offered}:reserve"


def entry_shown_otherwise(ics: Ics) -> str:
    """Only what the ledger page shows."""
    item = ics.entry(ics.offered, "reserve")
    ics.overwrite(item | {"row": item["row"] | {"pence": 1}})
    return f"altered PLEDGE#{ics.pledge_id} LEDGER#{ics.offered}:reserve"


def damaged_entry(ics: Ics) -> str:
    item = ics.entry(ics.offered, "reserve")
    ics.overwrite(item | {"body": item["body"] | {"pence": 1}})
    return f"altered PLEDGE#{ics.pledge_id} LEDGER#{ics.offered}:reserve"


def deleted_entry(ics: Ics) -> str:
    ics.remove(f"PLEDGE#{ics.pledge_id}", f"LEDGER#{ics.withdrawn}:release")
    return f"missing PLEDGE#{ics.pledge_id} LEDGER#{ics.withdrawn}:release"


def foreign_entry(ics: Ics) -> str:
    """A release that nobody decided."""
    item = ics.entry(ics.offered, "reserve")
    body = item["body"] | {"kind": "release", "key": f"{ics.offered}:release"}
    ics.overwrite(item | {"sk": f"LEDGER#{ics.offered}:release", "body": body, "row": body})
    return f"foreign PLEDGE#{ics.pledge_id} LEDGER#{ics.offered}:release"


@pytest.mark.parametrize(
    "tamper", [altered_entry, entry_shown_otherwise, damaged_entry, deleted_entry, foreign_entry]
)
def test_tampering_with_the_ledger_is_found_and_located(ics: Ics, tamper: Tampering) -> None:
    kind, _, where = tamper(ics).partition(" ")
    assert found(verify_audit.find()) == [(kind, where)]


@pytest.mark.parametrize(
    ("figures", "named", "unexplained_pence"),
    [
        ({"available_pence": 9_000_000}, "available_pence", 500_000),
        ({"reserved_pence": 0, "available_pence": 10_000_000}, "available_pence", 1_500_000),
        ({"amount_pence": 10_000_100, "available_pence": 8_500_100}, "amount_pence", 100),
        ({"reserved_by_year": {"2026/27": 1_500_000}}, "reserved in 2026/27", None),
    ],
)
def test_balances_that_the_ledger_does_not_explain_are_named(
    ics: Ics, figures: dict[str, Any], named: str, unexplained_pence: int | None
) -> None:
    record = ics.table.get(f"PLEDGE#{ics.pledge_id}", "PLEDGE")
    assert record is not None
    ics.overwrite(record | figures)
    findings = verify_audit.find()
    [fault] = findings.faults
    assert fault.where.startswith(f"PLEDGE#{ics.pledge_id} {named}: ")
    assert findings.money is not None
    assert findings.money.unexplained_pence == unexplained_pence or (
        unexplained_pence is None and findings.money.unexplained_pence > 0
    )


def test_a_pledge_that_was_raised_and_lowered_still_adds_up(ics: Ics) -> None:
    for amount_pence in (20_000_000, 5_000_000):
        change = EditPledge(
            pledge_id=ics.pledge_id,
            version=read_pledge(ics.pledge_id).head.number,
            amount_pence=amount_pence,
            shows_name=True,
            criteria=Criteria(),
            note="",
        )
        done(pledges.edit_pledge(FINANCE_LEAD, change, new_id(), NOW))
    assert found(verify_audit.find()) == []
