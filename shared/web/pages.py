"""How a view answers: a page, a redirect, a file, a JSON document, or one of the pages that say no."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, RootModel

from shared import clock
from shared.sessions import IDLE_TIME_OUT, Session
from shared.settings import settings
from shared.web.bodies import FormBody
from shared.web.forms import FieldProblem
from shared.web.replies import Headers, Reply, identity_origins, origin_of
from shared.web.templates import environment
from shared.web.visit import Visit, is_local

_SERVICES = {"levy": "Levy transfers", "redeploy": "Redeployment", "retention": "Retention"}
_URL_SAFE = "/?&=#%:+,;@!$'()*~-._"


def render(visit: Visit, template: str, /, status: int = 200, **context: Any) -> Reply:
    """The page of a template. A `form` in the context with errors gives the error summary and the title."""
    page = environment().get_template(template).render(visit=visit, frame=_frame(visit, template), **context)
    return Reply(page, status, {"Content-Type": "text/html; charset=utf-8"})


def see_other(visit: Visit, path: str) -> Reply:
    """A redirect (303) to a page of ours. Raises ValueError for any other address."""
    if not is_local(path):
        raise ValueError("A redirect must lead to a path of ours.")
    return _redirect(visit.href(path))


def leave_for(url: str) -> Reply:
    """A redirect (303) to the identity provider. Raises ValueError for any other site."""
    if origin_of(url) not in identity_origins() | {origin_of(settings().origin)}:
        raise ValueError("A redirect may leave only for the identity provider.")
    return _redirect(url)


def session_reply(visit: Visit) -> Reply:
    """What `exchange.js` asks when somebody stays signed in: how long the session lasts from now, and its token
    for the forms of a page that was opened before they signed in again. Asking keeps the session alive."""
    if visit.session is None:
        return problem(visit, 403, "Not signed in", "There is no session to keep.")
    left = {"seconds_left": _seconds_left(visit.session, visit), "csrf": visit.session.csrf_token}
    return json_reply(visit, left)


def not_found(visit: Visit) -> Reply:
    """The one page for what is not there and for what is not this person's to see."""
    return refused(
        visit,
        "Page not found",
        "If you typed the address, check it. If you followed a link, what it led to may be gone,"
        " or it may belong to another organisation than the one you are acting for.",
        back="/",
        back_text="Go to the start page",
        status=404,
    )


def refused(
    visit: Visit, title: str, sentence: str, *, back: str, back_text: str = "Go back", status: int = 409
) -> Reply:
    """A page that says what is true now, and where to go from here; a problem document where a machine asks."""
    if visit.is_api:
        return problem(visit, status, title, sentence)
    return render(
        visit,
        "shared/refused.html",
        status=status,
        title=title,
        sentence=sentence,
        back=back if is_local(back) else "/",
        back_text=back_text,
    )


def unsent(visit: Visit, title: str, sentence: str, *, back: str, back_text: str, typed: FormBody) -> Reply:
    """The page (403) for a form that was not accepted, with everything that was typed, to be copied."""
    words = [(name.replace("_", " ").replace("-", " "), typed.all(name)) for name in typed if name != "csrf"]
    return render(
        visit,
        "shared/unsent.html",
        status=403,
        title=title,
        sentence=sentence,
        back=back,
        back_text=back_text,
        typed=[(name, "\n".join(filter(None, values))) for name, values in words if any(values)],
    )


def download(visit: Visit, body: bytes, media_type: str, filename: str) -> Reply:
    """A file to keep. `visit` is the one that asked: a file is never cached for another."""
    del visit
    plain = "".join(c for c in filename if c.isascii() and (c.isalnum() or c in "._- ")) or "download"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
    return Reply(body, 200, {"Content-Type": media_type, "Content-Disposition": disposition})


def json_reply(
    visit: Visit, document: BaseModel | Mapping[str, Any], status: int = 200, headers: Headers | None = None
) -> Reply:
    """A JSON document."""
    del visit
    return Reply(_json(document), status, {"Content-Type": "application/json", **(headers or {})})


def problem(
    visit: Visit,
    status: int,
    title: str,
    detail: str,
    errors: Sequence[FieldProblem] = (),
    headers: Headers | None = None,
) -> Reply:
    """What went wrong, for a machine (RFC 9457). `errors` names each wrong field and the rule that it broke."""
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        document["errors"] = [asdict(error) for error in errors]
    return json_reply(visit, document, status, {**(headers or {}), "Content-Type": "application/problem+json"})


def _redirect(url: str) -> Reply:
    return Reply("", 303, {"Location": quote(url, safe=_URL_SAFE), "Content-Type": "text/plain"})


def _json(document: BaseModel | Mapping[str, Any]) -> str:
    if isinstance(document, BaseModel):
        return document.model_dump_json()
    return RootModel[Mapping[str, Any]](document).model_dump_json()


def _frame(visit: Visit, template: str) -> dict[str, Any]:
    """What the layout shows around every page."""
    prefix = template.partition("/")[0]
    if prefix == "shared":  # a page that every service has: it stands where it was asked for
        prefix = visit.path.split("/")[1]
    return {
        "section": prefix,
        "service": _SERVICES.get(prefix, ""),
        "sections": [(f"/{name}", title, name == prefix) for name, title in _SERVICES.items()],
        "ics_name": settings().ics_name,
        "is_local": settings().stage == "local",
        "demo_time": clock.now() if clock.is_demo() else None,
        "seconds_left": _seconds_left(visit.session, visit) if visit.session else None,
        "idle_minutes": int(IDLE_TIME_OUT.total_seconds()) // 60,
    }


def _seconds_left(session: Session, visit: Visit) -> int:
    return int((session.ends_at - visit.now).total_seconds())
