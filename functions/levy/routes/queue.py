"""The ICS's queue: lists by status, the applications of an employer, and declining several at once."""

import json
import re

from chalice.app import Blueprint

from functions.levy.domain.policy import decides, oversees
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Action
from functions.levy.forms.acts import errors_of
from functions.levy.forms.decisions import FIELDS, MOST_AT_ONCE, read_decline_all
from functions.levy.forms.queue import SORTS, read_query, read_reference
from functions.levy.pages import queue as pages
from functions.levy.pages.decisions import reason_items
from functions.levy.routes.answers import actor_of
from functions.levy.store import LevyStore
from functions.levy.usecases import decisions as usecases
from functions.levy.usecases import desk
from shared import directory
from shared.actors import Organisation
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, refused, render, see_other
from shared.web.paging import next_of, sealed_for, start_of, unsealed_for
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST_SEARCH = 100
_RESULTS = "results of declining"
_EMPTY = Form()


@routes.route("/levy/queue", methods=["GET"])
@guard.page()
def queue(visit: Visit) -> Reply:
    """The applications of a status, or the one or those of the employer that are searched for."""
    if not oversees(actor_of(visit)):
        return not_found(visit)
    if wanted := visit.query.get("search"):
        return _search(visit, wanted[:_LONGEST_SEARCH])
    return _status(visit)


@routes.route("/levy/queue/decline", methods=["GET"])
@guard.page()
def declining(visit: Visit) -> Reply:
    """Show what would be declined, and ask for the reasons. One read."""
    ids = list(dict.fromkeys(one for one in visit.query.all("application") if _ID.fullmatch(one)))
    return _decline_page(visit, ids)


@routes.route("/levy/queue/decline", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def decline_all(visit: Visit) -> Reply:
    """Decline each of those that were shown, each in a transaction of its own."""
    if not decides(actor_of(visit)):
        return not_found(visit)
    command = read_decline_all(visit.form)
    if isinstance(command, FieldErrors):
        return _decline_page(visit, _shown_ids(visit), command)
    shown, wanted, key = command
    if wanted.has_conflict:
        errors = errors_of(visit.form, Refusal(Reason.CONFLICT_OF_INTEREST), FIELDS)
        return _decline_page(visit, _shown_ids(visit), errors or _EMPTY)
    done = usecases.decline_all(actor_of(visit), shown.versions, wanted, key, visit.now)
    outcomes = [(one, outcome.reason.value if isinstance(outcome, Refusal) else "") for one, outcome in done]
    return see_other(visit, f"/levy/queue/declined?results={sealed_for(visit, json.dumps(outcomes), _RESULTS)}")


@routes.route("/levy/queue/declined", methods=["GET"])
@guard.page()
def declined(visit: Visit) -> Reply:
    """What became of each application. One read."""
    results = unsealed_for(visit, visit.query.get("results", ""), _RESULTS)
    if results is None:
        return see_other(visit, "/levy/queue")
    outcomes: list[tuple[str, str]] = [(one, reason) for one, reason in json.loads(results)]
    applications = LevyStore(actor_of(visit)).applications([one for one, _ in outcomes])
    return render(visit, "levy/decisions/declined.html", results=pages.results_shown(outcomes, applications))


def _status(visit: Visit) -> Reply:
    query = read_query(visit.query)
    order, newest_first = SORTS[query.sort]
    where = {"organisation_type": query.organisation_type.value} if query.organisation_type else {}
    page = LevyStore(actor_of(visit)).queue(
        query.status,
        order,
        after=start_of(visit, query.scope),
        newest_first=newest_first,
        where=where,
    )
    rows = pages.rows_shown(page, london_day(visit.now))
    return render(
        visit,
        "levy/decisions/queue.html",
        form=Form({"sort": query.sort, "type": query.organisation_type or "", "search": ""}),
        filters=pages.filters_shown(query),
        rows=rows,
        looked_at=pages.looked_at(page, len(rows)),
        after=next_of(visit, page.after, query.scope),
        may_decline=decides(actor_of(visit)) and any(row["can_tick"] for row in rows),
    )


def _search(visit: Visit, wanted: str) -> Reply:
    """The application that is meant, the applications of the employer that is, or what else it may be."""
    reference, store = read_reference(wanted), LevyStore(actor_of(visit))
    ids = store.referred(reference) if reference else []
    if len(ids) == 1:
        return see_other(visit, f"/levy/applications/{ids[0]}/decide")
    found = () if ids else directory.search_organisations(wanted).organisations
    if len(found) == 1:
        return _employer(visit, found[0])
    return render(
        visit,
        "levy/decisions/search.html",
        wanted=wanted,
        reference=reference,
        applications=store.applications(ids),
        found=found,
        form=Form({"search": wanted}),
    )


def _employer(visit: Visit, employer: Organisation) -> Reply:
    scope = f"applications of {employer.ods_code}"
    page = LevyStore(actor_of(visit)).applications_of(employer.ods_code, start_of(visit, scope))
    rows = pages.rows_shown(page, london_day(visit.now))
    return render(
        visit,
        "levy/decisions/employer.html",
        employer=employer,
        rows=rows,
        looked_at=pages.looked_at(page, len(rows)),
        after=next_of(visit, page.after, scope),
    )


def _decline_page(visit: Visit, ids: list[str], form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    if not decides(actor):
        return not_found(visit)
    if not 0 < len(ids) <= MOST_AT_ONCE:
        sentence = f"Tick at least one application, and {MOST_AT_ONCE} at most. Nothing was declined."
        return refused(visit, "Nothing can be declined", sentence, back="/levy/queue", status=422)
    found = LevyStore(actor).applications(ids)
    able = [one for one in found if desk.refuse_act(actor, one, Action.DECLINE) is None]
    today = london_day(visit.now)
    return render(
        visit,
        "levy/decisions/decline_all.html",
        status=422 if form.by_field else 200,
        form=form,
        key=form.value("key") or new_id(),
        rows=pages.ticked_shown(able, today),
        left_out=pages.ticked_shown([one for one in found if one not in able], today),
        reasons=reason_items(),
    )


def _shown_ids(visit: Visit) -> list[str]:
    ids = (one.partition(":")[0] for one in visit.form.all("shown"))
    return list(dict.fromkeys(one for one in ids if _ID.fullmatch(one)))
