import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from infra.local import engine as engines
from infra.local.engine import ENDPOINT, Engine, EngineError, point_sdk_at, start_engine
from infra.local.sockets import listening
from shared import table
from shared.schema import TABLES, create
from shared.table import Cancelled, Put, Table, Update

WRITER = """
import os, sys
from pathlib import Path
from infra.local.engine import point_sdk_at, start_engine
from shared.schema import TABLES, create
from shared import table
from shared.table import Put, Table

engine = start_engine(Path(sys.argv[1]))
point_sdk_at(engine.endpoint, os.environ)
create(table.client(), TABLES[0], "levy")
print(engine.pid, flush=True)
number = 0
while True:
    table_ = Table("levy")
    table_.commit([Put({"pk": "A", "sk": f"{number:06}"}), Put({"pk": "B", "sk": f"{number:06}"})])
    print(number, flush=True)
    number += 1
"""


@pytest.fixture
def no_engine_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As at a first start: nothing in the environment names a database."""
    for name in (ENDPOINT, "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    table.client.cache_clear()
    yield
    table.client.cache_clear()


Start = Callable[[Path | None], AbstractContextManager[Engine]]


@pytest.fixture
def start(no_engine_yet: None) -> Start:
    """Start an engine, and let the SDK talk to it until it is stopped."""

    @contextmanager
    def starting(db_path: Path | None) -> Iterator[Engine]:
        with start_engine(db_path) as engine, pytest.MonkeyPatch.context() as environment:
            changed = dict(os.environ)
            point_sdk_at(engine.endpoint, changed)
            for name, value in changed.items():
                environment.setenv(name, value)
            table.client.cache_clear()
            yield engine

    return starting


@pytest.mark.usefixtures("no_engine_yet")
def test_an_engine_listens_on_loopback_alone() -> None:
    with start_engine(None) as engine:
        assert engine.pid is not None
        open_to = listening(engine.pid)
        assert open_to
        assert {address for address, _ in open_to} == {"127.0.0.1"}
        assert engine.endpoint == f"http://127.0.0.1:{open_to[0][1]}"
    assert listening(engine.pid) == []


def test_nothing_acknowledged_is_lost_when_the_runner_is_killed(tmp_path: Path, start: Start) -> None:
    database = tmp_path / "exchange.db"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(database)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    engine_pid = int(writer.stdout.readline())
    acknowledged = -1
    while acknowledged < 50:
        acknowledged = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    acknowledged = int(([str(acknowledged), *writer.stdout.read().split()])[-1])
    writer.wait()
    await_end_of(engine_pid)
    with start(database):
        for half in ("A", "B"):
            assert Table("levy").get(half, f"{acknowledged:06}") is not None
        halves = [len(Table("levy").page(None, half, limit=1000).items) for half in ("A", "B")]
        assert halves[0] == halves[1] >= acknowledged + 1


def test_a_file_keeps_the_tables_and_memory_does_not(tmp_path: Path, start: Start) -> None:
    for db_path, kept in ((tmp_path / "exchange.db", ["levy"]), (None, [])):
        with start(db_path):
            create(table.client(), TABLES[0], "levy")
        with start(db_path):
            assert table.client().list_tables()["TableNames"] == kept


def test_the_engine_keeps_the_conditions_of_a_transaction(start: Start) -> None:
    with start(None):
        create(table.client(), TABLES[0], "levy")
        levy = Table("levy")
        levy.commit([Put({"pk": "PLEDGE", "sk": "PLEDGE", "available": 100})])
        spend = Update("PLEDGE", "PLEDGE", add={"available": -60}, at_least={"available": 60})
        levy.commit([spend, Put({"pk": "LEDGER", "sk": "1"})])
        with pytest.raises(Cancelled):
            levy.commit([spend, Put({"pk": "LEDGER", "sk": "2"})])
        assert levy.get("LEDGER", "2") is None


def test_a_server_that_the_environment_names_is_used_and_left_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENDPOINT, "http://127.0.0.1:1")
    with start_engine(None) as engine:
        assert (engine.endpoint, engine.pid, engine.is_running) == ("http://127.0.0.1:1", None, True)
        assert ENDPOINT in engine.note


@pytest.mark.usefixtures("no_engine_yet")
def test_without_any_engine_a_newcomer_reads_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_DYNOXIDE", tmp_path / "none")
    monkeypatch.setattr(engines, "_MINISTACK", tmp_path / "none")
    with pytest.raises(EngineError, match="npm ci"):
        start_engine(None)


@pytest.mark.usefixtures("no_engine_yet")
def test_an_engine_that_cannot_open_its_file_is_a_clear_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "exchange.db"
    damaged.write_bytes(b"no database " * 1000)
    with pytest.raises(EngineError, match="DATA=dir"):
        start_engine(damaged)


def test_real_keys_never_reach_a_server_on_loopback() -> None:
    environment = {
        "AWS_ACCESS_KEY_ID": "real",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_PROFILE": "real",
        "NO_PROXY": "example.org",
    }
    point_sdk_at("http://127.0.0.1:8000", environment)
    assert "real" not in environment.values()
    assert environment["NO_PROXY"] == "example.org,127.0.0.1,localhost"


def test_the_keys_for_a_server_elsewhere_are_left_alone() -> None:
    environment = {"AWS_ACCESS_KEY_ID": "real", "AWS_REGION": "eu-west-1"}
    point_sdk_at("https://dynamodb.eu-west-1.amazonaws.com", environment)
    assert (environment["AWS_ACCESS_KEY_ID"], environment["AWS_DEFAULT_REGION"]) == ("real", "eu-west-1")


def await_end_of(pid: int) -> None:
    """The kernel ends the engine when its runner ends; give it a moment."""
    deadline = time.monotonic() + 5
    while listening(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert listening(pid) == [], "the engine outlived its runner"
