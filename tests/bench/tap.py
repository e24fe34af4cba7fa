"""What one act asks of the database, and what it touches there: round trips, units, keys, index reads."""

import json
from collections import Counter
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from botocore.awsrequest import AWSResponse

from shared import table
from shared.schema import TableSpec
from shared.table import Item, Key
from tests.bench import units
from tests.bench.wire import WRITES, Call

_HALF = {True: 1.0, False: 0.5}  # an index is never read strongly


@dataclass
class Tap:
    """Notes every call while it passes on."""

    calls: list[str] = field(default_factory=list)
    read_units: float = 0.0
    write_units: float = 0.0
    index_units: float = 0.0
    read: dict[str, list[Key]] = field(default_factory=dict)
    written: dict[str, list[Key]] = field(default_factory=dict)
    least_query_units: float = 0.0
    is_transaction: bool = False

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on, having asked what it consumes."""
        asked = call.content | {"ReturnConsumedCapacity": "INDEXES"}
        body = json.dumps(asked).encode()
        call.request.body = body
        call.request.headers["Content-Length"] = str(len(body))
        reply = call.forward()
        told = json.loads(reply.content)
        self.calls.append(call.operation)
        consumed = told.get("ConsumedCapacity", [])
        for one in consumed if isinstance(consumed, list) else [consumed]:
            self._consume(call.operation, one)
        self._note(call.operation, asked, told)
        return reply

    @property
    def scans(self) -> int:
        """Calls that read a whole table."""
        return self.calls.count("Scan")

    @property
    def words(self) -> str:
        """The calls in short."""
        return ", ".join(f"{count} {name}" if count > 1 else name for name, count in Counter(self.calls).items())

    def least_reads(self, before: units.Tables) -> float:
        """The units of reading each item that was asked for once, and each entry of a query once."""
        keyed = sum(
            units.read_units([before[name].get(key) for key in dict.fromkeys(keys)])
            for name, keys in self.read.items()
        )
        return keyed + self.least_query_units

    def least_writes(self, after: units.Tables) -> int:
        """The units of writing each item once, without indexes."""
        return sum(
            units.write_units(
                [after[name][key] for key in dict.fromkeys(keys) if key in after[name]],
                in_transaction=self.is_transaction,
            )
            for name, keys in self.written.items()
        )

    def _consume(self, operation: str, consumed: Any) -> None:
        whole = consumed["CapacityUnits"]
        if operation not in WRITES:
            self.read_units += whole
            return
        indexes = sum(one["CapacityUnits"] for one in consumed.get("GlobalSecondaryIndexes", {}).values())
        self.index_units += indexes
        self.write_units += whole - indexes

    def _note(self, operation: str, asked: Any, told: Any) -> None:
        match operation:
            case "GetItem":
                self._reads(asked["TableName"], [asked["Key"]])
            case "BatchGetItem":
                for name, wanted in asked["RequestItems"].items():
                    self._reads(name, wanted["Keys"])
            case "Query":
                size = sum(units.item_size(table.decoded(raw)) for raw in told["Items"])
                self.least_query_units += max(ceil(size / 4096), 1) * _HALF["IndexName" not in asked]
            case "TransactWriteItems":
                self.is_transaction = True
                for item in asked["TransactItems"]:
                    self._writes(next(iter(item.values())))
            case "PutItem" | "UpdateItem" | "DeleteItem":
                self._writes(asked)

    def _reads(self, name: str, keys: list[Any]) -> None:
        self.read.setdefault(name, []).extend(_key(key) for key in keys)

    def _writes(self, write: Any) -> None:
        self.written.setdefault(write["TableName"], []).append(_key(write.get("Item") or write["Key"]))


def least_index_units(specs: dict[str, TableSpec], before: units.Tables, after: units.Tables) -> int:
    """The units of bringing the indexes of every table from one state to the other."""
    return sum(units.index_units(spec, before[name], after[name]) for name, spec in specs.items())


def _key(raw: dict[str, Any]) -> Key:
    item: Item = table.decoded({name: raw[name] for name in ("pk", "sk")})
    return item["pk"], item["sk"]
