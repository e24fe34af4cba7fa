"""The outbox drained by consumers of which one in ten sends is the last thing its process does."""

import multiprocessing
import os
import random
import signal
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shared import outbox, table
from shared.outbox import Email, Intent
from shared.table import Table

CONSUMERS = 4
_ROUNDS = 1_000


@dataclass(frozen=True)
class Deliveries:
    """How often each intent was sent, and how many consumers were killed meanwhile."""

    sent: Counter[str]
    killed: int


def drain_with_kills(table_name: str, ledger: Path, now: datetime, enough: int, chance: float = 0.1) -> Deliveries:
    """Drain until nothing is due or `enough` was sent, by rounds of consumers that are killed by this chance,
    before or after a send.

    Ten hours pass between the rounds, so that what a killed consumer held is due again. Every send is a line
    in the file `ledger`, which is written before the consumer goes on.
    """
    ledger.touch()
    fork = multiprocessing.get_context("fork")
    killed = 0
    for number in range(_ROUNDS):
        args = (table_name, ledger, now + timedelta(hours=10 * number), chance)
        consumers = [fork.Process(target=_consume, args=(*args, f"{number} {one}")) for one in range(CONSUMERS)]
        for consumer in consumers:
            consumer.start()
        for consumer in consumers:
            consumer.join()
        killed += sum(consumer.exitcode == -signal.SIGKILL for consumer in consumers)
        sent = Counter(ledger.read_text().splitlines())
        if len(sent) >= enough or not Table(table_name).page("work", outbox.UNSENT, limit=1).items:
            return Deliveries(sent, killed)
    raise AssertionError("the outbox was not drained")


def _consume(table_name: str, ledger: Path, now: datetime, chance: float, seed: str) -> None:
    table.client().close()  # the parent's connections are not ours to read from
    chances = random.Random(seed)

    def send(email: Email) -> None:
        fate = chances.random()
        if fate < chance / 2:
            os.kill(os.getpid(), signal.SIGKILL)
        with ledger.open("a") as file:
            file.write(f"{email.reference}\n")
        if fate > 1 - chance / 2:
            os.kill(os.getpid(), signal.SIGKILL)

    while outbox.drain(Table(table_name), _one_email, send, now, most=50):
        pass


def _one_email(intent: Intent) -> list[Email]:
    return [Email(reference=intent.reference, to="reader@example.org", subject=intent.kind, body="-")]
