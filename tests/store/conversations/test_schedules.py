"""What runs without a person asking: email at once and swept, follow-ups on their day, figures once a quarter."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest

from functions.retention.conversations import schedules
from functions.retention.conversations.domain.opening import Close, Erase
from functions.retention.conversations.domain.quarters import Quarter
from functions.retention.conversations.schedule_store import ScheduleStore
from functions.retention.conversations.store import ConversationStore
from functions.retention.conversations.usecases import opening
from functions.retention.conversations.usecases.nightly import publish
from shared import clock
from shared.ids import new_id
from shared.table import Table, Update
from tests.conversations import (
    ADVISER,
    OTHERS,
    PERSON,
    as_it_stands,
    asked,
    done,
    followed_up,
    invited,
    noted,
    on,
    talked,
)
from tests.partners import NOW
from tests.store.levy.test_schedules import LambdaContext, Post, stream_of

SUBJECT = "There is something to read"
QUARTER_OVER = datetime(2027, 1, 1, 2, tzinfo=UTC)


def at(instant: datetime) -> None:
    clock.use_source(lambda: instant)


def night(instant: datetime) -> dict[str, int]:
    at(instant)
    return schedules.daily({}, LambdaContext())


def swept(instant: datetime) -> None:
    at(instant + timedelta(minutes=3))
    schedules.sweep({}, LambdaContext())


def test_the_other_one_is_told_that_there_is_something_to_read_and_nothing_more(post: Post, table: Table) -> None:
    talk = asked("CANARY words.")
    noted(talk, "CANARY answer.", ADVISER)
    swept(NOW)
    assert [(one.to, one.subject) for one in sorted(post.sent, key=lambda one: one.to)] == [
        ("adviser@example.org", SUBJECT),
        ("wren@example.org", SUBJECT),
    ]
    assert "CANARY" not in "".join(one.body for one in post.sent)


def test_the_stream_sends_what_was_just_committed_once(post: Post, table: Table) -> None:
    invited()
    event = stream_of(table.page("work", "UNSENT").items[0]["pk"])
    for _ in range(2):
        assert schedules.on_stream(event, LambdaContext()) == {"batchItemFailures": []}
    swept(NOW)
    assert [one.to for one in post.sent] == ["wren@example.org"]


def test_both_are_reminded_once_on_the_day_of_a_follow_up_and_again_on_that_of_the_next(post: Post) -> None:
    talk = asked()
    talked(talk)
    swept(NOW)
    post.sent.clear()
    due = datetime(2027, 2, 22, 2, tzinfo=UTC)
    assert night(due - timedelta(days=1))["reminded"] == 0
    assert night(due)["reminded"] == 2
    assert night(due + timedelta(days=1))["reminded"] == 0  # told once, however long it takes
    swept(due)
    assert sorted(one.to for one in post.sent) == ["adviser@example.org", "wren@example.org"]
    assert {one.subject for one in post.sent} == {SUBJECT}
    followed_up(talk, 3, "stayed", due)
    assert night(datetime(2027, 5, 22, 2, tzinfo=UTC))["reminded"] == 2


def test_nobody_is_followed_up_once_it_is_closed_and_both_are_asked_a_year_later() -> None:
    talk = asked()
    talked(talk)
    done(opening.close(PERSON, on(talk, Close), new_id(), NOW))
    assert night(datetime(2027, 2, 22, 2, tzinfo=UTC))["reminded"] == 0
    assert night(datetime(2027, 11, 22, 2, tzinfo=UTC))["reminded"] == 2


def test_the_reminder_of_a_conversation_that_is_erased_meanwhile_reaches_nobody(
    post: Post, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    talk = asked()
    talked(talk)
    swept(NOW)
    post.sent.clear()
    night(datetime(2027, 2, 22, 2, tzinfo=UTC))
    done(opening.erase(PERSON, on(talk, Erase), new_id(), clock.now()))
    with caplog.at_level(logging.INFO, "exchange"):
        swept(clock.now())
    assert post.sent == []
    assert "nobody_to_email" in caplog.text and talk not in caplog.text
    assert night(datetime(2027, 2, 23, 2, tzinfo=UTC))["reminded"] == 0


def quarters() -> list[str]:
    return [one.quarter for one in ScheduleStore().published()]


def test_a_quarter_is_published_on_the_night_after_it_is_over_and_never_again() -> None:
    for _ in range(9):
        talked(asked())
    night(QUARTER_OVER - timedelta(days=1))
    assert quarters()[-1] == "2026-07"
    night(QUARTER_OVER)
    frozen = ScheduleStore().published()[-1]
    assert (frozen.quarter, frozen.talked) == ("2026-10", "10")
    late = asked(now=NOW)
    talked(late, now=NOW)  # found in that quarter afterwards
    assert night(QUARTER_OVER + timedelta(days=1))["published"] == 0
    assert publish(Quarter.parse("2026-10"), clock.now()) is False
    assert ScheduleStore().published()[-1] == frozen


def test_what_is_counted_is_what_stood_there_when_the_quarter_ended() -> None:
    talks = [asked() for _ in range(10)]
    for talk in talks:
        talked(talk, reasons=("18",))
    done(opening.erase(PERSON, on(talks[0], Erase), new_id(), NOW))
    night(QUARTER_OVER)
    first = ScheduleStore().published()[-1]
    assert next(one.shown for one in first.reasons if one.code == "18") == "10"
    talks_counted, _ = ScheduleStore().counted(Quarter.parse("2026-10"))
    assert len(talks_counted) == 9  # who erased is counted no more


def test_an_outcome_counts_in_the_quarter_in_which_it_was_filled_in() -> None:
    talk = asked()
    talked(talk)
    followed_up(talk, 3, "left", datetime(2027, 2, 23, 9, tzinfo=UTC))
    followed_up(talk, 6, "stayed", datetime(2027, 5, 23, 9, tzinfo=UTC))
    came = {quarter: ScheduleStore().counted(Quarter.parse(quarter))[1] for quarter in ("2027-01", "2027-04")}
    assert [[(one.months, one.outcome) for one in held] for held in came.values()] == [
        [(3, "left")],
        [(6, "stayed")],
    ]


def test_the_published_item_holds_no_number_of_a_few(table: Table) -> None:
    for _ in range(3):
        talked(asked(), reasons=("18",))
    night(QUARTER_OVER)
    item = table.get("PUBLISHED#QXX", "QUARTER#2026-10")
    assert item and '"3"' not in json.dumps(item, default=str)
    assert item["body"]["talked"] == "*"


def test_only_the_coordinator_of_the_ics_reads_what_is_published() -> None:
    night(QUARTER_OVER)
    read = {who: len(ConversationStore(actor).published(None).items) for who, actor in OTHERS.items()}
    may = {"coordinator", "everything at once, in the ICS"}
    assert {who for who, count in read.items() if count} == may
    assert (
        ConversationStore(PERSON).published(None).items == ConversationStore(ADVISER).published(None).items == []
    )


def test_a_night_that_is_cut_short_is_taken_up_by_the_next() -> None:
    at(QUARTER_OVER)
    assert schedules.daily({}, LambdaContext(60_000, 60_000, 1_000)) == {"published": 2, "reminded": 0}
    assert night(QUARTER_OVER)["published"] == len(quarters()) - 2
    assert quarters() == sorted(quarters()) and len(quarters()) == len(set(quarters()))


def test_a_reminder_goes_to_the_adviser_of_today(post: Post, table: Table) -> None:
    talk = asked()
    talked(talk)
    swept(NOW)
    post.sent.clear()
    record = as_it_stands(talk)
    assert record.contents and record.next_due_on
    night(datetime(2027, 2, 22, 2, tzinfo=UTC))
    moved = record.body()
    contents = dict(moved["contents"]) | {"adviser_id": "second-adviser"}  # type: ignore[arg-type]
    table.update(Update(record.subject, "CONVERSATION", put={"body": moved | {"contents": contents}}))
    swept(clock.now())
    assert sorted(one.to for one in post.sent) == ["second-adviser@example.org", "wren@example.org"]
