"""`make verify-audit` on a data folder: whether nothing runs there, or a run holds it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local.engine import ENDPOINT, Engine, point_sdk_at, start_engine
from infra.local.folder import locked
from infra.local.run import DATABASE, ENDPOINT_FILE

_SOME_WORK = """
from infra.local.tables import create_tables
from shared import audit, table
from shared.settings import settings
from tests.levies import stored_pledge, with_partners
from tests.partners import NOW
create_tables(table.client(), settings())
with_partners()
stored_pledge()
audit.seal(table.Table(settings().levy_table), settings().ics_code, NOW)
"""
_TAMPERING = """
from shared import table
from shared.settings import settings
levy = table.Table(settings().levy_table)
[entry] = levy.page(None, "BLOCKS#QXX", sk_prefix="BLOCK#").items[0]["entries"]
levy.delete(entry["subject"], "EVENT#000001")
"""


def python(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "EXCHANGE_"))}
    return subprocess.run(
        [sys.executable, *arguments], env=plain | changed, capture_output=True, text=True, check=False
    )


def verify(folder: Path) -> subprocess.CompletedProcess[str]:
    return python("-m", "infra.local.attach", "--data", str(folder), "functions.levy.verify_audit")


def work_on(engine: Engine, script: str) -> None:
    variables: dict[str, str] = {}
    point_sdk_at(engine.endpoint, variables)
    done = python("-c", script, **variables)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(ENDPOINT, raising=False)
    with locked(tmp_path), start_engine(tmp_path / DATABASE) as engine:
        work_on(engine, _SOME_WORK)
    return tmp_path


def test_a_folder_where_nothing_runs_is_walked_by_a_database_of_its_own(folder: Path) -> None:
    walked = verify(folder)
    assert walked.returncode == 0, walked.stderr
    assert "levy audit: blocks = 1, sealed = 1, waiting to be sealed = 0" in walked.stdout
    assert "directory audit: blocks = 0, sealed = 0, waiting to be sealed = 2" in walked.stdout
    assert "pledges = 1, ledger entries = 0, unexplained pence = 0" in walked.stdout
    assert walked.stdout.endswith("The audit is whole.\n")


def test_a_folder_that_a_run_holds_is_walked_through_its_database(folder: Path) -> None:
    with locked(folder), start_engine(folder / DATABASE) as engine:
        (folder / ENDPOINT_FILE).write_text(engine.endpoint)
        walked = verify(folder)
    assert walked.returncode == 0, walked.stderr
    assert "The audit is whole." in walked.stdout


def test_what_is_missing_is_named_and_the_command_fails(folder: Path) -> None:
    with locked(folder), start_engine(folder / DATABASE) as engine:
        work_on(engine, _TAMPERING)
    walked = verify(folder)
    assert walked.returncode == 1
    assert "FAULT: missing: PLEDGE#" in walked.stdout
    assert walked.stdout.endswith("The audit is not whole.\n")


def test_a_folder_that_is_not_there_is_not_made_but_named(tmp_path: Path) -> None:
    walked = verify(tmp_path / "nowhere")
    assert walked.returncode == 1
    assert "There is no data folder" in walked.stderr
    assert not (tmp_path / "nowhere").exists()
