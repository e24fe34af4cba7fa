"""The directory on the real local engine: finding organisations and people, and changing them safely."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared import directory
from shared.actors import Person, Role
from shared.table import BadCursor
from tests.partners import NOW, a_membership, a_person, an_actor, an_organisation

pytestmark = pytest.mark.usefixtures("tables")

ADMIN = an_actor(Role.ORGANISATION_ADMIN)


def entered(*changes: dict[str, str]) -> None:
    for change in changes:
        assert directory.put_organisation(an_organisation(**change), NOW)


def names(page: directory.OrganisationPage) -> list[str]:
    return [one.name for one in page.organisations]


def test_an_organisation_is_found_by_its_code() -> None:
    entered({"ods_code": "VLA01"})
    assert directory.organisation("VLA01") == an_organisation("VLA01")
    assert directory.organisation("VLA99") is None


def test_a_code_that_is_taken_is_not_entered_again() -> None:
    entered({"name": "First come"})
    assert not directory.put_organisation(an_organisation(name="Second come"), NOW)
    assert directory.search_organisations("VLA01").organisations == (an_organisation(name="First come"),)


def test_organisations_come_in_order_of_name_whatever_the_case_page_by_page() -> None:
    entered(
        {"ods_code": "AAA", "name": "beech House"},
        {"ods_code": "BBB", "name": "Alder  Court"},
        {"ods_code": "CCC", "name": "Cedar Lodge"},
    )
    first = directory.organisations(limit=2)
    assert names(first) == ["Alder  Court", "beech House"]
    second = directory.organisations(after=first.after, limit=2)
    assert (names(second), second.after) == (["Cedar Lodge"], None)


def test_a_cursor_of_another_list_opens_nothing() -> None:
    with pytest.raises(BadCursor):
        directory.organisations(after='{"pk": "PERSON#x", "sk": "PERSON", "by_name_pk": "X", "by_name_sk": ""}')


@pytest.mark.parametrize("typed", ["vla01", " VLA01 ", "st901aa", "ST90 1AA", "curlew", "Curlew  rise care"])
def test_an_organisation_is_found_by_code_postcode_or_the_start_of_its_name(typed: str) -> None:
    entered({"ods_code": "VLA01"}, {"ods_code": "VLA02", "name": "Elsewhere", "postcode": "ST91 2BB"})
    assert [one.ods_code for one in directory.search_organisations(typed).organisations] == ["VLA01"]


@pytest.mark.parametrize("typed", ["", "   ", "ST99 9ZZ", "nobody", "rise"])
def test_a_search_that_fits_nothing_finds_nothing(typed: str) -> None:
    entered({})
    assert names(directory.search_organisations(typed)) == []


def test_a_search_says_when_there_is_more() -> None:
    entered(*({"ods_code": f"CUR{n}", "name": f"Curlew {n}"} for n in range(3)))
    page = directory.search_organisations("curlew", limit=2)
    assert (len(page.organisations), page.after is not None) == (2, True)


def test_a_saved_change_is_a_new_version_with_a_history_that_says_what_changed() -> None:
    entered({})
    edited = an_organisation(name="Curlew Rise Nursing Home", pays_levy=True)
    assert directory.save_organisation(edited, 1, ADMIN, NOW)
    assert directory.organisation("VLA01") == edited.model_copy(update={"version": 2})
    edit, entry = directory.organisation_history("VLA01").events
    assert (entry.action, entry.number, edit.action, edit.number) == (
        "organisation_entered",
        1,
        "organisation_edited",
        2,
    )
    assert edit.facts == {
        "name": {"from": "Curlew Rise Care Home", "to": "Curlew Rise Nursing Home"},
        "pays_levy": {"from": False, "to": True},
    }
    assert (edit.who.person_id, edit.previous) == ("person-1", entry.hash)


def test_a_change_made_from_an_old_version_is_not_saved() -> None:
    entered({})
    assert directory.save_organisation(an_organisation(name="First save"), 1, ADMIN, NOW)
    assert not directory.save_organisation(an_organisation(name="Second save"), 1, ADMIN, NOW)
    found = directory.organisation("VLA01")
    assert found is not None and found.name == "First save"
    assert len(directory.organisation_history("VLA01").events) == 2


def test_of_many_who_save_at_once_one_wins() -> None:
    entered({})

    def save(number: int) -> bool:
        return directory.save_organisation(an_organisation(name=f"Save {number}"), 1, ADMIN, NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(save, range(8))) == 1
    assert len(directory.organisation_history("VLA01").events) == 2


def test_an_organisation_that_moved_is_found_at_its_new_postcode_only() -> None:
    entered({})
    assert directory.save_organisation(an_organisation(postcode="ST95 5EE"), 1, ADMIN, NOW)
    assert names(directory.search_organisations("ST90 1AA")) == []
    assert names(directory.search_organisations("ST95 5EE")) == ["Curlew Rise Care Home"]


def test_a_new_name_reaches_everybody_who_acts_for_the_organisation_and_nobody_else() -> None:
    entered({}, {"ods_code": "VLA02", "name": "Elsewhere"})
    directory.put_person(a_person(a_membership("VLA01"), a_membership("VLA02", name="Elsewhere")))
    assert directory.save_organisation(an_organisation(name="Heron Court"), 1, ADMIN, NOW)
    found = directory.person("person-1")
    assert found is not None
    assert [one.organisation_name for one in found.memberships] == ["Heron Court", "Elsewhere"]


def test_a_person_comes_back_as_they_were_put() -> None:
    somebody = a_person(a_membership("VLA01", Role.RECEIVING_EMPLOYER, Role.ORGANISATION_ADMIN))
    directory.put_person(somebody)
    assert directory.person("person-1") == somebody
    assert directory.person("person-2") is None


def test_contacts_are_those_who_hold_the_role_in_order_of_name() -> None:
    for person_id, name, role in (
        ("p1", "Wilma", Role.ICS_APPROVER),
        ("p2", "anna", Role.ICS_APPROVER),
        ("p3", "Bea", Role.AUDITOR),
    ):
        directory.put_person(a_person(a_membership("QXX", role), person_id=person_id, name=name))
    found = directory.contacts("QXX", Role.ICS_APPROVER)
    assert [(one.name, one.email, one.person_id) for one in found] == [
        ("anna", "p2@example.org", "p2"),
        ("Wilma", "p1@example.org", "p1"),
    ]


def test_whoever_loses_a_role_is_no_longer_written_to() -> None:
    directory.put_person(a_person(a_membership("VLA01", Role.RECEIVING_EMPLOYER, Role.ORGANISATION_ADMIN)))
    directory.put_person(a_person(a_membership("VLA01", Role.RECEIVING_EMPLOYER)))
    assert directory.contacts("VLA01", Role.ORGANISATION_ADMIN) == []
    assert len(directory.contacts("VLA01", Role.RECEIVING_EMPLOYER)) == 1


def test_people_changed_at_once_end_as_one_of_the_changes_whole() -> None:
    variants = [a_person(name=f"Name {number}") for number in range(6)]
    directory.put_person(a_person())

    def put(number: int) -> None:
        directory.put_person(variants[number])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(put, range(3)))
    found = directory.person("person-1")
    assert found in variants
    assert [one.name for one in directory.contacts("VLA01", Role.RECEIVING_EMPLOYER)] == [found.name]


def test_a_change_is_made_to_the_person_as_they_stand_even_if_another_came_between() -> None:
    directory.put_person(a_person())
    between = [a_person(a_membership("VLA01", Role.AUDITOR))]

    def change(member: Person | None) -> Person | None:
        while between:
            directory.put_person(between.pop())
        return member.model_copy(update={"name": "New Name"}) if member else None

    directory.change_person("person-1", change)
    assert directory.person("person-1") == a_person(a_membership("VLA01", Role.AUDITOR), name="New Name")
    assert directory.contacts("VLA01", Role.RECEIVING_EMPLOYER) == []
    assert [one.name for one in directory.contacts("VLA01", Role.AUDITOR)] == ["New Name"]


def test_a_sign_in_stands_for_one_person_by_issuer_and_subject() -> None:
    directory.put_person(a_person())
    assert directory.link_login("person-1", "https://one.example", "sub-1")
    assert directory.person_for_login("https://one.example", "sub-1") == a_person()
    assert directory.person_for_login("https://two.example", "sub-1") is None
    assert directory.person_for_login("https://one.example", "person-1@example.org") is None


def test_a_sign_in_cannot_be_taken_over() -> None:
    directory.put_person(a_person())
    directory.put_person(a_person(person_id="person-2"))
    assert directory.link_login("person-1", "https://one.example", "sub-1")
    assert not directory.link_login("person-2", "https://one.example", "sub-1")
    found = directory.person_for_login("https://one.example", "sub-1")
    assert found is not None and found.person_id == "person-1"


def test_requests_are_counted_for_each_source_and_minute() -> None:
    allowed = [directory.count_request("estimate 192.0.2.1", 3, NOW) for _ in range(5)]
    assert allowed == [True, True, True, False, False]
    assert directory.count_request("estimate 192.0.2.2", 3, NOW)
    assert directory.count_request("estimate 192.0.2.1", 3, NOW.replace(minute=1))


def test_requests_at_once_are_all_counted() -> None:
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: directory.count_request("x", 20, NOW), range(40)))
    assert sum(allowed) == 20
