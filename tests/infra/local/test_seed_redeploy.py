"""The demo's people at risk and vacancies: in every state, made once, taken up again when cut short."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from functions.redeploy import verify_audit
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import matches
from infra.local import redeploy_stories
from infra.local.oidc import ISSUER
from infra.local.people import demo_ics
from infra.local.redeploy_cast import PEOPLE, RELEASED, SAVED, STORIES, WITHDRAWN, vacancies
from infra.local.seed import seed_directory
from infra.local.seed_redeploy import seed_redeploy
from shared import audit
from shared.settings import settings
from shared.table import Item, Table, client
from tests.tables import Tables

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MOST_TRIPS = 1_500  # to the database: some six milliseconds each on a quiet machine


@pytest.fixture(autouse=True)
def directory(tables: Tables) -> None:
    seed_directory(demo_ics(), ISSUER, NOW)


def seeded(now: datetime = NOW) -> int:
    """Make the demo; how many trips to the database that took."""
    trips = 0

    def count(**_: object) -> None:
        nonlocal trips
        trips += 1

    events = client().meta.events
    events.register("before-send.dynamodb", count)
    seed_redeploy(demo_ics(), now)
    events.unregister("before-send.dynamodb", count)
    return trips


def stored() -> dict[tuple[str, str], Item]:
    """Every item but the matches and what belongs to them: their order of making differs after a cut."""
    items: list[Item] = []
    for page in client().get_paginator("scan").paginate(TableName=settings().redeploy_table):
        items += page["Items"]
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in items}


def matches_by_status() -> Counter[MatchStatus]:
    store = MatchingStore()
    counted: Counter[MatchStatus] = Counter()
    for status in MatchStatus:
        after = None
        while True:
            page = store.matches_in(status, after, limit=200)
            counted[status] += len(page.items)
            if (after := page.after) is None:
                break
    return counted


def test_the_cast_has_thirty_people_and_sixty_vacancies_of_five_employers() -> None:
    assert (len(PEOPLE), len(list(vacancies()))) == (30, 60)
    assert len({held.ods_code for held in vacancies()}) == 5
    keys = {held.key for held in vacancies()}
    assert {story.vacancy for story in STORIES} | {*RELEASED, *WITHDRAWN} <= keys


def test_people_vacancies_and_matches_are_in_every_state() -> None:
    assert seeded() < MOST_TRIPS
    store = RedeployStore(None)
    people = {status: len(store.people_in(status, None, limit=100).items) for status in EntryStatus}
    held = {status: len(store.vacancies_in(status, None, limit=100).items) for status in VacancyStatus}
    assert sum(people.values()) == 30
    assert people[EntryStatus.PLACED] and people[EntryStatus.REDEPLOYED] and people[EntryStatus.LEFT]
    assert sum(held.values()) == 60
    assert all(held.values())
    found = matches_by_status()
    assert not [status for status in MatchStatus if not found[status]]


def test_the_demo_is_whole_for_an_auditor(tables: Tables) -> None:
    seeded()
    table = Table(tables["redeploy"])
    audit.seal(table, "QXX", NOW)
    found = verify_audit.find()
    assert found.faults == ()
    assert found.savings is not None
    assert (found.savings.savings, found.savings.entries) == (len(SAVED), 1)


def test_the_same_again_changes_nothing_not_even_days_later() -> None:
    seeded()
    before = stored()
    assert seeded(NOW + timedelta(days=3)) == 1
    assert stored() == before


@pytest.mark.parametrize("acts", [3, 40])
def test_a_first_start_that_was_cut_short_is_finished_by_the_next(
    acts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, left = matches.take, acts

    def until_the_power_goes(*asked: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return whole(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(redeploy_stories, "take", until_the_power_goes)
    with pytest.raises(KeyboardInterrupt):
        seeded()
    monkeypatch.setattr(redeploy_stories, "take", whole)
    seeded(NOW + timedelta(days=1))
    found = matches_by_status()
    assert not [status for status in MatchStatus if not found[status]]
    assert len(RedeployStore(None).vacancies_in(VacancyStatus.WITHDRAWN, None).items) == len(WITHDRAWN)


def test_a_clock_in_a_year_without_bank_holidays_makes_a_demo_without_them() -> None:
    seeded(datetime(2040, 6, 1, 9, tzinfo=UTC))
    assert stored() == {}
