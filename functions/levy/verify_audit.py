"""`python -m functions.levy.verify_audit`: walks the whole audit and adds up all the money.

It reads the tables that the environment names (`shared/settings.py`), changes nothing, and may run beside the
service. `make verify-audit DATA=dir` runs it on the data folder of the local runner.
"""

import sys
from dataclasses import dataclass

from functions.levy.reconcile import Reconciled, reconcile
from shared import audit
from shared.audit import Fault, Verified
from shared.settings import settings
from shared.table import Table


@dataclass(frozen=True)
class Findings:
    """What the walk found. `money` is None where the audit that it would be held against is not whole."""

    levy: Verified
    directory: Verified
    money: Reconciled | None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong, if anything: at most one of each part, the first."""
        found = (self.levy.fault, self.directory.fault, self.money.fault if self.money else None)
        return tuple(fault for fault in found if fault)


def find() -> Findings:
    """Walk both tables of this process's settings, then add up the pledges."""
    levy, directory = Table(settings().levy_table), Table(settings().directory_table)
    walked = audit.verify(levy, settings().ics_code)
    return Findings(
        levy=walked,
        directory=audit.verify(directory, settings().ics_code),
        money=None if walked.fault else reconcile(levy, settings().ics_code),
    )


def report(findings: Findings) -> list[str]:
    """The findings in words, a line each."""
    lines = [
        _walked("levy audit", findings.levy),
        _walked("directory audit", findings.directory),
        _added_up(findings.money),
        *(f"FAULT: {fault.kind}: {fault.where}" for fault in findings.faults),
    ]
    return [*lines, "The audit is not whole." if findings.faults else "The audit is whole."]


def main() -> int:
    """Print the findings; 1 when anything is altered, missing, foreign or unexplained."""
    findings = find()
    print("\n".join(report(findings)))  # noqa: T201 - a command's answer
    return 1 if findings.faults else 0


def _walked(name: str, verified: Verified) -> str:
    counts = f"blocks = {verified.blocks}, sealed = {verified.sealed}, waiting to be sealed = {verified.unsealed}"
    return f"{name}: {counts}"


def _added_up(money: Reconciled | None) -> str:
    if money is None:
        return "money: not added up, because the audit that would explain it is not whole"
    return (
        f"money: pledges = {money.pledges}, ledger entries = {money.entries},"
        f" unexplained pence = {money.unexplained_pence}"
    )


if __name__ == "__main__":
    sys.exit(main())
