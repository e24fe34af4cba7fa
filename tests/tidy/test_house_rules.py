"""The rules of the house that a machine can keep: imports, money, purity, sizes, words."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("levy", "redeploy", "retention", "portal")
MONEY = [
    "functions/levy/account_items.py",
    "functions/levy/domain/accounts.py",
    "functions/levy/domain/allowance.py",
    "functions/levy/domain/cost.py",
    "functions/levy/domain/expiry.py",
    "functions/levy/domain/forecast.py",
    "functions/levy/domain/ledger.py",
    "functions/levy/domain/saving.py",
    "functions/levy/domain/approvals.py",
    "functions/levy/domain/decisions.py",
    "functions/levy/domain/pledges.py",
    "functions/levy/domain/confirming.py",
    "functions/levy/domain/drawing.py",
    "functions/levy/domain/overdue.py",
    "functions/levy/domain/releasing.py",
    "functions/levy/domain/schedule.py",
    "functions/levy/domain/shares.py",
    "functions/levy/domain/telling.py",
    "functions/levy/apprenticeship_items.py",
    "functions/levy/items.py",
    "functions/levy/forms/forecast.py",
    "functions/levy/forms/months.py",
    "functions/levy/pages/expiry.py",
    "functions/levy/pages/forecast.py",
    "functions/levy/reconcile_promises.py",
    "functions/levy/usecases/allowance.py",
    "functions/redeploy/domain/ledger.py",
    "functions/redeploy/domain/recognising.py",
    "functions/redeploy/domain/redundancy.py",
    "functions/redeploy/domain/savings.py",
    "functions/redeploy/forms/calculators.py",
    "functions/redeploy/forms/savings.py",
    "functions/redeploy/pages/saving.py",
    "functions/redeploy/pages/savings.py",
    "functions/redeploy/published.py",
    "functions/redeploy/savings_items.py",
    "shared/reference/pay.py",
    "shared/values/money.py",
    "shared/web/charts.py",
]
IMPURE = {
    "boto3", "botocore", "datetime.now", "os", "pathlib", "random", "requests", "secrets", "socket", "sqlite3",
    "subprocess", "time", "uuid", "shared.ids", "shared.settings", "shared.table", "shared.directory",
}  # fmt: skip


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def has_prefix(name: str, prefixes: set[str]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_imports_no_other_service(service: str) -> None:
    others = {f"functions.{name}" for name in SERVICES if name != service}
    found = [
        (relative(path), name)
        for path in sources(f"functions/{service}")
        for name in imports(path)
        if has_prefix(name, others)
    ]
    assert found == []


def test_conversations_and_the_rest_of_retention_do_not_know_one_another() -> None:
    """What two people said in confidence is reached by one package alone."""
    own = "functions.retention.conversations"
    inside = sources("functions/retention/conversations")
    outside = [path for path in sources("functions", "shared") if path not in inside]
    assert inside
    found = [(relative(path), name) for path in outside for name in imports(path) if has_prefix(name, {own})]
    for path in inside:
        named = [name for name in imports(path) if has_prefix(name, {"functions.retention"})]
        found += [(relative(path), name) for name in named if not has_prefix(name, {own})]
    assert found == []


def test_no_page_of_conversations_reads_as_the_schedule_does() -> None:
    """The store of the schedule asks nobody who they are."""
    schedule = "functions.retention.conversations.schedule_store"
    allowed = {"emails.py", "usecases/nightly.py"}
    base = ROOT / "functions/retention/conversations"
    readers = {
        path.relative_to(base).as_posix()
        for path in sources("functions/retention/conversations")
        for name in imports(path)
        if has_prefix(name, {schedule})
    }
    assert readers == allowed
    pages = [
        path for path in base.rglob("*.py") if path.parts[-2] == "routes" or path.name in ("app.py", "store.py")
    ]
    sending = {f"functions.retention.conversations.{name}" for name in ("emails", "usecases.nightly", "schedules")}
    assert [(relative(path), name) for path in pages for name in imports(path) if has_prefix(name, sending)] == []


def test_shared_imports_no_service_and_neither_imports_infra() -> None:
    found = [
        (relative(path), name)
        for path in sources("shared")
        for name in imports(path)
        if has_prefix(name, {"functions", "infra"})
    ]
    found += [
        (relative(path), name)
        for path in sources("functions")
        for name in imports(path)
        if has_prefix(name, {"infra"}) and relative(path) != "functions/levy/verify_audit.py"
    ]
    assert found == []


def test_layers_import_one_way() -> None:
    """app, routes -> usecases -> store -> domain; forms and pages -> domain."""
    forbidden = {
        "domain": {"store", "items", "usecases", "forms", "pages", "routes", "app"},
        "store": {"usecases", "forms", "pages", "routes", "app"},
        "items": {"store", "usecases", "forms", "pages", "routes", "app"},
        "usecases": {"forms", "pages", "routes", "app"},
        "forms": {"store", "usecases", "routes", "app"},
    }
    found = []
    for service in ("levy", "redeploy", "retention", "retention/conversations"):
        for path in sources(f"functions/{service}"):
            layer = path.relative_to(ROOT / "functions" / service).parts[0].removesuffix(".py")
            banned = {f"functions.{service.replace('/', '.')}.{name}" for name in forbidden.get(layer, ())}
            found += [(relative(path), name) for name in imports(path) if has_prefix(name, banned)]
    assert found == []


def test_the_domain_reads_no_clock_draws_no_chance_and_does_no_io() -> None:
    paths = [path for path in sources("functions") if "domain" in path.parts]
    found = [(relative(path), name) for path in paths for name in imports(path) if has_prefix(name, IMPURE)]
    found += [
        (relative(path), name)
        for path in paths
        for name in re.findall(r"\bdatetime\.now|\bdate\.today|\bclock\.now|\bopen\(", path.read_text())
    ]
    assert paths
    assert found == []


def test_only_the_table_and_the_aws_edges_import_boto3() -> None:
    allowed = {"shared/table.py", "shared/oidc.py", "shared/email.py"}
    found = {
        relative(path)
        for path in sources("shared", "functions")
        for name in imports(path)
        if has_prefix(name, {"boto3"})
    }
    assert found <= allowed


def test_only_the_clock_reads_the_time_and_only_ids_draw_chance() -> None:
    paths = sources("shared", "functions")
    clocks = {
        relative(p) for p in paths if re.search(r"datetime\.now\(|date\.today\(|time\.time\(", p.read_text())
    }
    chances = {
        relative(p) for p in paths for name in imports(p) if has_prefix(name, {"secrets", "uuid", "random"})
    }

    assert clocks == {"shared/clock.py"}
    assert chances <= {"shared/ids.py", "shared/table.py", "shared/sessions.py", "shared/web/guard.py"}


@pytest.mark.parametrize("name", MONEY)
def test_money_knows_neither_floats_nor_division(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text())
    found = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert found == []


def test_no_service_scans_a_table() -> None:
    found = [relative(p) for p in sources("shared", "functions") if re.search(r"\.scan\(|\"Scan\"", p.read_text())]
    assert found == []


def test_handlers_only_translate() -> None:
    """A function under @guard… has at most twelve lines."""
    long = []
    for path in sources("functions"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and any("guard" in ast.dump(d) for d in node.decorator_list):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                if lines > 12:
                    long.append((relative(path), node.name, lines))
    assert long == []


def test_files_hold_one_idea() -> None:
    """Past about 250 lines of code a file holds two ideas; blank lines and the docstring do not count."""
    long = []
    for path in sources("shared", "functions", "infra"):
        lines = [line for line in path.read_text().splitlines() if line.strip()]
        if len(lines) > 300:
            long.append((relative(path), len(lines)))
    assert long == []


def test_every_decision_record_says_what_enforces_it() -> None:
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    for record in records:
        last = record.read_text().strip().splitlines()[-1]
        named = re.findall(r"tests/[\w/]+(?:\.py)?", last)
        assert last.startswith("Enforced by:"), record.name
        assert named, record.name
        assert all((ROOT / name).exists() for name in named), (record.name, named)
    assert records


def test_the_readme_names_only_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    named = {name for page in documents for name in re.findall(r"`make ([a-z-]+)", page.read_text())}
    assert named
    assert named <= targets


def test_the_project_names_no_machine() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    pattern = re.compile(r"/wo" + r"rk/|/tm" + r"p/brief|registry\.np" + r"mjs|pypi\.or" + r"g/simple")
    found = [
        name
        for name in tracked
        if name and (ROOT / name).is_file() and (ROOT / name).stat().st_size < 2_000_000
        and pattern.search((ROOT / name).read_text(errors="ignore"))
    ]  # fmt: skip
    assert found == []
