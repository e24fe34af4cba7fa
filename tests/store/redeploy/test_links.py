"""The one-time link to a person's own page and the session that it opens, on the real engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.redeploy.domain.people import Contact
from functions.redeploy.domain.posting import EditPerson, ErasePerson, LeaveReason, LeaveRegister
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.links_store import LinksStore
from functions.redeploy.usecases import links, people
from functions.redeploy.usecases.links import PATH, LinkState
from shared import directory, sessions
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.sessions import ABSOLUTE_TIME_OUT, IDLE_TIME_OUT, Expired, Identified
from shared.settings import settings
from shared.table import client
from tests import partners
from tests.partners import NOW
from tests.redeployments import (
    AUDITOR,
    COORDINATOR,
    HR,
    MANAGER,
    OTHER_HR,
    a_person,
    done,
    entry,
    person_details,
    with_partners,
)
from tests.tables import Tables

A_MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _partners(tables: Tables) -> None:
    with_partners()


def a_secret(entry_id: str) -> str:
    path = links.make_link(HR, entry_id, NOW)
    assert isinstance(path, str)
    return path.removeprefix(PATH)


def known(cookie: str, now: object = NOW) -> Identified:
    found = links.identify(cookie, now)  # type: ignore[arg-type]
    assert isinstance(found, Identified)
    return found


def edit_address(entry_id: str, email: str) -> None:
    details = person_details(contact=Contact(name="Wren Tilehurst", email=email))
    command = EditPerson(entry_id=entry_id, version=entry(entry_id).head.number, details=details)
    done(people.edit_person(HR, command, new_id(), NOW))


def stored() -> str:
    return str(client().scan(TableName=settings().redeploy_table)["Items"])


def test_a_link_opens_the_page_of_its_person_once() -> None:
    person = a_person()
    secret = a_secret(person)
    cookie = links.open_link(secret, NOW)
    found = known(cookie)
    assert (found.person.name, found.person.memberships, found.actor) == ("Wren Tilehurst", (), None)
    own = links.redeployee_of(found.person, "QXX")
    assert own is not None and own.entry_id == person
    assert links.open_link(secret, NOW) is LinkState.USED
    assert links.link_state(secret, NOW) is LinkState.USED


def test_of_many_who_use_a_link_at_the_same_moment_one_gets_in() -> None:
    secret = a_secret(a_person())
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: links.open_link(secret, NOW), range(8)))
    assert sum(not isinstance(one, LinkState) for one in outcomes) == 1


def test_looking_at_a_link_does_not_use_it_up() -> None:
    secret = a_secret(a_person())
    for _ in range(3):
        assert links.link_state(secret, NOW) is LinkState.GOOD
    assert not isinstance(links.open_link(secret, NOW), LinkState)


def test_a_link_is_good_for_seven_days() -> None:
    secret = a_secret(a_person())
    end = NOW + timedelta(days=7)
    assert links.link_state(secret, end - A_MOMENT) is LinkState.GOOD
    assert links.link_state(secret, end) is LinkState.EXPIRED
    assert links.open_link(secret, end) is LinkState.EXPIRED


@pytest.mark.parametrize("secret", ["", "x" * 43, "é"])
def test_a_made_up_link_opens_nothing(secret: str) -> None:
    a_secret(a_person())
    assert links.open_link(secret, NOW) is LinkState.UNKNOWN
    assert links.send_another(secret, NOW) is False


@pytest.mark.parametrize("asker", [OTHER_HR, MANAGER, COORDINATOR, AUDITOR])
def test_only_the_hr_of_the_persons_employer_makes_a_link(asker: object) -> None:
    refusal = links.make_link(asker, a_person(), NOW)  # type: ignore[arg-type]
    assert refusal == Refusal(Reason.NOT_FOUND)


def test_neither_secret_is_stored() -> None:
    secret = a_secret(a_person())
    cookie = links.open_link(secret, NOW)
    kept = stored()
    assert secret not in kept
    assert cookie.rpartition(".")[2] not in kept


def test_a_link_is_worth_nothing_once_hr_has_corrected_the_address() -> None:
    person = a_person()
    secret = a_secret(person)
    edit_address(person, "other@moorland-trust.example")
    assert links.open_link(secret, NOW) is LinkState.EXPIRED
    assert links.send_another(secret, NOW) is False


def test_a_link_for_an_email_opens_the_page_and_there_is_none_for_nobody() -> None:
    person = a_person()
    cookie = links.open_link(links.mint_link(person, NOW).removeprefix(PATH), NOW)
    assert known(cookie).person.email == "wren@moorland-trust.example"
    with pytest.raises(LookupError):
        links.mint_link(new_id(), NOW)


def test_another_link_is_sent_by_email_once_a_day_and_names_nobody() -> None:
    secret = a_secret(a_person())
    links.open_link(secret, NOW)
    assert links.send_another(secret, NOW)
    assert links.send_another(secret, NOW)
    assert sum("person_link" in str(item) for item in _outbox()) == 1
    assert links.send_another(secret, NOW + timedelta(days=1))
    sent = [str(item) for item in _outbox() if "person_link" in str(item)]
    assert len(sent) == 2
    assert not any(told in one for one in sent for told in ("Wren", "wren@", secret))


def _outbox() -> list[object]:
    items = client().scan(TableName=settings().redeploy_table)["Items"]
    return [item for item in items if item["sk"] == {"S": "OUTBOX"}]


def test_the_session_idles_out_and_ends_at_last_like_every_other() -> None:
    cookie = links.open_link(a_secret(a_person()), NOW)
    assert links.identify(cookie, NOW + IDLE_TIME_OUT) == Expired()
    at = NOW
    while at + timedelta(minutes=20) < NOW + ABSOLUTE_TIME_OUT:
        at += timedelta(minutes=20)
        known(cookie, at)
    assert links.identify(cookie, NOW + ABSOLUTE_TIME_OUT) == Expired()


def test_signing_out_ends_every_copy_of_the_cookie() -> None:
    cookie = links.open_link(a_secret(a_person()), NOW)
    session = known(cookie).session
    assert session is not None
    links.sign_out(session)
    assert links.identify(cookie, NOW) is None


def test_a_cookie_with_another_persons_entry_opens_nothing() -> None:
    first, second = a_person(), a_person()
    cookie = links.open_link(a_secret(first), NOW)
    assert links.identify(cookie.replace(first, second), NOW) is None


def test_an_erased_person_is_let_in_no_more() -> None:
    person = a_person()
    cookie = links.open_link(a_secret(person), NOW)
    unused = a_secret(person)
    leave = LeaveRegister(entry_id=person, version=entry(person).head.number, because=LeaveReason.RESIGNED)
    done(people.leave_register(HR, leave, new_id(), NOW))
    known(cookie)
    done(people.erase_person(HR, ErasePerson(entry_id=person, version=entry(person).head.number), new_id(), NOW))
    assert links.identify(cookie, NOW) is None
    assert links.open_link(unused, NOW) is LinkState.UNKNOWN
    assert links.make_link(HR, person, NOW) == Refusal(Reason.NOT_ALLOWED_NOW)


def test_the_cookie_of_a_link_means_nothing_to_the_directory_and_the_other_way_round_still_works() -> None:
    cookie = links.open_link(a_secret(a_person()), NOW)
    assert sessions.identify(cookie, NOW) is None
    someone = partners.a_person(person_id="wren")
    directory.put_person(someone)
    own, _ = sessions.start(someone, NOW)
    found = known(own)
    assert found.person.person_id == "wren"
    assert links.redeployee_of(found.person, "QXX") is None


def test_an_account_that_a_link_remembered_opens_the_page_whenever_it_signs_in() -> None:
    person = a_person()
    secret = a_secret(person)
    someone = partners.a_person(person_id="wren")
    assert links.remember_account(secret, someone, NOW) is LinkState.GOOD
    assert links.remember_account(secret, someone, NOW) is LinkState.USED
    own = links.redeployee_of(someone, "QXX")
    assert own is not None and own.entry_id == person


def test_the_person_reads_who_made_the_link_that_opened_their_page() -> None:
    person = a_person()
    links.open_link(a_secret(person), NOW)
    links.open_link(links.mint_link(person, NOW).removeprefix(PATH), NOW + A_MOMENT)
    makers = [item["made_by"] for item in LinksStore().openings(person).items]
    assert makers == ["", HR.name]
