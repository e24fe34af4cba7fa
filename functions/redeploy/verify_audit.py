"""`python -m functions.redeploy.verify_audit`: walks the audit of redeployment and what stands apart from it.

It reads the table that the environment names (`shared/settings.py`), changes nothing, and may run beside the
service. `make verify-audit DATA=dir` runs it on the data folder of the local runner.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from functions.redeploy.domain.stages import HOLDING, OPEN, MatchStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.reproduce_savings import Reproduction, reproduce
from functions.redeploy.store import RedeployStore
from shared import audit
from shared.audit import Fault, Verified
from shared.settings import settings
from shared.table import Table

_LOOKS = 3  # an index runs a moment behind its table: what differs once is looked at again


@dataclass(frozen=True)
class Counted:
    """How many vacancies were counted, and the first whose counts are not those of its matches."""

    vacancies: int
    fault: Fault | None


@dataclass(frozen=True)
class Findings:
    """What the walk found. The rest is None where the audit that it would be held against is not whole."""

    walked: Verified
    savings: Reproduction | None
    counted: Counted | None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong, if anything: at most one of each part, the first."""
        parts = (self.walked, self.savings, self.counted)
        return tuple(part.fault for part in parts if part and part.fault)


def find() -> Findings:
    """Walk the table of this process's settings, work the savings out again, count the open matches."""
    table, ics_code = Table(settings().redeploy_table), settings().ics_code
    walked = audit.verify(table, ics_code)
    if walked.fault:
        return Findings(walked, None, None)
    return Findings(walked, reproduce(table, ics_code), _counted(table, ics_code))


def report(findings: Findings) -> list[str]:
    """The findings in words, a line each."""
    walked, savings, counted = findings.walked, findings.savings, findings.counted
    more = "not looked at, because the audit is not whole"
    return [
        f"redeploy audit: blocks = {walked.blocks}, sealed = {walked.sealed},"
        f" waiting to be sealed = {walked.unsealed}",
        f"savings: entries worked out again = {savings.entries}" if savings else f"savings: {more}",
        f"counts: vacancies = {counted.vacancies}" if counted else f"counts: {more}",
        *(f"FAULT: {fault.kind}: {fault.where}" for fault in findings.faults),
        "Redeployment is not whole." if findings.faults else "Redeployment is whole.",
    ]


def main() -> int:
    """Print the findings; 1 when anything is altered, missing, foreign or unexplained."""
    findings = find()
    print("\n".join(report(findings)))  # noqa: T201 - a command's answer
    return 1 if findings.faults else 0


def _counted(table: Table, ics_code: str) -> Counted:
    """Whether each vacancy has the open matches that it counts, and is held by one match or by none."""
    ids = sorted(one.partition("#")[2] for one in audit.subjects(table, ics_code) if one.startswith("VACANCY#"))
    store = RedeployStore(None, table)
    faults = (Fault(kind, f"VACANCY#{one}") for one in ids for kind in _differences(store, one))
    return Counted(len(ids), next(faults, None))


def _differences(store: RedeployStore, vacancy_id: str) -> Iterator[str]:
    for look in range(1, _LOOKS + 1):
        vacancy = store.vacancy(vacancy_id)
        rows = list(store.every_match_of_vacancy(vacancy_id))
        if vacancy is None or _explains(vacancy, rows):
            return
        if look == _LOOKS:
            yield "unexplained"


def _explains(vacancy: Vacancy, rows: list[dict[str, object]]) -> bool:
    statuses = [(row["tier"], row["match_id"], MatchStatus(str(row["status"]))) for row in rows]
    by_tier = Counter(tier for tier, _, status in statuses if status in OPEN)
    holding = [match_id for _, match_id, status in statuses if status in HOLDING]
    counts = {tier: count for tier, count in vacancy.open_by_tier.items() if count}
    return counts == by_tier and holding == ([vacancy.filled_by] if vacancy.filled_by else [])


if __name__ == "__main__":
    sys.exit(main())
