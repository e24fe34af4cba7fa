"""One folder for every Lambda: `functions/`, `shared/`, their packages, the page assets, compiled templates.

    python -m infra.bundle

One asset is one upload and one hash; the functions differ in their handler alone. It is built again only when
something that goes into it has changed.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra import packages
from infra.stages import ARCHITECTURE, RUNTIME

ROOT = Path(__file__).parents[1]
PROJECT = "workforce-exchange"
SOURCES = ("functions", "shared")
ASSETS = "assets"  # beside the code: what EXCHANGE_ASSETS_DIR says to a function
_COMPILED_TEMPLATES = "shared/web/compiled"
_PACKAGE_LOCKS = ("requirements/runtime.txt", "package-lock.json")
_STAMP = ".digest"
_IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


class BundleError(Exception):
    """The bundle cannot be built; the message is that of the step that failed."""


@dataclass(frozen=True)
class Bundle:
    """A built bundle; `digest` names its content, `has_byte_code` says that a cold start compiles nothing."""

    folder: Path
    digest: str
    has_byte_code: bool


def build(root: Path = ROOT) -> Bundle:
    """Build `build/bundle` unless it is up to date.

    Raises BundleError where assets or templates do not build, PackagesError where a package cannot be had.
    """
    folder = root / "build" / "bundle"
    folder.parent.mkdir(exist_ok=True)
    with _alone(root / "build" / "bundle.lock"):
        digest = _digest(root, _inputs(root))
        if not _is_current(folder, digest):
            _assemble(root, digest, folder)
    if not packages.builds_byte_code():
        print(
            f"The bundle has no byte code: it is for {RUNTIME} and this is Python "
            f"{sys.version_info.major}.{sys.version_info.minor}. Functions will start slowly; "
            "a live stage refuses it.",
            file=sys.stderr,
        )
    return Bundle(folder, digest, packages.builds_byte_code())


def _assemble(root: Path, digest: str, folder: Path) -> None:
    fresh = folder.with_name("bundle.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(_installed(root), fresh)
    for source in SOURCES:
        shutil.copytree(root / source, fresh / source, ignore=_IGNORED)
    _run(root, "from shared.web.assets import build", f"build(Path({str(fresh / ASSETS)!r}))")
    # Compiling the templates of one page takes longer than all the imports of a cold start.
    compiled = fresh / _COMPILED_TEMPLATES
    _run(root, "from shared.web.templates import precompile", f"precompile(Path({str(compiled)!r}))")
    if packages.builds_byte_code():
        for source in SOURCES:
            packages.compile_for_runtime(fresh, source)
    (fresh / _STAMP).write_text(digest)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def _installed(root: Path) -> Path:
    """The packages alone, which change far less often than the code does."""
    lock = root / _PACKAGE_LOCKS[0]
    digest = _digest(root, [lock, Path(packages.__file__)])
    folder = root / "build" / "packages"
    if _is_current(folder, digest):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    packages.install(packages.needed(packages.pins(lock.read_text()), PROJECT), ARCHITECTURE, folder)
    if packages.builds_byte_code():
        packages.compile_for_runtime(folder)
    (folder / _STAMP).write_text(digest)
    return folder


def _run(root: Path, *statements: str) -> None:
    """Run the project's own code in a process of its own: `infra` imports none of its pages."""
    script = "; ".join(["from pathlib import Path", *statements])
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(done.stderr.strip())


def _inputs(root: Path) -> list[Path]:
    """Every file that the bundle is made from."""
    files = [path for source in SOURCES for path in (root / source).rglob("*") if path.is_file()]
    shipped = [path for path in files if "__pycache__" not in path.parts and path.suffix != ".pyc"]
    locks = [root / lock for lock in _PACKAGE_LOCKS]
    return [*shipped, *locks, Path(__file__), Path(packages.__file__)]


def _digest(root: Path, files: Iterable[Path]) -> str:
    """A name for these files' paths and content, the platform and the interpreter's version."""
    digest = hashlib.sha256(f"{RUNTIME} {ARCHITECTURE} {sys.version}".encode())
    for path in sorted(files):
        name = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        digest.update(f"\0{name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_current(folder: Path, digest: str) -> bool:
    stamp = folder / _STAMP
    return stamp.is_file() and stamp.read_text() == digest


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock: two builds at once would tear each other's folders."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    built = build()
    print(f"{built.folder.relative_to(ROOT)} {built.digest[:12]}")
