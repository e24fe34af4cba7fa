"""When levy expires, and what becomes of it: calculators that are open to everybody. Nothing is kept."""

from chalice.app import Blueprint

from functions.levy.forms.expiry import AskExpiry, read_expiry
from functions.levy.pages import expiry as pages
from shared.clock import london_day
from shared.values.dates import Month
from shared.web.forms import FieldErrors, Form
from shared.web.guard import Guard
from shared.web.pages import download, render
from shared.web.replies import Reply
from shared.web.uploads import csv_bytes, xlsx_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@routes.route("/levy/expiry", methods=["GET"])
@guard.page(open=True)
def calculator(visit: Visit) -> Reply:
    """What expires when: the empty form, or the answer with the form below."""
    if "levy" not in visit.query:
        return _form_page(visit, Form())
    asked = read_expiry(visit.query, _this_month(visit))
    return _form_page(visit, asked, 422) if isinstance(asked, FieldErrors) else _answer_page(visit, asked)


@routes.route("/levy/expiry/months.csv", methods=["GET"])
@guard.page(open=True)
def calculator_csv(visit: Visit) -> Reply:
    """The same rows as a CSV."""
    asked = read_expiry(visit.query, _this_month(visit))
    if isinstance(asked, FieldErrors):
        return _form_page(visit, asked, 422)
    content = csv_bytes(pages.COLUMNS, pages.file_rows(pages.found_of(asked)))
    return download(visit, content, "text/csv; charset=utf-8", "levy-expiry.csv")


@routes.route("/levy/expiry/months.xlsx", methods=["GET"])
@guard.page(open=True)
def calculator_xlsx(visit: Visit) -> Reply:
    """The same rows as an Excel workbook."""
    asked = read_expiry(visit.query, _this_month(visit))
    if isinstance(asked, FieldErrors):
        return _form_page(visit, asked, 422)
    content = xlsx_bytes(pages.COLUMNS, pages.file_rows(pages.found_of(asked)), "Levy expiry")
    return download(visit, content, _XLSX, "levy-expiry.xlsx")


def _form_page(visit: Visit, form: Form, status: int = 200) -> Reply:
    example = pages.query_of(pages.EXAMPLE)
    return render(visit, "levy/public/expiry.html", status, form=form, example=example)


def _answer_page(visit: Visit, asked: AskExpiry) -> Reply:
    this_month = _this_month(visit)
    return render(
        visit,
        "levy/public/expiry_answer.html",
        form=Form(visit.query),
        answer=pages.expiry_shown(asked, this_month),
        rules=pages.rules_shown(this_month),
        query=pages.query_of(visit.query),
        is_example=pages.is_example(visit.query),
    )


def _this_month(visit: Visit) -> Month:
    return Month.of(london_day(visit.now))
