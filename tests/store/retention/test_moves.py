"""An announced move from its dates to its start, on the real engine: who may do what, what is kept, what is
told."""

from datetime import timedelta

import pytest

from functions.retention.domain.moves import Handover, Party, Stage
from functions.retention.domain.moves_acts import GiveNotice, OnMove, ShareChecklist, TickHandover
from functions.retention.domain.moves_policy import may_read_checklist
from functions.retention.emails import compose
from functions.retention.moves_store import MovesStore
from functions.retention.usecases import moves
from functions.retention.usecases.moves_nightly import due_moves
from functions.retention.usecases.nightly import tell
from shared import audit
from shared.actors import Actor
from shared.clock import london_day
from shared.ids import new_id
from shared.outbox import UNSENT
from tests.partners import NOW
from tests.retention import (
    ADVISER,
    AUDITOR,
    COORDINATOR,
    HR,
    NURSE,
    OTHER_HR,
    OTHER_MANAGER,
    READY_AT,
    retention_table,
)
from tests.retention_moves import (
    CHAIN,
    HR_OF,
    LATER,
    WITH_VACANCY,
    agree,
    announced,
    do_not_start,
    done,
    handle,
    known,
    leave_early,
    moving,
    propose,
    refused,
    share,
    start,
)
from tests.retention_runs import Setting, a_keeper, a_run, all_agree


def releasing(one: Setting, name: str) -> Actor:
    """Who keeps the unit that somebody leaves."""
    return one.keeper(moving(one, name).move.releasing.unit_id)


def receiving(one: Setting, name: str) -> Actor:
    """Who keeps the unit that somebody joins."""
    return one.keeper(moving(one, name).move.receiving.unit_id)


def test_the_day_named_before_the_announcement_stands_until_all_three_agree() -> None:
    one = announced()
    assert moving(one, "ana").progress.agreed == (Party.RELEASING,)
    done(agree(one, "ana", one.people["ana"]))
    assert not moving(one, "ana").progress.is_agreed
    done(agree(one, "ana", receiving(one, "ana")))
    assert moving(one, "ana").progress.is_agreed
    assert refused(agree(one, "ana", one.people["ana"])) == "already_there"
    assert not moving(one, "ben").progress.is_agreed


def test_other_dates_undo_every_yes_but_that_of_who_proposes_them() -> None:
    one = announced()
    done(agree(one, "ana", receiving(one, "ana")))
    done(propose(one, "ana", one.people["ana"], 35, 38))
    progress = moving(one, "ana").progress
    assert progress.agreed == (Party.PERSON,)
    assert progress.dates.start_on == london_day(READY_AT) + timedelta(days=38)
    done(agree(one, "ana", releasing(one, "ana")))
    done(agree(one, "ana", HR_OF[moving(one, "ana").move.receiving.employer.ods_code]))
    assert moving(one, "ana").progress.is_agreed


def test_the_same_dates_proposed_again_are_a_yes() -> None:
    one = announced()
    dates = moving(one, "ana").progress.dates
    today = london_day(READY_AT)
    done(propose(one, "ana", one.people["ana"], (dates.release_on - today).days, (dates.start_on - today).days))
    assert set(moving(one, "ana").progress.agreed) == {Party.RELEASING, Party.PERSON}


@pytest.mark.parametrize(
    ("release", "first", "why"),
    [
        (-1, 5, "release_out_of_range"),
        (56, 56, "release_out_of_range"),
        (30, 30, "start_out_of_range"),
        (30, 57, "start_out_of_range"),
    ],
)
def test_dates_are_from_today_on_in_order_and_within_the_weeks_of_the_window(
    release: int, first: int, why: str
) -> None:
    one = announced()
    assert refused(propose(one, "ana", one.people["ana"], release, first)) == why


def test_the_last_day_of_the_windows_rule_is_still_good_and_today_too() -> None:
    one = announced()
    done(propose(one, "ana", one.people["ana"], 55, 56))
    done(propose(one, "ana", one.people["ana"], 0, 1))


def test_an_act_on_what_has_changed_since_is_refused_and_a_double_submit_is_a_replay() -> None:
    one = announced()
    ana = one.people["ana"]
    command, key = OnMove(**known(one, "ana", ana)), new_id()
    first = done(moves.agree_dates(ana, command, key, READY_AT))
    assert moves.agree_dates(ana, command, key, READY_AT) == first
    assert refused(moves.agree_dates(ana, command, new_id(), READY_AT)) == "changed_since"
    assert moving(one, "ana").progress.head.number == 1


