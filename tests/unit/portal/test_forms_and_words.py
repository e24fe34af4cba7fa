"""The portal's forms and sentences, without a page or a store."""

from itertools import product
from typing import get_args

import pytest
from pydantic import BaseModel

from functions.portal import messages, pages
from functions.portal.forms import Choice, NewToken, OrganisationEdit, Revocation, local_next
from functions.portal.messages import Reason
from functions.portal.policy import Action, may
from shared.actors import OrganisationType, Role, SizeBand
from shared.web.forms import missing_words
from tests.partners import an_actor


@pytest.mark.parametrize(
    "path", ["/", "/levy", "/levy/applications?status=open&after=a.b", "/levy#top", "/sign-in-help"]
)
def test_a_sign_in_leads_back_to_a_page_of_ours(path: str) -> None:
    assert local_next(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "levy",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example/",
        " //evil.example/",
        "/ /evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http:/levy",
        "/levy\r\nSet-Cookie: a=b",
        "/levy\x00",
        "/" + "x" * 1_000,
    ],
)
def test_a_sign_in_leads_to_no_other_site_however_it_is_disguised(elsewhere: str) -> None:
    assert local_next(elsewhere) == "/"


@pytest.mark.parametrize(
    "circle",
    ["/sign-in", "/sign-in?next=/sign-in", "/signed-in?code=x", "/sign-out", "/session", "/api/levy", "/assets/x"],
)
def test_a_sign_in_leads_to_pages_only_and_in_no_circle(circle: str) -> None:
    assert local_next(circle) == "/"


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (OrganisationEdit, messages.ORGANISATION_WORDS),
        (Choice, messages.CHOICE_WORDS),
        (NewToken, messages.TOKEN_WORDS),
        (Revocation, messages.REVOCATION_WORDS),
    ],
)
def test_every_field_has_a_sentence(model: type[BaseModel], words: dict[str, str]) -> None:
    assert missing_words(model, words) == []


def test_every_reason_has_its_words_and_is_nobodys_error_of_ours() -> None:
    assert set(messages.TITLES) == set(messages.SENTENCES) == set(messages.STATUSES) == set(Reason)
    assert all(400 <= status < 500 for status in messages.STATUSES.values())


def test_every_kind_size_role_and_detail_has_a_name() -> None:
    assert set(messages.TYPE_NAMES) == set(OrganisationType)
    assert set(messages.SIZE_NAMES) == set(SizeBand)
    assert set(messages.ROLE_NAMES) == set(Role)
    assert set(messages.DETAIL_NAMES) == set(OrganisationEdit.model_fields) - {"version"}


def test_the_choices_of_a_tokens_life_are_those_that_are_accepted() -> None:
    offered = tuple(item["value"] for item in pages.DAYS_ITEMS)
    assert offered == get_args(NewToken.model_fields["days"].annotation)


ADMIN, AUDITOR, APPROVER = Role.ORGANISATION_ADMIN, Role.AUDITOR, Role.ICS_APPROVER
ALLOWED = {
    (Action.VIEW, "own"): set(Role),
    (Action.VIEW, "other"): set(Role),
    (Action.EDIT, "own"): {ADMIN},
    (Action.EDIT, "other"): set(),
    (Action.SEE_HISTORY, "own"): {ADMIN, AUDITOR, APPROVER},
    (Action.SEE_HISTORY, "other"): {AUDITOR, APPROVER},
    (Action.MAKE_TOKEN, "own"): set(Role),
    (Action.MAKE_TOKEN, "other"): set(),
    (Action.REVOKE_ANY_TOKEN, "own"): {ADMIN},
    (Action.REVOKE_ANY_TOKEN, "other"): set(),
}


@pytest.mark.parametrize(("action", "whose"), list(product(Action, ("own", "other"))))
def test_who_may_do_what_is_this_table(action: Action, whose: str) -> None:
    code = "VLA01" if whose == "own" else "VLA02"
    assert {role for role in Role if may(an_actor(role), action, code)} == ALLOWED[action, whose]
