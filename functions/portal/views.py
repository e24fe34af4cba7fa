"""The portal's pages that take more than one line to show, or that several routes end in."""

from urllib.parse import quote

from functions.portal import pages, usecases
from functions.portal.messages import SENTENCES, STATUSES, TITLES, Reason
from shared import cursors, directory
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.web.forms import Form
from shared.web.pages import not_found, refused, render
from shared.web.replies import Reply
from shared.web.visit import Visit


def actor_of(visit: Visit) -> Actor:
    """The actor of a route whose guard lets nobody else in."""
    assert visit.actor is not None  # noqa: S101
    return visit.actor


def choose_path(next_path: str) -> str:
    """The address of the page that asks which organisation to act for, on the way to another."""
    return f"/organisations/choose?next={quote(next_path, safe='')}"


def no_sign_in(visit: Visit, refusal: Refusal) -> Reply:
    """Why nobody was signed in, and what to do now."""
    reason = Reason(refusal.reason)
    return render(
        visit,
        "portal/no_sign_in.html",
        status=STATUSES[reason],
        title=TITLES[reason],
        sentence=SENTENCES[reason],
        can_retry=STATUSES[reason] == 400,
        login=refusal.details.get("login", ""),
    )


def too_many_sign_ins(visit: Visit) -> Reply:
    """That an address has to wait before the next sign-in."""
    sentence = "Too many people at your address are signing in at this moment. Wait a minute, then try again."
    title = "Try again in a minute"
    return refused(visit, title, sentence, back="/sign-in", back_text="Try again", status=429)


def refusal(visit: Visit, refusal: Refusal, back: str) -> Reply:
    """A rule's no, as a page."""
    reason = Reason(refusal.reason)
    return refused(visit, TITLES[reason], SENTENCES[reason], back=back, status=STATUSES[reason])


def choice(visit: Visit, form: Form, next_path: str, status: int = 200) -> Reply:
    """The page that asks which organisation to act for."""
    items = pages.choices(visit.person) if visit.person else []
    return render(visit, "portal/choose.html", status=status, form=form, items=items, next=next_path)


def organisation(visit: Visit, found: Organisation) -> Reply:
    """The details of an organisation."""
    return render(
        visit,
        "portal/organisation.html",
        name=found.name,
        ods_code=found.ods_code,
        details=pages.details(found),
        may=pages.permissions(actor_of(visit), found.ods_code),
    )


def edit(visit: Visit, form: Form, ods_code: str, status: int = 200, now: Organisation | None = None) -> Reply:
    """The edit form. `now` is what stands, where that is not what the form was made from."""
    return render(
        visit,
        "portal/edit.html",
        status=status,
        form=form,
        ods_code=ods_code,
        version=now.version if now else form.value("version"),
        stands=pages.details(now) if now else [],
        items={"type": pages.TYPE_ITEMS, "size_band": pages.SIZE_ITEMS, "pays_levy": pages.YES_NO_ITEMS},
        title=TITLES[Reason.CHANGED_MEANWHILE] if now else "Change the details",
        sentence=SENTENCES[Reason.CHANGED_MEANWHILE] if now else "",
    )


def edited_meanwhile(visit: Visit, ods_code: str) -> Reply:
    """The edit form with what was typed, beside what somebody else made of it; saving again replaces that."""
    now = directory.organisation(ods_code)
    return (
        edit(visit, Form(visit.form), ods_code, STATUSES[Reason.CHANGED_MEANWHILE], now)
        if now
        else not_found(visit)
    )


def history(visit: Visit, found: Organisation) -> Reply:
    """What was changed about an organisation, newest first."""
    scope = f"history {found.ods_code}"
    page = directory.organisation_history(found.ods_code, _opened(visit, scope))
    return render(
        visit,
        "portal/history.html",
        name=found.name,
        ods_code=found.ods_code,
        changes=pages.changes(page.events),
        after=_sealed(visit, page.after, scope),
    )


def tokens(visit: Visit, form: Form, status: int = 200) -> Reply:
    """The API tokens that the actor may revoke, and the form for a new one."""
    scope = f"tokens {actor_of(visit).ods_code}"
    page = usecases.tokens_to_show(actor_of(visit), _opened(visit, scope))
    return render(
        visit,
        "portal/tokens.html",
        status=status,
        form=form,
        rows=pages.token_rows(page.tokens, visit.now),
        days=pages.DAYS_ITEMS,
        after=_sealed(visit, page.after, scope),
    )


def _sealed(visit: Visit, after: str | None, scope: str) -> str | None:
    return cursors.sealed(after, _secret(visit), scope) if after else None


def _opened(visit: Visit, scope: str) -> str | None:
    """Where the page starts; at the beginning for a cursor that is not this reader's."""
    cursor = visit.query.get("after", "")
    return cursors.opened(cursor, _secret(visit), scope) if cursor else None


def _secret(visit: Visit) -> str:
    assert visit.session is not None  # noqa: S101 - an actor has one
    return visit.session.csrf_token
