"""The savings ledger: what redeployments saved, how that was worked out, and who signed it off."""

from chalice.app import Blueprint

from functions.redeploy.domain.ledger import CONTRA_RULE
from functions.redeploy.domain.policy import coordinates, is_hr_of
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.recognising import (
    SavingStatus,
    keeps_savings,
    may_sign_off,
    oversees_savings,
)
from functions.redeploy.forms.savings import (
    FIELDS,
    edit_form,
    opening_form,
    read_edit,
    read_open,
    read_sign_off,
    read_take_back,
)
from functions.redeploy.messages.savings import title_of, words_of
from functions.redeploy.pages import savings as pages
from functions.redeploy.pages.saving import saving_shown
from functions.redeploy.routes.answers import actor_of, key_of, say_no
from functions.redeploy.savings_items import line_from
from functions.redeploy.savings_store import Kept, SavingsStore
from functions.redeploy.usecases import savings as usecases
from shared.actors import Role
from shared.history import event_from
from shared.outcomes import Refusal
from shared.perform import Done
from shared.reference.rules import rule
from shared.web.acts import errors_at
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import download, not_found, refused, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_BASE = "/redeploy/savings"
_EMPTY = Form()
_AS_PAGES = frozenset({Reason.NOT_FOUND, Reason.BUSY})


@routes.route("/redeploy/savings", methods=["GET"])
@guard.page()
def savings(visit: Visit) -> Reply:
    """The ledger: an employer's own for its HR, finance leads and auditors, the whole for the coordinator and the
    ICS's auditors."""
    if not (keeps_savings(visit.actor) or oversees_savings(visit.actor)):
        return not_found(visit)
    return _ledger_page(visit)


@routes.route("/redeploy/savings/ledger.csv", methods=["GET"])
@guard.page()
def ledger_file(visit: Visit) -> Reply:
    """All entries as a CSV."""
    actor = actor_of(visit)
    if not (keeps_savings(actor) or oversees_savings(actor)):
        return not_found(visit)
    content = pages.ledger_csv(SavingsStore(actor).lines(actor))
    return download(visit, content, "text/csv; charset=utf-8", "savings-ledger.csv")


@routes.route("/redeploy/savings/new", methods=["GET"])
@guard.page()
def to_record(visit: Visit) -> Reply:
    """What is to do: moves whose saving is not opened, for HR; savings that nobody has signed off, for both."""
    if not any(map(actor_of(visit).has, (Role.HR_ADVISER, Role.FINANCE_LEAD))):
        return not_found(visit)
    return _to_record_page(visit)


@routes.route("/redeploy/savings/{match_id}", methods=["GET"])
@guard.page()
def saving(visit: Visit, match_id: str) -> Reply:
    """One saving: its arithmetic, the rows of the rules, its entries."""
    kept = SavingsStore(actor_of(visit)).kept(match_id)
    if kept is None:
        return not_found(visit)
    shown = saving_shown(kept.record, kept.entries)
    return render(visit, "redeploy/savings/saving.html", saving=shown, may=_may(visit, kept))


@routes.route("/redeploy/savings/{match_id}/history", methods=["GET"])
@guard.page()
def saving_history(visit: Visit, match_id: str) -> Reply:
    """What was done with a saving, first to last."""
    store = SavingsStore(actor_of(visit))
    kept = store.kept(match_id)
    return _history_page(visit, store, kept) if kept else not_found(visit)


@routes.route("/redeploy/savings/{match_id}/open", methods=["GET"])
@guard.page()
def open_page(visit: Visit, match_id: str) -> Reply:
    """The form that opens the saving of a move, with what the register knows filled in."""
    return _open_page(visit, match_id)


