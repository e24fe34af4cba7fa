"""The local runner as a newcomer has it: a process that is started, used, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from infra.local.engine import ENDPOINT
from infra.local.folder import locked
from infra.local.run import ENDPOINT_FILE
from infra.local.sockets import listening
from shared.schema import TABLES

_DIRECT = build_opener(ProxyHandler({}))


class Runner:
    """A run of the product around a tiny service."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self.origin = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.infra.local.tiny_runner", str(port), str(folder)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def await_start(self) -> str:
        """What it printed until it was ready; all of it when it ended instead."""
        lines = []
        for line in self.process.stdout or ():
            lines.append(line)
            if line.startswith("Open "):
                break
        return "".join(lines)

    def ask(self, path: str, body: bytes | None = None) -> str:
        headers = {} if body is None else {"Content-Type": "text/plain"}
        asked = Request(self.origin + path, data=body, headers=headers)
        with _DIRECT.open(asked, timeout=5) as reply:
            return str(reply.read().decode())

    def tree(self) -> list[int]:
        """The runner's own process and its engine's."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(15)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def started(tmp_path: Path, port: int) -> Iterator[list[Runner]]:
    """Runners to be ended whatever the test does."""
    runners: list[Runner] = []
    yield runners
    for runner in runners:
        if runner.process.poll() is None:
            runner.end(signal.SIGKILL)
        if runner.process.stdout:
            runner.process.stdout.close()


def start(started: list[Runner], folder: Path, port: int) -> Runner:
    started.append(Runner(folder, port))
    return started[-1]


def test_what_was_acknowledged_survives_kill_9_and_the_next_start_is_not_blocked(
    started: list[Runner], tmp_path: Path, port: int
) -> None:
    first = start(started, tmp_path, port)
    assert f"Open {first.origin}" in first.await_start()
    first.ask("/notes/a", b"kept")
    first.end(signal.SIGKILL)

    began = time.monotonic()
    second = start(started, tmp_path, port)
    second.await_start()
    print(f"second start: {time.monotonic() - began:.2f} s")
    assert second.ask("/notes/a") == "kept"


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_takes_its_database_with_it(
    started: list[Runner], tmp_path: Path, port: int, by: signal.Signals
) -> None:
    runner = start(started, tmp_path, port)
    runner.await_start()
    runner.ask("/notes/a", b"kept")
    processes = runner.tree()
    assert runner.end(by) == 0
    assert [listening(pid) for pid in processes] == [[]] * len(processes)
    with locked(tmp_path):
        assert (tmp_path / "exchange.db").exists()


def test_nothing_listens_beyond_loopback(started: list[Runner], tmp_path: Path, port: int) -> None:
    runner = start(started, tmp_path, port)
    runner.await_start()
    addresses = [address for pid in runner.tree() for address, _ in listening(pid)]
    assert len(addresses) == 2, "the server's and the database's"
    assert set(addresses) == {"127.0.0.1"}


def test_it_says_who_can_sign_in_and_where(started: list[Runner], tmp_path: Path, port: int) -> None:
    printed = start(started, tmp_path, port).await_start()
    assert "Beth Bilberry" in printed
    assert "Emberkiln House Care Home (receiving_employer" in printed
    assert f"{started[0].origin}/demo/clock" in printed


def test_a_second_run_on_the_same_folder_is_refused_in_a_sentence(
    started: list[Runner], tmp_path: Path, port: int
) -> None:
    first = start(started, tmp_path, port)
    first.await_start()
    second = start(started, tmp_path, 0)
    said = second.await_start()
    assert second.process.wait(15) == 1
    assert f"in use by another run (process {first.process.pid})" in said
    assert "Traceback" not in said


def test_a_port_in_use_is_refused_in_a_sentence(started: list[Runner], tmp_path: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        runner = start(started, tmp_path, port)
        said = runner.await_start()
        assert runner.process.wait(15) == 1
    assert f"Port {port} cannot be used" in said
    assert "PORT=8080" in said
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(started: list[Runner], port: int) -> None:
    runner = start(started, Path("/dev/null/data"), port)
    said = runner.await_start()
    assert runner.process.wait(15) == 1
    assert "/dev/null/data cannot be used" in said
    assert "Traceback" not in said


def test_it_ends_with_a_sentence_when_its_database_ends(started: list[Runner], tmp_path: Path, port: int) -> None:
    runner = start(started, tmp_path, port)
    runner.await_start()
    _, engine = runner.tree()
    os.kill(engine, signal.SIGKILL)
    assert runner.process.wait(15) == 1
    assert "The database engine ended by itself" in (runner.process.stdout.read() if runner.process.stdout else "")


def test_a_command_can_look_at_the_state_of_a_run(started: list[Runner], tmp_path: Path, port: int) -> None:
    runner = start(started, tmp_path, port)
    runner.await_start()
    during = look(tmp_path)
    assert during[ENDPOINT] == (tmp_path / ENDPOINT_FILE).read_text()
    runner.end(signal.SIGTERM)
    afterwards = look(tmp_path)
    assert afterwards.pop(ENDPOINT) != during.pop(ENDPOINT), "a database of its own, once no run holds the folder"
    assert (
        during
        == afterwards
        == {
            "tables": ",".join(sorted(spec.name for spec in TABLES)),
            "first": "Bottle Kiln University Hospitals NHS Trust",
        }
    )


def look(folder: Path) -> dict[str, str]:
    """What a command of ours finds: the endpoint in its environment, and the state behind it."""
    command = [sys.executable, "-m", "infra.local.attach", "--data", str(folder), "tests.infra.local.tiny_command"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return dict(line.split("=", 1) for line in found.stdout.splitlines())
