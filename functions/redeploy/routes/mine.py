"""The person's own page: what is held of them, who has seen it, their matches and what they say of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalice.app import Blueprint

from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.forms import mine as forms
from functions.redeploy.messages import own_matches as words
from functions.redeploy.messages.mine import LEAVE_WORDS, LINKS, OWN_NO, RAISE_WORDS
from functions.redeploy.pages import mine as pages
from functions.redeploy.pages import own_matches as match_pages
from functions.redeploy.routes.answers import key_of, say_no
from functions.redeploy.routes.own import HOME, Own, theirs
from functions.redeploy.usecases import links, matches, people
from functions.redeploy.usecases import mine as usecases
from functions.redeploy.usecases.links import LinkState
from shared.clock import london_day
from shared.cookies import SESSION, clear_cookie, write_cookie
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, refused, render, see_other, session_reply
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes, identify_session=links.identify)

_MATCH = f"{HOME}/matches/{{match_id}}"
# A link is a secret: the page that it leads to tells no other page where it came from.
_NO_REFERRER = {"Referrer-Policy": "strict-origin"}


@routes.route("/redeploy/link/{secret}", methods=["GET"])
@guard.page(open=True)
def link_page(visit: Visit, secret: str) -> Reply:
    """What a link is good for, and a button: only the button uses it up, so that no mail scanner does."""
    state = links.link_state(secret, visit.now)
    if visit.query.get("sent"):
        return render(visit, "redeploy/mine/link_sent.html").with_headers(_NO_REFERRER)
    return _link(visit, secret, state)


@routes.route("/redeploy/link/{secret}", methods=["POST"], content_types=FORM_TYPES)
@guard.form(open=True)
def use_link(visit: Visit, secret: str) -> Reply:
    """Open the page; or let the account that is signed in open it from now on; or ask for another link."""
    match visit.form.get("do"):
        case "another":
            links.send_another(secret, visit.now)
            return see_other(visit, f"{links.PATH}{secret}?sent=yes")
        case "remember" if _has_account(visit):
            return _remember(visit, secret)
    return _open(visit, secret)


@routes.route("/redeploy/mine", methods=["GET"])
@guard.page(open=True)
@theirs
def home(visit: Visit, own: Own) -> Reply:
    """Where things stand, what happens next, and the posts."""
    found = usecases.own_matches(own.asker, start_of(visit, HOME))
    today = london_day(visit.now)
    shown, person = pages.matches_shown(found.rows, found.holds, today), pages.own_shown(own.entry, today)
    lines = pages.next_shown(shown, person)
    after = next_of(visit, found.after, HOME)
    return _render(visit, own, "home", matches=shown, next=lines, after=after, tier=_tier(own, visit))


@routes.route("/redeploy/mine/held", methods=["GET"])
@guard.page(open=True)
@theirs
def held(visit: Visit, own: Own) -> Reply:
    """Everything that is held about the person, with their turn in words."""
    parts = pages.held_shown(own.entry, london_day(visit.now))
    return _render(visit, own, "held", parts=parts, tier=_tier(own, visit))


@routes.route("/redeploy/mine/seen", methods=["GET"])
@guard.page(open=True)
@theirs
def seen(visit: Visit, own: Own) -> Reply:
    """Who has seen the person's name and profile, and how the page was opened."""
    page = usecases.own_readers(own.asker, start_of(visit, f"{HOME}/seen"))
    openings = pages.openings_shown(usecases.own_openings(own.asker))
    after = next_of(visit, page.after, f"{HOME}/seen")
    return _render(visit, own, "seen", readers=pages.readers_shown(page.items), openings=openings, after=after)


@routes.route("/redeploy/mine/history", methods=["GET"])
@guard.page(open=True)
@theirs
def history(visit: Visit, own: Own) -> Reply:
    """Everything that happened to the person's record."""
    scope = f"{HOME}/history"
    events, after = usecases.own_history(own.asker, own.entry, start_of(visit, scope))
    shown = pages.history_shown(events, own.entry.employer)
    return _render(visit, own, "history", events=shown, after=next_of(visit, after, scope))


@routes.route("/redeploy/mine/how-it-works", methods=["GET"])
@guard.page(open=True)
def how_it_works(visit: Visit) -> Reply:
    """How matching works and what rights there are: the same for everybody, signed in or not."""
    return render(visit, "redeploy/mine/how_it_works.html", rules=match_pages.rules_shown(london_day(visit.now)))


