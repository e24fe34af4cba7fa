"""People: their roles, their sign-ins, and whom to write to at an organisation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shared.actors import Membership, Person, Role
from shared.directory.keys import hashed, organisation_pk, person_key, person_pk, sortable, table
from shared.schema import ROW
from shared.table import Busy, Cancelled, Item, Key, Put, Update, Write

MOST_CONTACTS = 50  # nobody answers an email that went to more people than this
_MOST_TRIES = 5


@dataclass(frozen=True)
class Contact:
    """Somebody to write to."""

    name: str
    email: str
    person_id: str


def person(person_id: str) -> Person | None:
    """The person with their roles as they stand now, or None. One round trip."""
    item = table().get(*person_key(person_id))
    return person_from(item) if item else None


def person_from(item: Item) -> Person:
    """The person that an item holds."""
    return Person.model_validate({name: item[name] for name in Person.model_fields})


def put_person(given: Person) -> None:
    """Enter a person or replace what is known of them. A role that they lost is gone at their next request."""
    change_person(given.person_id, lambda _: given)


def change_person(person_id: str, change: Callable[[Person | None], Person | None]) -> None:
    """Change a person as they stand (None: not entered yet); None from `change` leaves them alone.

    It is called again if somebody else changed them meanwhile. Raises Busy where that goes on and on.
    """
    for _ in range(_MOST_TRIES):
        stored = table().get(*person_key(person_id))
        changed = change(person_from(stored) if stored else None)
        if changed is None or _commit(_writes(changed, stored)):
            return
    raise Busy


def rename_membership(ods_code: str, name: str) -> None:
    """Show an organisation's new name wherever its people act for it."""
    for person_id in {item[ROW]["person_id"] for item in _members(ods_code)}:
        change_person(person_id, lambda member: _renamed(member, ods_code, name))


def contacts(ods_code: str, role: Role) -> list[Contact]:
    """Whom to write to at an organisation: who holds a role there, at most 50, in order of name. One query."""
    pk = organisation_pk(ods_code)
    page = table().page("members", pk, sk_prefix=f"{role}#", limit=MOST_CONTACTS)
    return [Contact(**item[ROW]) for item in page.items]


def contact(ods_code: str, role: Role, name: str, email: str) -> Contact | None:
    """Who holds a role in an organisation under this name and email address, in any case, or None. One query."""
    pk, wanted = organisation_pk(ods_code), f"{role}#{sortable(name)}#"
    page = table().page("members", pk, sk_prefix=wanted, limit=MOST_CONTACTS)
    found = (Contact(**item[ROW]) for item in page.items)
    return next((one for one in found if one.email.casefold() == email.casefold()), None)


def people_by_id(person_ids: Sequence[str]) -> list[Person]:
    """Those of the people who are there, in the order asked; at most 100, in one trip."""
    items = table().fetch(*map(person_key, person_ids)) if person_ids else []
    return [person_from(item) for item in items if item]


def link_login(person_id: str, issuer: str, subject: str) -> bool:
    """Let a sign-in stand for a person; False where it stands for somebody already."""
    pk, sk = _login_key(issuer, subject)
    return table().put({"pk": pk, "sk": sk, "person_id": person_id}, if_absent=True)


def person_for_login(issuer: str, subject: str) -> Person | None:
    """The person whom a sign-in stands for: known by issuer and subject, never by an email address."""
    item = table().get(*_login_key(issuer, subject))
    return person(item["person_id"]) if item else None


def _login_key(issuer: str, subject: str) -> Key:
    return f"LOGIN#{hashed(f'{issuer}|{subject}')}", "LOGIN"


def _commit(writes: list[Write]) -> bool:
    try:
        table().commit(writes)
    except Cancelled:
        return False
    return True


def _renamed(member: Person | None, ods_code: str, name: str) -> Person | None:
    if member is None:
        return None
    memberships = tuple(
        one.model_copy(update={"organisation_name": name}) if one.ods_code == ods_code else one
        for one in member.memberships
    )
    return member.model_copy(update={"memberships": memberships})


def _members(ods_code: str) -> Iterator[Item]:
    after = None
    while True:
        page = table().page("members", organisation_pk(ods_code), limit=100, after=after)
        yield from page.items
        if (after := page.after) is None:
            return


def _writes(changed: Person, stored: Item | None) -> list[Write]:
    """The record, a row for each role held, and for each role lost its row taken out of the index."""
    pk, sk = person_key(changed.person_id)
    held = _roles(changed.memberships)
    lost = _roles(person_from(stored).memberships) - held if stored else set()
    record: Write = (
        Update(pk, sk, put=_fields(changed), add={"version": 1}, require={"version": stored["version"]})
        if stored
        else Put({"pk": pk, "sk": sk, "version": 1, **_fields(changed)}, if_absent=True)
    )
    rows = [Put(_role_item(changed, ods_code, role)) for ods_code, role in sorted(held)]
    gone = [Put({"pk": pk, "sk": _role_sk(ods_code, role)}) for ods_code, role in sorted(lost)]
    return [record, *rows, *gone]


def _roles(memberships: tuple[Membership, ...]) -> set[tuple[str, Role]]:
    return {(one.ods_code, role) for one in memberships for role in one.roles}


def _fields(one: Person) -> dict[str, Any]:
    fields = one.model_dump(mode="json")
    for membership in fields["memberships"]:
        membership["roles"].sort()  # a set has no order, a stored record should
    return fields


def _role_sk(ods_code: str, role: Role) -> str:
    return f"MEMBER#{ods_code}#{role}"


def _role_item(one: Person, ods_code: str, role: Role) -> Item:
    return {
        "pk": person_pk(one.person_id),
        "sk": _role_sk(ods_code, role),
        "members_pk": organisation_pk(ods_code),
        "members_sk": f"{role}#{sortable(one.name)}#{one.person_id}",
        ROW: {"name": one.name, "email": one.email, "person_id": one.person_id},
    }
