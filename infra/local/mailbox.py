"""The email that the local runner "sends": lines in a file, shown on a page, delivered to nobody."""

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shared import clock
from shared.outbox import Email

PAGE_SIZE = 50
_BLOCK_BYTES = 65_536


@dataclass(frozen=True)
class SentEmail:
    """An email and when it was sent."""

    sent_at: datetime
    email: Email


@dataclass(frozen=True)
class SentPage:
    """Emails, newest first; `older` is where the next page starts, None where this is the last."""

    emails: tuple[SentEmail, ...]
    older: int | None


class Mailbox:
    """A folder of sent email. `send` is the runner's `shared.outbox.Sender`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "emails.jsonl"
        self._lock = threading.Lock()
        self._end_torn_line()

    def send(self, email: Email) -> None:
        """Keep the email; it is on the disk when this returns."""
        sent = {"sent_at": clock.now().isoformat(), **email.model_dump()}
        line = json.dumps(sent, ensure_ascii=False) + "\n"
        with self._lock, self._path.open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())

    def page(self, before: int | None = None) -> SentPage:
        """The 50 emails sent last before `before`, the `older` of another page (None: the very last)."""
        if not self._path.exists():
            return SentPage((), None)
        size = self._path.stat().st_size
        end = size if before is None else max(0, min(before, size))
        emails: list[SentEmail] = []
        for start, line in _lines_backwards(self._path, end):
            if (sent := _read(line)) is not None:
                emails.append(sent)
            if len(emails) == PAGE_SIZE:
                return SentPage(tuple(emails), start or None)
        return SentPage(tuple(emails), None)

    def _end_torn_line(self) -> None:
        """A crash may have cut the last line short: the next email must not be written onto it."""
        if self._path.exists() and not self._path.read_bytes().endswith(b"\n"):
            with self._path.open("ab") as file:
                file.write(b"\n")


def _read(line: bytes) -> SentEmail | None:
    """The email of a line; None for one that a crash cut short."""
    try:
        fields = json.loads(line)
        sent_at = datetime.fromisoformat(fields.pop("sent_at"))
        return SentEmail(sent_at, Email.model_validate(fields))
    except (ValueError, KeyError):
        return None


def _lines_backwards(path: Path, end: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a file before the offset `end`, the last first, each with the offset where it starts."""
    with path.open("rb") as file:
        rest = b""
        while end > 0:
            start = max(0, end - _BLOCK_BYTES)
            file.seek(start)
            first, *lines = (file.read(end - start) + rest).split(b"\n")
            position = start + len(first) + 1 + sum(len(line) + 1 for line in lines)
            for line in reversed(lines):
                position -= len(line) + 1
                if line:
                    yield position, line
            rest, end = first, start
        if rest:
            yield 0, rest
