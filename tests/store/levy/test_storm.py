"""`make storm` and `make bench` run, and judge by their marks: a small storm through the real product."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.figures import Figures

ROOT = Path(__file__).parents[3]


def test_a_small_storm_over_http_leaves_every_penny_where_it_belongs() -> None:
    command = [sys.executable, "-m", "tests.bench.storm", "--small"]
    # The storm starts an engine and tables of its own: nothing of this process's may reach it.
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("EXCHANGE_", "AWS_ENDPOINT_URL"))}
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "marks missed: 0" in done.stdout
    for sure in (
        "approved: 120 (must be 120)",
        "promised: 25 (must be 25)",
        "told that the allowance is too small: 35 (must be 35)",
        "pence of the allowance left: 0 (must be 0)",
        "server errors: 0",
        "nor still waiting: 0",
        "faults: 0",
        "fault found: none",
    ):
        assert sure in done.stdout


def test_a_missed_mark_is_named_and_makes_the_command_fail() -> None:
    figures = Figures("storm")
    figures.part("A part")
    figures.exactly("approved", 6_001, 6_000)
    figures.at_most("ratio", 1.2, 1.3)
    assert [str(one) for one in figures.missed] == ["approved: 6,001 (must be 6,000) NOT REACHED"]
    assert figures.closed(keep=False) == 1
