"""An employer's HR enters what a year came to."""

from chalice.app import Blueprint

from functions.retention.domain.stability import last_over, may_enter_year
from functions.retention.forms.stability import read_year, year_form
from functions.retention.messages.stability import DEFINITIONS
from functions.retention.pages import stability as pages
from functions.retention.routes.answers import actor_of, key_of, say_no
from functions.retention.stability_store import StabilityStore
from functions.retention.usecases import stability as usecases
from functions.retention.usecases.outcomes import is_due
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.reference.rules import rule
from shared.web.forms import FieldErrors
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_YEARS = "/retention/stability"
_FIGURES = 4  # of a year in an address


@routes.route("/retention/stability", methods=["GET"])
@guard.page()
def years(visit: Visit) -> Reply:
    """The years of one's employer: entered or not. One read."""
    return _list_page(visit) if may_enter_year(actor_of(visit)) else not_found(visit)


@routes.route("/retention/stability/{number}", methods=["GET"])
@guard.page()
def year(visit: Visit, number: str) -> Reply:
    """Ask for the counts of a year."""
    return _form_page(visit, number)


@routes.route("/retention/stability/{number}", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def enter_year(visit: Visit, number: str) -> Reply:
    """Enter a year."""
    if _open_year(visit, number) is None:
        return not_found(visit)
    command = read_year(visit.form, int(number))
    if isinstance(command, FieldErrors):
        return _form_page(visit, number, command)
    outcome = usecases.enter_year(actor_of(visit), *command, visit.now)
    return say_no(visit, outcome, back=_YEARS) if isinstance(outcome, Refusal) else see_other(visit, _YEARS)


def _listed(visit: Visit) -> list[int]:
    day = london_day(visit.now)
    return pages.years_to_enter(last_over(day), rule("stability_count_from", day).day)


def _open_year(visit: Visit, number: str) -> int | None:
    """The year of an address, if the actor may enter it at all."""
    is_year = number.isascii() and number.isdecimal() and len(number) == _FIGURES
    may = is_year and may_enter_year(actor_of(visit)) and int(number) in _listed(visit)
    return int(number) if may else None


def _list_page(visit: Visit) -> Reply:
    day, listed = london_day(visit.now), _listed(visit)
    found = StabilityStore(actor_of(visit)).own_years(listed) if listed else []
    rows = [(one, entered, is_frozen or is_due(one, day)) for one, entered, is_frozen in found]
    return render(visit, "retention/stability/list.html", rows=pages.year_rows(rows, visit.href(f"{_YEARS}/")))


def _form_page(visit: Visit, number: str, errors: FieldErrors | None = None) -> Reply:
    year = _open_year(visit, number)
    if year is None or is_due(year, london_day(visit.now)):
        return not_found(visit)
    (entered, _), _ = StabilityStore(actor_of(visit)).year_and_once(year, "")
    form = errors or year_form(entered)
    return render(
        visit,
        "retention/stability/year.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or (entered.head.number if entered else 0),
        year=year,
        name=pages.year_name(year),
        definitions=DEFINITIONS,
    )
