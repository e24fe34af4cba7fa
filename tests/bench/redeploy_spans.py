"""When each commit happened: between which two moments, of a clock that all processes of the machine share.

By these spans the storm can say for certain that one thing was true before another began, whatever times the
events themselves bear.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from botocore.awsrequest import AWSResponse

from functions.redeploy.domain.matches import match_id_of
from shared.table import Item
from tests.bench.reconciliation import in_order
from tests.bench.redeploy_books import ENTRY_LIFE, MATCH_LIFE, OPEN, Books, suits
from tests.bench.wire import Call

Span = tuple[int, int]
SpansFound = dict[tuple[str, int], Span]
"""The span of each event's commit, by record and number."""

_BARS_RELEASE = (1, 2)


@dataclass
class Spans:
    """Passes each call on, and notes when the events of each transaction that succeeded were committed."""

    found: SpansFound = field(default_factory=dict)

    def __call__(self, call: Call) -> AWSResponse:
        """Pass the request on."""
        if call.operation != "TransactWriteItems":
            return call.forward()
        asked, began = call.content, time.monotonic_ns()
        reply = call.forward()
        if reply.status_code == 200:
            span = began, time.monotonic_ns()
            self.found |= dict.fromkeys(_events_in(asked), span)
        return reply


def _events_in(asked: Any) -> Iterator[tuple[str, int]]:
    for write in asked["TransactItems"]:
        item = write.get("Put", {}).get("Item", {})
        if item.get("sk", {}).get("S", "").startswith("EVENT#"):
            yield item["pk"]["S"], int(item["number"]["N"])


def releases(books: Books, spans: SpansFound) -> Iterator[tuple[str, Span]]:
    """Every vacancy that was released, with the span of the commit that did it."""
    for own in books.vacancies:
        for event in books.events[f"VACANCY#{own}"]:
            if event["action"] == "release":
                yield own, spans[event["pk"], event["number"]]


def too_soon(books: Books, spans: SpansFound) -> list[str]:
    """Releases during the whole of which a match of tier 1 or 2 was open."""
    return [
        f"vacancy {own} was released while {body['match_id']} had no outcome"
        for own, (began, ended) in releases(books, spans)
        for body in books.by_vacancy[own]
        for opened, closed in _open_spans(books.events[f"MATCH#{body['match_id']}"], spans)
        if opened < began and closed > ended
    ]


def skipped(books: Books, spans: SpansFound, today: date) -> list[str]:
    """People who looked for a post during the whole of a release, suited that post, and had no match with it.

    Asks what is held of people and posts now: no storm of ours changes it.
    """
    looking = {own: [*_active_spans(books.events[f"ENTRY#{own}"], spans)] for own in books.people}
    return [
        f"vacancy {own} was released and {entry_id} never looked at"
        for own, (began, ended) in releases(books, spans)
        for entry_id, active in looking.items()
        if any(since < began and until > ended for since, until in active)
        and not _was_matched(books, spans, match_id_of(entry_id, own), ended)
        and suits(
            books.people[entry_id]["body"]["details"]["profile"],
            books.vacancies[own]["body"]["details"]["post"],
            today,
        )
    ]


def _was_matched(books: Books, spans: SpansFound, match_id: str, by: int) -> bool:
    events = in_order(books.events.get(f"MATCH#{match_id}", []))
    return bool(events) and spans[events[0]["pk"], 1][0] < by


def _open_spans(events: list[Item], spans: SpansFound) -> Iterator[Span]:
    """For how long a match was open in a tier that bars a release, for certain: from the end of one commit to the
    beginning of another."""
    status, tier, opened = "", 0, 0
    for event in in_order(events):
        span = spans[event["pk"], event["number"]]
        status = (MATCH_LIFE[event["action"]][1] or status).split()[0]
        tier = event["facts"].get("tier", tier)
        is_open = status in OPEN and tier in _BARS_RELEASE
        if opened and not is_open:
            yield opened, span[0]
        opened = (opened or span[1]) if is_open else 0
    if opened:
        yield opened, time.monotonic_ns()


def _active_spans(events: list[Item], spans: SpansFound) -> Iterator[Span]:
    """For how long somebody looked for a post, for certain."""
    status, since = "", 0
    for event in in_order(events):
        span = spans[event["pk"], event["number"]]
        status = ENTRY_LIFE[event["action"]][1] or status
        if since and status != "active":
            yield since, span[0]
        since = (since or span[1]) if status == "active" else 0
    if since:
        yield since, time.monotonic_ns()
