"""What the records of a transfer window are made of: names, ids, texts, and how a partner or a person stands
in them."""

import base64
import hashlib
from typing import Annotated

from pydantic import Field

from shared.actors import Actor, Organisation
from shared.records import Frozen
from shared.values.identifiers import OdsCode

Name = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Statement = Annotated[str, Field(max_length=5000)]
RecordId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.~-]{1,128}$")]
Count = Annotated[int, Field(ge=0, le=100_000)]


class EmployerRef(Frozen):
    """A partner as the directory had it when the record was made."""

    ods_code: OdsCode
    name: str


class PersonRef(Frozen):
    """Somebody as they were known when the record was made."""

    person_id: str
    name: str


def employer_of(organisation: Organisation) -> EmployerRef:
    """An organisation of the directory as a record keeps it."""
    return EmployerRef(ods_code=organisation.ods_code, name=organisation.name)


def person_of(actor: Actor) -> PersonRef:
    """Who acts, as a record keeps them."""
    return PersonRef(person_id=actor.person_id, name=actor.name)


def reference_of(prefix: str, record_id: str) -> str:
    """The short form of an id that people quote, as "TW-7Q2ABCDE"."""
    digest = hashlib.sha256(record_id.encode()).digest()
    return f"{prefix}-{base64.b32encode(digest[:5]).decode()}"
