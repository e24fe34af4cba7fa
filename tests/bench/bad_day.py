"""Client processes on a bad day of the database: replies lost after the commit, throttling, conflicts."""

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.queues import Queue

from functions.levy.domain.commands import Approve, Share
from functions.levy.domain.reasons import Reason
from functions.levy.usecases import decisions
from shared import table
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done
from tests.bench.clients import PROCESSES, Approval
from tests.bench.wire import Faults, bent, impatient
from tests.partners import NOW

_MOST_SECONDS = 300


@dataclass
class Day:
    """What came of it: the approvals that were acknowledged, the refusals, the faults met, the acts sent again."""

    acknowledged: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    tried_again: int = 0


def approve_all(approvals: Sequence[Approval], approver: Actor) -> Day:
    """Approve all from 16 processes, each with its own faults; 'try again' is sent again with the same key."""
    fork = multiprocessing.get_context("fork")
    days: Queue[Day] = fork.Queue()

    def work(number: int) -> None:
        table.client().close()  # the parent's connections are not ours to read from
        day, faults = Day(), Faults(throttled=0.2, conflicts=0.1, lost=0.3, seed=number)
        with impatient(), bent(faults):
            for approval in approvals[number::PROCESSES]:
                _approve(approval, approver, day)
        day.met.update(faults.met)
        days.put(day)

    workers = [fork.Process(target=work, args=(number,), daemon=True) for number in range(PROCESSES)]
    for worker in workers:
        worker.start()
    whole = Day()
    for _ in workers:
        day = days.get(timeout=_MOST_SECONDS)
        whole.acknowledged += day.acknowledged
        whole.refused += day.refused
        whole.met += day.met
        whole.tried_again += day.tried_again
    return whole


def _approve(approval: Approval, approver: Actor, day: Day) -> None:
    command = Approve(
        application_id=approval.application_id,
        version=approval.version,
        has_conflict=False,
        apprentices=1,
        shares=(Share(pledge_id=approval.pledge_id, pence=approval.pence),),
        why=approval.why,
    )
    while True:
        outcome = decisions.approve(approver, command, approval.key, NOW)
        if isinstance(outcome, Done):
            day.acknowledged.append(outcome.id)
            return
        if outcome.reason not in (Reason.BUSY, Reason.LOST_RACE):
            day.refused[_said(outcome)] += 1
            return
        day.tried_again += 1


def _said(refusal: Refusal) -> str:
    return str(refusal.reason)
