"""`python -m infra.local.attach --data var/local MODULE …`: run a command on the state of a local run.

It uses the database of the run that holds the folder, or starts one for a folder that no run holds.
"""

import argparse
import os
import runpy
import sys
from contextlib import ExitStack
from pathlib import Path

from infra.local.engine import Engine, EngineError, point_sdk_at, start_engine
from infra.local.folder import FolderInUse, locked
from infra.local.people import demo_ics
from infra.local.run import DATABASE, ENDPOINT_FILE, environment


def main(arguments: list[str]) -> int:
    """Run a module as `python -m` does, its settings those of a local run; 1 where there is no state to use."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.attach", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/local"), help="the folder that keeps the state")
    parser.add_argument("module", help="the module to run")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="its arguments")
    chosen = parser.parse_args(arguments)
    with ExitStack() as attached:
        try:
            engine = _engine_of(chosen.data, attached)
        except (EngineError, FileNotFoundError) as error:
            print(error, file=sys.stderr)
            return 1
        point_sdk_at(engine.endpoint, os.environ)
        os.environ.update(environment("http://127.0.0.1:8000", demo_ics()))
        sys.argv = [chosen.module, *chosen.arguments]
        runpy.run_module(chosen.module, run_name="__main__", alter_sys=True)
    return 0


def _engine_of(folder: Path, attached: ExitStack) -> Engine:
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no data folder {folder}. Start the product once, or set DATA=dir.")
    try:
        attached.enter_context(locked(folder))
    except FolderInUse:
        return Engine((folder / ENDPOINT_FILE).read_text())
    return attached.enter_context(start_engine(folder / DATABASE))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
