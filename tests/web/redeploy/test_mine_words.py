"""Everything that a person's own page may have to say has its words."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import pytest
from pydantic import BaseModel

from functions.redeploy.domain.matches import NotForMeReason, RejectReason
from functions.redeploy.domain.matching import Grade, Obstacle
from functions.redeploy.domain.people import PersonDetails, RaisedKind
from functions.redeploy.domain.proposing import CloseReason
from functions.redeploy.domain.stages import EntryStatus, MatchAction, MatchStatus
from functions.redeploy.domain.terms import Terms
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.forms import mine as forms
from functions.redeploy.messages import mine, own_matches
from functions.redeploy.usecases.links import LinkState
from shared.web.forms import missing_words


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (EntryStatus, mine.STANDS),
        (Tier, mine.TIERS),
        (Terms, mine.TERMS),
        (RaisedKind, mine.RAISED),
        (RaisedKind, mine.RAISED_HINTS),
        (MatchStatus, own_matches.STANDS),
        (CloseReason, own_matches.CLOSED),
        (Grade, own_matches.GRADES),
        (Obstacle, own_matches.OBSTACLES),
        (NotForMeReason, own_matches.NOT_FOR_ME),
        (RejectReason, own_matches.REJECTED),
    ],
)
def test_every_code_has_its_words(codes: type[Enum], words: Mapping[Any, object]) -> None:
    assert set(words) == set(codes)


def test_every_link_that_is_no_good_says_why() -> None:
    assert set(mine.LINKS) == set(LinkState) - {LinkState.GOOD}


def test_every_act_on_a_match_and_every_detail_that_changed_is_told() -> None:
    assert set(own_matches.HISTORY) >= {action.value for action in MatchAction}
    assert set(mine.CHANGED) == set(PersonDetails.model_fields)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (forms.InterestForm, own_matches.INTEREST_WORDS),
        (forms.NotForMeForm, own_matches.NOT_FOR_ME_WORDS),
        (forms.ConsentForm, own_matches.CONSENT_WORDS),
        (forms.WithdrawConsentForm, own_matches.WITHDRAW_WORDS),
        (forms.AcceptForm, own_matches.ACCEPT_WORDS),
        (forms.RefuseForm, own_matches.REFUSE_WORDS),
        (forms.RaiseForm, mine.RAISE_WORDS),
        (forms.LeaveForm, mine.LEAVE_WORDS),
    ],
)
def test_every_field_has_a_sentence(form: type[BaseModel], words: Mapping[str, str]) -> None:
    assert missing_words(form, words) == []
