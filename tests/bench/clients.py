"""Client processes that approve over HTTP, and send the same again, with the same key, when told to try again."""

import http.client
import json
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from typing import Any

PROCESSES = 16
_TRIES = 2_000
_WAIT_SECONDS = 0.05
_MOST_SECONDS = 900
_TRY_AGAIN = {429, 503}


@dataclass(frozen=True)
class Approval:
    """An approval to send: of which application, as shown, paid by which pledge, under which key."""

    application_id: str
    pledge_id: str
    pence: int
    key: str
    version: int = 1
    why: str = "It meets the need of the area."

    @property
    def body(self) -> bytes:
        """What is sent."""
        asked = {
            "version": self.version,
            "has_conflict": False,
            "apprentices": 1,
            "shares": [{"pledge_id": self.pledge_id, "pence": self.pence}],
            "why": self.why,
        }
        return json.dumps(asked).encode()


@dataclass(frozen=True)
class Answered:
    """What an approval led to in the end: the status, and the document or the problem."""

    approval: Approval
    status: int
    content: dict[str, Any]

    @property
    def is_done(self) -> bool:
        """Whether it was acknowledged."""
        return self.status == 200

    @property
    def outcome(self) -> str:
        """`done`, or the reason of the refusal."""
        return "done" if self.is_done else str(self.content.get("type", self.status)).rpartition(":")[2]


@dataclass
class Tally:
    """What the clients met: their answers, and how often they had to try again, by status."""

    answers: list[Answered] = field(default_factory=list)
    tried_again: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def outcomes(self) -> Counter[str]:
        """How many answers of each kind."""
        return Counter(one.outcome for one in self.answers)

    @property
    def server_errors(self) -> int:
        """Answers, also ones that were tried again, that are a fault of the server's."""
        return sum(count for status, count in self.tried_again.items() if status.startswith("5")) + sum(
            one.status >= 500 for one in self.answers
        )


@dataclass
class Client:
    """One browser-less client with one connection. `hangs_up` is the chance that it leaves before the reply."""

    port: int
    token: str
    hangs_up: float = 0.0
    number: int = 0
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self._random = random.Random(self.number)
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def approve(self, approval: Approval) -> Answered:
        """Send it, again and again with the same key where the answer is 'try again' or none."""
        for _ in range(_TRIES):
            status, content = self._once(approval)
            if status and status not in _TRY_AGAIN and content.get("type") != "urn:exchange:refusal:lost_race":
                answered = Answered(approval, status, content)
                self.tally.answers.append(answered)
                return answered
            self.tally.tried_again[str(status or "no answer")] += 1
            time.sleep(self._random.uniform(0, _WAIT_SECONDS))
        raise AssertionError(f"told {_TRIES} times to try again")

    def _once(self, approval: Approval) -> tuple[int, dict[str, Any]]:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": approval.key,
        }
        path = f"/api/levy/applications/{approval.application_id}/approve"
        try:
            self._connection.request("POST", path, approval.body, headers)
            if self._random.random() < self.hangs_up:
                self._connection.close()
                return 0, {}
            reply = self._connection.getresponse()
            return reply.status, json.loads(reply.read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return 0, {}


class Crowd:
    """Client processes at work: they begin at once when it is made."""

    def __init__(
        self,
        approvals: Sequence[Approval],
        port: int,
        token: str,
        *,
        processes: int = PROCESSES,
        hangs_up: float = 0.0,
    ) -> None:
        fork = multiprocessing.get_context("fork")
        start = fork.Barrier(processes + 1)
        self._tallies: Queue[Tally] = fork.Queue()

        def work(number: int) -> None:
            client = Client(port, token, hangs_up, number)
            start.wait()
            for approval in approvals[number::processes]:
                client.approve(approval)
            self._tallies.put(client.tally)

        self._workers = [fork.Process(target=work, args=(number,), daemon=True) for number in range(processes)]
        for worker in self._workers:
            worker.start()
        start.wait()
        self._began = time.monotonic()

    def finish(self) -> Tally:
        """Wait until all have their answers, and add up what they met."""
        whole = Tally()
        for _ in self._workers:
            tally = self._tallies.get(timeout=_MOST_SECONDS)
            whole.answers += tally.answers
            whole.tried_again += tally.tried_again
        whole.seconds = time.monotonic() - self._began
        for worker in self._workers:
            worker.join()
        return whole
