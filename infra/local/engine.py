"""The local database: a DynamoDB-compatible server beside the product, or one that is already there.

In order: the server that `AWS_ENDPOINT_URL_DYNAMODB` names; dynoxide (a single binary from npm on Linux
x86-64, SQLite inside, loses nothing that it acknowledged); ministack (from its own virtual environment,
any platform, state saved at a clean stop only). Each of ours listens on loopback alone and dies with the
process that started it, however that one ends, so that no lock or port is left behind.
"""

import ctypes
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from infra.local.sockets import listening

ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB"
_ROOT = Path(__file__).parents[2]
_DYNOXIDE = _ROOT / "node_modules" / "@dynoxide" / "linux-x64" / "dynoxide"
_MINISTACK = _ROOT / ".venv-e2e" / "bin" / "ministack"
_LOOPBACK = "127.0.0.1"
_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1
_DIRECT = build_opener(ProxyHandler({}))


class EngineError(Exception):
    """The database cannot be started; the message says why and what to do, in words for a newcomer."""


@dataclass
class Engine:
    """A DynamoDB-compatible server at `endpoint`. `note` is what a person should know of it, if anything."""

    endpoint: str
    note: str = ""
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Whether the server has not ended by itself; one that is not ours is taken to run."""
        return self._child is None or self._child.poll() is None

    @property
    def pid(self) -> int | None:
        """The process of the server, where it is ours."""
        return self._child.pid if self._child else None

    def stop(self) -> None:
        """End the server cleanly, by force after 10 seconds. One that is not ours keeps running."""
        if self._child is None or self._child.poll() is not None:
            return
        self._child.terminate()
        try:
            self._child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_engine(db_path: Path | None) -> Engine:
    """A running engine that keeps its tables in the file `db_path`, or in memory when it is None.

    Call it from a thread that lives as long as the engine must (the main one): on Linux the engine ends
    with the thread that started it. Raises EngineError when there is none to start or it does not answer.
    """
    if existing := os.environ.get(ENDPOINT):
        return Engine(existing, note=f"Using the database at {existing}, which {ENDPOINT} names.")
    if platform.system() == "Linux" and platform.machine() == "x86_64" and _DYNOXIDE.exists():
        return _start_dynoxide(db_path)
    if _MINISTACK.exists():
        return _start_ministack(db_path)
    raise EngineError(
        "No database engine is installed. Run `npm ci` on Linux x86-64 (it brings dynoxide), `make run` elsewhere"
        f" (it brings ministack), or set {ENDPOINT} to a DynamoDB-compatible server."
    )


def point_sdk_at(endpoint: str, environment: MutableMapping[str, str]) -> None:
    """Set what the AWS SDK needs in `environment` to use the engine at `endpoint`.

    A server on loopback takes any credentials, so it gets made-up ones: real keys that happen to be in the
    environment are never sent to it. For any other server, the SDK finds its credentials as it always does.
    """
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "eu-west-2"
    environment.update({ENDPOINT: endpoint, "AWS_REGION": region, "AWS_DEFAULT_REGION": region})
    if is_loopback(endpoint):
        for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN"):
            environment.pop(name, None)
        environment.update(
            AWS_ACCESS_KEY_ID="local",
            AWS_SECRET_ACCESS_KEY="local",  # noqa: S106 - made up, as the docstring says
            AWS_EC2_METADATA_DISABLED="true",
        )
        for name in ("NO_PROXY", "no_proxy"):  # a proxy cannot reach our loopback
            environment[name] = ",".join(filter(None, (environment.get(name), _LOOPBACK, "localhost")))


def is_loopback(endpoint: str) -> bool:
    """Whether an http(s) address names this machine alone."""
    return urlsplit(endpoint).hostname in {_LOOPBACK, "localhost", "::1"}


def _start_dynoxide(db_path: Path | None) -> Engine:
    command = [str(_DYNOXIDE), "serve", "--host", _LOOPBACK, "--port", "0"]  # 0: a port that is free
    if db_path is not None:
        db_path.parent.mkdir(parents=True, exist_ok=True)
        command += ["--db-path", str(db_path)]
    child = _start(command, {})

    def endpoint() -> str | None:
        return next((f"http://{_LOOPBACK}:{port}" for _, port in listening(child.pid)), None)

    return Engine(_await_answer(child, endpoint), _child=child)


def _start_ministack(db_path: Path | None) -> Engine:
    port = _free_port()
    variables = {
        "BIND_HOST": _LOOPBACK,  # it listens on every interface unless told otherwise
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": "eu-west-2",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
    }
    note = ""
    if db_path is not None:
        state = db_path.parent / "ministack"
        state.mkdir(parents=True, exist_ok=True)
        variables |= {"PERSIST_STATE": "1", "STATE_DIR": str(state)}
        note = "The database is ministack: what you do is saved at a clean stop (Ctrl-C) only."
    child = _start([str(_MINISTACK)], variables)
    return Engine(_await_answer(child, lambda: f"http://{_LOOPBACK}:{port}"), note, child)


def _start(command: list[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, so that Ctrl-C reaches us first and requests can finish."""
    return subprocess.Popen(
        command,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent(),  # noqa: PLW1509 - two system calls, no lock that a thread may hold
    )


def _die_with_parent() -> Callable[[], None] | None:
    """For the child to run before its program: ask the kernel to end it when we end, even by kill -9."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl  # looked up here: after a fork is no time to load
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # we ended before the kernel was asked
            os._exit(1)

    return ask


def _await_answer(child: subprocess.Popen[bytes], endpoint: Callable[[], str | None]) -> str:
    """The address of `child` once it answers there."""
    deadline = time.monotonic() + _START_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        address = endpoint()
        if address and _answers(address):
            return address
        time.sleep(0.02)
    child.kill()
    child.wait()
    raise EngineError(
        f"The database engine {Path(str(child.args[0])).name} did not start."  # type: ignore[index]
        " If its file is damaged, choose another folder: make run DATA=dir."
    )


def _answers(address: str) -> bool:
    try:
        with _DIRECT.open(address, timeout=1):
            return True
    except HTTPError:
        return True  # it answers; that it dislikes a bare GET does not matter
    except (URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
