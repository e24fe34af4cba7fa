"""Watches what a request does behind the page: what it writes, emails and logs; and puts the table back."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse

from functions.redeploy.emails import compose
from shared.outbox import Email, Intent
from shared.settings import settings
from shared.table import Item, Key, Table, decoded
from tests.bench.crash_points import Snapshot
from tests.bench.wire import WRITES, Call, bent


@dataclass
class Watch:
    """All that was written, by table, and every log line, since `begin`. `items` are those of redeployment."""

    written: list[tuple[str, Key]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Forget what was seen."""
        self.written, self.items, self.lines = [], [], []

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on, and note what it writes."""
        if call.operation in WRITES:
            for write in _writes_in(call.content):  # in batches only a test writes
                self._note(write)
        return call.forward()

    def emails(self) -> Iterator[Email]:
        """The emails that would be sent of what was written."""
        for item in self.items:
            if item["sk"] == "OUTBOX" and "kind" in item:
                yield from compose(Intent.model_validate({name: item[name] for name in Intent.model_fields}))

    def events(self) -> Iterator[str]:
        """Why and with which facts things were done: what an erasure cannot reach."""
        for item in self.items:
            if item["sk"].startswith("EVENT#"):
                yield json.dumps([item["why"], item["facts"]], ensure_ascii=False)

    def put_back(self, wanted: Mapping[str, Snapshot]) -> None:
        """Bring every item that was written back to what it was: whoever signed out is signed in again."""
        for name, key in dict.fromkeys(self.written):
            if key in wanted[name]:
                Table(name).put(wanted[name][key])
            else:
                Table(name).delete(*key)

    def _note(self, write: Any) -> None:
        raw = write.get("Item") or write["Key"]
        self.written.append((write["TableName"], (raw["pk"]["S"], raw["sk"]["S"])))
        if "Item" in write and write["TableName"] == settings().redeploy_table:
            self.items.append(decoded(raw))


def _writes_in(asked: Any) -> Iterator[Any]:
    if "TransactItems" in asked:
        yield from (next(iter(write.values())) for write in asked["TransactItems"])
    elif "TableName" in asked:
        yield asked


class _Lines(logging.Handler):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line with what it was told."""
        self._watch.lines.append(self.format(record))


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch this process meanwhile."""
    watch = Watch()
    handler, exchange = _Lines(watch), logging.getLogger("exchange")
    root, level = logging.getLogger(), exchange.level
    root.addHandler(handler)
    exchange.setLevel(logging.INFO)
    try:
        with bent(watch):
            yield watch
    finally:
        root.removeHandler(handler)
        exchange.setLevel(level)
