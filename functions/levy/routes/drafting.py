"""Filling an application in: one page a section, the groups of apprentices, then check and send."""

from chalice.app import Blueprint

from functions.levy.domain.applications import Application, ApprenticeGroup
from functions.levy.domain.stages import Status
from functions.levy.forms.acts import errors_of
from functions.levy.forms.drafting import (
    SECTION_FIELDS,
    SECTION_FORMS,
    ApprenticesForm,
    SectionForm,
    group_typed,
)
from functions.levy.forms.offers import SendForm
from functions.levy.messages.applications import APPRENTICES_WORDS
from functions.levy.pages import choices
from functions.levy.pages.drafting import (
    answers_shown,
    employer_shown,
    group_shown,
    groups_shown,
    own_saving_shown,
    price_shown,
    tasks_shown,
)
from functions.levy.routes.answers import actor_of, key_of, say_no, stale
from functions.levy.usecases import applications as usecases
from functions.levy.usecases.viewing import own_application, pays_levy
from shared import ids
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.values.dates import Month
from shared.web.acts import ACT_WORDS, KEY_WORDS, Act
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_BACK_TEXT = "See the application as it is now"


@routes.route("/levy/applications/{application_id}/sections/{section}", methods=["GET"])
@guard.page()
def section_page(visit: Visit, application_id: str, section: str) -> Reply:
    """The questions of a section, with what was saved."""
    return _section_page(visit, application_id, section)


