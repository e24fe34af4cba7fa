"""What is done with an announced move: each act a page with one question, for the person and for the two units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalice.app import Blueprint

from functions.retention.domain.reasons import Reason
from functions.retention.forms.moves import (
    DATES_FIELDS,
    LEFT_FIELDS,
    START_FIELDS,
    opening_form,
    read_agree,
    read_dates,
    read_handover,
    read_left,
    read_not_started,
    read_notice,
    read_share,
    read_start,
)
from functions.retention.moves_store import MovesStore
from functions.retention.pages import moves as pages
from functions.retention.pages.windows import window_shown
from functions.retention.routes.answers import WINDOWS, actor_of, errors_of, key_of, say_no
from functions.retention.usecases import moves as usecases
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_OWN = "/retention/windows/{window_id}/move/"
_OTHERS = "/retention/windows/{window_id}/moves/{handle}/"


@dataclass(frozen=True)
class Step:
    """An act as its page asks for it. `may`: what the page of the move says where it may be done."""

    name: str
    may: str
    read: Callable[[FormBody, str, str], tuple[Any, str] | FieldErrors]
    act: Callable[[Actor, Any, str, datetime], Done | Refusal]
    fields: Mapping[Reason, str] = field(default_factory=dict)


def _read_share(typed: FormBody, window_id: str, _handle: str) -> tuple[Any, str] | FieldErrors:
    return read_share(typed, window_id)


AGREE = Step("agree", "may_agree", read_agree, usecases.agree_dates)
DATES = Step("dates", "may_propose", read_dates, usecases.propose_dates, DATES_FIELDS)
NOTICE = Step("notice", "may_give_notice", read_notice, usecases.give_notice)
HANDOVER = Step("handover", "may_hand_over", read_handover, usecases.tick_handover)
SHARE = Step("share", "is_own", _read_share, usecases.share_checklist)
STARTED = Step("started", "may_start", read_start, usecases.record_start, START_FIELDS)
NOT_STARTED = Step("not-started", "may_end", read_not_started, usecases.record_not_started)
LEFT = Step("left", "may_say_left", read_left, usecases.record_left, LEFT_FIELDS)


@routes.route(_OWN + "agree", methods=["GET"])
@guard.page()
def own_agree(visit: Visit, window_id: str) -> Reply:
    """Ask the person whether they agree to the dates."""
    return _page(visit, window_id, "", AGREE)


@routes.route(_OWN + "agree", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_own_agree(visit: Visit, window_id: str) -> Reply:
    """The person agrees to the dates."""
    return _do(visit, window_id, "", AGREE)


@routes.route(_OWN + "dates", methods=["GET"])
@guard.page()
def own_dates(visit: Visit, window_id: str) -> Reply:
    """Ask the person for other dates."""
    return _page(visit, window_id, "", DATES)


@routes.route(_OWN + "dates", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_own_dates(visit: Visit, window_id: str) -> Reply:
    """The person proposes other dates."""
    return _do(visit, window_id, "", DATES)


@routes.route(_OWN + "handover", methods=["GET"])
@guard.page()
def own_handover(visit: Visit, window_id: str) -> Reply:
    """Ask the person what is handed over."""
    return _page(visit, window_id, "", HANDOVER)


@routes.route(_OWN + "handover", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_own_handover(visit: Visit, window_id: str) -> Reply:
    """The person ticks what is handed over."""
    return _do(visit, window_id, "", HANDOVER)


@routes.route(_OWN + "share", methods=["GET"])
@guard.page()
def share(visit: Visit, window_id: str) -> Reply:
    """Ask the person whether the new employer's HR may read their checklist."""
    return _page(visit, window_id, "", SHARE)


