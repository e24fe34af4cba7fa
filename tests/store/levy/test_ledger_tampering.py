"""The walk of the ledgers finds, and names, whatever they or the balances do not explain."""

from typing import Any

import pytest

from functions.levy import verify_audit
from tests.levies import stored_figures
from tests.store.levy.audited import Ics, Tampering, found


def altered_entry(ics: Ics) -> str:
    """A pound less, in its year too, so that the entry adds up in itself."""
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
    ("changes", "named", "unexplained_pence"),
    [
        ({"left_by_year": {"2026/27": -100_000, "2027/28": -600_000, "2028/29": -799_999}}, "2028/29", 1),
        ({"left_by_year": {}}, "2026/27", 800_000),
        ({"is_checked": True}, "is_checked", 0),
    ],
)
def test_an_allowance_that_the_ledgers_do_not_explain_is_named(
    ics: Ics, changes: dict[str, Any], named: str, unexplained_pence: int
) -> None:
    record = ics.table.get("ACCOUNT#RZZ", "LEFT")
    assert record is not None
    ics.overwrite(record | changes)
    findings = verify_audit.find()
    [fault] = findings.faults
    assert fault.where.startswith("ACCOUNT#RZZ")
    assert named in fault.where
    assert findings.money is not None
    assert findings.money.unexplained_pence == unexplained_pence


def test_figures_are_walked_and_what_they_leave_is_explained(ics: Ics) -> None:
    stored_figures()
    ics.seal()
    assert verify_audit.find().faults == ()
    ics.remove("ACCOUNT#RZZ", "LEFT")
    assert found(verify_audit.find()) == [("missing", "what ACCOUNT#RZZ has left")]


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
