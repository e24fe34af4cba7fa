"""API tokens over the portal's pages."""

import re

import pytest

from shared import tokens
from shared.actors import Role
from shared.sessions import Identified
from tests.partners import NOW, a_membership, a_person
from tests.web.client import Browser
from tests.web.portal.visitors import visitor

WANTED = {"label": "Rota system", "days": "90"}
_TOKEN = re.compile(r"wx_[A-Za-z0-9_.-]+")


def made_by(browser: Browser) -> str:
    page = browser.send("/account/tokens", WANTED)
    assert page.status == 201
    found = _TOKEN.search(page.main)
    assert found is not None
    return found[0]


def works(bearer: str) -> bool:
    return isinstance(tokens.identify_token(bearer, NOW), Identified)


def revocation(person_id: str = "person-1") -> dict[str, str]:
    (token,) = tokens.tokens_of_person(person_id)
    return {"person_id": token.person_id, "secret_hash": token.secret_hash}


def colleague(*roles: Role) -> Browser:
    return visitor(a_person(a_membership("VLA01", *roles), person_id="person-2", name="Another Testing"))


def test_a_token_is_shown_once_and_works(tables: object) -> None:
    browser = visitor(a_person())
    bearer = made_by(browser)
    assert works(bearer)
    page = browser.get("/account/tokens").html
    assert "Rota system" in page and "20 February 2027" in page
    assert bearer not in page and bearer.partition(".")[2] not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"label": ""}, "Enter what the token is for"),
        ({"label": "x" * 61}, "What the token is for must be 60 characters or fewer"),
        ({"days": ""}, "Select how long the token should work"),
        ({"days": "366"}, "Select how long the token should work"),
        ({"days": "-1"}, "Select how long the token should work"),
    ],
)
def test_a_wrong_answer_makes_no_token(tables: object, typed: dict[str, str], sentence: str) -> None:
    page = visitor(a_person()).send("/account/tokens", WANTED | typed)
    assert (page.status, page.main.count(sentence)) == (422, 2)
    assert tokens.tokens_of_person("person-1") == ()


def test_nobody_keeps_more_than_twenty_tokens(tables: object) -> None:
    browser = visitor(a_person())
    statuses = [browser.send("/account/tokens", WANTED).status for _ in range(21)]
    assert statuses == [201] * 20 + [409]


def test_a_revoked_token_is_worthless(tables: object) -> None:
    browser = visitor(a_person())
    bearer = made_by(browser)
    assert browser.send("/account/tokens/revoke", revocation()).location == "/account/tokens"
    assert not works(bearer)
    assert "Rota system" not in browser.get("/account/tokens").html


def test_a_colleague_neither_sees_nor_revokes_the_token_of_another(tables: object) -> None:
    bearer = made_by(visitor(a_person()))
    other = colleague(Role.RECEIVING_EMPLOYER)
    assert "Rota system" not in other.get("/account/tokens").html
    assert other.send("/account/tokens/revoke", revocation()).status == 404
    assert works(bearer)


def test_the_administrator_sees_and_revokes_the_tokens_of_everybody(tables: object) -> None:
    bearer = made_by(visitor(a_person()))
    admin = colleague(Role.ORGANISATION_ADMIN)
    page = admin.get("/account/tokens").main
    assert "Rota system" in page and "Morag Testing" in page
    assert admin.send("/account/tokens/revoke", revocation()).status == 303
    assert not works(bearer)


def test_the_administrator_of_another_organisation_does_not(tables: object) -> None:
    bearer = made_by(visitor(a_person()))
    elsewhere = visitor(a_person(a_membership("QXX", Role.ORGANISATION_ADMIN), person_id="person-3"))
    assert "Rota system" not in elsewhere.get("/account/tokens").html
    assert elsewhere.send("/account/tokens/revoke", revocation()).status == 404
    assert works(bearer)


@pytest.mark.parametrize("wrong", [{}, {"person_id": "person-1"}, {"person_id": "x", "secret_hash": "../PERSON"}])
def test_revoking_what_is_not_there_is_the_page_of_no_page(tables: object, wrong: dict[str, str]) -> None:
    assert visitor(a_person()).send("/account/tokens/revoke", wrong).status == 404
