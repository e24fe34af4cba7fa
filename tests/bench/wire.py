"""The wire between us and the database, bent: throttled, cut after the commit, counted, or the end of the process.

Every request of the SDK passes one method, `URLLib3Session.send`. What is put around it here is below the SDK's
own retries and parsing, so those are tested too.
"""

import io
import json
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ReadTimeoutError
from botocore.httpsession import URLLib3Session
from urllib3 import HTTPResponse

_NAMESPACE = "com.amazonaws.dynamodb.v20120810#"
WRITES = frozenset({"TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"})


@dataclass(frozen=True)
class Call:
    """One request on its way to the database. `forward` sends it on and gives the reply."""

    operation: str
    request: AWSPreparedRequest
    forward: Callable[[], AWSResponse]

    @property
    def content(self) -> Any:
        """What is asked, as the service's JSON."""
        body: Any = self.request.body
        return json.loads(body)

    def replied(self, status: int, content: Any) -> AWSResponse:
        """A reply that the database did not give; nothing was sent."""
        raw = HTTPResponse(body=io.BytesIO(json.dumps(content).encode()), preload_content=False)
        headers: Any = {"content-type": "application/x-amz-json-1.0"}
        return AWSResponse(self.request.url, status, headers, raw)

    def refused(self, code: str, **more: Any) -> AWSResponse:
        """The reply of a database that refuses with this error, having written nothing."""
        return self.replied(400, {"__type": _NAMESPACE + code, "message": "injected", **more})

    def conflict(self) -> AWSResponse:
        """The reply of a database where another transaction holds one of the items; no local engine gives it."""
        items = len(self.content["TransactItems"])
        reasons = [{"Code": "TransactionConflict"}, *[{"Code": "None"}] * (items - 1)]
        return self.refused("TransactionCanceledException", CancellationReasons=reasons)

    def unheard(self) -> AWSResponse:
        """Send it on, and lose the reply: it is done and nobody knows."""
        self.forward()
        raise ReadTimeoutError(endpoint_url=self.request.url)


Bend = Callable[[Call], AWSResponse]


@contextmanager
def bent(bend: Bend) -> Iterator[None]:
    """Every request of the SDK in this process goes through `bend` meanwhile."""
    straight = URLLib3Session.send

    def send(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        target: Any = request.headers.get("X-Amz-Target", b"")
        operation = (target.decode() if isinstance(target, bytes) else target).rpartition(".")[2]
        return bend(Call(operation, request, lambda: straight(session, request)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(URLLib3Session, "send", send)
        yield


@contextmanager
def impatient() -> Iterator[None]:
    """The SDK retries without its seconds of waiting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.0)
        yield


@dataclass
class Faults:
    """A bad day: each request is throttled, meets a conflict, or loses its reply with these chances."""

    throttled: float = 0.2
    conflicts: float = 0.1
    lost: float = 0.3
    seed: int = 1
    met: dict[str, int] = field(default_factory=lambda: {"throttled": 0, "conflicts": 0, "lost": 0})

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on, or let it meet its fault."""
        if self._strikes("throttled", self.throttled):
            return call.refused("ThrottlingException")
        is_write = call.operation in WRITES
        if call.operation == "TransactWriteItems" and self._strikes("conflicts", self.conflicts):
            return call.conflict()
        if is_write and self._strikes("lost", self.lost):
            return call.unheard()
        return call.forward()

    def _strikes(self, kind: str, chance: float) -> bool:
        strikes = self._random.random() < chance
        self.met[kind] += strikes
        return strikes


@dataclass
class Meter:
    """Counts the round trips, by operation, and the units that the database says it consumed."""

    calls: list[str] = field(default_factory=list)
    read_units: float = 0.0
    write_units: float = 0.0

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on, having asked for its units."""
        asked = call.content | {"ReturnConsumedCapacity": "TOTAL"}
        body = json.dumps(asked).encode()
        call.request.body = body
        call.request.headers["Content-Length"] = str(len(body))
        reply = call.forward()
        self.calls.append(call.operation)
        consumed = json.loads(reply.content).get("ConsumedCapacity", [])
        units = sum(one["CapacityUnits"] for one in (consumed if isinstance(consumed, list) else [consumed]))
        if call.operation in WRITES:
            self.write_units += units
        else:
            self.read_units += units
        return reply


@dataclass
class LastCall:
    """Kills the process, as `kill -9` does, before or after its call number `number` (from 1)."""

    number: int
    is_after: bool
    made: int = 0

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on, unless it is the last."""
        self.made += 1
        if self.made < self.number:
            return call.forward()
        if self.is_after:
            call.forward()
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("a killed process does not go on")
