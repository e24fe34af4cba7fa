"""What runs without a person asking: the stream, the sweep and the daily deadlines, as Lambda calls them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.levy import app as levy
from functions.levy.domain.commands import Accept
from functions.levy.domain.stages import Status
from functions.levy.usecases import applications, decisions
from shared import audit, clock, directory, email
from shared.actors import Role
from shared.ids import new_id
from shared.outbox import Email
from shared.settings import settings
from shared.table import Item, Table
from tests.levies import (
    APPROVER,
    MANAGER,
    approval,
    done,
    read,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW, a_membership, a_person
from tests.tables import Tables

NOTHING = {"lapsed": 0, "declined": 0, "pledges_lapsed": 0}


class LambdaContext:
    """Lambda's context, with so much time left at each look."""

    def __init__(self, *remaining_ms: int) -> None:
        self._remaining_ms = list(remaining_ms) or [60_000]

    def get_remaining_time_in_millis(self) -> int:
        return self._remaining_ms.pop(0) if len(self._remaining_ms) > 1 else self._remaining_ms[0]


class Post:
    """What was sent, and whether sending works."""

    def __init__(self) -> None:
        self.sent: list[Email] = []
        self.broken_for: set[str] = set()

    def send(self, one: Email) -> None:
        if one.to in self.broken_for:
            raise ConnectionError
        self.sent.append(one)

    @property
    def subjects(self) -> list[str]:
        return sorted(one.subject.partition(":")[0].partition(" LT-")[0] for one in self.sent)


@pytest.fixture
def post(tables: Tables) -> Iterator[Post]:
    with_partners()
    directory.put_person(a_person(person_id="manager", name="Morag Testing"))
    approves = a_membership("QXX", Role.ICS_APPROVER, name="Board")
    directory.put_person(a_person(approves, person_id="approver", name="Ada Testing"))
    office = Post()
    email.use_sender(office.send)
    at(NOW + timedelta(minutes=2))
    yield office
    email.use_sender(None)
    clock.use_source(None)


def at(instant: datetime) -> None:
    clock.use_source(lambda: instant)


def the_table() -> Table:
    return Table(settings().levy_table)


def unsent() -> list[Item]:
    return the_table().page("work", "UNSENT", limit=100).items


def stream_of(*partition_keys: str, event_name: str = "INSERT") -> dict[str, Any]:
    return {
        "Records": [
            {"eventName": event_name, "dynamodb": {"Keys": {"pk": {"S": pk}}, "SequenceNumber": f"{number}00"}}
            for number, pk in enumerate(partition_keys, 1)
        ]
    }


def test_a_change_is_told_at_once_to_everybody_it_concerns(post: Post) -> None:
    stored_application()
    event = stream_of(*(item["pk"] for item in unsent()))
    assert levy.on_stream(event, LambdaContext()) == {"batchItemFailures": []}
    assert post.subjects == ["New application", "We have your application"]
    assert unsent() == []


def test_the_same_records_again_send_nothing_twice(post: Post) -> None:
    stored_application()
    event = stream_of(*(item["pk"] for item in unsent()))
    levy.on_stream(event, LambdaContext())
    levy.on_stream(event, LambdaContext())
    levy.sweep({}, LambdaContext())
    assert len(post.sent) == 2


def test_records_of_anything_else_are_passed_over(post: Post) -> None:
    stored_application()
    keys = [item["pk"] for item in unsent()]
    levy.on_stream(stream_of("APP#1", "OUTBOX#unknown"), LambdaContext())
    levy.on_stream(stream_of(*keys, event_name="MODIFY"), LambdaContext())
    assert post.sent == []