def test_a_key_that_came_with_other_dates_is_refused() -> None:
    one = announced()
    ana, key = one.people["ana"], new_id()
    done(moves.agree_dates(ana, OnMove(**known(one, "ana", ana)), key, READY_AT))
    assert refused(moves.agree_dates(ana, OnMove(**known(one, "ana", ana)), key, READY_AT)) == "key_reused"


def test_only_the_releasing_side_says_how_long_the_notice_is() -> None:
    one = announced()
    for actor in (one.people["ana"], receiving(one, "ana")):
        command = GiveNotice(weeks=4, **known(one, "ana", actor))
        assert refused(moves.give_notice(actor, command, new_id(), READY_AT)) == "not_found"
    keeper = releasing(one, "ana")
    done(moves.give_notice(keeper, GiveNotice(weeks=4, **known(one, "ana", keeper)), new_id(), READY_AT))
    assert moving(one, "ana").progress.notice_weeks == 4


def test_the_handover_is_ticked_by_the_person_and_the_releasing_side_in_codes_alone() -> None:
    one = announced()
    ana, keeper = one.people["ana"], releasing(one, "ana")
    command = TickHandover(handed=(Handover.PAY, Handover.ROTA), **known(one, "ana", ana))
    done(moves.tick_handover(ana, command, new_id(), READY_AT))
    assert moving(one, "ana").progress.handed == (Handover.ROTA, Handover.PAY)
    done(moves.tick_handover(keeper, TickHandover(handed=(), **known(one, "ana", keeper)), new_id(), READY_AT))
    other = receiving(one, "ana")
    command = TickHandover(handed=(), **known(one, "ana", other))
    assert refused(moves.tick_handover(other, command, new_id(), READY_AT)) == "not_found"


def test_a_start_is_recorded_by_the_receiving_side_for_good() -> None:
    one = announced()
    done(start(one, "ana"))
    assert moving(one, "ana").progress.stage is Stage.STARTED
    assert refused(start(one, "ana")) == "not_allowed_now"
    assert refused(do_not_start(one, "ana")) == "not_allowed_now"
    assert refused(propose(one, "ana", one.people["ana"], 1, 2, LATER)) == "not_allowed_now"


def test_a_start_lies_between_the_announcement_and_today() -> None:
    one = announced()
    assert refused(start(one, "ana", days_ago=-1)) == "start_out_of_range"
    assert refused(start(one, "ana", days_ago=41)) == "start_out_of_range"
    done(start(one, "ana", days_ago=40))


def test_who_does_not_start_takes_nobody_elses_move_away() -> None:
    one = announced(CHAIN, **WITH_VACANCY)
    done(do_not_start(one, "ben"))
    assert moving(one, "ben").progress.stage is Stage.NOT_STARTED
    assert moving(one, "ana").progress.stage is Stage.ANNOUNCED
    done(start(one, "ana"))
    assert refused(start(one, "ben")) == "not_allowed_now"


def test_the_person_does_not_record_that_they_will_not_start_the_employers_do() -> None:
    one = announced()
    assert refused(do_not_start(one, "ana", actor=one.people["ana"])) == "not_found"
    done(do_not_start(one, "ana", actor=releasing(one, "ana")))


def test_who_left_within_a_year_is_recorded_by_the_new_employers_hr_and_nobody_later() -> None:
    one = announced()
    done(start(one, "ana"))
    done(start(one, "ben"))
    done(leave_early(one, "ana", LATER + timedelta(days=200)))
    assert moving(one, "ana").progress.stage is Stage.LEFT
    assert refused(leave_early(one, "ben", LATER + timedelta(days=367))) == "left_out_of_range"
    assert refused(leave_early(one, "ana", LATER + timedelta(days=201))) == "not_allowed_now"


def test_the_checklist_is_read_by_the_new_employers_hr_only_while_the_person_lets_them() -> None:
    one = announced()
    reader = HR_OF[moving(one, "ana").move.receiving.employer.ods_code]
    other = HR_OF[moving(one, "ana").move.releasing.employer.ods_code]
    assert not may_read_checklist(reader, moving(one, "ana"))
    done(share(one, "ana"))
    now = moving(one, "ana")
    assert may_read_checklist(reader, now)
    assert not may_read_checklist(other, now)
    assert not may_read_checklist(receiving(one, "ana"), now)
    done(share(one, "ana", shares=False))
    assert not may_read_checklist(reader, moving(one, "ana"))
    command = ShareChecklist(shares=True, **known(one, "ana", reader))
    assert refused(moves.share_checklist(reader, command, new_id(), READY_AT)) == "not_found"


