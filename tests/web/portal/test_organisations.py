"""Organisations over the portal's pages: who sees, who changes, and what a wrong answer gets."""

import re

import pytest

from shared import directory
from shared.actors import Membership, Role
from tests.partners import NOW, a_membership, a_person, an_actor, an_organisation
from tests.web.client import Browser
from tests.web.portal.visitors import stranger, visitor

ADMIN = Role.ORGANISATION_ADMIN
TYPED = {
    "name": "Curlew Rise Nursing Home",
    "type": "nursing_home",
    "postcode": "st95 5ee",
    "place": "Canal Towns",
    "size_band": "50-249",
    "pays_levy": "yes",
    "version": "1",
}


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    directory.put_organisation(an_organisation("VLA01"), NOW)
    directory.put_organisation(an_organisation("VLA02", name="Heron Court"), NOW)


def acting(*roles: Role, ods_code: str = "VLA01") -> Browser:
    return visitor(a_person(a_membership(ods_code, *roles)))


def test_the_front_page_says_what_the_exchange_is() -> None:
    page = stranger().get("/")
    assert page.status == 200
    for words in ("Levy transfers", "It does not pay wages", "in confidence", "/levy/estimate", "/sign-in"):
        assert words in page.html


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (Role.RECEIVING_EMPLOYER, ["/levy/applications"]),
        (Role.SENDING_EMPLOYER, ["/levy/pledges"]),
        (Role.ICS_APPROVER, ["/levy/queue", "/levy/overview", "/levy/pledges?of=ics", "/levy/audit"]),
        (
            Role.AUDITOR,
            [
                "/levy/audit",
                "/levy/overview",
                "/levy/pledges?of=ics",
                "/levy/queue",
                "/redeploy/audit",
                "/redeploy/savings",
                "/retention/windows",
            ],
        ),
        (Role.RECRUITING_MANAGER, ["/redeploy/vacancies", "/retention/windows"]),
        (Role.ORGANISATION_ADMIN, ["/organisations/VLA01"]),
    ],
)
def test_home_shows_what_each_role_can_do_next_and_no_more(role: Role, paths: list[str]) -> None:
    page = acting(role).get("/").html
    assert re.findall('class="nhsuk-card__link" href="([^"]+)"', page) == paths


def test_any_partner_sees_the_details_of_another_but_no_way_to_change_them() -> None:
    page = acting(ADMIN).get("/organisations/VLA02")
    assert page.status == 200 and "Heron Court" in page.main
    assert not [link for link in page.links if "edit" in link or "history" in link]


def test_what_is_not_there_and_what_is_not_yours_are_the_same_page() -> None:
    admin = acting(ADMIN)
    nothing = admin.get("/organisations/ZZZ99")
    assert nothing.status == 404
    for path in ("/organisations/ZZZ99/edit", "/organisations/VLA02/edit", "/history/organisations/VLA02"):
        answer = admin.get(path)
        assert (answer.status, answer.main) == (404, nothing.main)
    assert admin.send("/organisations/VLA02/edit", TYPED).main == nothing.main
    assert acting(Role.RECEIVING_EMPLOYER).send("/organisations/VLA01/edit", TYPED).main == nothing.main


def test_an_administrator_changes_the_details_and_the_history_says_so() -> None:
    admin = acting(ADMIN)
    shown = dict(admin.get("/organisations/VLA01/edit").form().fields)
    assert shown["name"] == "Curlew Rise Care Home"
    saved = admin.send("/organisations/VLA01/edit", TYPED)
    assert (saved.status, saved.location) == (303, "/organisations/VLA01")
    page = admin.get("/organisations/VLA01").main
    for words in ("Curlew Rise Nursing Home", "Nursing home", "ST95 5EE", "Canal Towns", "50 to 249 people"):
        assert words in page
    history = admin.get("/history/organisations/VLA01").main
    assert "By Morag Testing" in history
    assert "Name: Curlew Rise Care Home became Curlew Rise Nursing Home" in history
    assert "Pays the apprenticeship levy: No became Yes" in history


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ICS_APPROVER])
def test_those_who_oversee_see_every_history(role: Role) -> None:
    assert "Heron Court" in acting(role).get("/history/organisations/VLA02").main


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Enter the name of the organisation"),
        ("name", "x" * 101, "The name must be 100 characters or fewer"),
        ("type", "", "Select the kind of organisation"),
        ("type", "castle", "Select the kind of organisation"),
        ("postcode", "", "Enter the postcode"),
        ("postcode", "ST9", "Enter a full UK postcode, like SW1A 2AA"),
        ("place", "", "Enter the town or district"),
        ("place", "x" * 61, "The town or district must be 60 characters or fewer"),
        ("size_band", "", "Select how many people work there"),
        ("size_band", "7", "Select how many people work there"),
        ("pays_levy", "", "Select yes if the organisation pays the apprenticeship levy"),
        ("pays_levy", "perhaps", "Select yes if the organisation pays the apprenticeship levy"),
    ],
)
def test_a_wrong_answer_gets_its_sentence_keeps_what_was_typed_and_stores_nothing(
    field: str, typed: str, sentence: str
) -> None:
    page = acting(ADMIN).send("/organisations/VLA01/edit", TYPED | {field: typed})
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.main.count(sentence) == 2  # in the summary, whose link leads to the field, and beside it
    assert page.errors == {field: sentence} and f'id="{field}"' in page.html
    assert ("Canal Towns" if field != "place" else "Curlew Rise Nursing Home") in page.html
    assert directory.organisation("VLA01") == an_organisation("VLA01")


