"""What the first page after signing in offers to each role: links that lead somewhere, each once."""

import pytest

from functions.levy.app import app as levy
from functions.portal.app import app as portal
from functions.portal.messages import ROLE_NAMES
from functions.portal.pages import tasks
from functions.redeploy.app import app as redeploy
from functions.retention.app import app as retention
from functions.retention.conversations.app import app as conversations
from shared.actors import Role
from tests.partners import a_membership, a_person, an_actor
from tests.web.portal.visitors import visitor


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_name_and_something_to_do_that_is_there(role: Role) -> None:
    known = {*levy.routes, *redeploy.routes, *conversations.routes, *retention.routes, *portal.routes}
    shown = tasks(an_actor(role))
    assert shown and ROLE_NAMES[role]
    for task in shown:
        assert task["href"].partition("?")[0].replace("VLA01", "{ods_code}") in known


def test_a_thing_that_two_roles_do_is_offered_once() -> None:
    shown = [task["href"] for task in tasks(an_actor(*Role))]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.HR_ADVISER, "Your staff at risk"),
        (Role.RECRUITING_MANAGER, "Held vacancies"),
        (Role.FINANCE_LEAD, "Savings to sign off"),
        (Role.ICS_COORDINATOR, "Redeployment in the whole area"),
        (Role.AUDITOR, "Audit of redeployment"),
        (Role.STAFF, "Transfer windows"),
        (Role.CAREER_ADVISER, "People you talk with"),
    ],
)
def test_the_first_page_shows_the_tasks_of_a_role_and_no_others(tables: object, role: Role, words: str) -> None:
    page = visitor(a_person(a_membership("VLA01", role))).get("/").html
    assert words in page
    assert "Your levy applications" not in page
