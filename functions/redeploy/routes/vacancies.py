"""Vacancies on hold: to enter, change, take back and release, with their certificates."""

from chalice.app import Blueprint

from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.domain.policy import recruits_for
from functions.redeploy.domain.vacancies import Vacancy, VacancyDetails
from functions.redeploy.forms.vacancies import FIELDS, edit_form, read_edit, read_new, read_release, read_withdraw
from functions.redeploy.forms.vacancy_sheets import COLUMNS, EXAMPLE
from functions.redeploy.pages import vacancies as pages
from functions.redeploy.pages.audit import events_shown
from functions.redeploy.routes.answers import actor_of, errors_of, key_of, say_no, stale
from functions.redeploy.routes.vacancy_sheets import check_file, hold_checked, upload_form
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import vacancies as usecases
from shared.actors import Actor
from shared.clock import london_day
from shared.history import event_from
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, UPLOAD_TYPES, Guard
from shared.web.pages import download, not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.uploads import csv_bytes, xlsx_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_AT = "/redeploy/vacancies"
_EMPTY = Form()
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@routes.route(_AT, methods=["GET"])
@guard.page()
def vacancies(visit: Visit) -> Reply:
    """The vacancies of an employer, newest first. Two reads."""
    actor = _recruiter(visit)
    return _list_page(visit, actor) if actor else not_found(visit)


@routes.route(f"{_AT}/new", methods=["GET"])
@guard.page()
def new_vacancy(visit: Visit) -> Reply:
    """The form of a vacancy."""
    return _new_page(visit) if _recruiter(visit) else not_found(visit)


