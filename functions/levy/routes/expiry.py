"""When levy expires, and what becomes of it: calculators that are open to everybody. Nothing is kept."""

from collections.abc import Iterable, Sequence

from chalice.app import Blueprint

from functions.levy.forms.expiry import AskExpiry, read_expiry
from functions.levy.forms.forecast import AskForecast, read_forecast
from functions.levy.pages import expiry as pages
from functions.levy.pages import forecast as forecasts
from shared.clock import london_day
from shared.values.dates import Month
from shared.web.forms import FieldErrors, Form
from shared.web.guard import Guard
from shared.web.pages import download, not_found, render
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


@routes.route("/levy/expiry/forecast", methods=["GET"])
@guard.page(open=True)
def forecast(visit: Visit) -> Reply:
    """The account month by month: the form, with whatever figures came along, or the answer above it."""
    if "levy_each" not in visit.query:
        return _forecast_form_page(visit, Form(visit.query))
    asked = read_forecast(visit.query, _this_month(visit))
    if isinstance(asked, FieldErrors):
        return _forecast_form_page(visit, asked, 422)
    return _forecast_page(visit, asked)


@routes.route("/levy/expiry/{file}", methods=["GET"])
@guard.page(open=True)
def answer_file(visit: Visit, file: str) -> Reply:
    """The rows of an answer as a file: `months` or `forecast`, `.csv` or `.xlsx`. One route for the four, because
    API Gateway allows 300 parts of addresses."""
    name, _, kind = file.partition(".")
    if name not in _FILES or kind not in _KINDS:
        return not_found(visit)
    return _FILES[name](visit, kind)


def _months_file(visit: Visit, kind: str) -> Reply:
    asked = read_expiry(visit.query, _this_month(visit))
    if isinstance(asked, FieldErrors):
        return _form_page(visit, asked, 422)
    rows = pages.file_rows(pages.found_of(asked))
    return _download(visit, kind, pages.COLUMNS, rows, "Levy expiry")


def _forecast_file(visit: Visit, kind: str) -> Reply:
    asked = read_forecast(visit.query, _this_month(visit))
    if isinstance(asked, FieldErrors):
        return _forecast_form_page(visit, asked, 422)
    rows = forecasts.file_rows(forecasts.rows_of(asked))
    return _download(visit, kind, forecasts.COLUMNS, rows, "Levy forecast")


_KINDS = ("csv", "xlsx")
_FILES = {"months": _months_file, "forecast": _forecast_file}


def _download(visit: Visit, kind: str, columns: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> Reply:
    name = f"{title.lower().replace(' ', '-')}.{kind}"
    if kind == "csv":
        return download(visit, csv_bytes(columns, rows), "text/csv; charset=utf-8", name)
    return download(visit, xlsx_bytes(columns, rows, title), _XLSX, name)


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
        known=pages.carried_on(asked, this_month),
        is_example=pages.is_example(visit.query),
    )


def _forecast_form_page(visit: Visit, form: Form, status: int = 200) -> Reply:
    example = pages.query_of(forecasts.EXAMPLE, forecasts.NAMES)
    return render(visit, "levy/public/forecast.html", status, form=form, example=example)


def _forecast_page(visit: Visit, asked: AskForecast) -> Reply:
    this_month = _this_month(visit)
    return render(
        visit,
        "levy/public/forecast_answer.html",
        form=Form(visit.query),
        answer=forecasts.forecast_shown(forecasts.rows_of(asked)),
        rules=pages.rules_shown(this_month),
        co_investment=forecasts.co_investment_shown(this_month),
        query=pages.query_of(visit.query, forecasts.NAMES),
        is_example=forecasts.is_example(visit.query),
    )


def _this_month(visit: Visit) -> Month:
    return Month.of(london_day(visit.now))
