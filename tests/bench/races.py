"""Races that happen every time: nobody commits before everybody has looked."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from botocore.awsrequest import AWSResponse

from tests.bench.wire import Call, bent

T = TypeVar("T")
_SECONDS = 20.0


class LookFirst:
    """Holds the reply of each of the first `racers` looks at a record until all of them have theirs."""

    def __init__(self, racers: int) -> None:
        self._barrier = threading.Barrier(racers)
        self._left = threading.Semaphore(racers)

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on; if it was one of the first looks, wait for the others."""
        reply = call.forward()
        if call.operation == "BatchGetItem" and self._left.acquire(blocking=False):
            self._barrier.wait(_SECONDS)
        return reply


def raced(acts: Sequence[Callable[[], T]]) -> list[T]:
    """What each act led to when all of them looked before any of them committed."""
    with bent(LookFirst(len(acts))), ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(act) for act in acts]]