@routes.route(f"{_AT}/new", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def hold(visit: Visit) -> Reply:
    """Show the answers to be checked; or hold the vacancy, once they are."""
    actor = _recruiter(visit)
    if actor is None:
        return not_found(visit)
    found = read_new(visit.form, london_day(visit.now))
    if isinstance(found, FieldErrors):
        return _new_page(visit, found)
    match visit.form.get("step"):
        case "hold":
            return _hold(visit, actor, *found)
        case "change":
            return _new_page(visit, Form(visit.form))
    return _check_page(visit, found[0])


@routes.route(f"{_AT}/template.csv", methods=["GET"])
@guard.page()
def template_csv(visit: Visit) -> Reply:
    """The columns of an upload with an example, as CSV."""
    if _recruiter(visit) is None:
        return not_found(visit)
    content = csv_bytes(tuple(COLUMNS), [EXAMPLE])
    return download(visit, content, "text/csv; charset=utf-8", "vacancies.csv")


@routes.route(f"{_AT}/template.xlsx", methods=["GET"])
@guard.page()
def template_xlsx(visit: Visit) -> Reply:
    """The same as an Excel workbook."""
    if _recruiter(visit) is None:
        return not_found(visit)
    return download(visit, xlsx_bytes(tuple(COLUMNS), [EXAMPLE], "Vacancies"), _XLSX, "vacancies.xlsx")


@routes.route(f"{_AT}/upload", methods=["GET"])
@guard.page()
def upload_page(visit: Visit) -> Reply:
    """Where a file is chosen."""
    return upload_form(visit) if _recruiter(visit) else not_found(visit)


@routes.route(f"{_AT}/upload", methods=["POST"], content_types=UPLOAD_TYPES)
@guard.upload()
def read_upload(visit: Visit) -> Reply:
    """Show what is in a file to be checked; or every row that is wrong, and nothing is held."""
    return check_file(visit) if _recruiter(visit) else not_found(visit)


@routes.route(f"{_AT}/upload/check", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def hold_upload(visit: Visit) -> Reply:
    """Hold every vacancy that was checked."""
    actor = _recruiter(visit)
    return hold_checked(visit, actor) if actor else not_found(visit)


@routes.route(f"{_AT}/{{vacancy_id}}", methods=["GET"])
@guard.page()
def vacancy(visit: Visit, vacancy_id: str) -> Reply:
    """A vacancy with its clock: to its employer with the candidates, to the ICS with counts alone."""
    found = RedeployStore(actor_of(visit)).vacancy(vacancy_id)
    return _vacancy_page(visit, found) if found else not_found(visit)


@routes.route(f"{_AT}/{{vacancy_id}}/edit", methods=["GET"])
@guard.page()
def edit_page(visit: Visit, vacancy_id: str) -> Reply:
    """The form that changes a vacancy."""
    found = _own(visit, vacancy_id)
    return _edit_page(visit, found, edit_form(found)) if found else not_found(visit)


@routes.route(f"{_AT}/{{vacancy_id}}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def edit(visit: Visit, vacancy_id: str) -> Reply:
    """Change a vacancy."""
    found = _own(visit, vacancy_id)
    if found is None:
        return not_found(visit)
    command = read_edit(visit.form, found, london_day(visit.now))
    if isinstance(command, FieldErrors):
        return _edit_page(visit, found, command)
    outcome = usecases.edit_vacancy(actor_of(visit), *command, visit.now)
    return _after(visit, outcome, vacancy_id)


@routes.route(f"{_AT}/{{vacancy_id}}/withdraw", methods=["GET"])
@guard.page()
def withdraw_page(visit: Visit, vacancy_id: str) -> Reply:
    """Ask why a vacancy is taken back."""
    return _act_page(visit, vacancy_id, "withdraw")


@routes.route(f"{_AT}/{{vacancy_id}}/withdraw", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def withdraw(visit: Visit, vacancy_id: str) -> Reply:
    """Take a vacancy back."""
    command = read_withdraw(visit.form, vacancy_id)
    if isinstance(command, FieldErrors):
        return _act_page(visit, vacancy_id, "withdraw", command)
    return _after(visit, usecases.withdraw_vacancy(actor_of(visit), *command, visit.now), vacancy_id)


@routes.route(f"{_AT}/{{vacancy_id}}/release", methods=["GET"])
@guard.page()
def release_page(visit: Visit, vacancy_id: str) -> Reply:
    """Say what bars a release, or what it leads to."""
    return _act_page(visit, vacancy_id, "release")


@routes.route(f"{_AT}/{{vacancy_id}}/release", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def release(visit: Visit, vacancy_id: str) -> Reply:
    """Clear a vacancy for advert."""
    asked = read_release(visit.form)
    if isinstance(asked, FieldErrors):
        return stale(visit, back=f"{_AT}/{vacancy_id}/release")
    command = ReleaseVacancy(vacancy_id=vacancy_id, version=asked.version)
    outcome = usecases.release_vacancy(actor_of(visit), command, asked.key, visit.now)
    return _after(visit, outcome, vacancy_id, "/certificate")


@routes.route(f"{_AT}/{{vacancy_id}}/certificate", methods=["GET"])
@guard.page()
def certificate(visit: Visit, vacancy_id: str) -> Reply:
    """The certificate of a cleared vacancy, in counts."""
    actor = actor_of(visit)
    found = RedeployStore(actor).vacancy(vacancy_id)
    if found is None or found.certificate is None:
        return not_found(visit)
    shown = pages.certificate_page(found, usecases.outcomes_of(actor, found))
    return render(visit, "redeploy/vacancies/certificate.html", certificate=shown)


@routes.route(f"{_AT}/{{vacancy_id}}/history", methods=["GET"])
@guard.page()
def vacancy_history(visit: Visit, vacancy_id: str) -> Reply:
    """What was done with a vacancy, first to last. Two reads."""
    found = RedeployStore(actor_of(visit)).vacancy(vacancy_id)
    return _history_page(visit, found) if found else not_found(visit)


def _recruiter(visit: Visit) -> Actor | None:
    """Who asks, if they fill posts of the organisation that they act for."""
    actor = actor_of(visit)
    return actor if recruits_for(actor, actor.ods_code, actor.ics_code) else None


def _own(visit: Visit, vacancy_id: str) -> Vacancy | None:
    """The vacancy, if whoever asks may change it."""
    actor = actor_of(visit)
    found = RedeployStore(actor).vacancy(vacancy_id)
    return found if found and recruits_for(actor, found.employer.ods_code, found.ics_code) else None


def _hold(visit: Visit, actor: Actor, details: VacancyDetails, key: str) -> Reply:
    outcome = usecases.hold_vacancy(actor, details, key, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, FIELDS)
        return _new_page(visit, errors) if errors else say_no(visit, outcome, back=_AT, back_text="Your vacancies")
    return see_other(visit, f"{_AT}/{outcome.id}")


def _after(visit: Visit, outcome: object, vacancy_id: str, page: str = "") -> Reply:
    if isinstance(outcome, Refusal):
        back = f"{_AT}/{vacancy_id}"
        return say_no(visit, outcome, back=back, back_text="See the vacancy as it is now")
    return see_other(visit, f"{_AT}/{vacancy_id}{page}")


def _list_page(visit: Visit, actor: Actor) -> Reply:
    scope = f"vacancies of {actor.ods_code}"
    page = RedeployStore(actor).vacancies_of(actor, start_of(visit, scope))
    rows = [item["row"] for item in page.items]
    waiting = usecases.waiting_of(actor, [row["vacancy_id"] for row in rows])
    held = visit.query.get("held", "")
    return render(
        visit,
        "redeploy/vacancies/list.html",
        rows=pages.vacancy_rows(rows, waiting, visit.href(f"{_AT}/")),
        after=next_of(visit, page.after, scope),
        held=int(held) if held.isdecimal() and len(held) <= 3 else 0,
        employer=actor.organisation_name,
    )


def _new_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    return _form_page(visit, "new", form)


def _edit_page(visit: Visit, found: Vacancy, form: Form) -> Reply:
    shown = pages.vacancy_page(found, visit.now)
    version = form.value("version") or found.head.number
    return _form_page(visit, "edit", form, vacancy=shown, version=version)


def _form_page(visit: Visit, page: str, form: Form, **more: object) -> Reply:
    return render(
        visit,
        f"redeploy/vacancies/{page}.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        items=pages.choice_items(london_day(visit.now)),
        criteria=pages.criterion_rows(form),
        **more,
    )


def _check_page(visit: Visit, details: VacancyDetails) -> Reply:
    answers = [(name, value) for name, value in visit.form.items() if name not in ("csrf", "step")]
    shown = pages.check_page(details, london_day(visit.now))
    return render(visit, "redeploy/vacancies/check.html", vacancy=shown, answers=answers)


def _vacancy_page(visit: Visit, found: Vacancy) -> Reply:
    actor, scope = actor_of(visit), f"candidates of {found.vacancy_id}"
    is_own = recruits_for(actor, found.employer.ods_code, found.ics_code)
    listed = usecases.candidates_of(actor, found, start_of(visit, scope), visit.now)
    return render(
        visit,
        "redeploy/vacancies/vacancy.html",
        vacancy=pages.vacancy_page(found, visit.now),
        is_own=is_own,
        candidates=pages.candidates_shown(listed.people, visit.href("/redeploy/matches/")),
        counts=[] if is_own else pages.status_counts(usecases.outcomes_of(actor, found)),
        after=next_of(visit, listed.after, scope),
    )


def _act_page(visit: Visit, vacancy_id: str, act: str, form: Form = _EMPTY) -> Reply:
    found = _own(visit, vacancy_id)
    if found is None:
        return not_found(visit)
    return render(
        visit,
        f"redeploy/vacancies/{act}.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        vacancy=pages.vacancy_page(found, visit.now),
    )


def _history_page(visit: Visit, found: Vacancy) -> Reply:
    actor, scope = actor_of(visit), f"history of {found.subject}"
    page = RedeployStore(actor).history(found, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Vacancy {found.reference}",
        back_path=f"{_AT}/{found.vacancy_id}",
        events=events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )
