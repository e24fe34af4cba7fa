"""What arrives in a query or a body, read into plain values. Whatever cannot be read is a 4xx, never a 5xx."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

MOST_BYTES = 100_000
MOST_FIELDS = 500
MOST_DEPTH = 20


class TurnedAway(Exception):
    """A request that cannot be read. The guard makes it the page, or the problem document, of its status."""

    def __init__(self, status: int, title: str, sentence: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.sentence = sentence


class TooLarge(TurnedAway):
    """More than any form of ours sends."""

    def __init__(self) -> None:
        super().__init__(
            413, "That is too much to send at once", "Nothing was saved. Send less than 100 kB of text."
        )


class Unreadable(TurnedAway):
    """Not the encoding that it claims, or text that could not be stored."""

    def __init__(self) -> None:
        super().__init__(
            400,
            "We could not read what was sent",
            "Nothing was saved. It was not valid text, or it held characters that no answer needs.",
        )


class WrongType(TurnedAway):
    """Another content type than the route reads."""

    def __init__(self) -> None:
        super().__init__(415, "We cannot read that kind of content", "Nothing was saved.")


class FormBody(Mapping[str, str]):
    """What a form sent: text without white space around it, lines ending in LF. A repeated name means its
    last value here, and all of them in `all`."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(_tidied(value))

    def __getitem__(self, name: str) -> str:
        return self._values[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def all(self, name: str) -> list[str]:
        """Every value sent under the name, in order; empty where there is none."""
        return list(self._values.get(name, ()))


def read_query(parameters: Mapping[str, list[str]] | None) -> FormBody:
    """The query, already decoded by API Gateway. Raises TurnedAway."""
    pairs = [(name, value) for name, values in (parameters or {}).items() for value in values]
    if len(pairs) > MOST_FIELDS or sum(len(name) + len(value) for name, value in pairs) > MOST_BYTES:
        raise TooLarge()
    return FormBody(_readable(pairs))


def read_form(body: bytes, content_type: str) -> FormBody:
    """The fields of a URL-encoded body in UTF-8. Raises TurnedAway."""
    _require(content_type, "application/x-www-form-urlencoded")
    if len(body) > MOST_BYTES or body.count(b"&") >= MOST_FIELDS:
        raise TooLarge()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except ValueError as broken:
        raise Unreadable() from broken
    return FormBody(_readable(pairs))


def read_json(body: bytes, content_type: str) -> dict[str, Any]:
    """The object of a JSON body. Raises TurnedAway, for a body that is no object too."""
    _require(content_type, "application/json")
    if len(body) > MOST_BYTES:
        raise TooLarge()
    try:
        value = json.loads(body.decode(), parse_constant=_no_constant)
        _check_json(value, MOST_DEPTH)
    except (ValueError, RecursionError) as broken:
        raise Unreadable() from broken
    if not isinstance(value, dict):
        raise Unreadable()
    return value


def is_plain(text: str) -> bool:
    """Whether the text can be stored and shown: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _require(content_type: str, wanted: str) -> None:
    kind, _, parameters = content_type.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if kind.strip().lower() != wanted or charset not in ("", "utf-8", "utf8"):
        raise WrongType()


def _readable(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if not all(is_plain(name) and is_plain(value) for name, value in pairs):
        raise Unreadable()
    return pairs


def _check_json(value: object, depth: int) -> None:
    if depth == 0:
        raise Unreadable()
    if isinstance(value, str) and not is_plain(value):
        raise Unreadable()
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for part in value:
            _check_json(part, depth - 1)


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and the infinities are not JSON


def _tidied(text: str) -> str:
    """Without the control characters that come along with a paste, which no page could show."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in lines if character >= " " or character in "\n\t").strip()
