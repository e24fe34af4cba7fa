"""Enters organisations and people into a deployed Exchange: `python -m infra.enrol partners.json`.

For an operator with credentials of the account and the settings of the deployment in the environment
(EXCHANGE_DIRECTORY_TABLE, EXCHANGE_OIDC_ISSUER, EXCHANGE_COGNITO_POOL_ID). The file is

    {"organisations": [{"ods_code": …, "name": …, "type": …, "postcode": …, "place": …, "size_band": …,
                        "pays_levy": …}],
     "people": [{"name": …, "email": …, "memberships": [{"ods_code": …, "roles": […]}]}]}

What is there already is left as it is, so the same file may be sent again with more in it.
"""

import argparse
import sys
from pathlib import Path

import boto3
from pydantic import BaseModel, ConfigDict, EmailStr, ValidationError

from shared import clock, directory
from shared.actors import Membership, Organisation, Person, Role
from shared.ids import new_id
from shared.settings import settings
from shared.values.identifiers import OdsCode


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewMembership(_Frozen):
    """The roles that a person shall hold in an organisation."""

    ods_code: OdsCode
    roles: frozenset[Role]


class NewPerson(_Frozen):
    """Somebody who shall be able to sign in."""

    name: str
    email: EmailStr
    memberships: tuple[NewMembership, ...]


class Enrolment(_Frozen):
    """Who shall be in the directory."""

    organisations: tuple[Organisation, ...] = ()
    people: tuple[NewPerson, ...] = ()


class UnknownOrganisation(Exception):
    """A person belongs to an organisation that is neither in the directory nor in the file."""


def enrol(enrolment: Enrolment) -> tuple[int, int]:
    """Enter what is lacking; return how many organisations and how many people that was."""
    organisations = sum(directory.put_organisation(one, clock.now()) for one in enrolment.organisations)
    return organisations, sum(map(_enrol_person, enrolment.people))


def _enrol_person(wanted: NewPerson) -> bool:
    memberships = tuple(map(_membership, wanted.memberships))
    subject = _sign_in_of(wanted)
    issuer = settings().oidc_issuer
    if directory.person_for_login(issuer, subject):
        return False
    person = Person(person_id=new_id(), name=wanted.name, email=wanted.email, memberships=memberships)
    directory.put_person(person)
    return directory.link_login(person.person_id, issuer, subject)


def _membership(wanted: NewMembership) -> Membership:
    organisation = directory.organisation(wanted.ods_code)
    if organisation is None:
        raise UnknownOrganisation(wanted.ods_code)
    return Membership(ods_code=organisation.ods_code, organisation_name=organisation.name, roles=wanted.roles)


def _sign_in_of(wanted: NewPerson) -> str:
    """The subject of the person's account in the user pool; Cognito invites whoever has none yet."""
    cognito = boto3.client("cognito-idp")
    pool = settings().cognito_pool_id
    try:
        found = cognito.admin_get_user(UserPoolId=pool, Username=wanted.email)["UserAttributes"]
    except cognito.exceptions.UserNotFoundException:
        made = cognito.admin_create_user(
            UserPoolId=pool,
            Username=wanted.email,
            UserAttributes=[{"Name": "email", "Value": wanted.email}, {"Name": "email_verified", "Value": "true"}],
        )
        found = made["User"]["Attributes"]
    return next(one["Value"] for one in found if one["Name"] == "sub")


def main() -> int:
    """Enrol from a file; say what is wrong with it in one line each."""
    parser = argparse.ArgumentParser(description="Enter organisations and people into a deployed Exchange.")
    parser.add_argument("file", type=Path)
    try:
        enrolment = Enrolment.model_validate_json(parser.parse_args().file.read_bytes())
        organisations, people = enrol(enrolment)
    except ValidationError as wrong:
        for one in wrong.errors():
            print(f"{'.'.join(map(str, one['loc']))}: {one['msg']}", file=sys.stderr)
        return 1
    except UnknownOrganisation as unknown:
        print(f"No organisation {unknown} is in the directory or in the file.", file=sys.stderr)
        return 1
    print(f"organisations entered: {organisations}\npeople entered: {people}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
