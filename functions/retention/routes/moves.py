"""Announced moves: one's own, those into and out of one's units, the checklist, the days for a calendar."""

from chalice.app import Blueprint

from functions.retention.domain.moves import Moving, Party
from functions.retention.domain.moves_policy import may_list_moves, may_read_checklist, parties_of
from functions.retention.domain.windows import TransferWindow
from functions.retention.moves_store import MovesStore
from functions.retention.pages import moves as pages
from functions.retention.pages.audit import events_shown
from functions.retention.pages.windows import window_shown
from functions.retention.routes.answers import WINDOWS, actor_of
from functions.retention.usecases import moves as usecases
from shared.clock import london_day
from shared.history import event_from
from shared.reference.rules import rule
from shared.web.calendars import MEDIA_TYPE
from shared.web.guard import Guard
from shared.web.pages import download, not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/retention/windows/{window_id}/move", methods=["GET"])
@guard.page()
def own_move(visit: Visit, window_id: str) -> Reply:
    """One's own move."""
    found = MovesStore(actor_of(visit)).own_move(window_id)
    return _move_page(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/move/checklist", methods=["GET"])
@guard.page()
def own_checklist(visit: Visit, window_id: str) -> Reply:
    """One's own checklist, as the new employer's HR may come to read it."""
    found = MovesStore(actor_of(visit)).own_move(window_id)
    return _checklist_page(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/move/calendar.ics", methods=["GET"])
@guard.page()
def own_calendar(visit: Visit, window_id: str) -> Reply:
    """The two days of one's own move, for a calendar."""
    found = MovesStore(actor_of(visit)).own_move(window_id)
    return _calendar(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/move/history", methods=["GET"])
@guard.page()
def own_history(visit: Visit, window_id: str) -> Reply:
    """What was recorded of one's own move, first to last."""
    found = MovesStore(actor_of(visit)).own_move(window_id)
    return _history_page(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/moves", methods=["GET"])
@guard.page()
def joining(visit: Visit, window_id: str) -> Reply:
    """Who joins units of the actor's: of the employer for HR, of their own for a manager."""
    return _list(visit, window_id, is_joining=True)


@routes.route("/retention/windows/{window_id}/moves/leaving", methods=["GET"])
@guard.page()
def leaving(visit: Visit, window_id: str) -> Reply:
    """Who leaves them."""
    return _list(visit, window_id, is_joining=False)


@routes.route("/retention/windows/{window_id}/moves/{handle}", methods=["GET"])
@guard.page()
def move(visit: Visit, window_id: str, handle: str) -> Reply:
    """A move of somebody else's."""
    found = _of_others(visit, window_id, handle)
    return _move_page(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/moves/{handle}/checklist", methods=["GET"])
@guard.page()
def checklist(visit: Visit, window_id: str, handle: str) -> Reply:
    """The checklist, which the person lets the new employer's HR read; each reading is noted for them."""
    found = _of_others(visit, window_id, handle)
    if found is None or not may_read_checklist(actor_of(visit), found):
        return not_found(visit)
    usecases.deliver_checklist(actor_of(visit), window_id, handle, visit.now)
    return _checklist_page(visit, found)


@routes.route("/retention/windows/{window_id}/moves/{handle}/calendar.ics", methods=["GET"])
@guard.page()
def calendar(visit: Visit, window_id: str, handle: str) -> Reply:
    """The two days of a move, for a calendar."""
    found = _of_others(visit, window_id, handle)
    return _calendar(visit, found) if found else not_found(visit)


def _of_others(visit: Visit, window_id: str, handle: str) -> Moving | None:
    actor = actor_of(visit)
    found = MovesStore(actor).move_by(window_id, handle)
    return found if found and Party.PERSON not in parties_of(actor, found.move) else None


def _list(visit: Visit, window_id: str, *, is_joining: bool) -> Reply:
    actor = actor_of(visit)
    window = MovesStore(actor).window(window_id)
    may = window is not None and may_list_moves(actor, window)
    return _list_page(visit, window, is_joining=is_joining) if window and may else not_found(visit)


def _list_page(visit: Visit, window: TransferWindow, *, is_joining: bool) -> Reply:
    actor, side = actor_of(visit), "receiving" if is_joining else "releasing"
    scope = f"{side} {window.window_id}"
    moves, after = MovesStore(actor).moves_page(window, side, start_of(visit, scope))
    return render(
        visit,
        "retention/moves/list.html",
        window=window_shown(window, actor, london_day(visit.now)),
        rows=pages.move_rows(moves, visit.href(f"{WINDOWS}/{window.window_id}/moves/"), is_joining=is_joining),
        after=next_of(visit, after, scope),
        is_joining=is_joining,
    )


def _move_page(visit: Visit, found: Moving) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    return render(
        visit,
        "retention/moves/move.html",
        window=window_shown(found.window, actor, day),
        move=pages.move_shown(found, actor, day),
    )


def _checklist_page(visit: Visit, found: Moving) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    weeks = rule("checklist_expires_soon_weeks", day).number
    return render(
        visit,
        "retention/moves/checklist.html",
        window=window_shown(found.window, actor, day),
        move=pages.move_shown(found, actor, day),
        rows=pages.checklist_rows(found, day, weeks),
        weeks=weeks,
        today=day,
    )


def _calendar(visit: Visit, found: Moving) -> Reply:
    return download(visit, pages.calendar_of(found), MEDIA_TYPE, f"{found.reference}.ics")


def _history_page(visit: Visit, found: Moving) -> Reply:
    actor, scope = actor_of(visit), f"history of own move in {found.window.window_id}"
    page = MovesStore(actor).history(found.progress, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Your move {found.reference}",
        back_path=f"{WINDOWS}/{found.window.window_id}/move",
        events=events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )
