"""The product as the local runner serves it: the services' apps, the demo pages, the schedules."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from infra.local.clock import DemoClock
from infra.local.demo import DemoPages, demo_app
from infra.local.gateway import Reply, answer, reply_from, routes_of, threaded
from infra.local.mailbox import Mailbox
from infra.local.oidc import ISSUER, Provider, signing_key
from infra.local.people import DemoIcs
from infra.local.routing import merge
from infra.local.schedules import Bell, schedules_of
from infra.local.seed import seed_directory
from infra.local.seed_apprentices import seed_apprentices
from infra.local.seed_conversations import seed_conversations
from infra.local.seed_levy import seed_levy
from infra.local.seed_redeploy import seed_redeploy
from infra.local.seed_retention import seed_retention
from infra.local.server import Answer, ErrorPage
from infra.local.tables import create_tables
from shared import clock, email, table
from shared.ids import new_id
from shared.settings import settings
from shared.web.pages import not_found, refused
from shared.web.replies import security_headers
from shared.web.visit import Visit

_SENTENCES = {
    400: "Your browser sent something that could not be read.",
    405: "This page cannot be used in that way.",
    411: "Your browser did not say how much it sends.",
    413: "That is too much to send at once. Nothing was saved.",
    414: "The address is too long.",
    421: "This copy of the Exchange answers on its own address only.",
    431: "Your browser sent too much about itself. Deleting its cookies for this address helps.",
    500: "Something went wrong here. What you sent may not have been saved: go back and look.",
}


@dataclass(frozen=True)
class Product:
    """Everything that answers or runs, ready to start."""

    answer: Answer
    error_page: ErrorPage
    bell: Bell


def assemble(folder: Path, demo_clock: DemoClock, demo: DemoIcs, services: Sequence[str]) -> Product:
    """Make the tables and the demo ICS where they are missing, and bring the services together.

    The services are imported here, once the environment says where the database and the sign-in are.
    Raises OldTables when the data folder is of an older version.
    """
    create_tables(table.client(), settings())
    seed_directory(demo, ISSUER, clock.now())
    seed_levy(demo, clock.now())
    seed_apprentices(demo, clock.now())
    seed_redeploy(demo, clock.now())
    seed_conversations(demo, clock.now())
    seed_retention(demo, clock.now())
    mailbox = Mailbox(folder / "sent")
    email.use_sender(mailbox.send)
    claims = {one.subject: {"name": one.name, "email": one.email} for one in demo.people}
    callback = f"{settings().origin}/signed-in"
    provider = Provider(signing_key(folder / "sign-in-key.json"), [callback], claims)
    pages = DemoPages(provider, demo_clock, mailbox, demo)
    modules = [importlib.import_module(name) for name in services]
    apps = [*(module.app for module in modules), demo_app(pages)]
    routes = merge(routes_of(threaded(app)) for app in apps)
    return Product(partial(answer, routes=routes), error_page, Bell(schedules_of(map(_scheduled, services))))


def _scheduled(service: str) -> ModuleType:
    """Where the functions of a service stand that run by schedule: beside its app, or else in it."""
    beside = f"{service.rpartition('.')[0]}.schedules"
    return importlib.import_module(beside if find_spec(beside) else service)


def error_page(status: int, path: str) -> Reply:
    """What a person, or under `/api/` a machine, reads where no service answered."""
    visit = Visit(method="GET", path=path, now=clock.now(), nonce=new_id())
    if status == HTTPStatus.NOT_FOUND:
        page = not_found(visit)
    else:
        title = HTTPStatus(status).phrase if visit.is_api else "That did not work"
        sentence = _SENTENCES.get(status, "Go back and try again.")
        page = refused(visit, title, sentence, back="/", status=status)
    return reply_from(page.with_headers(security_headers(visit)).to_dict(), "-")
