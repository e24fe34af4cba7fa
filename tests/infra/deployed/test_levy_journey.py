"""The story of the README over the API of the deployed product: apply, approve, accept, and the reservation."""

from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from functions.levy.domain.pledges import Criteria, OfferPledge
from functions.levy.usecases import pledges
from shared import clock
from shared.actors import OrganisationType, Person, Role
from shared.ids import new_id
from shared.perform import Done
from shared.sessions import actor_for
from shared.values.dates import Month, tax_year_of
from tests.infra.deployed.client import Names
from tests.infra.deployed.conftest import Deployment, sign_in
from tests.journeys import story
from tests.journeys.plain import PlainVisitor
from tests.partners import a_membership, a_person, an_organisation

pytestmark = pytest.mark.deployed

CARE_HOME = an_organisation("VLB02", name=story.CARE_HOME)
TRUST = an_organisation("RZB", name=story.TRUST, type=OrganisationType.NHS_TRUST, pays_levy=True)
BOARD = an_organisation("QXX", name="Integrated Care Board", type=OrganisationType.ICB)


class ByName(HTTPAdapter):
    """Sends what is meant for the addresses of AWS to the loopback address that answers for them."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        here = request.copy()
        query = f"?{parts.query}" if parts.query else ""
        here.url = f"http://{self._names.host}:{self._names.port}{parts.path}{query}"
        here.headers["Host"] = self._names.known_as.get(parts.hostname or "", parts.netloc)
        reply = super().send(here, *args, **options)
        reply.url = str(request.url)
        return reply


class DeployedVisitor(PlainVisitor):
    """A visitor who signed in through Cognito's pages, and for whom every path begins with the stage."""

    def __init__(self, deployment: Deployment, person: Person) -> None:
        site = urlsplit(deployment.address)
        super().__init__(f"{site.scheme}://{site.netloc}")
        self._base = site.path.rstrip("/")
        browser, _ = sign_in(deployment, person)
        self.session.mount("https://", ByName(browser.names))
        for name, value in browser.cookies[site.hostname or ""].items():
            self.session.cookies.set(name, value, domain=site.hostname or "", secure=True)

    def open(self, path: str) -> None:
        super().open(self._base + path if path.startswith("/") else path)


def a_partner(deployment: Deployment, organisation: Any, role: Role, name: str) -> Person:
    person = a_person(
        a_membership(organisation.ods_code, role, name=organisation.name), person_id=new_id(), name=name
    )
    deployment.invite(person, organisation)
    return person


def test_a_care_home_applies_is_approved_accepts_and_the_trust_sees_it(deployment: Deployment) -> None:
    manager = a_partner(deployment, CARE_HOME, Role.RECEIVING_EMPLOYER, story.MANAGER)
    approver = a_partner(deployment, BOARD, Role.ICS_APPROVER, story.APPROVER)
    lender = a_partner(deployment, TRUST, Role.SENDING_EMPLOYER, story.LENDER)
    today = clock.london_day(clock.now())
    with deployment.as_operator():
        actor = actor_for(lender, TRUST.ods_code)
        assert actor
        command = OfferPledge(
            pledge_id=new_id(),
            amount_pence=5_000_000,
            tax_year=tax_year_of(today),
            shows_name=True,
            criteria=Criteria(),
            note="",
        )
        assert isinstance(pledges.offer_pledge(actor, command, clock.now()), Done)
    pledge = f"{TRUST.name}, {tax_year_of(today)}"
    start = Month.of(today).plus(3)

    at_the_care_home = DeployedVisitor(deployment, manager)
    wanted = story.apply_for_training(at_the_care_home, start=(str(start.month), str(start.year)))
    at_the_board = DeployedVisitor(deployment, approver)
    story.open_from_queue(at_the_board, wanted)
    story.approve(at_the_board, pledge=pledge)
    story.accept(at_the_care_home, wanted)
    story.read_ledger(DeployedVisitor(deployment, lender), wanted, pledge=pledge)
