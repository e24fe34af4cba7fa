"""Who visits the pages of transfer windows: a browser for each actor of `tests.retention`, at any time."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from functions.retention.app import app
from shared import clock
from shared.actors import Actor
from tests.partners import NOW
from tests.retention import person_behind
from tests.web.client import Browser, Page


def as_actor(actor: Actor, at: datetime = NOW) -> Browser:
    """The browser of an actor of the tests, who has just signed in."""
    return Browser.of(person_behind(actor), app, at=at)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The pages at another time."""
    clock.use_source(lambda: moment)
    try:
        yield
    finally:
        clock.use_source(lambda: NOW)


def boxes(name: str, day: datetime) -> dict[str, str]:
    """The three boxes of a day."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def send(browser: Browser, address: str, fields: Mapping[str, str]) -> Page:
    """Send a form without opening its page, with the token of this session."""
    found = re.search('name="csrf" value="([^"]*)"', browser.get("/retention").html)
    assert found
    return browser.send(address, fields, csrf=found[1])