@routes.route("/redeploy/mine/raise", methods=["GET"])
@guard.page(open=True)
@theirs
def raise_page(visit: Visit, own: Own) -> Reply:
    """What was raised with its answers, and room for more."""
    return _raise_form(visit, own, Form())


@routes.route("/redeploy/mine/raise", methods=["POST"], content_types=FORM_TYPES)
@guard.form(open=True)
@theirs
def raise_matter(visit: Visit, own: Own) -> Reply:
    """Ask for a correction, complain, or contest."""
    asked = read(forms.RaiseForm, visit.form, RAISE_WORDS)
    if isinstance(asked, FieldErrors):
        return _raise_form(visit, own, asked, 422)
    outcome = people.raise_matter(own.asker, asked.command(own.entry.entry_id), asked.key, visit.now)
    return _after(visit, outcome, f"{HOME}/raise", "See what you raised")


@routes.route("/redeploy/mine/leave", methods=["GET"])
@guard.page(open=True)
@theirs
def leave_page(visit: Visit, own: Own) -> Reply:
    """What leaving the register means."""
    return _leave_form(visit, own, Form())


@routes.route("/redeploy/mine/leave", methods=["POST"], content_types=FORM_TYPES)
@guard.form(open=True)
@theirs
def leave(visit: Visit, own: Own) -> Reply:
    """Leave the register."""
    asked = read(forms.LeaveForm, visit.form, LEAVE_WORDS)
    if isinstance(asked, FieldErrors):
        return _leave_form(visit, own, asked, 422)
    outcome = people.leave_register(own.asker, asked.command(own.entry.entry_id), asked.key, visit.now)
    return _after(visit, outcome, HOME, "See where things stand")


@routes.route("/redeploy/mine/session", methods=["GET"])
@guard.page(open=True)
def session(visit: Visit) -> Reply:
    """How long the session lasts: for the script that warns before its end."""
    return session_reply(visit)


@routes.route("/redeploy/mine/sign-out", methods=["POST"], content_types=FORM_TYPES)
@guard.form(open=True)
def sign_out(visit: Visit) -> Reply:
    """End the session that a link opened, for every copy of its cookie."""
    if visit.session is not None:
        links.sign_out(visit.session)
    return see_other(visit, "/redeploy").with_cookies(clear_cookie(SESSION))


@routes.route(_MATCH, methods=["GET"])
@guard.page(open=True)
@theirs
def own_match(visit: Visit, own: Own, match_id: str) -> Reply:
    """One post: why it was proposed, what can be said of it, and what happens next."""
    found = usecases.own_match(own.asker, match_id)
    if found is None:
        return not_found(visit)
    return _render(visit, own, "match", match=match_pages.match_shown(found, london_day(visit.now)))


@dataclass(frozen=True)
class _Act:
    """One thing that the person says of a match: what it asks, and its page. The path and the template have the
    name of the act."""

    action: MatchAction
    form: type[forms.MatchForm]
    words: Mapping[str, str]


_ACTS: Mapping[str, _Act] = {
    "interest": _Act(MatchAction.EXPRESS_INTEREST, forms.InterestForm, words.INTEREST_WORDS),
    "not-for-me": _Act(MatchAction.SAY_NOT_FOR_ME, forms.NotForMeForm, words.NOT_FOR_ME_WORDS),
    "consent": _Act(MatchAction.CONSENT, forms.ConsentForm, words.CONSENT_WORDS),
    "withdraw-consent": _Act(MatchAction.WITHDRAW_CONSENT, forms.WithdrawConsentForm, words.WITHDRAW_WORDS),
    "accept": _Act(MatchAction.ACCEPT, forms.AcceptForm, words.ACCEPT_WORDS),
    "refuse": _Act(MatchAction.REFUSE, forms.RefuseForm, words.REFUSE_WORDS),
}


