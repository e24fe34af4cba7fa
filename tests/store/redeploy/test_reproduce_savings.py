"""Working the ledger out again: a whole one is reproduced, and each way of tampering is found and named."""

from datetime import timedelta
from typing import Any

import pytest

from functions.redeploy.domain.ledger import EntryKind, LedgerEntry, Sums
from functions.redeploy.domain.posting import ErasePerson
from functions.redeploy.reproduce_savings import main, report, reproduce
from functions.redeploy.savings_items import entry_from, ledger_key
from functions.redeploy.usecases import people
from shared.audit import Fault
from shared.clock import london_day
from shared.ids import new_id
from shared.schema import ROW
from shared.table import Table
from tests.redeployments import HR, done, entry, match_by_id, with_partners
from tests.savings import AFTER, confirmed, entries, opened, recognised, signed, taken_back
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    with_partners()
    return Table(tables["redeploy"])


def found(table: Table) -> Fault | None:
    return reproduce(table, "QXX").fault


def rewritten(table: Table, match_id: str, kind: EntryKind = EntryKind.SAVING, **body: Any) -> None:
    """Somebody with the database in their hands writes into an entry."""
    item = table.get(*ledger_key(match_id, kind))
    assert item is not None
    table.put(item | {"body": item["body"] | body})


def test_a_whole_ledger_is_reproduced_to_the_penny(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    one, _, three = recognised(), recognised(nothing_was_paid=False), confirmed()
    done(opened(three))  # open: it makes no entry
    done(taken_back(one, london_day(AFTER)))
    made = reproduce(table, "QXX")
    assert (made.savings, made.entries, made.sums, made.fault) == (3, 3, Sums(1, 0, 0, 0), None)
    assert main() == 0
    assert "Every entry is reproduced." in capsys.readouterr().out


def test_the_entry_is_reproduced_after_the_person_is_erased(table: Table) -> None:
    match_id = recognised()
    entry_id = match_by_id(match_id).entry_id
    erase = ErasePerson(entry_id=entry_id, version=entry(entry_id).head.number)
    done(people.erase_person(HR, erase, new_id(), AFTER))
    made = reproduce(table, "QXX")
    assert (made.entries, made.fault) == (1, None)


def test_a_figure_that_was_rewritten_is_found_and_named(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    recognised()
    match_id = recognised()
    item = table.get(*ledger_key(match_id, EntryKind.SAVING))
    assert item is not None
    better = item["body"]["found"] | {"gross_pence": 5_000_000, "net_pence": 5_000_000}
    rewritten(table, match_id, found=better, gross_pence=5_000_000, net_pence=5_000_000)
    assert found(table) == Fault("altered", f"SAVING#{match_id} saving")
    assert main() == 1
    assert f"FAULT: altered: SAVING#{match_id} saving" in capsys.readouterr().out


def test_facts_that_were_rewritten_with_all_that_follows_are_found_by_the_history(table: Table) -> None:
    match_id = recognised()
    richer = confirmed()
    done(opened(richer, reckonable_years=20, continuous_years=20))
    done(signed(richer))
    (other,) = entries(richer)
    swapped = other.model_copy(update={"match_id": match_id})
    item = table.get(*ledger_key(match_id, EntryKind.SAVING))
    assert item is not None
    table.put(
        item | {"body": swapped.model_dump(mode="json"), ROW: swapped.line.model_dump(mode="json")},
    )
    assert found(table) == Fault("altered", f"SAVING#{match_id} saving")


def test_an_entry_that_was_taken_away_is_missed(table: Table) -> None:
    match_id = recognised()
    assert table.delete(*ledger_key(match_id, EntryKind.SAVING))
    assert found(table) == Fault("missing", f"SAVING#{match_id} saving")


def test_an_entry_that_was_slipped_in_is_foreign(table: Table) -> None:
    match_id = recognised()
    item = table.get(*ledger_key(match_id, EntryKind.SAVING))
    assert item is not None
    table.put(item | {"pk": "SAVING#nobody.nowhere"})
    assert found(table) == Fault("foreign", "SAVING#nobody.nowhere LEDGER#saving")
    table.delete("SAVING#nobody.nowhere", "LEDGER#saving")
    table.put(item | {"sk": "LEDGER#third"})
    assert found(table) == Fault("foreign", f"SAVING#{match_id} LEDGER#third")


def test_what_the_lists_show_must_be_the_entry(table: Table) -> None:
    match_id = recognised()
    item = table.get(*ledger_key(match_id, EntryKind.SAVING))
    assert item is not None
    table.put(item | {ROW: item[ROW] | {"net_pence": 1}})
    assert found(table) == Fault("altered", f"SAVING#{match_id} saving")
    table.put({name: value for name, value in item.items() if not name.startswith("by_state")})
    assert found(table) == Fault("altered", f"SAVING#{match_id} saving")


def test_a_rule_that_was_rewritten_since_is_named(table: Table) -> None:
    match_id = recognised()
    item = table.get(*ledger_key(match_id, EntryKind.SAVING))
    assert item is not None
    rules = [one | {"value": "25"} if one["key"] == "s16_most_months" else one for one in item["body"]["rules"]]
    rewritten(table, match_id, rules=rules)
    fault = found(table)
    assert fault is not None
    assert "the rule s16_most_months no longer says what it said" in fault.where
    assert report(reproduce(table, "QXX"))[-1] == "The ledger cannot be reproduced."


def test_a_contra_entry_dated_outside_its_months_is_found(table: Table) -> None:
    match_id = recognised()
    done(taken_back(match_id, london_day(AFTER)))
    later = london_day(AFTER) + timedelta(days=500)
    rewritten(table, match_id, EntryKind.CONTRA, redundant_again_on=later.isoformat())
    assert found(table) == Fault("altered", f"SAVING#{match_id} contra")


def test_an_entry_keeps_all_that_it_follows_from_and_no_name(table: Table) -> None:
    match_id = recognised()
    item = table.get(*ledger_key(match_id, EntryKind.SAVING))
    assert item is not None
    assert isinstance(entry_from(item), LedgerEntry)
    assert not {"name", "contact", "email", "born_on", "reason"} & set(item["body"]["facts"])
    assert "Wren" not in str(item)
