"""`python -m infra.local`: what `make run` starts."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from infra.local.clock import parse_instant
from infra.local.run import CannotStart, Options, run


def main(arguments: list[str]) -> int:
    """Serve until stopped; 1, with a sentence that says why, when that cannot be."""
    try:
        run(_options(arguments))
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _options(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local", description="The whole product on one loopback port."
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path("var/local"), help="the folder that keeps the state")
    parser.add_argument("--now", type=_instant, help="move the demo clock, as 2026-11-22T09:00Z")
    chosen = parser.parse_args(arguments)
    return Options(chosen.port, chosen.data, chosen.now)


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-11-22T09:00Z") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