def test_of_two_who_edit_at_once_the_second_sees_what_stands_and_what_they_typed() -> None:
    admin = acting(ADMIN)
    assert directory.save_organisation(an_organisation(name="Saved first"), 1, an_actor(ADMIN), NOW)
    page = admin.send("/organisations/VLA01/edit", TYPED)
    assert page.status == 409
    assert "Saved first" in page.main and 'value="Curlew Rise Nursing Home"' in page.html
    again = admin.send("/organisations/VLA01/edit", TYPED | {"version": "2"})
    assert again.status == 303
    found = directory.organisation("VLA01")
    assert found is not None and (found.name, found.version) == ("Curlew Rise Nursing Home", 3)


def test_saving_what_stands_already_writes_nothing() -> None:
    admin = acting(ADMIN)
    typed = TYPED | {
        "name": "Curlew  Rise Care Home",
        "type": "care_home",
        "postcode": "ST901AA",
        "place": "Moorland East",
        "size_band": "10-49",
        "pays_levy": "no",
    }
    assert admin.send("/organisations/VLA01/edit", typed).status == 303
    assert directory.organisation("VLA01") == an_organisation("VLA01")


def test_a_form_of_another_session_changes_nothing() -> None:
    admin, other = acting(ADMIN), visitor(a_person(person_id="person-2"))
    token = other.csrf_token
    assert admin.send("/organisations/VLA01/edit", TYPED, csrf=token).status == 403
    assert admin.send("/organisations/VLA01/edit", TYPED, csrf="").status == 403
    assert directory.organisation("VLA01") == an_organisation("VLA01")


def test_a_name_is_text_and_never_markup() -> None:
    admin = acting(ADMIN)
    admin.send("/organisations/VLA01/edit", TYPED | {"name": "<script>alert(1)</script>"})
    for path in ("/organisations/VLA01", "/organisations/VLA01/edit", "/history/organisations/VLA01", "/"):
        assert "<script>alert" not in admin.get(path).html


def test_history_comes_in_pages_whose_cursor_is_the_readers_own() -> None:
    for version in range(1, 27):
        assert directory.save_organisation(an_organisation(name=f"Name {version}"), version, an_actor(ADMIN), NOW)
    admin = acting(ADMIN)
    first = admin.get("/history/organisations/VLA01").html
    assert "became Name 26" in first and "became Name 1<" not in first
    link = first.partition('href="/history/organisations/VLA01?after=')[2].partition('"')[0]
    assert "became Name 1<" in admin.get(f"/history/organisations/VLA01?after={link}").html
    auditor = visitor(a_person(a_membership("QXX", Role.AUDITOR), person_id="person-9"))
    assert "became Name 26" in auditor.get(f"/history/organisations/VLA01?after={link}").main


def test_nobody_chooses_an_organisation_that_is_not_theirs() -> None:
    browser = visitor(a_person(a_membership("VLA01"), a_membership("QXX", name="The ICB")))
    assert browser.send("/organisations/choose", {"ods_code": "VLA02"}).status == 404
    assert browser.get("/organisations/VLA01").location.startswith("/organisations/choose")


@pytest.mark.parametrize("typed", ["", "?", "x" * 500])
def test_an_unreadable_choice_is_asked_again(typed: str) -> None:
    browser = visitor(a_person(a_membership("VLA01"), a_membership("QXX", name="The ICB")))
    page = browser.send("/organisations/choose", {"ods_code": typed})
    assert page.status == 422 and "Select the organisation that you want to act for" in page.main


def test_whoever_lost_every_organisation_is_told_so() -> None:
    somebody = a_person()
    browser = visitor(somebody)
    nowhere: tuple[Membership, ...] = ()
    directory.put_person(somebody.model_copy(update={"memberships": nowhere}))
    assert "You do not belong to an organisation here" in browser.get("/organisations/choose").main