def test_a_record_that_could_not_be_tried_is_given_again_with_those_behind_it(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_application()
    first, second = (item["pk"] for item in unsent())
    whole = Table.get

    def loses_the_second(self: Table, pk: str, sk: str) -> Item | None:
        if pk == second:
            raise ConnectionError
        return whole(self, pk, sk)

    monkeypatch.setattr(Table, "get", loses_the_second)
    event = stream_of(first, second, "OUTBOX#third")
    assert levy.on_stream(event, LambdaContext()) == {"batchItemFailures": [{"itemIdentifier": "200"}]}
    assert len(post.sent) == 1


def test_what_could_not_be_sent_is_swept_later_and_reaches_nobody_twice(post: Post) -> None:
    colleague = a_person(person_id="colleague", name="Zoe Testing")
    directory.put_person(colleague)
    stored_application()
    post.broken_for = {"manager@example.org"}
    levy.sweep({}, LambdaContext())
    assert [one.to for one in post.sent if "We have" in one.subject] == ["colleague@example.org"]

    post.broken_for = set()
    at(NOW + timedelta(hours=1))
    assert levy.sweep({}, LambdaContext())["sent"] == 1
    told = [one.to for one in post.sent if "We have" in one.subject]
    assert told == ["colleague@example.org", "manager@example.org"]


def test_the_sweep_seals_the_audit(post: Post) -> None:
    stored_application()
    assert levy.sweep({}, LambdaContext()) == {"sent": 2, "sealed": 8}
    walked = audit.verify(the_table(), settings().ics_code)
    assert (walked.sealed, walked.unsealed, walked.fault) == (8, 0, None)


def test_without_time_the_sweep_leaves_email_for_the_next(post: Post) -> None:
    stored_application()
    assert levy.sweep({}, LambdaContext(19_000))["sent"] == 0
    assert levy.sweep({}, LambdaContext())["sent"] == 2


def offered() -> str:
    sent, pledge = stored_application(), stored_pledge()
    command = approval(sent, (pledge.pledge_id, 1_500_000))
    done(decisions.approve(APPROVER, command, new_id(), NOW))
    return sent.application_id


def test_an_offer_lapses_the_day_after_its_last_and_its_money_goes_back(post: Post) -> None:
    application_id = offered()
    application = read(application_id)
    pledge_id = application.awards[0].pledge_id
    assert application.deadline_on is not None
    last_day = datetime.combine(application.deadline_on, NOW.timetz())

    at(last_day)
    assert levy.daily({}, LambdaContext()) == NOTHING
    at(last_day + timedelta(days=1))
    assert levy.daily({}, LambdaContext()) == NOTHING | {"lapsed": 1}
    assert read(application_id).status is Status.LAPSED
    assert read_pledge(pledge_id).balances.reserved_pence == 0
    assert levy.daily({}, LambdaContext()) == NOTHING

    levy.sweep({}, LambdaContext())
    assert "Your offer has lapsed" in post.subjects
    assert "Offer lapsed" in post.subjects


def test_an_accepted_offer_that_nobody_uses_ends_after_three_months(post: Post) -> None:
    application_id = offered()
    version = read(application_id).head.number
    command = Accept(application_id=application_id, version=version, accepts_terms=True)
    done(applications.accept(MANAGER, command, new_id(), NOW))
    at(NOW.replace(year=2027, month=2, day=22))
    assert levy.daily({}, LambdaContext()) == NOTHING
    at(NOW.replace(year=2027, month=2, day=23))
    assert levy.daily({}, LambdaContext()) == NOTHING | {"lapsed": 1}
    assert read(application_id).status is Status.NOT_USED


def test_without_time_the_deadlines_wait_for_the_next_night(post: Post) -> None:
    application_id = offered()
    at(NOW + timedelta(days=365))
    assert levy.daily({}, LambdaContext(19_000)) == NOTHING
    assert read(application_id).status is Status.OFFERED


def test_nothing_is_taken_for_sent_where_there_is_no_sender(post: Post) -> None:
    stored_application()
    email.use_sender(None)
    with pytest.raises(RuntimeError, match="EXCHANGE_EMAIL_SENDER"):
        levy.sweep({}, LambdaContext())
    assert len(unsent()) == 2


def test_the_sender_cannot_be_replaced_on_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "levy-sweep")
    with pytest.raises(RuntimeError, match="on AWS"):
        email.use_sender(lambda _: None)
