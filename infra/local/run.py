"""Starts the whole product on one loopback port, and stops it so that nothing acknowledged is lost."""

import os
import signal
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from infra.local.clock import DemoClock, OutOfRange
from infra.local.cloud import refuse_on_aws
from infra.local.engine import Engine, EngineError, point_sdk_at, start_engine
from infra.local.folder import FolderUnusable, locked
from infra.local.oidc import CLIENT_ID, ISSUER, PATH
from infra.local.people import DemoIcs, demo_ics
from infra.local.product import assemble
from infra.local.server import LocalServer
from infra.local.tables import OldTables
from shared import clock, logs
from shared.settings import settings

SERVICES = (
    "functions.portal.app",
    "functions.levy.app",
    "functions.redeploy.app",
    "functions.retention.app",
    "functions.retention.conversations.app",
)
DATABASE = "exchange.db"
ENDPOINT_FILE = "endpoint"
"""Where the database of a run answers, for commands that look at its state (`infra.local.attach`)."""

_FINISH_SECONDS = 5.0
_WATCH_SECONDS = 1.0


class CannotStart(Exception):
    """The product cannot be started; the message says why and what to do about it."""


@dataclass(frozen=True)
class Options:
    """What `make run` was told. `now` moves the demo clock; None leaves it as the last run did."""

    port: int
    folder: Path
    now: datetime | None = None


def run(options: Options, services: Sequence[str] = SERVICES) -> None:
    """Serve the product until SIGINT or SIGTERM. Raises CannotStart; also when the database engine ends."""
    refuse_on_aws("The local runner")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    logs.start()
    with ExitStack() as running:
        engine = _start(running, options, services)
        while not stop.wait(_WATCH_SECONDS):
            if not engine.is_running:
                raise CannotStart("The database engine ended by itself. Start again: what was saved is there.")
        print("Stopping.", flush=True)


def _start(running: ExitStack, options: Options, services: Sequence[str]) -> Engine:
    """Start everything in order; `running` stops it in the opposite order."""
    try:
        folder = running.enter_context(locked(options.folder))
        server = _claim_port(options.port)
        running.callback(server.server_close)
        engine = running.enter_context(start_engine(folder / DATABASE))
        (folder / ENDPOINT_FILE).write_text(engine.endpoint)
        demo_clock = DemoClock(folder / "clock.json")
        if options.now is not None:
            demo_clock.set_to(options.now)
        point_sdk_at(engine.endpoint, os.environ)
        demo = demo_ics()
        os.environ.update(environment(server.origin, demo))
        settings.cache_clear()
        product = assemble(folder, demo_clock, demo, services)
    except (FolderUnusable, EngineError, OutOfRange, OldTables) as error:
        raise CannotStart(str(error)) from error
    product.bell.start()
    running.callback(product.bell.stop, _FINISH_SECONDS)
    server.serve(product.answer, product.error_page)
    running.callback(server.stop, _FINISH_SECONDS)
    _announce(server.origin, engine, options.folder, demo)
    return engine


def environment(origin: str, demo: DemoIcs) -> dict[str, str]:
    """The settings of a local run (`shared/settings.py`) as environment variables."""
    return {
        "EXCHANGE_STAGE": "local",
        "EXCHANGE_ICS_CODE": demo.ics.code,
        "EXCHANGE_ICS_NAME": demo.ics.name,
        "EXCHANGE_ORIGIN": origin,
        "EXCHANGE_BASE_PATH": "",
        "EXCHANGE_OIDC_ISSUER": ISSUER,
        "EXCHANGE_OIDC_AUTHORIZE_URL": f"{origin}{PATH}/authorize",
        "EXCHANGE_OIDC_TOKEN_URL": f"{origin}{PATH}/token",
        "EXCHANGE_OIDC_JWKS_URL": f"{origin}{PATH}/jwks",
        "EXCHANGE_OIDC_LOGOUT_URL": f"{origin}{PATH}/logout",
        "EXCHANGE_OIDC_CLIENT_ID": CLIENT_ID,
    }


def _claim_port(port: int) -> LocalServer:
    try:
        return LocalServer(port)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise CannotStart(f"Port {port} cannot be used ({reason}). Choose another: make run PORT=8080.") from error


def _announce(origin: str, engine: Engine, folder: Path, demo: DemoIcs) -> None:
    width = max(len(one.name) for one in demo.people)
    print(f"\nThe Workforce Exchange of {demo.ics.name} (fictional)\n\nDemo people, chosen at sign-in:")
    for one in demo.people:
        held = "; ".join(
            f"{demo.organisation_name(each.ods_code)} ({', '.join(each.roles)})" for each in one.memberships
        )
        print(f"  {one.name:<{width}}  {held}")
    if clock.is_demo():
        print(f"\nThe demo clock says {clock.now().astimezone(clock.LONDON):%d %B %Y, %H:%M}.")
    if engine.note:
        print(f"\n{engine.note}")
    print(f"\nDemo clock {origin}/demo/clock   email {origin}/demo/emails   state in {folder}")
    print(f"\nOpen {origin}   (Ctrl-C stops it)", flush=True)