@routes.route(_OWN + "share", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_share(visit: Visit, window_id: str) -> Reply:
    """The person lets them, or no longer."""
    return _do(visit, window_id, "", SHARE)


@routes.route(_OTHERS + "agree", methods=["GET"])
@guard.page()
def agree(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask whether a unit agrees to the dates."""
    return _page(visit, window_id, handle, AGREE)


@routes.route(_OTHERS + "agree", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_agree(visit: Visit, window_id: str, handle: str) -> Reply:
    """A unit agrees to the dates."""
    return _do(visit, window_id, handle, AGREE)


@routes.route(_OTHERS + "dates", methods=["GET"])
@guard.page()
def dates(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask a unit for other dates."""
    return _page(visit, window_id, handle, DATES)


@routes.route(_OTHERS + "dates", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_dates(visit: Visit, window_id: str, handle: str) -> Reply:
    """A unit proposes other dates."""
    return _do(visit, window_id, handle, DATES)


@routes.route(_OTHERS + "notice", methods=["GET"])
@guard.page()
def notice(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask how long the notice is."""
    return _page(visit, window_id, handle, NOTICE)


@routes.route(_OTHERS + "notice", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_notice(visit: Visit, window_id: str, handle: str) -> Reply:
    """Enter how long the notice is."""
    return _do(visit, window_id, handle, NOTICE)


@routes.route(_OTHERS + "handover", methods=["GET"])
@guard.page()
def handover(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask what is handed over."""
    return _page(visit, window_id, handle, HANDOVER)


@routes.route(_OTHERS + "handover", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_handover(visit: Visit, window_id: str, handle: str) -> Reply:
    """Tick what is handed over."""
    return _do(visit, window_id, handle, HANDOVER)


@routes.route(_OTHERS + "started", methods=["GET"])
@guard.page()
def started(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask when somebody started."""
    return _page(visit, window_id, handle, STARTED)


@routes.route(_OTHERS + "started", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_started(visit: Visit, window_id: str, handle: str) -> Reply:
    """Record that somebody started."""
    return _do(visit, window_id, handle, STARTED)


@routes.route(_OTHERS + "not-started", methods=["GET"])
@guard.page()
def not_started(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask why somebody did not start."""
    return _page(visit, window_id, handle, NOT_STARTED)


@routes.route(_OTHERS + "not-started", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_not_started(visit: Visit, window_id: str, handle: str) -> Reply:
    """Record that somebody did not start."""
    return _do(visit, window_id, handle, NOT_STARTED)


@routes.route(_OTHERS + "left", methods=["GET"])
@guard.page()
def left(visit: Visit, window_id: str, handle: str) -> Reply:
    """Ask when somebody left."""
    return _page(visit, window_id, handle, LEFT)


@routes.route(_OTHERS + "left", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def do_left(visit: Visit, window_id: str, handle: str) -> Reply:
    """Record that somebody left early."""
    return _do(visit, window_id, handle, LEFT)


def _do(visit: Visit, window_id: str, handle: str, step: Step) -> Reply:
    """Do it; what is so already needs no doing."""
    back = f"{WINDOWS}/{window_id}/moves/{handle}" if handle else f"{WINDOWS}/{window_id}/move"
    command = step.read(visit.form, window_id, handle)
    if isinstance(command, FieldErrors):
        return _page(visit, window_id, handle, step, command)
    outcome = step.act(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal) and outcome.reason is not Reason.ALREADY_THERE:
        errors = errors_of(visit.form, outcome, step.fields)
        return _page(visit, window_id, handle, step, errors) if errors else say_no(visit, outcome, back=back)
    return see_other(visit, back)


def _page(visit: Visit, window_id: str, handle: str, step: Step, errors: FieldErrors | None = None) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    found, _ = MovesStore(actor).move_by_and_once(window_id, handle, "")
    shown = pages.move_shown(found, actor, day) if found else {}
    if found is None or not shown[step.may]:
        return not_found(visit)
    form = errors or opening_form(found)
    return render(
        visit,
        f"retention/moves/{step.name}.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or shown["version"],
        window=window_shown(found.window, actor, day),
        move=shown,
        handovers=pages.handover_items(),
        reasons=pages.not_started_items(),
        answers=pages.share_items(),
    )