@routes.route("/levy/applications/{application_id}/sections/{section}", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_section(visit: Visit, application_id: str, section: str) -> Reply:
    """Keep the answers of a section, and go back to the list of tasks."""
    if section not in SECTION_FORMS:
        return not_found(visit)
    form: type[SectionForm] = SECTION_FORMS[section]
    answers = read(form, visit.form, form.words)
    if isinstance(answers, FieldErrors):
        return _section_page(visit, application_id, section, answers, 422)
    outcome = usecases.save_section(actor_of(visit), application_id, answers.section(), answers.key, visit.now)
    if isinstance(outcome, Refusal) and (errors := errors_of(visit.form, outcome, SECTION_FIELDS)):
        return _section_page(visit, application_id, section, errors, 422)
    return _saved(visit, outcome, application_id, _home(application_id))


@routes.route("/levy/applications/{application_id}/apprentices", methods=["GET"])
@guard.page()
def groups(visit: Visit, application_id: str) -> Reply:
    """The groups of apprentices in the draft."""
    application = _draft(visit, application_id)
    if isinstance(application, Reply):
        return application
    count, shown = application.apprentice_count, groups_shown(application)
    return render(visit, "levy/applications/apprentices.html", id=application_id, groups=shown, count=count)


@routes.route("/levy/applications/{application_id}/add-apprentices", methods=["GET"])
@guard.page()
def add_group(visit: Visit, application_id: str) -> Reply:
    """The questions about a new group; its id is minted here."""
    return _group_page(visit, application_id, Form({"group_id": ids.new_id()}))


@routes.route("/levy/applications/{application_id}/apprentices/{group_id}", methods=["GET"])
@guard.page()
def edit_group(visit: Visit, application_id: str, group_id: str) -> Reply:
    """The questions about a group, with what was saved."""
    found = _group(visit, application_id, group_id)
    return found if isinstance(found, Reply) else _group_page(visit, application_id, group_typed(found))


@routes.route("/levy/applications/{application_id}/apprentices", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_group(visit: Visit, application_id: str) -> Reply:
    """Keep a group, and go back to the list of groups."""
    answers = read(ApprenticesForm, visit.form, APPRENTICES_WORDS)
    if isinstance(answers, FieldErrors):
        return _group_page(visit, application_id, answers, 422)
    outcome = usecases.save_group(actor_of(visit), application_id, answers.group(), answers.key, visit.now)
    if isinstance(outcome, Refusal) and (errors := errors_of(visit.form, outcome, SECTION_FIELDS)):
        return _group_page(visit, application_id, errors, 422)
    return _saved(visit, outcome, application_id, f"{_home(application_id)}/apprentices")


@routes.route("/levy/applications/{application_id}/apprentices/{group_id}/remove", methods=["GET"])
@guard.page()
def ask_to_remove_group(visit: Visit, application_id: str, group_id: str) -> Reply:
    """Whether to take a group out."""
    found = _group(visit, application_id, group_id)
    if isinstance(found, Reply):
        return found
    shown = group_shown(found)
    return render(
        visit, "levy/applications/remove_apprentices.html", id=application_id, group=shown, key=key_of(visit)
    )


@routes.route(
    "/levy/applications/{application_id}/apprentices/{group_id}/remove",
    methods=["POST"],
    content_types=FORM_TYPES,
)
@guard.form()
def remove_group(visit: Visit, application_id: str, group_id: str) -> Reply:
    """Take a group out, and go back to the list of groups."""
    act = read(Act, visit.form, KEY_WORDS)
    if isinstance(act, FieldErrors):
        return stale(visit, back=_home(application_id))
    outcome = usecases.remove_group(actor_of(visit), application_id, group_id, act.key, visit.now)
    return _saved(visit, outcome, application_id, f"{_home(application_id)}/apprentices")


@routes.route("/levy/applications/{application_id}/check", methods=["GET"])
@guard.page()
def check(visit: Visit, application_id: str) -> Reply:
    """Every answer, the cost and what a transfer saves, before it is sent."""
    application = _draft(visit, application_id)
    if isinstance(application, Reply):
        return application
    return _check_page(visit, application)


@routes.route("/levy/applications/{application_id}/check", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def send(visit: Visit, application_id: str) -> Reply:
    """Send the application to the ICS, as its answers were shown."""
    asked = read(SendForm, visit.form, ACT_WORDS)
    if isinstance(asked, FieldErrors):
        return stale(visit, back=_home(application_id))
    outcome = usecases.submit(actor_of(visit), asked.command(application_id), asked.key, visit.now)
    return _saved(visit, outcome, application_id, f"{_home(application_id)}/sent")


def _check_page(visit: Visit, application: Application) -> Reply:
    return render(
        visit,
        "levy/applications/check.html",
        id=application.application_id,
        version=application.head.number,
        key=key_of(visit),
        list=tasks_shown(application, visit.now),
        employer=employer_shown(application.employer),
        answers=answers_shown(application),
        cost=price_shown(application),
        saving=own_saving_shown(application),
    )


def _home(application_id: str) -> str:
    return f"/levy/applications/{application_id}"


def _draft(visit: Visit, application_id: str) -> Application | Reply:
    """The actor's own draft, or the page that says what is true instead."""
    application = own_application(actor_of(visit), application_id)
    if application is None:
        return not_found(visit)
    return application if application.status == Status.DRAFT else see_other(visit, _home(application_id))


def _group(visit: Visit, application_id: str, group_id: str) -> ApprenticeGroup | Reply:
    application = _draft(visit, application_id)
    if isinstance(application, Reply):
        return application
    return next((one for one in application.apprentices if one.group_id == group_id), None) or not_found(visit)


def _known(visit: Visit, section: str) -> dict[str, object]:
    """What the directory knows already, so that it need not be typed again."""
    if section == "account" and not pays_levy(actor_of(visit)):
        return {"levy_position": "non_levy"}
    return {}


def _saved(visit: Visit, outcome: Done | Refusal, application_id: str, onward: str) -> Reply:
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=_home(application_id), back_text=_BACK_TEXT)
    return see_other(visit, onward)


def _section_page(
    visit: Visit, application_id: str, section: str, form: Form | None = None, status: int = 200
) -> Reply:
    """The form of a section: as it was sent, or with the answers that are saved."""
    application = _draft(visit, application_id)
    if isinstance(application, Reply):
        return application
    if section not in SECTION_FORMS:
        return not_found(visit)
    saved = SECTION_FORMS[section].typed(application) or _known(visit, section)
    return render(
        visit,
        f"levy/applications/{section}.html",
        status,
        id=application_id,
        section=section,
        form=form or Form(saved),
        key=key_of(visit),
        choices=choices,
        standards=choices.standards(Month.of(london_day(visit.now))) if section == "training" else [],
    )


def _group_page(visit: Visit, application_id: str, form: Form, status: int = 200) -> Reply:
    application = _draft(visit, application_id)
    if isinstance(application, Reply):
        return application
    return render(
        visit,
        "levy/applications/group.html",
        status,
        id=application_id,
        form=form,
        key=key_of(visit),
        choices=choices,
    )
