"""How the pages of a file of vacancies answer: what was read, what is wrong with it, and the holding of all."""

from functions.redeploy.forms.vacancy_sheets import (
    COLUMNS,
    MOST_AT_ONCE,
    NEEDED,
    Batch,
    BatchLost,
    brought_back,
    carried,
    read_rows,
)
from functions.redeploy.messages.vacancies import TOO_MUCH
from functions.redeploy.pages import vacancy_sheets as pages
from functions.redeploy.routes.answers import key_of, stale
from functions.redeploy.usecases.vacancies import hold_all
from shared.actors import Actor
from shared.clock import london_day
from shared.web.forms import FieldErrors, Form
from shared.web.pages import render, see_other
from shared.web.paging import sealed_for, unsealed_for
from shared.web.replies import Reply
from shared.web.visit import Visit

_EMPTY = Form()
_BATCH = "vacancies to check"
_MOST_CARRIED = 90_000  # what a form may send, less its other fields


def upload_form(visit: Visit, form: Form = _EMPTY) -> Reply:
    """The page where a file is chosen, with the columns and the codes."""
    return render(
        visit,
        "redeploy/vacancies/upload.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        columns=pages.column_rows(tuple(COLUMNS), NEEDED),
        codes=pages.code_rows(),
        most=MOST_AT_ONCE,
    )


def check_file(visit: Visit) -> Reply:
    """What is in a file; or every row that is wrong. Nothing is stored: the page itself carries the rows on."""
    found = read_rows(visit.upload, key_of(visit), london_day(visit.now))
    if isinstance(found, str):
        return _wrong_file(visit, found, "sheet")
    if not isinstance(found, Batch):
        return render(visit, "redeploy/vacancies/bad_rows.html", status=422, bad=found)
    sealed = sealed_for(visit, carried(found), _BATCH)
    if len(sealed) > _MOST_CARRIED:
        return _wrong_file(visit, TOO_MUCH, "too_much")
    rows = pages.batch_rows(found)
    return render(visit, "redeploy/vacancies/check_upload.html", rows=rows, batch=sealed, count=len(rows))


def hold_checked(visit: Visit, actor: Actor) -> Reply:
    """Hold every vacancy that was checked. Each row has its own key, so the same form again is a replay."""
    batch = brought_back(unsealed_for(visit, visit.form.get("batch", ""), _BATCH))
    if isinstance(batch, BatchLost):
        return stale(visit, back="/redeploy/vacancies/upload")
    held = hold_all(actor, [(row.number, row.details) for row in batch.rows], batch.key, visit.now)
    if held.refused:
        return render(visit, "redeploy/vacancies/uploaded.html", status=409, **pages.held_page(held, batch))
    return see_other(visit, f"/redeploy/vacancies?held={held.count}")


def _wrong_file(visit: Visit, sentence: str, rule: str) -> Reply:
    return upload_form(visit, FieldErrors(visit.form, {"file": sentence}, {"file": rule}))
