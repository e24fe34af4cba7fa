"""The steps between a request and its view: each answers at once, or hands on a visit that knows more."""

import hmac
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from shared.cookies import SESSION, read_cookie
from shared.sessions import Expired, Identified
from shared.settings import settings
from shared.web import pages
from shared.web.bodies import read_form, read_json, read_query
from shared.web.replies import Reply, origin_of
from shared.web.visit import Event, Visit, is_local, raw_body

_KEY = re.compile(r"[!-~]{0,128}")

Step = Callable[[Visit, Event], Visit | Reply]

Identify = Callable[[str, datetime], Identified | Expired | None]
"""Who a secret stands for now: a cookie's value, or an API token."""

CountRequest = Callable[[str, int, datetime], bool]
"""Count a request against a source; False when there were too many in this minute."""


def query(visit: Visit, event: Event) -> Visit:
    """Read the query."""
    return replace(visit, query=read_query(event.get("multiValueQueryStringParameters")))


def form(visit: Visit, event: Event) -> Visit:
    """Read the form that was sent."""
    return replace(visit, form=read_form(raw_body(event), visit.headers.get("content-type", "")))


def upload(visit: Visit, event: Event) -> Visit:
    """Read the form that was sent with its file."""
    from shared.web.uploads import MOST_UPLOAD_BYTES, read_multipart  # noqa: PLC0415 - few routes take a file

    body = raw_body(event, MOST_UPLOAD_BYTES)
    fields, sent = read_multipart(body, visit.headers.get("content-type", ""))
    return replace(visit, form=fields, upload=sent)


def idempotency_key(visit: Visit, _event: Event) -> Visit | Reply:
    """Refuse a key that could not be stored as it is."""
    if _KEY.fullmatch(visit.idempotency_key):
        return visit
    sentence = "An Idempotency-Key has at most 128 visible ASCII characters."
    return pages.problem(visit, 400, "That key cannot be used", sentence)


def json_body(visit: Visit, event: Event) -> Visit:
    """Read the JSON that was sent, if the method sends any."""
    if visit.method in ("GET", "HEAD", "DELETE"):
        return visit
    return replace(visit, body=read_json(raw_body(event), visit.headers.get("content-type", "")))


def session(identify: Identify) -> Step:
    """Find out whose session the cookie is, if there is one."""

    def step(visit: Visit, _event: Event) -> Visit:
        cookie = read_cookie(visit.headers.get("cookie", ""), SESSION)
        known = identify(cookie, visit.now) if cookie else None
        visit = replace(visit, is_identified=True, was_signed_out=isinstance(known, Expired))
        if not isinstance(known, Identified):
            return visit
        return replace(visit, person=known.person, session=known.session, actor=known.actor)

    return step


def bearer(identify: Identify) -> Step:
    """Find out whose token it is; without a good one the answer is 401."""

    def step(visit: Visit, _event: Event) -> Visit | Reply:
        scheme, _, token = visit.headers.get("authorization", "").partition(" ")
        known = identify(token.strip(), visit.now) if scheme.lower() == "bearer" else None
        if isinstance(known, Identified) and known.actor is not None:
            return replace(visit, person=known.person, actor=known.actor)
        sentence = "Send a token of your organisation in the header `Authorization: Bearer …`."
        if isinstance(known, Expired):
            sentence = "The token has expired. Somebody who administers your organisation can make a new one."
        return pages.problem(visit, 401, "Not signed in", sentence, headers={"WWW-Authenticate": "Bearer"})

    return step


def at_most(count: CountRequest, per_minute: int) -> Step:
    """Answer 429 when an address asks for the same thing too often."""

    def step(visit: Visit, _event: Event) -> Visit | Reply:
        if count(f"{visit.source_ip} {visit.path}", per_minute, visit.now):
            return visit
        wait = 60 - visit.now.second
        return pages.problem(
            visit,
            429,
            "Too many requests",
            f"This address may ask {per_minute} times a minute. Try again in {wait} seconds.",
            headers={"Retry-After": str(wait)},
        )

    return step


def signed_in(visit: Visit, _event: Event) -> Visit | Reply:
    """Send whoever is not signed in to do so, and back here afterwards."""
    if visit.session is not None:
        return visit
    ended = "&ended=1" if visit.was_signed_out else ""
    return pages.see_other(visit, f"/sign-in?next={quote(_here(visit), safe='')}{ended}")


def for_an_organisation(visit: Visit, _event: Event) -> Visit | Reply:
    """Send whoever has not chosen an organisation to do so, and back afterwards."""
    if visit.actor is not None:
        return visit
    wanted = _here(visit) if visit.method == "GET" else _form_page(visit)
    return pages.see_other(visit, f"/organisations/choose?next={quote(wanted, safe='')}")


def still_signed_in(visit: Visit, _event: Event) -> Visit | Reply:
    """Tell whoever sent a form without a session so, and give back what they typed."""
    if visit.session is not None:
        return visit
    return pages.unsent(
        visit,
        "You have been signed out",
        "Nothing was saved. Sign in again to go back to the form.",
        back=f"/sign-in?next={quote(_form_page(visit), safe='')}",
        back_text="Sign in",
        typed=visit.form if _from_here(visit) else type(visit.form)(),
    )


def csrf(visit: Visit, _event: Event) -> Visit | Reply:
    """Accept a form only from a page that was made for this session; without a session, only from our site."""
    if visit.session is None:
        genuine = _from_here(visit)
    else:
        genuine = _same_secret(visit.session.csrf_token, visit.form.get("csrf", ""))
    if genuine:
        return visit
    return pages.unsent(
        visit,
        "This form is out of date",
        "Nothing was saved. It was opened before you last signed in, or not from this service."
        " Open it again and send it from there.",
        back=_form_page(visit),
        back_text="Open the form again",
        typed=visit.form if _from_here(visit) else type(visit.form)(),
    )


def _same_secret(kept: str, sent: str) -> bool:
    return hmac.compare_digest(kept.encode(), sent.encode())


def _here(visit: Visit) -> str:
    """The address to come back to. A query is kept: it is how a list was filtered, never anything secret."""
    pairs = [f"{quote(name)}={quote(one)}" for name in visit.query for one in visit.query.all(name)]
    return visit.path + (f"?{'&'.join(pairs)}" if pairs else "")


def _from_here(visit: Visit) -> bool:
    """Whether the browser says that one of our own pages sent this; browsers do not let a page lie about it."""
    site = visit.headers.get("sec-fetch-site", "")
    origin = visit.headers.get("origin", "")
    if site:
        return site == "same-origin"
    return origin == origin_of(settings().origin)


def _form_page(visit: Visit) -> str:
    """The page that the form was on, as our own referrer policy lets the browser tell; else the start page."""
    referer = urlsplit(visit.headers.get("referer", ""))
    path = referer.path.removeprefix(settings().base_path)
    ours = f"{referer.scheme}://{referer.netloc}" == origin_of(settings().origin)
    return path if ours and is_local(path) else "/"
