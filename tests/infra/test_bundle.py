import io
import re
import subprocess
import sys
import zipfile
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from infra import bundle, packages
from infra.bundle import ROOT, Bundle
from infra.packages import AWS_SERVICES
from infra.stacks.functions import FUNCTIONS, FunctionSpec, Runs

LIMIT_BYTES = 25_000_000
UNZIPPED_LIMIT_BYTES = 250_000_000  # Lambda's own
CODE_LIMIT_BYTES = 12_000_000  # of the zip: where growth would be noticed first
NOT_WANTED = ("pip", "setuptools", "wheel", "inquirer", "click", "blessed", "pytest", "moto", "aws_cdk")
SENT = re.compile(r"""boto3\.client\(\s*["']([a-z0-9-]+)["']""")


def files(built: Bundle) -> list[Path]:
    return [path for path in built.folder.rglob("*") if path.is_file()]


def test_every_source_file_has_byte_code_that_is_never_checked(built: Bundle) -> None:
    sources = [path for path in files(built) if path.suffix == ".py"]
    assert len(sources) > 500
    for source in sources:
        flags = int.from_bytes(Path(cache_from_source(str(source))).read_bytes()[4:8], "little")
        assert flags == 0b01, source  # PEP 552: hash-based, not checked against the source


def test_a_bundle_holds_the_code_and_not_the_local_runner_nor_tests(built: Bundle) -> None:
    names = {path.name for path in built.folder.iterdir()}
    assert {"functions", "shared", "assets", "chalice", "boto3"} <= names
    assert not {"infra", "tests"} & names
    assert not [path for path in files(built) if "demo" in path.name and path.suffix == ".py"]


def test_a_bundle_holds_nothing_of_chalices_command_line(built: Bundle) -> None:
    names = {path.name.partition("-")[0].removesuffix(".py") for path in built.folder.iterdir()}
    assert not set(NOT_WANTED) & names
    chalice = {path.name for path in (built.folder / "chalice").iterdir()}
    assert chalice == {"__init__.py", "app.py", "__pycache__"}


def test_every_aws_service_that_the_code_calls_has_its_model_and_no_other_has(built: Bundle) -> None:
    code = "\n".join(path.read_text() for source in bundle.SOURCES for path in (ROOT / source).rglob("*.py"))
    called = set(SENT.findall(code))
    assert "dynamodb" in called
    assert called <= set(AWS_SERVICES)
    models = {path.name for path in (built.folder / "botocore" / "data").iterdir() if path.is_dir()}
    assert models == set(AWS_SERVICES)


def test_a_bundle_is_small(built: Bundle) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files(built):
            archive.write(path, path.relative_to(built.folder))
    assert len(zipped.getvalue()) < LIMIT_BYTES
    assert sum(path.stat().st_size for path in files(built)) < UNZIPPED_LIMIT_BYTES


def test_the_templates_are_compiled_and_the_compiled_ones_serve_a_page(built: Bundle) -> None:
    assert list((built.folder / "shared/web/compiled").glob("tmpl_*.py"))
    loader = (
        "from shared.web.templates import environment; e = environment(); "
        "print(type(e.loader).__name__, e.get_template('portal/front.html').name)"
    )
    assert run_in(built, loader) == "ModuleLoader portal/front.html"


@pytest.mark.parametrize("spec", FUNCTIONS, ids=lambda spec: spec.name)
def test_every_handler_is_found_in_the_bundle_alone(spec: FunctionSpec, built: Bundle) -> None:
    path, _, name = spec.handler.rpartition(".")
    imported = run_in(built, f"import {path.replace('/', '.')} as m; print(callable(m.{name}), m.__file__)")
    assert imported == f"True {built.folder}/{path}.py"


@pytest.mark.parametrize(
    "spec", [spec for spec in FUNCTIONS if spec.runs is not Runs.WHEN_ASKED], ids=lambda spec: spec.name
)
def test_work_without_a_person_imports_no_templates(spec: FunctionSpec, built: Bundle) -> None:
    module = spec.handler.rpartition(".")[0].replace("/", ".")
    assert run_in(built, f"import {module}; print('jinja2' in sys.modules)") == "False"


def test_a_second_build_of_the_same_inputs_changes_nothing() -> None:
    built = bundle.build()
    before = (built.folder / "functions").stat().st_mtime_ns
    again = bundle.build()
    assert again == built
    assert (built.folder / "functions").stat().st_mtime_ns == before


def test_a_build_with_another_python_says_so_and_has_no_byte_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(packages, "RUNTIME", "python3.14")
    assert not packages.builds_byte_code()
    with pytest.raises(packages.PackagesError, match=r"byte code for python3\.14 needs that Python"):
        packages.compile_for_runtime(tmp_path)


def run_in(built: Bundle, code: str) -> str:
    """What a fresh Python prints that can import the bundle and the standard library, and nothing else."""
    alone = "import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p]"
    script = f"{alone}; sys.path.insert(0, {str(built.folder)!r}); {code}"
    environment = {"EXCHANGE_ASSETS_DIR": bundle.ASSETS, "AWS_DEFAULT_REGION": "eu-west-2"}
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=built.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
