"""How every page of the transfer window answers a refusal: not found, or a page that says what is true now."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from functions.retention.domain.reasons import Reason
from functions.retention.messages.reasons import TITLES, sentence
from shared import ids
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.acts import STALE, errors_at
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors
from shared.web.pages import not_found, refused, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

WINDOWS = "/retention/windows"

C = TypeVar("C")


def carried_out(
    visit: Visit,
    asked: tuple[C, str] | FieldErrors,
    act: Callable[[Actor, C, str, datetime], Done | Refusal],
    *,
    back: str,
) -> Reply:
    """Do what a form without questions asks (its command and key), and lead `back`; or say why not."""
    if isinstance(asked, FieldErrors):
        return stale(visit, back=back)
    outcome = act(actor_of(visit), *asked, visit.now)
    return say_no(visit, outcome, back=back) if isinstance(outcome, Refusal) else see_other(visit, back)


def say_no(visit: Visit, refusal: Refusal, *, back: str, back_text: str = "See it as it is now") -> Reply:
    """The page (409) of a refused act, leading `back` to the thing as it is now.

    What is not there and what is not yours is one page (404). Where only the database was busy, the page sends the
    same form again, key and all.
    """
    reason = Reason(refusal.reason)
    title, words = TITLES[reason], sentence(refusal)
    if reason is Reason.NOT_FOUND:
        return not_found(visit)
    if reason is Reason.BUSY:
        again = [(name, value) for name in visit.form if name != "csrf" for value in visit.form.all(name)]
        return render(visit, "shared/busy.html", status=409, again=again, title=title, sentence=words)
    return refused(visit, title, words, back=back, back_text=back_text)


def errors_of(typed: FormBody, refusal: Refusal, fields: Mapping[Reason, str]) -> FieldErrors | None:
    """A refusal as the error of the field that it is about; None where it is about none of `fields`."""
    return errors_at(typed, refusal, fields, sentence(refusal))


def stale(visit: Visit, *, back: str) -> Reply:
    """The page (400) of a form that lost its hidden fields: no page of ours sends one."""
    return refused(visit, "Nothing was saved", f"{STALE}.", back=back, status=400)


def actor_of(visit: Visit) -> Actor:
    """Who asks, on a page that the guard shows only to those who act for an organisation."""
    assert visit.actor is not None  # noqa: S101 - the guard lets nobody else in
    return visit.actor


def key_of(visit: Visit) -> str:
    """The key of the form to show: a new one, or that of the form that came back with an error."""
    return visit.form.get("key") or ids.new_id()
