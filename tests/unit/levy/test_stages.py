"""The table of moves is whole: every status reads well, can be reached, and ends somewhere."""

import pytest

from functions.levy.domain.policy import APPLICANTS, APPROVERS
from functions.levy.domain.stages import BY_SCHEDULE, HOLDING, MOVES, QUEUED, STAGES, Action, Status
from shared.reference.rules import all_rules


def test_every_status_has_words_for_both_sides() -> None:
    assert set(STAGES) == set(Status)
    assert all(stage.label and stage.for_receiver for stage in STAGES.values())


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached = {Status.DRAFT}
    while more := {to for (at, _), to in MOVES.items() if at in reached} - reached:
        reached |= more

    assert reached == set(Status)


@pytest.mark.parametrize("action", Action)
def test_every_action_happens_somewhere_and_belongs_to_somebody(action: Action) -> None:
    assert any(taken == action for _, taken in MOVES)
    assert (action in APPLICANTS) + (action in APPROVERS) + (action in BY_SCHEDULE) == 1


def test_money_is_held_only_after_an_approval_and_never_while_queued() -> None:
    leads_to_money = {to for (_, action), to in MOVES.items() if action in (Action.APPROVE, Action.CONFIRM)}

    assert leads_to_money == {Status.OFFERED}
    assert not HOLDING & QUEUED


def test_every_deadline_is_a_dated_setting_and_says_what_happens_on_it() -> None:
    keys = {rule.key for rule in all_rules()}
    timed = [stage for stage in STAGES.values() if stage.deadline_rule]

    assert timed
    assert all(stage.deadline_rule in keys and stage.on_deadline for stage in timed)