@routes.route("/redeploy/savings/{match_id}/open", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def open_saving(visit: Visit, match_id: str) -> Reply:
    """Open the saving of a move."""
    bound, _ = SavingsStore(actor_of(visit)).unopened_and_once(match_id, "")
    if bound is None:
        return not_found(visit)
    command = read_open(visit.form, bound.match)
    if isinstance(command, FieldErrors):
        return _open_page(visit, match_id, command)
    outcome = usecases.open_saving(actor_of(visit), *command, visit.now)
    errors = _errors(visit, outcome)
    return _open_page(visit, match_id, errors) if errors else _answer(visit, outcome, match_id)


@routes.route("/redeploy/savings/{match_id}/edit", methods=["GET"])
@guard.page()
def edit_page(visit: Visit, match_id: str) -> Reply:
    """The form that enters the figures of an open saving again."""
    return _edit_page(visit, match_id)


@routes.route("/redeploy/savings/{match_id}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def edit_saving(visit: Visit, match_id: str) -> Reply:
    """Enter the figures of an open saving again."""
    kept = _own(visit, match_id)
    if kept is None:
        return not_found(visit)
    command = read_edit(visit.form, match_id, receiving_is_nhs=kept.record.receiving.is_nhs)
    if isinstance(command, FieldErrors):
        return _edit_page(visit, match_id, command)
    outcome = usecases.edit_saving(actor_of(visit), *command, visit.now)
    errors = _errors(visit, outcome)
    return _edit_page(visit, match_id, errors) if errors else _answer(visit, outcome, match_id)


@routes.route("/redeploy/savings/{match_id}/sign-off", methods=["GET"])
@guard.page()
def sign_off_page(visit: Visit, match_id: str) -> Reply:
    """Ask whether to sign a saving off."""
    return _sign_off_page(visit, match_id)


@routes.route("/redeploy/savings/{match_id}/sign-off", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def sign_off(visit: Visit, match_id: str) -> Reply:
    """Sign a saving off: it is entered in the ledger."""
    command = read_sign_off(visit.form, match_id)
    if isinstance(command, FieldErrors):
        return _sign_off_page(visit, match_id, command)
    return _answer(visit, usecases.sign_off(actor_of(visit), *command, visit.now), match_id)


@routes.route("/redeploy/savings/{match_id}/take-back", methods=["GET"])
@guard.page()
def take_back_page(visit: Visit, match_id: str) -> Reply:
    """Ask when the person was redundant again."""
    return _take_back_page(visit, match_id)


@routes.route("/redeploy/savings/{match_id}/take-back", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def take_back(visit: Visit, match_id: str) -> Reply:
    """Take a recognised saving back."""
    command = read_take_back(visit.form, match_id)
    if isinstance(command, FieldErrors):
        return _take_back_page(visit, match_id, command)
    outcome = usecases.take_back(actor_of(visit), *command, visit.now)
    errors = _errors(visit, outcome)
    return _take_back_page(visit, match_id, errors) if errors else _answer(visit, outcome, match_id)


def _ledger_page(visit: Visit) -> Reply:
    actor = actor_of(visit)
    store, scope = SavingsStore(actor), f"savings ledger of {actor.ods_code}"
    page = store.ledger(actor, start_of(visit, scope))
    return render(
        visit,
        "redeploy/savings/ledger.html",
        rows=pages.ledger_rows(map(line_from, page.items), visit.href(f"{_BASE}/")),
        after=next_of(visit, page.after, scope),
        totals=pages.totals_shown(list(store.lines(actor))),
        published=pages.published_shown(),
        shows_all=oversees_savings(actor),
        may_record=actor.has(Role.HR_ADVISER),
        may_sign=actor.has(Role.FINANCE_LEAD),
    )


def _to_record_page(visit: Visit) -> Reply:
    """Two lists on a page: `list=waiting` says that the cursor is of the second."""
    actor, base = actor_of(visit), visit.href(f"{_BASE}/")
    store, is_second = SavingsStore(actor), visit.query.get("list") == "waiting"
    signer = actor.person_id if actor.has(Role.FINANCE_LEAD) else ""
    moves, signing = f"moves of {actor.ods_code}", f"open savings of {actor.ods_code}"
    found, after = store.unrecorded(actor, None if is_second else start_of(visit, moves))
    waiting = store.open_savings(actor, start_of(visit, signing) if is_second else None)
    return render(
        visit,
        "redeploy/savings/new.html",
        unrecorded=pages.unrecorded_rows(found, base),
        after=next_of(visit, after, moves),
        may_record=actor.has(Role.HR_ADVISER),
        waiting=pages.open_rows((item["row"] for item in waiting.items), base, signer),
        waiting_after=next_of(visit, waiting.after, signing),
    )


def _history_page(visit: Visit, store: SavingsStore, kept: Kept) -> Reply:
    scope = f"history of {kept.record.subject}"
    page = store.history(kept.record, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Saving {kept.record.reference}",
        back_path=f"{_BASE}/{kept.record.match_id}",
        events=pages.events_shown(map(event_from, page.items)),
        after=next_of(visit, page.after, scope),
    )


def _open_page(visit: Visit, match_id: str, errors: FieldErrors | None = None) -> Reply:
    store = SavingsStore(actor_of(visit))
    bound, _ = store.unopened_and_once(match_id, "")
    if bound is None:
        return not_found(visit)
    if store.is_opened(match_id):
        return see_other(visit, f"{_BASE}/{match_id}")
    form = errors or opening_form(bound.match, bound.entry)
    return render(
        visit,
        "redeploy/savings/open.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        id=match_id,
        title=bound.match.title,
        receiving=bound.match.post_employer.name,
        items=pages.choices(),
    )


def _edit_page(visit: Visit, match_id: str, errors: FieldErrors | None = None) -> Reply:
    kept = _own(visit, match_id)
    if kept is None or kept.record.status is not SavingStatus.OPEN:
        return not_found(visit)
    return _act_page(visit, "edit", kept, errors or edit_form(kept.record.facts), items=pages.choices())


def _sign_off_page(visit: Visit, match_id: str, form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    kept = SavingsStore(actor).kept(match_id)
    is_open = kept is not None and kept.record.status is SavingStatus.OPEN
    if kept is None or not (is_open and may_sign_off(actor, kept.record)):
        return not_found(visit)
    return _act_page(visit, "sign-off", kept, form)


def _take_back_page(visit: Visit, match_id: str, form: Form = _EMPTY) -> Reply:
    kept = SavingsStore(actor_of(visit)).kept(match_id)
    if kept is None or not _may(visit, kept)["take_back"]:
        return not_found(visit)
    months = rule(CONTRA_RULE, kept.entries[0].recognised_on).number
    return _act_page(visit, "take-back", kept, form, months=months)


def _act_page(visit: Visit, name: str, kept: Kept, form: Form, **more: object) -> Reply:
    return render(
        visit,
        f"redeploy/savings/{name}.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or kept.record.head.number,
        saving=saving_shown(kept.record, kept.entries),
        **more,
    )


def _own(visit: Visit, match_id: str) -> Kept | None:
    """The saving, if it is of the employer whose HR asks."""
    actor = actor_of(visit)
    kept = SavingsStore(actor).kept(match_id)
    return kept if kept and is_hr_of(actor, kept.record.releasing.ods_code, kept.record.ics_code) else None


def _may(visit: Visit, kept: Kept) -> dict[str, bool]:
    """What may be done with a saving now: what the rules would let through."""
    actor, record = actor_of(visit), kept.record
    is_own = is_hr_of(actor, record.releasing.ods_code, record.ics_code)
    is_open, signs = record.status is SavingStatus.OPEN, may_sign_off(actor, record)
    has_entered = record.prepared_by == actor.person_id
    is_booked = bool(kept.entries) and kept.entries[0].found.is_booked
    takes = record.status is SavingStatus.RECOGNISED and is_booked
    return {
        "edit": is_own and is_open,
        "sign_off": signs and is_open and not has_entered,
        "see_why_not": signs and is_open and has_entered,
        "take_back": takes and (is_own or coordinates(actor)),
    }


def _errors(visit: Visit, outcome: Done | Refusal) -> FieldErrors | None:
    """A refusal that is about one field, beside it."""
    return errors_at(visit.form, outcome, FIELDS, words_of(outcome)) if isinstance(outcome, Refusal) else None


def _answer(visit: Visit, outcome: Done | Refusal, match_id: str) -> Reply:
    path = f"{_BASE}/{match_id}"
    if not isinstance(outcome, Refusal):
        return see_other(visit, path)
    if outcome.reason in _AS_PAGES:
        return say_no(visit, outcome, back=path, back_text="See the saving")
    return refused(visit, title_of(outcome), words_of(outcome), back=path, back_text="See the saving as it is now")
