"""`python -m tests.isolation 100000`: so many requests in a database of its own; exits with 1 where any leaked."""

import argparse
import os
import sys

from shared.web import assets
from tests.bench.ground import database
from tests.isolation.run import found_by, told


def main(arguments: list[str]) -> int:
    """Ask, and say what leaked by lines and by the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.isolation", description=__doc__)
    parser.add_argument("requests", type=int, nargs="?", default=100_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args(arguments)
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
    with database(None):
        found = found_by(chosen.requests, chosen.processes, chosen.seed)
    print("\n".join(told(found)))
    return 1 if found.leaks or found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
