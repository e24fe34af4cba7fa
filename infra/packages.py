"""The locked packages that a Lambda needs, installed for its platform, trimmed and compiled.

Everything comes from `requirements/runtime.txt` with its hashes. Chalice's command line (pip, setuptools,
inquirer and their trail) stays out: a function needs two of Chalice's files. So do the service models of
botocore that nothing here calls.
"""

import compileall
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infra.stages import RUNTIME, Architecture

AWS_SERVICES = ("cognito-idp", "dynamodb", "sesv2")  # botocore's names of the services that the product calls
_CHALICE = "chalice"
_CHALICE_FILES = {"__init__.py", "app.py"}
_PLATFORMS = {
    Architecture.X86_64: "x86_64-manylinux2014",
    Architecture.ARM64: "aarch64-manylinux2014",
}
_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==")
_VIA = re.compile(r"^\s+#\s+(?:via)?\s*([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
_RUN_PATH = "/var/task"


class PackagesError(Exception):
    """The packages could not be installed; the message is the installer's."""


@dataclass(frozen=True)
class Pin:
    """One package of the lock file: its lines as they stand, and the names of those that asked for it."""

    name: str
    lines: tuple[str, ...]
    wanted_by: frozenset[str]


def runtime_minor() -> tuple[int, int]:
    """The Python version of the Lambda runtime."""
    major, minor = RUNTIME.removeprefix("python").split(".")
    return int(major), int(minor)


def builds_byte_code() -> bool:
    """Whether this interpreter's byte code is the runtime's: the minor versions are the same."""
    return sys.version_info[:2] == runtime_minor()


def pins(lock: str) -> list[Pin]:
    """The packages of a lock file as `uv pip compile --generate-hashes` writes it."""
    found: list[Pin] = []
    for line in lock.splitlines():
        start = _PINNED.match(line)
        if start:
            found.append(Pin(start[1], (), frozenset()))
        if not found:
            continue
        pin, asker = found[-1], _VIA.match(line)
        asked = {asker[1].lower()} if asker else set()
        found[-1] = Pin(pin.name, (*pin.lines, line), pin.wanted_by | asked)
    return found


def needed(locked: Iterable[Pin], project: str) -> list[Pin]:
    """The packages that something other than Chalice's command line asked for, and Chalice itself."""
    by_name = {pin.name: pin for pin in locked}
    kept = {name for name, pin in by_name.items() if project in pin.wanted_by}
    while True:
        sources = kept - {_CHALICE}
        more = {name for name, pin in by_name.items() if pin.wanted_by & sources} - kept
        if not more:
            return [by_name[name] for name in sorted(kept)]
        kept |= more


def install(pinned: Iterable[Pin], architecture: Architecture, target: Path) -> None:
    """Install exactly these packages, hashes checked, as wheels for the Lambda platform.

    Raises PackagesError where a hash differs or no wheel fits.
    """
    target.mkdir(parents=True)
    requirements = target.parent / f"{target.name}.txt"
    requirements.write_text("\n".join(line for pin in pinned for line in pin.lines) + "\n")
    major, minor = runtime_minor()
    command = [
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--require-hashes"),
        *("--python-platform", _PLATFORMS[architecture], "--python-version", f"{major}.{minor}"),
        *("--only-binary", ":all:", "--target", str(target), "--requirement", str(requirements)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    requirements.unlink()
    if done.returncode:
        raise PackagesError(done.stderr.strip())
    trim(target)


def trim(target: Path) -> None:
    """Remove what no function loads: Chalice's tools, other services' models, programs, byte code, tests."""
    for path in (target / _CHALICE).iterdir():
        if path.name not in _CHALICE_FILES:
            _remove(path)
    for model in (target / "botocore" / "data").iterdir():
        if model.is_dir() and model.name not in AWS_SERVICES:
            _remove(model)
    for leftover in (target / "bin", target / ".lock", target / "boto3" / "examples"):
        _remove(leftover)
    for cache in list(target.rglob("__pycache__")):
        _remove(cache)


def compile_for_runtime(root: Path, within: str = "") -> None:
    """Write byte code beside every source file, never checked against it: /var/task cannot change.

    `root` is what becomes /var/task; `within` is the part of it to compile.

    Raises PackagesError where a file does not compile or this interpreter is not the runtime's version.
    """
    if not builds_byte_code():
        raise PackagesError(f"byte code for {RUNTIME} needs that Python, this is {sys.version.split()[0]}")
    compiled = compileall.compile_dir(
        root / within,
        maxlevels=64,
        quiet=1,
        force=True,
        workers=0,
        stripdir=str(root),
        prependdir=_RUN_PATH,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise PackagesError(f"not everything in {root / within} compiles")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
