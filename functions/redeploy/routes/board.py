"""The board of the ICS for its coordinator and auditors: numbers, lists without names, who would get what."""

from enum import StrEnum
from typing import TypeVar

from chalice.app import Blueprint

from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.pages import board as pages
from functions.redeploy.pages import overseeing
from functions.redeploy.routes.answers import actor_of
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import board as usecases
from shared.clock import london_day
from shared.web.guard import Guard
from shared.web.pages import download, not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.uploads import csv_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

S = TypeVar("S", bound=StrEnum)

_A_PAGE = 25
_PROPOSAL = "proposal"


@routes.route("/redeploy/board", methods=["GET"])
@guard.page()
def board(visit: Visit) -> Reply:
    """The numbers of the whole ICS."""
    found = usecases.board(actor_of(visit), visit.now)
    if found is None:
        return not_found(visit)
    return render(visit, "redeploy/board/board.html", board=pages.board_shown(found, london_day(visit.now)))


@routes.route("/redeploy/board/numbers.csv", methods=["GET"])
@guard.page()
def board_numbers(visit: Visit) -> Reply:
    """The same numbers, hidden and rounded in the same way, as a file."""
    found = usecases.board(actor_of(visit), visit.now)
    if found is None:
        return not_found(visit)
    today = london_day(visit.now)
    content = csv_bytes(pages.CSV_COLUMNS, pages.csv_rows(pages.board_shown(found, today)))
    return download(visit, content, "text/csv; charset=utf-8", f"redeployment {today}.csv")


@routes.route("/redeploy/board/people", methods=["GET"])
@guard.page()
def board_people(visit: Visit) -> Reply:
    """People by reference, the soonest end of notice first. One read."""
    status = _status(visit, EntryStatus, EntryStatus.ACTIVE)
    return _list(visit, "people", EntryStatus.ACTIVE if status is EntryStatus.ERASED else status)


@routes.route("/redeploy/board/vacancies", methods=["GET"])
@guard.page()
def board_vacancies(visit: Visit) -> Reply:
    """Vacancies, the soonest end of hold first. One read."""
    return _list(visit, "vacancies", _status(visit, VacancyStatus, VacancyStatus.HELD))


@routes.route("/redeploy/board/matches", methods=["GET"])
@guard.page()
def board_matches(visit: Visit) -> Reply:
    """Matches, the longest in their status first. One read."""
    return _list(visit, "matches", _status(visit, MatchStatus, MatchStatus.PROPOSED))


@routes.route("/redeploy/allocation", methods=["GET"])
@guard.page()
def allocation(visit: Visit) -> Reply:
    """Who would get what if everybody's wishes were met in the published order. It proposes; people decide."""
    start = int(start_of(visit, _PROPOSAL) or 0)
    found = usecases.proposal(actor_of(visit), visit.now, start, _A_PAGE)
    return _proposal_page(visit, found) if found else not_found(visit)


def _proposal_page(visit: Visit, found: usecases.ProposalPage) -> Reply:
    return render(
        visit,
        "redeploy/board/allocation.html",
        people=overseeing.proposal_rows(found.shown),
        total=found.people,
        placed=found.placed,
        input_hash=found.input_hash,
        after=next_of(visit, str(found.after) if found.after else None, _PROPOSAL),
    )


def _status(visit: Visit, statuses: type[S], usual: S) -> S:
    """The status that is asked for, or the usual one."""
    asked = visit.query.get("status", "")
    return next((one for one in statuses if one.value == asked), usual)


def _list(visit: Visit, subject: str, status: EntryStatus | VacancyStatus | MatchStatus) -> Reply:
    actor, scope = actor_of(visit), f"board {subject} {status}"
    if not usecases.oversees(actor):
        return not_found(visit)
    store, start, today = RedeployStore(actor), start_of(visit, scope), london_day(visit.now)
    match status:
        case EntryStatus():
            page = store.people_in(status, start)
            rows = overseeing.person_rows((item["row"] for item in page.items), today)
        case VacancyStatus():
            page, base = store.vacancies_in(status, start), visit.href("/redeploy/vacancies/")
            rows = overseeing.vacancy_rows((item["row"] for item in page.items), today, base)
        case MatchStatus():
            page, base = store.matches_in(status, start), visit.href("/redeploy/matches/")
            rows = overseeing.match_rows((item["row"] for item in page.items), today, base)
    title, _, columns = overseeing.SUBJECTS[subject]
    return render(
        visit,
        "redeploy/board/list.html",
        title=title,
        path=f"/redeploy/board/{subject}",
        columns=columns,
        wanted=status.value,
        filters=overseeing.filters_shown(subject, status),
        rows=rows,
        after=next_of(visit, page.after, scope),
    )
