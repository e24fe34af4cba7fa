"""A file of people: the template, what was read and what is wrong with it, and the posting of all of them."""

import json

from chalice.app import Blueprint

from functions.redeploy.forms.uploads import (
    MOST_PEOPLE,
    CheckedForm,
    PeopleSheet,
    brought_back,
    carried,
    people_of,
    read_people,
    too_much,
)
from functions.redeploy.messages.reasons import sentence
from functions.redeploy.messages.uploads import CHECKED_WORDS
from functions.redeploy.pages import uploads as pages
from functions.redeploy.routes.answers import actor_of, key_of, stale
from functions.redeploy.routes.people_acts import is_hr
from functions.redeploy.usecases.people import Posted, post_people
from shared.clock import london_day
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, UPLOAD_TYPES, Guard
from shared.web.pages import download, not_found, render, see_other
from shared.web.paging import sealed_for, unsealed_for
from shared.web.replies import Reply
from shared.web.uploads import csv_bytes, xlsx_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_UPLOAD = "/redeploy/people/upload"
_CHECK = "/redeploy/people/upload/check"
_RESULT = "people posted by file"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMPTY = Form()


@routes.route("/redeploy/people/template.csv", methods=["GET"])
@guard.page()
def template_csv(visit: Visit) -> Reply:
    """The template as CSV."""
    if not is_hr(visit):
        return not_found(visit)
    return download(visit, csv_bytes(*pages.template_rows()), "text/csv; charset=utf-8", "people-at-risk.csv")


@routes.route("/redeploy/people/template.xlsx", methods=["GET"])
@guard.page()
def template_xlsx(visit: Visit) -> Reply:
    """The template as an Excel workbook."""
    if not is_hr(visit):
        return not_found(visit)
    return download(visit, xlsx_bytes(*pages.template_rows(), "People"), _XLSX, "people-at-risk.xlsx")


@routes.route(_UPLOAD, methods=["GET"])
@guard.page()
def upload_page(visit: Visit) -> Reply:
    """The form that takes a file, with the columns and codes."""
    return _upload_page(visit) if is_hr(visit) else not_found(visit)


@routes.route(_UPLOAD, methods=["POST"], content_types=UPLOAD_TYPES)
@guard.upload()
def check_file(visit: Visit) -> Reply:
    """Read a file and show what it holds. Nothing is stored: the page itself carries the rows on."""
    if not is_hr(visit):
        return not_found(visit)
    sheet = read_people(visit.upload, london_day(visit.now))
    if isinstance(sheet, str):
        return _upload_page(visit, _refused(visit, sheet))
    if sheet.wrong:
        return render(visit, "redeploy/people/wrong.html", status=422, check=pages.check_page(sheet))
    return _check_page(visit, sheet)


@routes.route(_CHECK, methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def post_file(visit: Visit) -> Reply:
    """Post everybody whom the checked page carried. Sent again, it posts nobody twice."""
    if not is_hr(visit):
        return not_found(visit)
    form = read(CheckedForm, visit.form, CHECKED_WORDS)
    rows = None if isinstance(form, FieldErrors) else unsealed_for(visit, form.rows, _scope(form.key))
    if isinstance(form, FieldErrors) or rows is None:
        return stale(visit, back=_UPLOAD)
    people, wrong = people_of(brought_back(rows), london_day(visit.now))
    if wrong:  # right when it was checked, and no longer: the day or the pay table has changed since
        return stale(visit, back=_UPLOAD)
    posted = post_people(actor_of(visit), form.key, people, visit.now)
    return see_other(visit, f"{_CHECK}?result={sealed_for(visit, _told(posted), _RESULT)}")


@routes.route(_CHECK, methods=["GET"])
@guard.page()
def result_page(visit: Visit) -> Reply:
    """How many people were posted, and which rows were refused."""
    told = unsealed_for(visit, visit.query.get("result", ""), _RESULT)
    if not is_hr(visit):
        return not_found(visit)
    if told is None:
        return see_other(visit, _UPLOAD)
    result = json.loads(told)
    refused = pages.refused_rows(result["refused"])
    return render(visit, "redeploy/people/posted.html", posted=result["posted"], refused=refused)


def _upload_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    return render(
        visit,
        "redeploy/people/upload.html",
        status=422 if form.by_field else 200,
        form=form,
        columns=pages.columns_shown(),
        codes=pages.codes_shown(),
        most=MOST_PEOPLE,
    )


def _check_page(visit: Visit, sheet: PeopleSheet) -> Reply:
    key = key_of(visit)
    sealed = sealed_for(visit, carried(sheet.rows), _scope(key))
    sentence_of_size = too_much(sealed)
    if sentence_of_size:
        return _upload_page(visit, _refused(visit, sentence_of_size))
    return render(visit, "redeploy/people/check.html", check=pages.check_page(sheet), key=key, sealed=sealed)


def _refused(visit: Visit, words: str) -> FieldErrors:
    return FieldErrors(typed=visit.form, by_field={"file": words}, rules={"file": "unreadable"})


def _scope(key: str) -> str:
    return f"rows of people under {key}"


def _told(posted: Posted) -> str:
    """What the page of the result says, for its address: counts and row numbers, and nothing of anybody."""
    refused = [[number, sentence(refusal)] for number, refusal in posted.refused]
    return json.dumps({"posted": posted.posted, "refused": refused})