def _register(name: str) -> None:
    """The two routes of an act: its page, and the form that it sends."""
    path = f"{_MATCH}/{name}"

    def page(visit: Visit, own: Own, match_id: str) -> Reply:
        return _act_form(visit, own, match_id, name, Form())

    def act(visit: Visit, own: Own, match_id: str) -> Reply:
        return _act(visit, own, match_id, name)

    routes.route(path, methods=["GET"], name=f"own_{name}_page")(guard.page(open=True)(theirs(page)))
    routes.route(path, methods=["POST"], name=f"own_{name}", content_types=FORM_TYPES)(
        guard.form(open=True)(theirs(act))
    )


for _name in _ACTS:
    _register(_name)


def _act_form(visit: Visit, own: Own, match_id: str, name: str, form: Form, status: int = 200) -> Reply:
    found = usecases.own_match(own.asker, match_id)
    if found is None:
        return not_found(visit)
    shown = match_pages.heading_shown(found)
    if not match_pages.is_open(_ACTS[name].action, found.bound):
        return see_other(visit, shown["path"])
    return _render(
        visit,
        own,
        name.replace("-", "_"),
        status,
        match=shown,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.match.head.number,
        **_more(own, name, found),
    )


def _more(own: Own, name: str, found: usecases.OwnMatch) -> dict[str, object]:
    """What the page of an act shows beside the match."""
    match name:
        case "interest":
            order = usecases.own_order(own.asker)
            return {"order": order, "next_rank": max((rank for rank, _, _ in order), default=0) + 1}
        case "not-for-me":
            return {"reasons": match_pages.reason_items()}
        case "accept" | "refuse":
            return {"offer": match_pages.terms_shown(found)}
    return {}


def _act(visit: Visit, own: Own, match_id: str, name: str) -> Reply:
    act = _ACTS[name]
    asked = read(act.form, visit.form, act.words)
    if isinstance(asked, FieldErrors):
        return _act_form(visit, own, match_id, name, asked, 422)
    outcome = matches.take(own.asker, act.action, asked.command(match_id), asked.key, visit.now)
    return _after(visit, outcome, f"{HOME}/matches/{match_id}", "See the post as it is now")


def _after(visit: Visit, outcome: object, path: str, back_text: str) -> Reply:
    if not isinstance(outcome, Refusal):
        return see_other(visit, path)
    said = OWN_NO.get(Reason(outcome.reason))
    if said:
        return refused(visit, said.title, said.sentence, back=path, back_text=back_text)
    return say_no(visit, outcome, back=path, back_text=back_text)


def _raise_form(visit: Visit, own: Own, form: Form, status: int = 200) -> Reply:
    return _render(visit, own, "raise", status, form=form, key=key_of(visit), kinds=pages.kind_items())


def _leave_form(visit: Visit, own: Own, form: Form, status: int = 200) -> Reply:
    version = form.value("version") or own.entry.head.number
    return _render(visit, own, "leave", status, form=form, key=key_of(visit), version=version)


def _tier(own: Own, visit: Visit) -> pages.Shown:
    return pages.tier_shown(own.entry, london_day(visit.now))


def _render(visit: Visit, own: Own, name: str, status: int = 200, **context: object) -> Reply:
    person = pages.own_shown(own.entry, london_day(visit.now))
    return render(visit, f"redeploy/mine/{name}.html", status, own=person, **context)


def _has_account(visit: Visit) -> bool:
    return visit.session is not None and not links.is_by_link(visit.session)


def _link(visit: Visit, secret: str, state: LinkState) -> Reply:
    said = LINKS.get(state)
    page = render(
        visit,
        "redeploy/mine/link_gone.html" if said else "redeploy/mine/link.html",
        404 if said else 200,
        secret=secret,
        said=said,
        can_send=state is not LinkState.UNKNOWN,
        account=visit.person.name if visit.person and _has_account(visit) else "",
    )
    return page.with_headers(_NO_REFERRER)


def _open(visit: Visit, secret: str) -> Reply:
    cookie = links.open_link(secret, visit.now)
    if isinstance(cookie, LinkState):
        return _link(visit, secret, cookie)
    if visit.session is not None:
        links.sign_out(visit.session)  # the browser's cookie is about to stand for somebody else
    return see_other(visit, HOME).with_cookies(write_cookie(SESSION, cookie))


def _remember(visit: Visit, secret: str) -> Reply:
    assert visit.person is not None  # noqa: S101 - there is a session
    state = links.remember_account(secret, visit.person, visit.now)
    return see_other(visit, HOME) if state is LinkState.GOOD else _link(visit, secret, state)
