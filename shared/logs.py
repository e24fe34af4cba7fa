"""Logs are codes, ids and counts: never names, emails or free text."""

import json
import logging
import re
import sys

_log = logging.getLogger("exchange")
_SAFE = re.compile(r"[A-Za-z0-9_.:/{}#-]{0,120}")

Value = str | int | bool


def _line(code: str, values: dict[str, Value]) -> str:
    safe = {
        name: value if not isinstance(value, str) or _SAFE.fullmatch(value) else "-"
        for name, value in values.items()
    }
    return json.dumps({"code": code, **safe})


def info(code: str, **values: Value) -> None:
    """One structured line; a text value that is no code or id is written as `-`."""
    _log.info(_line(code, values))


def warning(code: str, **values: Value) -> None:
    """The same, for what needs a look when it repeats."""
    _log.warning(_line(code, values))


def error(code: str, **values: Value) -> None:
    """The same, for what an alarm counts."""
    _log.error(_line(code, values))


def start() -> None:
    """Write log lines to standard error, as they are."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _log.handlers = [handler]
    _log.setLevel(logging.INFO)
    _log.propagate = False
