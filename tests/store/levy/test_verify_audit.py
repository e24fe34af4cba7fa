"""The walk of the whole audit: what it counts, what it prints, and what is sealed once."""

from datetime import timedelta

import pytest

from functions.levy import verify_audit
from functions.levy.domain.pledges import Criteria, EditPledge
from functions.levy.usecases import pledges
from shared import audit, directory
from shared.ids import new_id
from shared.settings import settings
from shared.table import Table
from tests.levies import (
    FINANCE_LEAD,
    done,
    read_pledge,
    stored_application,
)
from tests.partners import NOW, an_organisation
from tests.store.levy.audited import ICS, Ics, found


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
