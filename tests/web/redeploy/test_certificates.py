"""A clearance certificate is found by its number, by whoever may see its vacancy."""

from datetime import timedelta

import pytest

from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.forms.certificates import FindCertificate, parse_number
from functions.redeploy.messages.certificates import WORDS
from functions.redeploy.usecases import vacancies
from shared.actors import Actor, Role
from shared.ids import new_id
from shared.web.forms import missing_words
from tests.partners import NOW, an_actor
from tests.redeployments import (
    AT_RISK,
    AUDITOR,
    COORDINATOR,
    HOME_HR,
    HR,
    MANAGER,
    OTHER_HR,
    SECOND_HR,
    TODAY,
    a_person,
    a_vacancy,
    done,
    interested,
    match_of,
    take,
    the_person,
    vacancy,
)
from tests.web.client import Page
from tests.web.redeploy.visitors import as_actor

AT = "/redeploy/certificates"
LATER = NOW + timedelta(days=14)
FINANCE = an_actor(Role.FINANCE_LEAD, ods_code="RYY", person_id="finance")


def cleared(own: str = "") -> tuple[str, str]:
    """A vacancy that is cleared, and the number of its certificate."""
    own = own or a_vacancy()
    command = ReleaseVacancy(vacancy_id=own, version=vacancy(own).head.number)
    done(vacancies.release_vacancy(OTHER_HR, command, new_id(), LATER))
    certificate = vacancy(own).certificate
    assert certificate is not None
    return own, certificate.number


def asked(actor: Actor, number: str) -> Page:
    return as_actor(actor, LATER).get(f"{AT}?number={number}")


@pytest.mark.parametrize("actor", [OTHER_HR, SECOND_HR, MANAGER, COORDINATOR, AUDITOR])
def test_the_number_leads_those_who_may_see_the_vacancy_to_its_certificate(actor: Actor) -> None:
    own, number = cleared()
    for typed in (number, number.lower(), f"%20{number.replace('-', '%20')}", number.replace("-", "")):
        found = asked(actor, typed)
        assert (found.status, found.location) == (303, f"/redeploy/vacancies/{own}/certificate")
    shown = as_actor(actor, LATER).get(found.location)
    assert shown.headings == [f"Clearance certificate {number}"]


@pytest.mark.parametrize("actor", [HR, HOME_HR])
def test_to_another_employer_a_certificate_is_as_one_that_is_not_there(actor: Actor) -> None:
    _, number = cleared()
    foreign, unknown = asked(actor, number), asked(actor, "CC-AAAAAAAA-9")
    assert (foreign.status, foreign.errors) == (422, {"number": WORDS["number.unknown"]})
    assert foreign.main.replace(number, "") == unknown.main.replace("CC-AAAAAAAA-9", "")
    assert ("number", number) in foreign.form().fields


def test_who_has_no_vacancies_is_not_asked_for_a_number() -> None:
    _, number = cleared()
    for actor in (FINANCE, an_actor(Role.SENDING_EMPLOYER, ods_code="RYY", person_id="sending")):
        assert as_actor(actor, LATER).get(AT).status == 404
        assert asked(actor, number).status == 404


def test_what_is_no_number_is_told_beside_the_field_and_kept() -> None:
    browser = as_actor(OTHER_HR)
    assert browser.get(AT).errors == {}
    assert browser.get(f"{AT}?number=").errors == {"number": "Enter the number of the certificate"}
    for typed in ("RV-7Q2ABCDE", "CC-7Q2ABCD1-4", "CC-7Q2ABCDE", "CC-7Q2ABCDE-4-4x"):
        page = browser.get(f"{AT}?number={typed}")
        assert (page.status, page.errors) == (422, {"number": WORDS["number"]})
        assert page.title.startswith("Error: ")
        assert ("number", typed) in page.form().fields


def test_a_certificate_whose_vacancy_is_held_again_holds_no_longer() -> None:
    person, own = a_person(**AT_RISK), a_vacancy()
    interested(person, own)
    _, first = cleared(own)
    starts_on = TODAY + timedelta(days=20)
    done(take(MANAGER, MatchAction.OFFER, match_of(person, own), LATER, starts_on=starts_on))
    done(take(the_person(person), MatchAction.ACCEPT, match_of(person, own), LATER))
    assert asked(OTHER_HR, first).status == 303
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, match_of(person, own), LATER, starts_on=starts_on))
    late = LATER + timedelta(days=10)
    done(take(MANAGER, MatchAction.FAIL_TRIAL, match_of(person, own), late, words="It did not work."))
    page = asked(OTHER_HR, first)
    assert (page.status, page.headings) == (200, [f"Certificate {first}"])
    assert "Holds no longer" in page.main
    assert "It did not work." not in page.html
    assert asked(HR, first).status == 422


def test_numbers_are_read_as_people_write_them_and_every_field_has_words() -> None:
    for typed in ("CC-7Q2ABCDE-4", " cc 7q2abcde 04", "CC\u20137Q2ABCDE\u20134", "cc7q2abcde4"):
        assert parse_number(typed) == "CC-7Q2ABCDE-4"
    assert missing_words(FindCertificate, WORDS) == []
