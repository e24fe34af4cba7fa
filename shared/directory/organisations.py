"""The organisations of the ICS: found by code, name or postcode, changed with a history."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue, TypeAdapter, ValidationError

from shared.actors import Actor, Organisation
from shared.directory.keys import organisation_key, organisation_pk, sortable, table
from shared.directory.people import rename_membership
from shared.history import Event, Head, Who, event_from, event_put, next_event
from shared.schema import ROW
from shared.settings import settings
from shared.table import Cancelled, Item, Put, Update, Write
from shared.values.identifiers import OdsCode, Postcode

RULE_SET = "directory-2026-11"
OPERATOR = Who(person_id="operator", name="The operator of the service", ods_code="")
_POSTCODE: TypeAdapter[str] = TypeAdapter(Postcode)
_ODS_CODE: TypeAdapter[str] = TypeAdapter(OdsCode)


@dataclass(frozen=True)
class OrganisationPage:
    """Some organisations in order of name; `after` starts the next page, None where there is none."""

    organisations: tuple[Organisation, ...]
    after: str | None = None


@dataclass(frozen=True)
class HistoryPage:
    """Some changes of one organisation, newest first; `after` starts the next page."""

    events: tuple[Event, ...]
    after: str | None


def organisation(ods_code: str) -> Organisation | None:
    """The organisation of that code, or None. One round trip."""
    return organisation_from(table().get(*organisation_key(ods_code)))


def organisation_from(item: Item | None) -> Organisation | None:
    """The organisation that an item holds."""
    return Organisation.model_validate(item[ROW]) if item else None


def organisations(after: str | None = None, prefix: str = "", limit: int = 25) -> OrganisationPage:
    """A page of organisations in order of name, of those whose name starts with `prefix` in any case.

    Raises BadCursor for an `after` that no page gave.
    """
    page = table().page("by_name", "ORG", sk_prefix=sortable(prefix), limit=limit, after=after)
    return OrganisationPage(tuple(Organisation.model_validate(item[ROW]) for item in page.items), page.after)


def search_organisations(text: str, limit: int = 10) -> OrganisationPage:
    """The organisations that somebody means by an ODS code, a whole postcode or the start of a name."""
    wanted = text.strip()
    if not wanted:
        return OrganisationPage(())
    if postcode := _stored_form(_POSTCODE, wanted):
        return _at_postcode(postcode, limit)
    if (code := _stored_form(_ODS_CODE, wanted)) and (exact := organisation(code)):
        return OrganisationPage((exact,))
    return organisations(prefix=wanted, limit=limit)


def places() -> tuple[str, ...]:
    """Every place that has an organisation, in alphabetical order. One query for each 100 organisations."""
    found: set[str] = set()
    after = None
    while True:
        page = organisations(after, limit=100)
        found |= {one.place for one in page.organisations}
        after = page.after
        if after is None:
            return tuple(sorted(found))


def organisation_history(ods_code: str, after: str | None = None, limit: int = 25) -> HistoryPage:
    """What was changed about an organisation, newest first. One query. Raises BadCursor."""
    page = table().page(
        None, organisation_pk(ods_code), sk_prefix="EVENT#", limit=limit, after=after, newest_first=True
    )
    return HistoryPage(tuple(event_from(item) for item in page.items), page.after)


def put_organisation(new: Organisation, now: datetime, who: Who = OPERATOR) -> bool:
    """Enter an organisation; False, and nothing is written, where its code is taken."""
    entered = new.model_copy(update={"version": 1})
    event = _event(Head(), entered, "organisation_entered", now, who, entered.model_dump(mode="json"))
    pk, sk = organisation_key(entered.ods_code)
    record = Put({"pk": pk, "sk": sk, **_fields(entered, event.head)}, if_absent=True)
    try:
        table().commit([record, Put(_postcode_item(entered)), event_put(event)])
    except Cancelled:
        return False
    return True


def save_organisation(edited: Organisation, expected_version: int, actor: Actor, now: datetime) -> bool:
    """Replace an organisation's details; False, and nothing is written, unless it is at `expected_version`.

    A new name is afterwards copied to the memberships that show it: for a moment some show the old one.
    """
    pk, sk = organisation_key(edited.ods_code)
    item = table().get(pk, sk)
    if item is None or item["version"] != expected_version:
        return False
    before = Organisation.model_validate(item[ROW])
    saved = edited.model_copy(update={"version": expected_version + 1})
    who = Who(person_id=actor.person_id, name=actor.name, ods_code=actor.ods_code)
    head = Head.model_validate(item["head"])
    event = _event(head, saved, "organisation_edited", now, who, _differences(before, saved))
    writes: list[Write] = [
        Update(pk, sk, put=_fields(saved, event.head), require={"version": expected_version}),
        Put(_postcode_item(saved)),
        event_put(event),
    ]
    try:
        table().commit(writes)
    except Cancelled:
        return False
    _follow(before, saved)
    return True


def _follow(before: Organisation, saved: Organisation) -> None:
    """Bring what was derived from the old details up to date."""
    if saved.postcode != before.postcode:
        table().delete(*_postcode_key(before))
    if saved.name != before.name:
        rename_membership(saved.ods_code, saved.name)


def _stored_form(kind: TypeAdapter[str], text: str) -> str:
    try:
        return kind.validate_python(text)
    except ValidationError:
        return ""


def _at_postcode(postcode: str, limit: int) -> OrganisationPage:
    """A pointer may outlive a move, so only what stands at the postcode now is returned."""
    page = table().page(None, f"POSTCODE#{postcode}", limit=limit)
    if not page.items:
        return OrganisationPage(())
    records = table().fetch(*(organisation_key(item["sk"].removeprefix("ORG#")) for item in page.items))
    found = (Organisation.model_validate(item[ROW]) for item in records if item)
    return OrganisationPage(tuple(one for one in found if one.postcode == postcode), page.after)


def _differences(before: Organisation, saved: Organisation) -> dict[str, JsonValue]:
    """Each changed detail with what it was and what it is."""
    was, now = before.model_dump(mode="json"), saved.model_dump(mode="json")
    return {
        name: {"from": was[name], "to": now[name]} for name in was if was[name] != now[name] and name != "version"
    }


def _event(
    head: Head, subject: Organisation, action: str, at: datetime, who: Who, facts: dict[str, JsonValue]
) -> Event:
    return next_event(
        head,
        subject=organisation_pk(subject.ods_code),
        ics_code=settings().ics_code,
        action=action,
        at=at,
        who=who,
        why="",
        rule_set=RULE_SET,
        facts=facts,
    )


def _fields(one: Organisation, head: Head) -> Item:
    return {
        "by_name_pk": "ORG",
        "by_name_sk": f"{sortable(one.name)}#{one.ods_code}",
        "version": one.version,
        "head": head.model_dump(),
        ROW: one.model_dump(mode="json"),
    }


def _postcode_key(one: Organisation) -> tuple[str, str]:
    return f"POSTCODE#{one.postcode}", f"ORG#{one.ods_code}"


def _postcode_item(one: Organisation) -> Item:
    pk, sk = _postcode_key(one)
    return {"pk": pk, "sk": sk}
