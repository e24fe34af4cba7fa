"""The templates: one cached environment, from source or, in a Lambda bundle, from modules compiled beforehand.

Our own templates are strict: a name that the page was not given is an error. The NHS macros pass on what they
were not given, so they are read by an environment of their own that lets them.
"""

import importlib.util
from collections.abc import MutableMapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from shared.clock import LONDON, london_day
from shared.settings import settings
from shared.values.dates import Month, uk_date, uk_month
from shared.values.money import pounds, pounds_short
from shared.web.assets import asset_path

ROOT = Path(__file__).resolve().parents[2]
COMPILED = Path(__file__).parent / "compiled"
"""Where a bundle keeps the compiled templates. It never exists in a working copy."""

_SERVICES = ("levy", "portal", "redeploy", "retention")
_NHS = "nhsuk/"


class _Strict(Environment):
    """The environment of our own templates."""

    nhs: Environment

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """The template of that name; those of the NHS come from their own environment."""
        if isinstance(name, str) and name.startswith(_NHS):
            return self.nhs.get_template(name)
        return super().get_template(name, parent, globals)


@cache
def environment() -> Environment:
    """The environment that every page is made in."""
    compiled = ModuleLoader(COMPILED) if COMPILED.is_dir() else None
    nhs = Environment(
        loader=compiled or _nhs_source(), undefined=ChainableUndefined, autoescape=True, auto_reload=False
    )
    ours = _Strict(
        loader=compiled or _source(),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ours.nhs = nhs
    ours.filters |= {
        "pounds": pounds,
        "pounds_short": pounds_short,
        "uk_date": _day,
        "uk_month": _month,
        "uk_time": _time,
        "plural": plural,
    }
    ours.globals |= {"href": _href, "asset": _asset, "csrf_field": _csrf_field}
    return ours


def add_folder(prefix: str, folder: Path) -> None:
    """Read templates named `prefix/…` from a folder outside the services: the local runner's own pages."""
    loader = environment().loader
    if isinstance(loader, PrefixLoader):
        loader.mapping = {**loader.mapping, prefix: FileSystemLoader(folder)}


def precompile(target: Path) -> None:
    """Compile every template into Python modules in `target`, which a bundle ships as `COMPILED`."""
    ours = environment()
    if not isinstance(ours, _Strict) or isinstance(ours.loader, ModuleLoader):
        raise RuntimeError("Templates are compiled from their source, not in a bundle.")
    for one in (ours, ours.nhs):
        one.compile_templates(target, zip=None, ignore_errors=False)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 application", "1,200 applications"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def days_ago(days: int) -> str:
    """How long ago a day was: "today", "1 day ago", "12 days ago"."""
    return f"{plural(days, 'day')} ago" if days else "today"


def _source() -> BaseLoader:
    folders = {service: ROOT / "functions" / service / "templates" for service in _SERVICES}
    folders["shared"] = Path(__file__).parent / "templates"
    return PrefixLoader({prefix: FileSystemLoader(folder) for prefix, folder in folders.items()})


def _nhs_source() -> BaseLoader:
    package = importlib.util.find_spec("nhsuk_frontend_jinja")
    if package is None or package.origin is None:
        raise RuntimeError("The package nhsuk-frontend-jinja is not installed.")
    return FileSystemLoader(Path(package.origin).parent / "templates")


def _href(path: str) -> str:
    return f"{settings().base_path}{path}"


def _asset(name: str) -> str:
    return _href(asset_path(name))


@pass_context
def _csrf_field(context: Context) -> Markup:
    """The hidden field that a POST form must carry. Call it in the page itself: a macro has no visit."""
    session = context["visit"].session
    token = session.csrf_token if session else ""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token)


def _day(when: date) -> str:
    """A day, or the London day of an instant: "12 December 2026"."""
    return uk_date(london_day(when) if isinstance(when, datetime) else when)


def _month(when: Month | date | str) -> str:
    """A month, the month of a day, or one written "2026-10": "October 2026"."""
    if isinstance(when, str):
        return uk_month(Month.parse(when))
    return uk_month(when if isinstance(when, Month) else Month.of(when))


def _time(instant: datetime) -> str:
    """The time of day in London: "9:05am"."""
    local = instant.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"
