"""The whole product on the emulated cloud, once a run: synthesised, deployed unchanged, with people in it."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from infra.deploy_local import Cloud, deploy, running, sign_in_here
from infra.stages import REGION
from shared import clock, directory, table
from shared.actors import Organisation, Person
from shared.settings import settings
from tests.infra.deployed.client import FormClient, Names, Page

DATA, SERVICE = "workforce-exchange-dev-data", "workforce-exchange-dev"


@dataclass
class Deployment:
    """The product as deployed: its address, its resources by the beginning of their logical ids, its people."""

    cloud: Cloud
    address: str
    passwords: dict[str, str] = field(default_factory=dict)

    def physical(self, stack: str, prefix: str, kind: str) -> str:
        """The physical id of the one resource of a kind whose logical id begins so."""
        resources = self.cloud.client("cloudformation").describe_stack_resources(StackName=stack)
        (found,) = [
            one["PhysicalResourceId"]
            for one in resources["StackResources"]
            if one["LogicalResourceId"].startswith(prefix) and one["ResourceType"] == kind
        ]
        return str(found)

    @property
    def pool(self) -> str:
        return self.physical(DATA, "People", "AWS::Cognito::UserPool")

    def table(self, name: str) -> str:
        return self.physical(DATA, f"{name.capitalize()}Table", "AWS::DynamoDB::GlobalTable")

    def browser(self) -> FormClient:
        """A new browser, in which nobody is signed in."""
        site, here = urlsplit(self.address), urlsplit(self.cloud.endpoint)
        assert site.hostname and here.hostname and here.port
        api_id = site.hostname.partition(".")[0]
        known_as = {site.hostname: f"{api_id}.execute-api.localhost:{here.port}"}
        return FormClient(self.address, Names(here.hostname, here.port, known_as))

    def invite(self, person: Person, *organisations: Organisation) -> None:
        """Enter organisations and a person, and give the person a sign-in at the user pool."""
        password = secrets.token_urlsafe(16) + "aA1!"
        pool, cognito = self.pool, self.cloud.client("cognito-idp")
        made = cognito.admin_create_user(
            UserPoolId=pool,
            Username=person.email,
            UserAttributes=[
                {"Name": "email", "Value": person.email},
                {"Name": "email_verified", "Value": "true"},
            ],
            TemporaryPassword=password,
            MessageAction="SUPPRESS",
        )
        cognito.admin_set_user_password(UserPoolId=pool, Username=person.email, Password=password, Permanent=True)
        subject = {one["Name"]: one["Value"] for one in made["User"]["Attributes"]}["sub"]
        with self.as_operator():
            for organisation in organisations:
                assert directory.put_organisation(organisation, clock.now())
            directory.put_person(person)
            issuer = f"https://cognito-idp.{REGION}.amazonaws.com/{pool}"
            assert directory.link_login(person.person_id, issuer, subject)
        self.passwords[person.email] = password

    def as_operator(self) -> Any:
        """Within it, `shared` speaks to the deployed tables."""
        return pointed_at(
            {
                "AWS_ENDPOINT_URL_DYNAMODB": self.cloud.endpoint,
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": self.cloud.secret,
                "AWS_DEFAULT_REGION": REGION,
                "EXCHANGE_DIRECTORY_TABLE": self.table("directory"),
                "EXCHANGE_LEVY_TABLE": self.table("levy"),
                "EXCHANGE_REDEPLOY_TABLE": self.table("redeploy"),
            }
        )


class pointed_at:
    """Within it, the environment has these values, and what was read from it before is read again."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        for name, value in self._environment.items():
            self._patch.setenv(name, value)
        self._forget()

    def __exit__(self, *_: object) -> None:
        self._patch.undo()
        self._forget()

    @staticmethod
    def _forget() -> None:
        settings.cache_clear()
        table.client.cache_clear()


def sign_in(deployment: Deployment, person: Person) -> tuple[FormClient, Page]:
    """A browser in which the person has signed in through Cognito's pages, and the page that they came to."""
    browser = deployment.browser()
    login = browser.get("/sign-in")
    return browser, browser.submit(
        login.form("/login"), {"username": person.email, "password": deployment.passwords[person.email]}
    )


@pytest.fixture(scope="session")
def deployment(assembly: Path) -> Iterator[Deployment]:
    with running() as cloud:
        outputs = deploy(cloud, assembly, sign_in_here(cloud))
        yield Deployment(cloud, outputs["Address"])
