"""What a person sees through the API of the deployed product."""

import gzip
import re

import pytest

from shared.actors import Person
from tests.infra.deployed.conftest import Deployment, sign_in
from tests.partners import a_membership, a_person, an_organisation

pytestmark = pytest.mark.deployed

CARE_HOME = an_organisation()


@pytest.fixture(scope="module")
def manager(deployment: Deployment) -> Person:
    person = a_person(a_membership(CARE_HOME.ods_code))
    deployment.invite(person, CARE_HOME)
    return person


def test_the_front_page_is_served_by_the_api(deployment: Deployment) -> None:
    page = deployment.browser().get("/")
    assert page.status == 200
    assert "Workforce Exchange" in page.text


def test_a_compressed_style_sheet_arrives_whole(deployment: Deployment) -> None:
    browser = deployment.browser()
    (style, *_) = re.findall(r'href="/dev(/assets/nhsuk-frontend[^"]+\.css)"', browser.get("/").text)
    page = browser.get(style, Accept_Encoding="gzip", Accept="text/css,*/*;q=0.1")
    assert page.status == 200
    assert b"@media" in gzip.decompress(page.body)


@pytest.mark.parametrize("path", ["/redeploy", "/retention"])
def test_each_other_service_answers_through_the_same_api(path: str, deployment: Deployment) -> None:
    assert deployment.browser().get(path).status == 200


def test_a_path_that_no_route_has_gets_a_page_and_404(deployment: Deployment) -> None:
    page = deployment.browser().get("/no/such/page")
    assert page.status == 404
    assert "<h1>Page not found</h1>" in page.text


def test_a_person_signs_in_through_cognitos_pages(deployment: Deployment, manager: Person) -> None:
    browser, page = sign_in(deployment, manager)
    assert page.status == 200
    assert manager.name in page.text
    assert CARE_HOME.name in browser.get(f"/organisations/{CARE_HOME.ods_code}").text


def test_a_wrong_password_signs_nobody_in(deployment: Deployment, manager: Person) -> None:
    browser = deployment.browser()
    login = browser.get("/sign-in")
    page = browser.submit(login.form("/login"), {"username": manager.email, "password": "not-the-password-1A!"})
    assert page.form("/login").values["client_id"]  # Cognito asks again
    assert manager.name not in browser.get("/").text


def test_a_code_asked_for_with_another_verifier_is_refused(deployment: Deployment, manager: Person) -> None:
    """The challenge is changed on the way to Cognito, so the verifier that the portal keeps does not fit it."""
    browser = deployment.browser()
    begun = browser.exchange("GET", browser.address("/sign-in"))
    authorize = {name.lower(): value for name, value in begun.headers.items()}["location"]
    changed = re.sub(r"code_challenge=[^&]+", "code_challenge=" + "x" * 43, authorize)
    assert changed != authorize
    form = browser.open(changed).form("/login")
    page = browser.submit(form, {"username": manager.email, "password": deployment.passwords[manager.email]})
    assert page.path.endswith("/signed-in")
    assert page.status in (400, 403)
    assert manager.name not in browser.get("/").text


def test_a_session_ends_at_sign_out(deployment: Deployment, manager: Person) -> None:
    browser, _ = sign_in(deployment, manager)
    assert manager.name in browser.get("/").text
    form = browser.get("/").form("/sign-out")
    browser.exchange("POST", form.action, form.values)
    assert manager.name not in browser.get("/").text
