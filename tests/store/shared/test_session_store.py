"""Sessions on the real local engine: who a cookie stands for, for how long, and how it ends."""

from datetime import timedelta

import pytest

from shared import directory, sessions
from shared.actors import Person, Role
from shared.directory.keys import secrets_pk, table
from shared.sessions import Expired, Identified
from tests.partners import NOW, a_membership, a_person

pytestmark = pytest.mark.usefixtures("tables")

TWO_HATS = a_person(
    a_membership("VLA01", Role.RECEIVING_EMPLOYER), a_membership("QXX", Role.ICS_APPROVER, name="The ICB")
)
MINUTE = timedelta(minutes=1)


def signed_in(person: Person = TWO_HATS) -> tuple[str, sessions.Session]:
    directory.put_person(person)
    return sessions.start(person, NOW)


def identified(cookie: str, at: timedelta = MINUTE) -> Identified:
    found = sessions.identify(cookie, NOW + at)
    assert isinstance(found, Identified)
    return found


def test_a_cookie_stands_for_the_person_who_signed_in() -> None:
    cookie, session = signed_in()
    assert identified(cookie) == Identified(TWO_HATS, session, None)


def test_whoever_has_one_organisation_acts_for_it_at_once() -> None:
    cookie, _ = signed_in(a_person())
    actor = identified(cookie).actor
    assert actor is not None
    assert (actor.ods_code, actor.roles) == ("VLA01", frozenset({Role.RECEIVING_EMPLOYER}))


def test_whoever_has_several_acts_for_the_one_they_choose() -> None:
    cookie, session = signed_in()
    chosen = sessions.act_for(TWO_HATS, session, "QXX")
    assert chosen is not None and chosen.acting_name == "The ICB"
    actor = identified(cookie).actor
    assert actor is not None and actor.roles == {Role.ICS_APPROVER}


def test_nobody_acts_for_an_organisation_that_they_do_not_belong_to() -> None:
    cookie, session = signed_in()
    assert sessions.act_for(TWO_HATS, session, "VLA77") is None
    assert identified(cookie).actor is None


def test_a_lost_role_is_lost_at_the_next_request() -> None:
    both = a_membership("VLA01", Role.RECEIVING_EMPLOYER, Role.ORGANISATION_ADMIN)
    cookie, _ = signed_in(a_person(both))
    directory.put_person(a_person(a_membership("VLA01", Role.RECEIVING_EMPLOYER)))
    actor = identified(cookie).actor
    assert actor is not None and not actor.has(Role.ORGANISATION_ADMIN)


def test_whoever_leaves_their_organisation_acts_for_none() -> None:
    cookie, _ = signed_in(a_person())
    directory.put_person(a_person().model_copy(update={"memberships": ()}))
    assert identified(cookie).actor is None


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "person-1",
        "person-1.",
        "person-1." + "A" * 43,
        "person-2." + "A" * 43,
        "person-1." + "A" * 5000,
        "PERSON#person-1." + "A" * 43,
        "person-1.é" + "A" * 42,
    ],
)
def test_a_made_up_cookie_stands_for_nobody(forged: str) -> None:
    signed_in()
    assert sessions.identify(forged, NOW) is None


def test_a_secret_of_one_person_is_worth_nothing_under_the_name_of_another() -> None:
    cookie, _ = signed_in()
    directory.put_person(a_person(person_id="person-2"))
    assert sessions.identify(cookie.replace("person-1", "person-2"), NOW) is None


def test_the_stored_session_does_not_hold_the_secret_of_its_cookie() -> None:
    cookie, _ = signed_in()
    (item,) = table().page(None, secrets_pk("person-1"), sk_prefix="SESSION#").items
    assert cookie.partition(".")[2] not in str(item)


def test_a_session_ends_after_half_an_hour_without_a_request() -> None:
    cookie, _ = signed_in()
    assert isinstance(sessions.identify(cookie, NOW + timedelta(minutes=29, seconds=59)), Identified)
    cookie, _ = signed_in()
    assert sessions.identify(cookie, NOW + timedelta(minutes=30)) == Expired()


def test_a_session_in_use_ends_after_twelve_hours_all_the_same() -> None:
    cookie, _ = signed_in()
    for minutes in range(20, 12 * 60, 20):
        identified(cookie, timedelta(minutes=minutes))
    assert sessions.identify(cookie, NOW + timedelta(hours=12)) == Expired()


def test_a_request_is_noted_at_most_once_in_two_minutes() -> None:
    cookie, _ = signed_in()
    seen = [identified(cookie, timedelta(seconds=after)).session for after in (119, 120, 180, 239, 240)]
    assert [one and int((one.last_seen_at - NOW).total_seconds()) for one in seen] == [0, 120, 120, 120, 240]


def test_a_session_that_ended_is_ended_for_every_copy_of_its_cookie() -> None:
    cookie, session = signed_in()
    sessions.end(session)
    assert sessions.identify(cookie, NOW) is None
    assert sessions.touch(session, NOW + MINUTE) is None
    assert sessions.act_for(TWO_HATS, session, "QXX") is None
    assert sessions.identify(cookie, NOW) is None


def test_a_request_in_another_tab_does_not_take_a_choice_of_organisation_back() -> None:
    cookie, before = signed_in()
    sessions.act_for(TWO_HATS, before, "QXX")
    sessions.touch(before, NOW + 3 * MINUTE)
    actor = identified(cookie, 4 * MINUTE).actor
    assert actor is not None and actor.ods_code == "QXX"


def test_two_sessions_share_neither_cookie_nor_csrf_token() -> None:
    (first, one), (second, two) = signed_in(), signed_in()
    assert first != second and one.csrf_token != two.csrf_token
