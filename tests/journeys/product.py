"""The whole product as a newcomer runs it: a process of its own, on a free port, with a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_STOP_SECONDS = 20
_TRIES = 3


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Product:
    """A run of the product. It keeps its port and its folder when it is started again."""

    folder: Path
    now: str
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def origin(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *more: str) -> Self:
        """Start it, and return once it answers. What it prints goes to a file beside its data."""
        log = self.folder.with_suffix(".log")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        command = [sys.executable, "-m", "infra.local", "--port", str(self.port), "--data", str(self.folder)]
        with log.open("a") as errors:
            self._process = subprocess.Popen(
                [*command, *more], env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        assert self._process.stdout
        printed = []
        for line in self._process.stdout:
            printed.append(line)
            if line.startswith("Open "):
                return self
        raise AssertionError(f"the product did not start: {''.join(printed)}{log.read_text()[-2000:]}")

    def begin(self) -> Self:
        """Start it for the first time, at its `now`; on another port where a test beside this one took it."""
        for _ in range(_TRIES):
            try:
                return self.start("--now", self.now)
            except AssertionError as reason:
                if f"Port {self.port} cannot be used" not in str(reason):
                    raise
                self.port = free_port()
        raise AssertionError("no port stayed free")

    def kill(self) -> None:
        """Take it away as a power cut would: nothing is saved on the way."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        self._end(signal.SIGINT)

    def _end(self, by: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(by)
        self._process.wait(_STOP_SECONDS)
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None
