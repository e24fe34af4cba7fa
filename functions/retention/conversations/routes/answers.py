"""How every page of conversations answers a refusal: the not-found page, or one that says what is true now."""

from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.messages.reasons import TITLES, sentence
from shared import ids
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.web.pages import not_found, refused, render
from shared.web.replies import Reply
from shared.web.visit import Visit

HOME = "/retention/conversations"
ADVISING = f"{HOME}/advising"


def say_no(visit: Visit, refusal: Refusal, *, back: str) -> Reply:
    """The page (409) of a refused act, leading `back` to the thing as it is now; what is not there and what is not
    yours is one page (404). Where only the database was busy, the page sends the same form again, key and all."""
    reason = Reason(refusal.reason)
    title, words = TITLES[reason], sentence(refusal)
    if reason is Reason.NOT_FOUND:
        return not_found(visit)
    if reason is Reason.BUSY:
        again = [(name, value) for name in visit.form if name != "csrf" for value in visit.form.all(name)]
        return render(visit, "shared/busy.html", status=409, again=again, title=title, sentence=words)
    return refused(visit, title, words, back=back, back_text="See it as it is now")


def actor_of(visit: Visit) -> Actor:
    """Who asks, on a page that the guard shows only to those who act for an organisation."""
    assert visit.actor is not None  # noqa: S101 - the guard lets nobody else in
    return visit.actor


def key_of(visit: Visit) -> str:
    """The key of the form to show: a new one, or that of the form that came back with an error."""
    return visit.form.get("key") or ids.new_id()
