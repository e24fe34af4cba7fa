"""A match as the employer of the post and the person's HR see it, and what they decide."""

from chalice.app import Blueprint

from functions.redeploy.domain.policy import is_on_persons_side, is_on_posts_side
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.forms.matches import read_act, refused_field
from functions.redeploy.pages import match_acts, matches
from functions.redeploy.routes.answers import actor_of, key_of, say_no
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import matches as usecases
from functions.redeploy.usecases import sharing
from shared.clock import london_day
from shared.history import event_from
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import download, not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/redeploy/matches/{match_id}", methods=["GET"])
@guard.page()
def match(visit: Visit, match_id: str) -> Reply:
    """The match, how it was worked out, where it stands, and what may be done or what bars it."""
    actor = actor_of(visit)
    bound = usecases.match_to_see(actor, match_id)
    if bound is None:
        return not_found(visit)
    face = sharing.face_of(actor, bound, visit.now)
    acts = usecases.acts_now(actor, bound, visit.now)
    shown = matches.match_shown(face, acts, london_day(visit.now))
    return render(visit, "redeploy/matches/match.html", match=shown)


@routes.route("/redeploy/matches/{match_id}/calendar.ics", methods=["GET"])
@guard.page()
def calendar(visit: Visit, match_id: str) -> Reply:
    """The days of the interview and the trial, for a calendar: for the two sides. One read."""
    actor = actor_of(visit)
    bound = usecases.match_to_see(actor, match_id)
    if bound is None or not matches.days_of(bound.match):
        return not_found(visit)
    if not (is_on_posts_side(actor, bound.match) or is_on_persons_side(actor, bound.match)):
        return not_found(visit)
    name = f"{matches.reference(bound.match)}.ics"
    return download(visit, match_acts.calendar_of(bound.match), "text/calendar; charset=utf-8", name)


@routes.route("/redeploy/matches/{match_id}/history", methods=["GET"])
@guard.page()
def history(visit: Visit, match_id: str) -> Reply:
    """What was done about a match, first to last. Two reads."""
    actor = actor_of(visit)
    bound = usecases.match_to_see(actor, match_id)
    if bound is None:
        return not_found(visit)
    scope = f"history of {bound.match.subject}"
    page = RedeployStore(actor).history(bound.match, start_of(visit, scope))
    events = match_acts.events_shown(map(event_from, page.items), actor, bound.match)
    return _history(visit, match_id, matches.reference(bound.match), events, next_of(visit, page.after, scope))


def _history(visit: Visit, match_id: str, name: str, events: list[matches.Shown], after: str | None) -> Reply:
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Match {name}",
        back_path=f"/redeploy/matches/{match_id}",
        events=events,
        after=after,
    )


def _serve(action: MatchAction, path: str) -> None:
    """The page of an act, and what its form does."""
    address = f"/redeploy/matches/{{match_id}}/{path}"

    @routes.route(address, methods=["GET"], name=f"ask_{action}")
    @guard.page()
    def ask(visit: Visit, match_id: str) -> Reply:
        """Ask what the act needs."""
        return _page(visit, match_id, action)

    @routes.route(address, methods=["POST"], content_types=FORM_TYPES, name=f"do_{action}")
    @guard.form()
    def do(visit: Visit, match_id: str) -> Reply:
        """Take the action."""
        return _perform(visit, match_id, action)


for _action, _path in matches.PATHS.items():
    _serve(_action, _path)


def _page(visit: Visit, match_id: str, action: MatchAction, errors: FieldErrors | None = None) -> Reply:
    actor = actor_of(visit)
    bound = usecases.match_to_see(actor, match_id)
    if bound is None:
        return not_found(visit)
    refusal = usecases.refuse_now(actor, bound, action, visit.now)
    if refusal:
        return _no(visit, refusal, match_id)
    is_first = action is not MatchAction.OFFER or usecases.is_first(actor, bound)
    form = errors or Form(match_acts.prefilled(bound.match, action))
    shown = match_acts.act_shown(bound.match, action, usecases.notice_of(bound), is_first, london_day(visit.now))
    return render(
        visit,
        f"redeploy/matches/{matches.PATHS[action].replace('-', '_')}.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or bound.match.head.number,
        match=shown,
    )


def _perform(visit: Visit, match_id: str, action: MatchAction) -> Reply:
    read = read_act(action, visit.form, match_id)
    if isinstance(read, FieldErrors):
        return _page(visit, match_id, action, read)
    outcome = usecases.take(actor_of(visit), action, *read, visit.now)
    if not isinstance(outcome, Refusal):
        return see_other(visit, f"/redeploy/matches/{match_id}")
    errors = refused_field(action, visit.form, outcome)
    return _page(visit, match_id, action, errors) if errors else _no(visit, outcome, match_id)


def _no(visit: Visit, refusal: Refusal, match_id: str) -> Reply:
    return say_no(visit, refusal, back=f"/redeploy/matches/{match_id}", back_text="See the match as it is now")
