from datetime import UTC, datetime

import pytest

from infra.local.oidc import ISSUER
from infra.local.people import demo_ics
from infra.local.seed import seed_directory
from shared import directory
from tests.tables import Tables

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def seeded(tables: Tables) -> None:
    seed_directory(demo_ics(), ISSUER, NOW)


def test_every_demo_person_can_sign_in_and_has_their_roles() -> None:
    for one in demo_ics().people:
        person = directory.person_for_login(ISSUER, one.subject)
        assert person is not None
        assert (person.name, person.email) == (one.name, one.email)
        held = {each.ods_code: set(each.roles) for each in person.memberships}
        assert held == {each.ods_code: set(each.roles) for each in one.memberships}


def test_every_demo_organisation_is_in_the_directory() -> None:
    for one in demo_ics().organisations:
        assert directory.organisation(one.ods_code) == one


def test_what_people_changed_stays_when_the_product_is_started_again() -> None:
    someone = directory.person(demo_ics().people[0].person_id)
    assert someone is not None
    changed = someone.model_copy(update={"name": "Beth Married", "memberships": ()})
    directory.put_person(changed)
    seed_directory(demo_ics(), ISSUER, NOW)
    assert directory.person(someone.person_id) == changed


def test_a_first_start_that_was_cut_short_is_finished_by_the_next(tables: Tables) -> None:
    one = demo_ics().people[0]
    demo = demo_ics().model_copy(update={"people": (one.model_copy(update={"subject": "demo-new"}),)})
    directory.link_login(demo.people[0].person_id, ISSUER, "demo-new")  # and then the power went
    seed_directory(demo, ISSUER, NOW)
    found = directory.person_for_login(ISSUER, "demo-new")
    assert found is not None
    assert found.name == one.name