def test_the_first_reading_is_the_delivery_and_each_one_is_noted_for_the_person() -> None:
    one = announced()
    done(share(one, "ana"))
    reader = HR_OF[moving(one, "ana").move.receiving.employer.ods_code]
    for _ in range(2):
        assert moves.deliver_checklist(reader, one.window_id, handle(one, "ana"), LATER)
    assert moving(one, "ana").progress.delivered_at == LATER
    page = retention_table().page(None, f"REQUEST#{one.window_id}#ana", sk_prefix="SEEN#")
    assert {item["who"] for item in page.items} == {f"{reader.name}, {reader.organisation_name}"}
    assert all("Passport checklist" in item["unit"] for item in page.items)
    events = retention_table().page(None, f"PROGRESS#{one.window_id}#ana", sk_prefix="EVENT#").items
    assert [item["action"] for item in events] == ["share_checklist", "deliver_checklist"]


@pytest.mark.parametrize(
    "actor", [COORDINATOR, AUDITOR, ADVISER, NURSE, OTHER_MANAGER], ids=lambda it: it.person_id
)
def test_nobody_else_finds_a_move(actor: Actor) -> None:
    one = announced()
    assert MovesStore(actor).move_by(one.window_id, handle(one, "ana")) is None
    assert MovesStore(actor).own_move(one.window_id) is None
    assert MovesStore(actor).moves_page(one.window, "receiving", None)[0] == []


def test_hr_lists_all_moves_of_the_employer_and_a_keeper_those_of_their_unit() -> None:
    one = announced((("ana", "A", "B"), ("ben", "B", "A"), ("cat", "C", "D"), ("dan", "D", "C")))
    into, _ = MovesStore(HR).moves_page(one.window, "receiving", None)
    assert {it.move.person.person_id for it in into} == {"ben", "dan"}
    out, _ = MovesStore(OTHER_HR).moves_page(one.window, "releasing", None)
    assert {it.move.person.person_id for it in out} == {"ben", "dan"}
    keeps, _ = MovesStore(a_keeper("A")).moves_page(one.window, "receiving", None)
    assert {it.move.person.person_id for it in keeps} == {"ben"}


def test_before_the_announcement_there_is_no_move_to_find() -> None:
    one = a_run()
    all_agree(one)
    assert MovesStore(HR).moves_page(one.window, "receiving", None) == ([], None)
    assert MovesStore(one.people["ana"]).own_move(one.window_id) is None


def test_who_has_not_agreed_is_reminded_every_week_and_nobody_twice() -> None:
    one = announced()
    done(agree(one, "ana", one.people["ana"]))
    assert list(due_moves(READY_AT + timedelta(days=6))) == []
    week = READY_AT + timedelta(days=7)
    told = [intent for intent in due_moves(week) if tell(intent, week)]
    kinds = sorted(intent.kind for intent in told)
    assert kinds == ["dates_due", "dates_due", "dates_due_own"]  # Ana's receiver; Ben's receiver and Ben
    day_later = week + timedelta(days=1)
    assert not any(tell(intent, day_later) for intent in due_moves(day_later))
    fortnight = READY_AT + timedelta(days=14)
    assert sum(tell(intent, fortnight) for intent in due_moves(fortnight)) == 3


def test_the_receiving_side_is_asked_once_whether_somebody_started() -> None:
    one = announced()
    for name in ("ana", "ben"):
        done(agree(one, name, one.people[name]))
        done(agree(one, name, receiving(one, name)))
    day = READY_AT + timedelta(days=30)
    assert [intent.kind for intent in due_moves(day) if tell(intent, day)] == ["start_due", "start_due"]
    assert not any(tell(intent, LATER) for intent in due_moves(LATER))


def test_emails_of_moves_name_nobody_and_say_nothing_to_staff() -> None:
    one = announced()
    done(propose(one, "ana", receiving(one, "ana"), 30, 31))
    done(do_not_start(one, "ben"))
    week = READY_AT + timedelta(days=7)
    intents = [*due_moves(week)]
    rows = retention_table().page("work", UNSENT, limit=100).items
    kinds = {str(row["pk"]).split(":")[1] for row in rows}
    assert {"dates_proposed", "not_started"} <= kinds
    for intent in intents:
        for email in compose(intent):
            assert not [
                name
                for name in ("Ana", "Ben", "ana", "ben")
                if name in email.subject + email.body.split("http")[0]
            ]


def test_the_audit_of_moves_is_whole_and_an_altered_record_shows() -> None:
    one = announced()
    done(agree(one, "ana", one.people["ana"]))
    audit.seal(retention_table(), "QXX", NOW)
    assert audit.verify(retention_table(), "QXX").fault is None
    item = retention_table().get(f"PROGRESS#{one.window_id}#ana", "PROGRESS")
    assert item is not None
    item["body"]["stage"] = "started"
    retention_table().put(item)
    assert audit.verify(retention_table(), "QXX").fault is not None
