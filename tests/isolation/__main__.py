"""`make isolation`: 100,000 requests of everybody for what is not theirs, in a database of their own.

Exits with 1 where any leaked, or where the service itself failed. Another number of requests writes no page.
"""

import argparse
import os
import sys
import time

from shared.web import assets
from tests.bench.figures import Figures
from tests.bench.ground import database
from tests.isolation.run import found_by, told

_REQUESTS = 100_000


def main(arguments: list[str]) -> int:
    """Ask, and say what leaked by lines and by the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.isolation", description=__doc__)
    parser.add_argument("requests", type=int, nargs="?", default=_REQUESTS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args(arguments)
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
    figures, began = Figures("isolation"), time.monotonic()
    with database(None):
        found = found_by(chosen.requests, chosen.processes, chosen.seed)
    print("\n".join(told(found)))
    figures.part("Redeployment: random requests of everybody to every route, with canaries in confidential fields")
    figures.at_least("requests", found.requests, chosen.requests)
    figures.tell("pages, documents and acts that were answered with a yes", found.answered.total())
    figures.tell("canaries shown to whoever may see them", found.seen.total())
    figures.tell("emails composed of what was done", found.emails)
    figures.exactly("canaries shown, sent, logged or kept where they may not be", found.leaks.total(), 0)
    figures.exactly("answers that are a fault of the service's", found.faults.total(), 0)
    figures.tell("seconds", round(time.monotonic() - began))
    return figures.closed(keep=chosen.requests >= _REQUESTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
