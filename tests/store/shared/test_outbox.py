"""Every intent is sent at least once, one email a reference, whatever fails on the way."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from shared import outbox
from shared.actors import Role
from shared.outbox import Email, Intent, deliver, drain, intent_put
from shared.settings import settings
from shared.table import Table
from tests.partners import NOW
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    return Table(settings().levy_table)


def an_intent(reference: str = "application-1:8:offer_made:VLA01") -> Intent:
    return Intent(
        reference=reference, kind="offer_made", ods_code="VLA01", role=Role.RECEIVING_EMPLOYER, params={}
    )


def two_readers(intent: Intent) -> Sequence[Email]:
    return [
        Email(reference=f"{intent.reference}:{who}", to=f"{who}@example.org", subject="S", body="B")
        for who in ("ann", "bob")
    ]


def test_what_is_due_is_sent_once_to_each_reader(table: Table) -> None:
    sent: list[Email] = []
    table.commit([intent_put(an_intent(), NOW)])

    assert drain(table, two_readers, sent.append, NOW) == 1
    assert drain(table, two_readers, sent.append, NOW + timedelta(days=1)) == 0
    assert [email.to for email in sent] == ["ann@example.org", "bob@example.org"]


def test_the_same_intent_is_put_only_once(table: Table) -> None:
    table.commit([intent_put(an_intent(), NOW)])

    assert not table.put(intent_put(an_intent(), NOW).item, if_absent=True)


def test_a_failed_email_is_tried_again_later_and_never_lost(table: Table) -> None:
    sent: list[Email] = []
    table.commit([intent_put(an_intent(), NOW)])

    def down(_: Email) -> None:
        raise ConnectionError

    assert drain(table, two_readers, down, NOW) == 0
    assert drain(table, two_readers, sent.append, NOW + timedelta(seconds=30)) == 0  # still leased
    assert drain(table, two_readers, sent.append, NOW + timedelta(hours=1)) == 1
    assert len(sent) == 2


def test_what_cannot_be_delivered_is_set_aside_and_kept(table: Table) -> None:
    table.commit([intent_put(an_intent(), NOW)])

    def down(_: Email) -> None:
        raise ConnectionError

    for day in range(outbox.MOST_TRIES + 2):
        drain(table, two_readers, down, NOW + timedelta(days=day))

    assert [item["pk"] for item in table.page("work", outbox.UNDELIVERABLE).items] == [
        f"OUTBOX#{an_intent().reference}"
    ]
    assert table.page("work", outbox.UNSENT).items == []


def test_two_drains_at_once_do_not_both_send(table: Table) -> None:
    sent: list[Email] = []
    put = intent_put(an_intent(), NOW)
    table.commit([put])

    def drains_meanwhile(intent: Intent) -> Sequence[Email]:
        assert deliver(table, [put.item["pk"]], two_readers, sent.append, NOW) == 0
        return two_readers(intent)

    assert deliver(table, [put.item["pk"]], drains_meanwhile, sent.append, NOW) == 1
    assert len(sent) == 2
