"""API tokens on the real local engine: what they may do, for how long, and how they are revoked."""

from datetime import timedelta

import pytest

from shared import directory, sessions, tokens
from shared.actors import Role
from shared.directory.keys import secrets_pk, table
from shared.sessions import Expired, Identified
from tests.partners import NOW, a_membership, a_person, an_actor

pytestmark = pytest.mark.usefixtures("tables")

MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def _somebody(tables: object) -> None:
    directory.put_person(a_person())


def made(lives: timedelta = MONTH) -> tuple[str, tokens.Token]:
    return tokens.make_token(an_actor(Role.RECEIVING_EMPLOYER), "Rota system", lives, NOW)


def test_a_token_speaks_for_its_person_in_its_organisation() -> None:
    bearer, _ = made()
    found = tokens.identify_token(bearer, NOW)
    assert isinstance(found, Identified) and found.actor is not None
    assert (found.person, found.session) == (a_person(), None)
    assert (found.actor.ods_code, found.actor.roles) == ("VLA01", frozenset({Role.RECEIVING_EMPLOYER}))


def test_a_token_has_the_roles_that_the_person_has_now() -> None:
    bearer, _ = made()
    directory.put_person(a_person(a_membership("VLA01", Role.AUDITOR)))
    found = tokens.identify_token(bearer, NOW)
    assert isinstance(found, Identified) and found.actor is not None
    assert found.actor.roles == {Role.AUDITOR}


def test_a_token_of_somebody_who_left_acts_for_nobody() -> None:
    bearer, _ = made()
    directory.put_person(a_person(a_membership("VLA02")))
    found = tokens.identify_token(bearer, NOW)
    assert isinstance(found, Identified) and found.actor is None


def test_a_token_ends_on_its_day_whatever_the_table_has_deleted() -> None:
    bearer, _ = made(MONTH)
    assert isinstance(tokens.identify_token(bearer, NOW + MONTH - timedelta(seconds=1)), Identified)
    assert tokens.identify_token(bearer, NOW + MONTH) == Expired()


@pytest.mark.parametrize("lives", [timedelta(days=366), timedelta(0), timedelta(days=-1)])
def test_no_token_lives_for_more_than_a_year_or_not_at_all(lives: timedelta) -> None:
    with pytest.raises(ValueError, match="at most a year"):
        made(lives)
    assert tokens.tokens_of_person("person-1") == ()


def test_the_stored_token_does_not_hold_its_secret() -> None:
    bearer, _ = made()
    (item,) = table().page(None, secrets_pk("person-1"), sk_prefix="TOKEN#").items
    assert bearer.partition(".")[2] not in str(item)


@pytest.mark.parametrize("forged", ["", "wx_person-1", "person-1." + "A" * 43, "wx_person-1." + "A" * 43])
def test_a_made_up_token_stands_for_nobody(forged: str) -> None:
    made()
    assert tokens.identify_token(forged, NOW) is None


def test_a_session_cookie_is_no_token_and_a_token_is_no_cookie() -> None:
    bearer, _ = made()
    cookie, _ = sessions.start(a_person(), NOW)
    assert tokens.identify_token(cookie, NOW) is None
    assert tokens.identify_token(f"wx_{cookie}", NOW) is None
    assert sessions.identify(bearer, NOW) is None
    assert sessions.identify(bearer.removeprefix("wx_"), NOW) is None


def test_a_revoked_token_is_worthless_at_once() -> None:
    bearer, token = made()
    assert tokens.revoke_token("person-1", token.secret_hash, "VLA01")
    assert tokens.identify_token(bearer, NOW) is None
    assert not tokens.revoke_token("person-1", token.secret_hash, "VLA01")


def test_another_organisation_cannot_revoke_a_token() -> None:
    bearer, token = made()
    assert not tokens.revoke_token("person-1", token.secret_hash, "VLA02")
    assert isinstance(tokens.identify_token(bearer, NOW), Identified)


def test_tokens_are_listed_by_person_and_by_organisation() -> None:
    _, mine = made()
    _, theirs = tokens.make_token(
        an_actor(Role.AUDITOR, person_id="person-2", ods_code="VLA01"), "Reports", MONTH, NOW
    )
    _, elsewhere = tokens.make_token(an_actor(Role.AUDITOR, ods_code="QXX"), "Other", MONTH, NOW)
    assert set(tokens.tokens_of_person("person-1")) == {mine, elsewhere}
    assert set(tokens.tokens_of_organisation("VLA01").tokens) == {mine, theirs}
