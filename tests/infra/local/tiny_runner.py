"""`python -m tests.infra.local.tiny_runner PORT FOLDER`: the real runner around the tiny service."""

import sys
from pathlib import Path

from infra.local.run import CannotStart, Options, run

if __name__ == "__main__":
    try:
        run(Options(int(sys.argv[1]), Path(sys.argv[2])), services=("tests.infra.local.tiny_service",))
    except CannotStart as reason:
        sys.exit(str(reason))
