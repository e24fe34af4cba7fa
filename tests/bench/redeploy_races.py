"""Races that happen every time: something is done by somebody else at the very moment before a commit."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from botocore.awsrequest import AWSResponse

from tests.bench.wire import Call, bent


@dataclass
class JustBefore:
    """Does something, once, when a call of this kind is about to be sent; what that itself asks passes freely."""

    operation: str
    number: int  # of the calls of this kind, from 1
    act: Callable[[], object]
    made: int = 0
    is_done: bool = False

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on; before the one that was named, act."""
        if call.operation == self.operation and not self.is_done:
            self.made += 1
            if self.made == self.number:
                self.is_done = True
                self.act()
        return call.forward()


def meanwhile(
    act: Callable[[], object], before: str = "TransactWriteItems", number: int = 1
) -> AbstractContextManager[None]:
    """Whatever is done in this context meets `act` just before its call of that kind."""
    return bent(JustBefore(before, number, act))
