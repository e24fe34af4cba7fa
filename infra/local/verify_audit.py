"""`make verify-audit DATA=dir`: the walk of `functions.levy.verify_audit` on a data folder of the local runner.

While a run holds the folder, its database is asked; otherwise one is started on the folder for the walk.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.engine import ENDPOINT, EngineError, point_sdk_at, start_engine
from infra.local.folder import FolderInUse, locked
from infra.local.people import demo_ics
from infra.local.sockets import listening
from shared.settings import settings

_DATABASE = "exchange.db"


class NothingToVerify(Exception):
    """There is no database to walk; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Walk the folder's tables: 1 where something is wrong with them, 2 where they cannot be read."""
    parser = argparse.ArgumentParser(prog="make verify-audit", description="Walk the audit of a local run.")
    parser.add_argument("--data", type=Path, default=Path("var/local"), help="the folder that keeps the state")
    folder = parser.parse_args(arguments).data
    try:
        with _database(folder) as endpoint:
            point_sdk_at(endpoint, os.environ)
            os.environ.setdefault("EXCHANGE_ICS_CODE", demo_ics().ics.code)
            settings.cache_clear()
            return int(importlib.import_module("functions.levy.verify_audit").main())
    except (NothingToVerify, EngineError) as error:
        print(error, file=sys.stderr)
        return 2


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The address of the server that has the folder's tables. Raises NothingToVerify."""
    if named := os.environ.get(ENDPOINT):
        yield named
        return
    if not (folder / "lock").exists():
        raise NothingToVerify(
            f"Nothing has run in {folder} yet. Name the folder of a run: make verify-audit DATA=dir."
        )
    try:
        with locked(folder), start_engine(folder / _DATABASE) as engine:
            yield engine.endpoint
    except FolderInUse:
        yield _running_database(folder)


def _running_database(folder: Path) -> str:
    """The database that the run in this folder has started: the child of its process that listens."""
    runner = (folder / "lock").read_text().strip()
    for child in _children(int(runner)):
        for address, port in listening(child):
            return f"http://{address}:{port}"
    raise NothingToVerify(
        f"The database of the run in {folder} was not found. Stop the run and try again, or name it in {ENDPOINT}."
    )


def _children(parent: int) -> Iterator[int]:
    """The processes that a process has started, as the Linux kernel tells it."""
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = told.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has ended since the directory was listed
            continue
        if after_name[1] == str(parent):
            yield int(told.parent.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
