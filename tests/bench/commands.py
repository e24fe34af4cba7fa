"""Every command that changes the levy table, each ready to be sent: the same act, with the same key, each time."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from functions.levy.account_items import left_key
from functions.levy.domain.accounts import SaveLevyAccount
from functions.levy.domain.applications import Application, DeclineReason
from functions.levy.domain.commands import (
    Accept,
    Answer,
    Ask,
    Confirm,
    Decline,
    DeclineAll,
    LeaveOffer,
    OnVersion,
    PutOnWaitingList,
    SendBack,
    Withdraw,
)
from functions.levy.domain.pledges import Criteria, EditPledge, OfferPledge, PledgeStatus, SetPledgeStatus
from functions.levy.usecases import allowance, applications, decisions, pledges
from shared.ids import new_id
from shared.settings import settings
from shared.table import Table
from tests.bench.apprentice_commands import APPRENTICE_COMMANDS, draw_instalments
from tests.levies import (
    APPROVER,
    FINANCE_LEAD,
    MANAGER,
    RATIONALE,
    SECOND_APPROVER,
    TRUST,
    a_group,
    approval,
    done,
    read,
    some_figures,
    stored_application,
    stored_draft,
    stored_figures,
    stored_pledge,
)
from tests.partners import NOW

C = TypeVar("C", bound=OnVersion)
Act = Callable[[], object]
Prepare = Callable[[], Act]
"""Puts what the command needs into the table, and returns the act."""

WHY = "It meets the need of the area."
EACH_PENCE = 1_500_000


def start() -> Act:
    return partial(applications.start_application, MANAGER, new_id(), NOW)


def save() -> Act:
    return partial(applications.save_section, MANAGER, stored_draft().application_id, RATIONALE, new_id(), NOW)


def save_group() -> Act:
    group = a_group(3, group_id="g2")
    return partial(applications.save_group, MANAGER, stored_draft().application_id, group, new_id(), NOW)


def remove_group() -> Act:
    return partial(applications.remove_group, MANAGER, stored_draft().application_id, "g1", new_id(), NOW)


def submit() -> Act:
    stored_pledge()
    return partial(applications.submit, MANAGER, _as_shown(OnVersion, stored_draft()), new_id(), NOW)


def ask() -> Act:
    command = _as_shown(Ask, stored_application(), question="Which ward?")
    return partial(decisions.ask, APPROVER, command, new_id(), NOW)


def answer() -> Act:
    asked = stored_application()
    done(decisions.ask(APPROVER, _as_shown(Ask, asked, question="Which ward?"), new_id(), NOW))
    command = _as_shown(Answer, _again(asked), answer="The dementia unit.")
    return partial(applications.answer, MANAGER, command, new_id(), NOW)


def put_on_waiting_list() -> Act:
    command = _as_shown(PutOnWaitingList, stored_application(), has_conflict=False, why=WHY)
    return partial(decisions.put_on_waiting_list, APPROVER, command, new_id(), NOW)


def approve() -> Act:
    command = approval(stored_application(), (stored_pledge().pledge_id, EACH_PENCE))
    return partial(decisions.approve, APPROVER, command, new_id(), NOW)


def approve_split() -> Act:
    parts = [(stored_pledge().pledge_id, pence) for pence in (500_000, 499_999, 500_001)]
    return partial(decisions.approve, APPROVER, approval(stored_application(), *parts), new_id(), NOW)


def propose() -> Act:
    command = approval(stored_application(2), (stored_pledge().pledge_id, 2 * EACH_PENCE))
    return partial(decisions.approve, APPROVER, command, new_id(), NOW)


def confirm() -> Act:
    application, pledge_id = _proposed()
    command = _as_shown(Confirm, application, has_conflict=False, pledge_ids=(pledge_id,))
    return partial(decisions.confirm, SECOND_APPROVER, command, new_id(), NOW)


def send_back() -> Act:
    command = _as_shown(SendBack, _proposed()[0], has_conflict=False, why="Not yet.")
    return partial(decisions.send_back, SECOND_APPROVER, command, new_id(), NOW)


def decline() -> Act:
    reasons = (DeclineReason.DUPLICATE, DeclineReason.OTHER)
    command = _as_shown(Decline, stored_application(), has_conflict=False, reasons=reasons, why="A second one.")
    return partial(decisions.decline, APPROVER, command, new_id(), NOW)


def decline_all() -> Act:
    shown = [(one.application_id, one.head.number) for one in (stored_application(), stored_application())]
    wanted = DeclineAll(has_conflict=False, reasons=(DeclineReason.OUT_OF_FUNDS,), why="The money is spent.")
    return partial(decisions.decline_all, APPROVER, shown, wanted, new_id(), NOW)


def accept() -> Act:
    return partial(applications.accept, MANAGER, _as_shown(Accept, _offered(), accepts_terms=True), new_id(), NOW)


def decline_offer() -> Act:
    return partial(applications.decline_offer, MANAGER, _as_shown(LeaveOffer, _offered()), new_id(), NOW)


def withdraw_draft() -> Act:
    return partial(applications.withdraw, MANAGER, _as_shown(Withdraw, stored_draft()), new_id(), NOW)


def withdraw_accepted() -> Act:
    offered = _offered()
    done(applications.accept(MANAGER, _as_shown(Accept, offered, accepts_terms=True), new_id(), NOW))
    return partial(applications.withdraw, MANAGER, _as_shown(Withdraw, _again(offered)), new_id(), NOW)


def lapse() -> Act:
    _offered()

    def act() -> None:
        decisions.lapse_offers(NOW + timedelta(days=60))

    return act


def offer_pledge() -> Act:
    command = OfferPledge(
        pledge_id=new_id(),
        amount_pence=5_000_000,
        tax_year="2026/27",
        shows_name=True,
        criteria=Criteria(),
        note="",
    )
    return partial(pledges.offer_pledge, FINANCE_LEAD, command, NOW)


def raise_pledge() -> Act:
    return _edit(to_pence=12_000_000)


def lower_pledge() -> Act:
    return _edit(to_pence=2_000_000)


def close_pledge() -> Act:
    return _set_status(stored_pledge().pledge_id, 1, PledgeStatus.CLOSED)


def reopen_pledge() -> Act:
    pledge = stored_pledge()
    _set_status(pledge.pledge_id, 1, PledgeStatus.CLOSED)()
    return _set_status(pledge.pledge_id, 2, PledgeStatus.OPEN)


def promise_first() -> Act:
    """The first promise of an employer whose promises are not counted yet."""
    act = approve()
    Table(settings().levy_table).delete(*left_key(TRUST.ods_code))
    return act


def enter_figures() -> Act:
    _offered()
    return partial(allowance.save_account, FINANCE_LEAD, _figures(0), new_id(), NOW)


def correct_figures() -> Act:
    stored_figures()
    _offered()
    return partial(allowance.save_account, FINANCE_LEAD, _figures(1), new_id(), NOW)


COMMANDS: tuple[Prepare, ...] = (
    start,
    save,
    save_group,
    remove_group,
    submit,
    ask,
    answer,
    put_on_waiting_list,
    approve,
    approve_split,
    propose,
    confirm,
    send_back,
    decline,
    decline_all,
    accept,
    decline_offer,
    withdraw_draft,
    withdraw_accepted,
    lapse,
    offer_pledge,
    raise_pledge,
    lower_pledge,
    close_pledge,
    reopen_pledge,
    *APPRENTICE_COMMANDS,
    promise_first,
    enter_figures,
    correct_figures,
)

SEVERAL_TRANSACTIONS = frozenset({decline_all, draw_instalments, promise_first})
"""The commands of several transactions: one a record, so that a crash may leave some done and others not; or one
that only begins to count what an employer promises."""


def _as_shown(kind: type[C], application: Application, **details: object) -> C:
    shown = {"application_id": application.application_id, "version": application.head.number}
    return kind.model_validate(shown | details)


def _again(application: Application) -> Application:
    return read(application.application_id)


def _offered() -> Application:
    application = stored_application()
    command = approval(application, (stored_pledge().pledge_id, EACH_PENCE))
    done(decisions.approve(APPROVER, command, new_id(), NOW))
    return _again(application)


def _proposed() -> tuple[Application, str]:
    application, pledge = stored_application(2), stored_pledge()
    command = approval(application, (pledge.pledge_id, 2 * EACH_PENCE))
    done(decisions.approve(APPROVER, command, new_id(), NOW))
    return _again(application), pledge.pledge_id


def _edit(to_pence: int) -> Act:
    command = EditPledge(
        pledge_id=stored_pledge().pledge_id,
        version=1,
        amount_pence=to_pence,
        shows_name=False,
        criteria=Criteria(places=("Moorland East",)),
        note="For the moors.",
    )
    return partial(pledges.edit_pledge, FINANCE_LEAD, command, new_id(), NOW)


def _figures(version: int) -> SaveLevyAccount:
    return SaveLevyAccount(version=version, figures=some_figures(1_100_000, elsewhere={"2026/27": 100_000}))


def _set_status(pledge_id: str, version: int, status: PledgeStatus) -> Act:
    command = SetPledgeStatus(pledge_id=pledge_id, version=version, status=status, why="We must pause.")
    return partial(pledges.set_pledge_status, FINANCE_LEAD, command, new_id(), NOW)
