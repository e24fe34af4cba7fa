"""The demo ICS: a fictional county's organisations and people, the shape of a real one."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from shared.actors import Membership, Organisation, Person, Role
from shared.values.identifiers import OdsCode

_FILE = Path(__file__).with_name("demo_ics.json")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ics(_Frozen):
    """The Integrated Care System itself."""

    code: OdsCode
    name: str


class DemoMembership(_Frozen):
    """What a demo person may do for one organisation."""

    ods_code: OdsCode
    roles: tuple[Role, ...]


class DemoPerson(_Frozen):
    """Somebody who may be chosen on the demo sign-in page. `subject` is their name to the provider."""

    subject: str
    name: str
    email: str
    memberships: tuple[DemoMembership, ...]

    @property
    def person_id(self) -> str:
        """The same id at every start, in the form of `shared.ids.new_id`."""
        digest = hashlib.sha256(self.subject.encode()).digest()[:16]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


class DemoIcs(_Frozen):
    """Everything that a first start puts into the directory."""

    ics: Ics
    organisations: tuple[Organisation, ...]
    people: tuple[DemoPerson, ...]

    @model_validator(mode="after")
    def _everyone_belongs_somewhere(self) -> "DemoIcs":
        known = {organisation.ods_code for organisation in self.organisations}
        strays = [one.subject for one in self.people if not {m.ods_code for m in one.memberships} <= known]
        if strays:
            raise ValueError(f"People of unknown organisations: {strays}")
        return self

    def organisation_name(self, ods_code: str) -> str:
        """The name of one of its organisations."""
        return next(one.name for one in self.organisations if one.ods_code == ods_code)

    def as_person(self, one: DemoPerson) -> Person:
        """The person as the directory holds them."""
        memberships = tuple(
            Membership(
                ods_code=held.ods_code,
                organisation_name=self.organisation_name(held.ods_code),
                roles=frozenset(held.roles),
            )
            for held in one.memberships
        )
        return Person(person_id=one.person_id, name=one.name, email=one.email, memberships=memberships)


@cache
def demo_ics() -> DemoIcs:
    """The demo ICS of this repository."""
    return DemoIcs.model_validate_json(_FILE.read_bytes())
