"""Once an offer is accepted: setting the transfer up, confirming apprentices, and telling what became of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalice.app import Blueprint

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.applications import Application, SetUpStep
from functions.levy.domain.policy import may_tell, oversees
from functions.levy.domain.progress import Step, steps_from
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Action, allowed
from functions.levy.forms import apprentices as forms
from functions.levy.forms.acts import errors_of
from functions.levy.messages import apprentices as words
from functions.levy.pages.applications import application_shown
from functions.levy.pages.apprentices import apprentice_shown
from functions.levy.pages.audit import events_shown
from functions.levy.routes.answers import actor_of, key_of, say_no
from functions.levy.usecases import apprenticeships as usecases
from functions.levy.usecases.viewing import own_application
from shared.actors import Actor
from shared.history import event_from
from shared.outcomes import Refusal
from shared.perform import Done
from shared.values.money import pounds_short
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_APPLICATION = "/levy/applications/{application_id}"
_APPRENTICE = "/levy/apprentices/{apprenticeship_id}"


@dataclass(frozen=True)
class _Tell:
    """What an employer may tell of an apprentice: the step, what it asks, and what takes it."""

    step: Step
    form: type[forms.TellForm]
    words: Mapping[str, str]
    act: Callable[[Actor, Any, str, datetime], Done | Refusal]
    fields: dict[Reason, str] = field(default_factory=dict)


_TELLS: Mapping[str, _Tell] = {
    "start": _Tell(Step.START_APPRENTICE, forms.StartForm, words.START_WORDS, usecases.start_apprentice),
    "pause": _Tell(
        Step.PAUSE_APPRENTICE, forms.PauseForm, words.MONTH_WORDS, usecases.pause_apprentice, forms.MONTH_FIELDS
    ),
    "resume": _Tell(
        Step.RESUME_APPRENTICE, forms.ResumeForm, words.MONTH_WORDS, usecases.resume_apprentice, forms.MONTH_FIELDS
    ),
    "change": _Tell(
        Step.CHANGE_APPRENTICE,
        forms.ChangeForm,
        words.CHANGE_WORDS,
        usecases.change_apprentice,
        forms.CONFIRM_FIELDS,
    ),
    "stop": _Tell(
        Step.STOP_APPRENTICE, forms.StopForm, words.STOP_WORDS, usecases.stop_apprentice, forms.MONTH_FIELDS
    ),
    "complete": _Tell(
        Step.COMPLETE_APPRENTICE,
        forms.CompleteForm,
        words.MONTH_WORDS,
        usecases.complete_apprentice,
        forms.MONTH_FIELDS,
    ),
}
"""By the last part of their addresses, which is also the name of their templates."""


@routes.route(f"{_APPLICATION}/confirm-apprentice", methods=["GET"])
@guard.page()
def confirm_page(visit: Visit, application_id: str) -> Reply:
    """Ask for the next apprentice, filled in as it was approved."""
    return _confirm_page(visit, application_id)


@routes.route(f"{_APPLICATION}/confirm-apprentice", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def confirm(visit: Visit, application_id: str) -> Reply:
    """Confirm the next apprentice."""
    asked = read(forms.ConfirmForm, visit.form, words.CONFIRM_WORDS)
    if isinstance(asked, FieldErrors):
        return _confirm_page(visit, application_id, asked)
    outcome = usecases.confirm_apprentice(actor_of(visit), asked.command(application_id), asked.key, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, forms.CONFIRM_FIELDS)
        return _confirm_page(visit, application_id, errors) if errors else _no(visit, outcome, application_id)
    return see_other(visit, f"/levy/applications/{application_id}")


@routes.route(f"{_APPLICATION}/set-up", methods=["GET"])
@guard.page()
def references_page(visit: Visit, application_id: str) -> Reply:
    """Ask for the codes of the apprenticeship service."""
    return _references_page(visit, application_id)


@routes.route(f"{_APPLICATION}/set-up", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def references(visit: Visit, application_id: str) -> Reply:
    """Keep the codes of the apprenticeship service."""
    asked = read(forms.ReferencesForm, visit.form, words.REFERENCES_WORDS)
    if isinstance(asked, FieldErrors):
        return _references_page(visit, application_id, asked)
    outcome = usecases.record_references(actor_of(visit), asked.command(application_id), asked.key, visit.now)
    if isinstance(outcome, Refusal):
        return _no(visit, outcome, application_id)
    return see_other(visit, f"/levy/applications/{application_id}")


@routes.route(f"{_APPLICATION}/set-up/{{step}}", methods=["GET"])
@guard.page()
def step_page(visit: Visit, application_id: str, step: str) -> Reply:
    """Ask when a step in the apprenticeship service was done."""
    return _step_page(visit, application_id, step)


@routes.route(f"{_APPLICATION}/set-up/{{step}}", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def set_up_step(visit: Visit, application_id: str, step: str) -> Reply:
    """Tell when a step in the apprenticeship service was done."""
    asked = read(forms.StepForm, visit.form, words.STEP_WORDS)
    if step not in [*SetUpStep] or isinstance(asked, FieldErrors):
        return _step_page(visit, application_id, step, asked if isinstance(asked, FieldErrors) else None)
    command = asked.command(application_id, SetUpStep(step))
    outcome = usecases.record_set_up_step(actor_of(visit), command, asked.key, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, forms.STEP_FIELDS)
        return _step_page(visit, application_id, step, errors) if errors else _no(visit, outcome, application_id)
    return see_other(visit, f"/levy/applications/{application_id}")


@routes.route(_APPRENTICE, methods=["GET"])
@guard.page()
def apprentice(visit: Visit, apprenticeship_id: str) -> Reply:
    """One apprentice: where it is, what was drawn, what falls due, what may be told. One read."""
    actor = actor_of(visit)
    one = ApprenticeshipStore(actor).apprenticeship(apprenticeship_id)
    if one is None:
        return not_found(visit)
    shown, page = apprentice_shown(one), "decided" if oversees(actor) and not may_tell(actor, one) else ""
    back = f"/levy/applications/{one.application_id}/{page}".rstrip("/")
    template = "levy/apprentices/apprentice.html"
    return render(visit, template, apprentice=shown, may_tell=may_tell(actor, one), back_path=back)


@routes.route(f"{_APPRENTICE}/history", methods=["GET"])
@guard.page()
def apprentice_history(visit: Visit, apprenticeship_id: str) -> Reply:
    """What happened to an apprentice, first to last. Two reads."""
    actor = actor_of(visit)
    store, scope = ApprenticeshipStore(actor), f"history of {apprenticeship_id}"
    one = store.apprenticeship(apprenticeship_id)
    if one is None:
        return not_found(visit)
    page = store.history(one, start_of(visit, scope))
    events, after = events_shown(map(event_from, page.items), actor), next_of(visit, page.after, scope)
    title, back = f"Apprentice {one.number} of {one.reference}", f"/levy/apprentices/{apprenticeship_id}"
    template = "shared/audit_history.html"
    return render(visit, template, title=title, back_path=back, events=events, after=after)


@routes.route(f"{_APPRENTICE}/tell/{{what}}", methods=["GET"])
@guard.page()
def tell_page(visit: Visit, apprenticeship_id: str, what: str) -> Reply:
    """Ask what became of an apprentice."""
    return _tell_page(visit, apprenticeship_id, what)


@routes.route(f"{_APPRENTICE}/tell/{{what}}", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def tell(visit: Visit, apprenticeship_id: str, what: str) -> Reply:
    """Tell what became of an apprentice."""
    return _tell(visit, apprenticeship_id, what, _TELLS[what]) if what in _TELLS else not_found(visit)


def _tell(visit: Visit, apprenticeship_id: str, what: str, tells: _Tell) -> Reply:
    asked = read(tells.form, visit.form, tells.words)
    if isinstance(asked, FieldErrors):
        return _tell_page(visit, apprenticeship_id, what, asked)
    here = f"/levy/apprentices/{apprenticeship_id}"
    outcome = tells.act(actor_of(visit), asked.command(apprenticeship_id), asked.key, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, tells.fields)
        if errors:
            return _tell_page(visit, apprenticeship_id, what, errors)
        return say_no(visit, outcome, back=here, back_text="See the apprentice as it is now")
    return see_other(visit, here)


def _tell_page(visit: Visit, apprenticeship_id: str, what: str, errors: FieldErrors | None = None) -> Reply:
    actor = actor_of(visit)
    one = ApprenticeshipStore(actor).apprenticeship(apprenticeship_id)
    if one is None or what not in _TELLS or not may_tell(actor, one):
        return not_found(visit)
    if _TELLS[what].step not in steps_from(one.status):
        return see_other(visit, f"/levy/apprentices/{apprenticeship_id}")
    price = pounds_short(one.price_pence).removeprefix("£")
    form = errors or Form({"start": str(one.start), "price_each": price})
    return render(
        visit,
        f"levy/apprentices/{what}.html",
        422 if errors else 200,
        apprentice=apprentice_shown(one),
        form=form,
        key=key_of(visit),
        version=form.value("version") or one.head.number,
    )


def _confirm_page(visit: Visit, application_id: str, errors: FieldErrors | None = None) -> Reply:
    return _set_up_page(visit, application_id, Action.CONFIRM_APPRENTICE, "confirm", _as_approved, errors)


def _references_page(visit: Visit, application_id: str, errors: FieldErrors | None = None) -> Reply:
    def kept(application: Application) -> dict[str, object]:
        return application.set_up.model_dump(include={"pledge_code", "application_code", "cohort_code"})

    return _set_up_page(visit, application_id, Action.RECORD_SET_UP, "references", kept, errors)


def _step_page(visit: Visit, application_id: str, step: str, errors: FieldErrors | None = None) -> Reply:
    if step not in [*SetUpStep]:
        return not_found(visit)

    def kept(application: Application) -> dict[str, object]:
        done = application.set_up.done_on.get(SetUpStep(step))
        return {"on": done.isoformat()} if done else {}

    more = {"step": step, "question": words.SET_UP_STEPS[SetUpStep(step)]}
    return _set_up_page(visit, application_id, Action.RECORD_SET_UP, "step", kept, errors, **more)


def _as_approved(application: Application) -> dict[str, object]:
    training, priced = application.training, application.priced
    if training is None or priced is None:
        return {}
    price = pounds_short(training.price_each_pence).removeprefix("£")
    return {"start": str(training.start), "months": priced.duration_months, "price_each": price}


def _set_up_page(
    visit: Visit,
    application_id: str,
    action: Action,
    template: str,
    kept: Callable[[Application], dict[str, object]],
    errors: FieldErrors | None,
    **more: object,
) -> Reply:
    application = own_application(actor_of(visit), application_id)
    if application is None:
        return not_found(visit)
    if action not in allowed(application.status):
        return see_other(visit, f"/levy/applications/{application_id}")
    form = errors or Form(kept(application))
    return render(
        visit,
        f"levy/apprentices/{template}.html",
        422 if errors else 200,
        application=application_shown(application, visit.now),
        number=application.confirmed_apprentices + 1,
        most=application.approved_apprentices,
        form=form,
        key=key_of(visit),
        version=form.value("version") or application.head.number,
        **more,
    )


def _no(visit: Visit, refusal: Refusal, application_id: str) -> Reply:
    back = f"/levy/applications/{application_id}"
    return say_no(visit, refusal, back=back, back_text="See the application as it is now")
