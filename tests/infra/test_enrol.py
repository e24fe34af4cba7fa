"""An operator enters partners once, however often the same file is sent."""

import os
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from infra.enrol import Enrolment, NewMembership, NewPerson, UnknownOrganisation, enrol
from shared import directory
from shared.actors import Role
from shared.settings import settings
from tests.partners import an_organisation
from tests.tables import Tables

ISSUER = "https://sign-in.example"
MANAGER = NewPerson(
    name="Morag Testing",
    email="morag@example.org",
    memberships=(NewMembership(ods_code="VLA01", roles=frozenset({Role.RECEIVING_EMPLOYER})),),
)


@pytest.fixture
def pool(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    endpoint = os.environ["AWS_ENDPOINT_URL_DYNAMODB"]
    with mock_aws(config={"core": {"passthrough": {"urls": [endpoint + "/.*"]}}}):
        made = boto3.client("cognito-idp").create_user_pool(PoolName="people")["UserPool"]["Id"]
        monkeypatch.setenv("EXCHANGE_COGNITO_POOL_ID", made)
        monkeypatch.setenv("EXCHANGE_OIDC_ISSUER", ISSUER)
        settings.cache_clear()
        yield made
    settings.cache_clear()


def subject_of(email: str, pool: str) -> str:
    found = boto3.client("cognito-idp").admin_get_user(UserPoolId=pool, Username=email)["UserAttributes"]
    return next(one["Value"] for one in found if one["Name"] == "sub")


def test_whoever_is_enrolled_can_sign_in_with_their_roles(pool: str) -> None:
    enrolment = Enrolment(organisations=(an_organisation(),), people=(MANAGER,))

    assert enrol(enrolment) == (1, 1)

    person = directory.person_for_login(ISSUER, subject_of(MANAGER.email, pool))
    assert person is not None
    assert person.memberships[0].roles == {Role.RECEIVING_EMPLOYER}
    assert person.memberships[0].organisation_name == an_organisation().name


def test_the_same_file_again_changes_nothing(pool: str) -> None:
    enrolment = Enrolment(organisations=(an_organisation(),), people=(MANAGER,))
    enrol(enrolment)

    assert enrol(enrolment) == (0, 0)


def test_a_person_of_an_unknown_organisation_is_refused_before_an_account_is_made(pool: str) -> None:
    with pytest.raises(UnknownOrganisation):
        enrol(Enrolment(people=(MANAGER,)))

    assert boto3.client("cognito-idp").list_users(UserPoolId=pool)["Users"] == []
