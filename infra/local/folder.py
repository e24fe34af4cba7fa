"""The data folder of a run, and the lock that keeps it to one run at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderUnusable(Exception):
    """The data folder cannot be used; the message says why and what to do."""


class FolderInUse(FolderUnusable):
    """Another run holds it."""


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Make the folder and hold its lock. The kernel lets go of it when the process ends, however it ends.

    Raises FolderUnusable; FolderInUse with the process that holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise FolderUnusable(
            f"The data folder {folder} cannot be used ({error.strerror}). Choose another: make run DATA=dir."
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 20).decode("ascii", "replace").strip() or "unknown"
            raise FolderInUse(
                f"The data folder {folder} is in use by another run (process {holder})."
                " Stop that one, or choose another folder: make run DATA=dir."
            ) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode("ascii"), 0)
        yield folder
    finally:
        os.close(lock)
