"""A bad day: the database throttles, is in conflict, and loses replies; people press the button again."""

from collections.abc import Callable
from functools import partial

import pytest

from functions.levy.domain.reasons import Reason
from functions.levy.usecases import decisions
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.table import Busy
from tests.bench import reconciliation
from tests.bench.apprentice_commands import SCHEDULED
from tests.bench.commands import COMMANDS, EACH_PENCE, Prepare, approve, lapse
from tests.bench.crash_points import restore, snapshot
from tests.bench.races import raced
from tests.bench.wire import Bend, Call, Faults, bent, impatient
from tests.levies import APPROVER, approval, read_pledge, stored_application, stored_pledge, with_partners
from tests.partners import NOW
from tests.tables import Tables

BUSY = Refusal(Reason.BUSY)


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


def on_commit(fate: Bend) -> Bend:
    """That every commit meets this fate, and everything else passes."""
    return lambda call: fate(call) if call.operation == "TransactWriteItems" else call.forward()


def replies_of(outcome: object) -> list[str]:
    """Why each part of an act was refused; blank where it was done."""
    parts = [reply for _, reply in outcome] if isinstance(outcome, list) else [outcome]
    return [one.reason if isinstance(one, Refusal) else "" for one in parts]


def until_done(act: Callable[[], object], most: int = 50) -> object:
    """What a client does that is told to try again: the same act, with the same key."""
    for _ in range(most):
        try:
            outcome = act()
        except Busy:
            continue
        if Reason.BUSY not in replies_of(outcome):
            return outcome
    raise AssertionError("still busy")


@pytest.mark.parametrize(
    ("seed", "prepare"), [*enumerate(COMMANDS)], ids=lambda one: getattr(one, "__name__", "seed")
)
def test_a_command_on_a_bad_day_leads_to_where_it_leads_on_a_good_one(
    seed: int, prepare: Prepare, tables: Tables
) -> None:
    act = prepare()
    before = snapshot(tables["levy"])
    reply = act()
    after = snapshot(tables["levy"])
    restore(tables["levy"], before)

    with impatient(), bent(Faults(throttled=0.4, conflicts=0.5, lost=0.6, seed=seed)):
        assert until_done(act) == reply

    assert snapshot(tables["levy"]) == after


@pytest.mark.parametrize("prepare", COMMANDS, ids=lambda prepare: prepare.__name__)
def test_a_database_that_only_throttles_leads_to_a_refusal_and_never_to_an_error(
    prepare: Prepare, tables: Tables
) -> None:
    act = prepare()
    before = snapshot(tables["levy"])
    with impatient(), bent(lambda call: call.refused("ThrottlingException")):
        if (
            prepare is lapse or prepare in SCHEDULED
        ):  # a schedule has nobody to tell: it fails, and runs again in its time
            with pytest.raises(Busy):
                act()
        else:
            assert set(replies_of(act())) == {"busy"}
    assert snapshot(tables["levy"]) == before


def test_a_commit_of_which_every_reply_is_lost_was_done_once_and_the_same_key_says_so(tables: Tables) -> None:
    act = approve()
    with (
        impatient(),
        bent(lambda call: call.unheard() if call.operation == "TransactWriteItems" else call.forward()),
    ):
        assert act() == BUSY
    assert isinstance(act(), Done)
    assert act() == act()
    books = reconciliation.opened(reconciliation.everything(tables["levy"]))
    assert reconciliation.faults(books) == []
    assert [pledge["reserved_pence"] for pledge in books.pledges.values()] == [EACH_PENCE]


def test_an_act_that_meets_only_conflicts_is_told_to_try_again(tables: Tables) -> None:
    act = approve()
    before = snapshot(tables["levy"])
    with bent(on_commit(Call.conflict)):
        assert act() == BUSY
    assert snapshot(tables["levy"]) == before


def test_an_approval_sent_three_times_at_once_has_one_effect_and_three_equal_replies(tables: Tables) -> None:
    act = approve()
    replies = raced([act, act, act])
    assert replies[0] == replies[1] == replies[2]
    assert isinstance(replies[0], Done)
    books = reconciliation.opened(reconciliation.everything(tables["levy"]))
    assert reconciliation.faults(books) == []
    assert sum(pledge["reserved_pence"] for pledge in books.pledges.values()) == EACH_PENCE


def test_approvals_that_all_saw_the_same_money_never_spend_more_than_there_is() -> None:
    pledge = stored_pledge(3 * EACH_PENCE)
    commands = [approval(stored_application(), (pledge.pledge_id, EACH_PENCE)) for _ in range(8)]

    outcomes = raced([partial(decisions.approve, APPROVER, one, new_id(), NOW) for one in commands])

    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 3
    refused = {outcome.reason for outcome in outcomes if isinstance(outcome, Refusal)}
    assert refused == {Reason.PLEDGE_TOO_SMALL}
    assert read_pledge(pledge.pledge_id).balances.available_pence == 0
