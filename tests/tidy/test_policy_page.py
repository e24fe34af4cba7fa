"""The policy page is what the reference data says, to the letter, and the code reads only what it says."""

import re
from pathlib import Path

import pytest

from shared.reference.policy_page import PAGE, main, policy_page
from shared.reference.rules import all_rules
from shared.reference.standards import standards_file

_READ = re.compile(r"""(?:\brule(?:_if_any)?\(|deadline_rule=)\s*"([a-z0-9_]+)\"""")


def test_the_policy_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == policy_page(), "run python -m shared.reference.policy_page"


def test_every_rule_and_every_standard_stands_on_the_page() -> None:
    page = policy_page()
    for rule in all_rules():
        assert f"`{rule.key}`" in page
    held = standards_file()
    titles = {line.title for line in held.lines} | {row.title for row in held.refused}
    for title in titles | {row.title for row in held.closing_titles}:
        assert f"| {title}" in page


def test_every_rule_that_the_code_reads_is_held() -> None:
    root = PAGE.parents[1]
    sources = [path for folder in ("shared", "functions", "infra") for path in (root / folder).rglob("*.py")]
    read = {key for path in sources for key in _READ.findall(path.read_text(encoding="utf-8"))}
    assert "second_approver_above_pence" in read
    assert read <= {rule.key for rule in all_rules()}


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    width = 0
    for line in policy_page().splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert width in (0, cells) or cells == 0
        width = cells


def test_the_check_finds_a_page_that_is_missing_or_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "policy.md"
    assert main(["--check"], page) == 1
    assert main([], page) == 0
    assert main(["--check"], page) == 0
    page.write_text(page.read_text(encoding="utf-8").replace("42 days", "43 days"), encoding="utf-8")
    assert main(["--check"], page) == 1
    assert "policy.md is stale" in capsys.readouterr().err
