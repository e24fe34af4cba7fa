"""The directory's table and the keys that more than one of its subjects uses."""

import hashlib

from shared.settings import settings
from shared.table import Key, Table


def table() -> Table:
    """The table that holds the directory and the sessions."""
    return Table(settings().directory_table)


def organisation_pk(ods_code: str) -> str:
    """The partition of an organisation: its record and its history; in `members`, its people."""
    return f"ORG#{ods_code}"


def organisation_key(ods_code: str) -> Key:
    """The key of an organisation's record."""
    return organisation_pk(ods_code), "ORG"


def person_pk(person_id: str) -> str:
    """The partition of a person: their record with its roles."""
    return f"PERSON#{person_id}"


def secrets_pk(person_id: str) -> str:
    """The partition of a person's sessions and API tokens: apart from their roles, so that whoever may mark a
    session as seen may not change a role."""
    return f"SECRETS#{person_id}"


def person_key(person_id: str) -> Key:
    """The key of a person's record."""
    return person_pk(person_id), "PERSON"


def sortable(name: str) -> str:
    """A name as the indexes order it: without regard to case and spacing."""
    return " ".join(name.casefold().split())


def hashed(secret: str) -> str:
    """What is stored in place of a secret or a personal key. Plain SHA-256: our secrets have 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
