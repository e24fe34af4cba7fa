"""Savings for tests: a confirmed move, its saving at each step, and the facts of one."""

from datetime import date, datetime, timedelta
from typing import Any

from functions.redeploy.domain.ledger import LedgerEntry
from functions.redeploy.domain.recognising import EditSaving, OpenSaving, SavingRecord, SignOff, TakeBack
from functions.redeploy.domain.redundancy import Reading
from functions.redeploy.domain.savings import EvidenceGrade, SavingFacts
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.terms import Terms
from functions.redeploy.savings_store import Kept, SavingsStore
from functions.redeploy.usecases import savings
from shared.actors import Role
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import NOW, an_actor
from tests.redeployments import (
    HR,
    MANAGER,
    TODAY,
    a_person,
    a_vacancy,
    done,
    match_of,
    offered,
    take,
    the_person,
)

SIGNER = an_actor(Role.FINANCE_LEAD, ods_code="RZZ", person_id="signer")
COLLEAGUE = an_actor(Role.HR_ADVISER, ods_code="RZZ", person_id="colleague")
BOTH = an_actor(Role.HR_ADVISER, Role.FINANCE_LEAD, ods_code="RZZ", person_id="both")
OTHER_FINANCE = an_actor(Role.FINANCE_LEAD, ods_code="RYY", person_id="other-finance")
OTHER_MANAGER = an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id="own-manager")
AUDITOR_OF_POST = an_actor(Role.AUDITOR, ods_code="RYY", person_id="auditor-of-post")
AFTER = NOW + timedelta(days=58)
"""When the trial is over and the move confirmed."""


def facts(**changed: Any) -> SavingFacts:
    """A nurse of 45 with 12 years at the top of band 5, who moves to another NHS employer."""
    return SavingFacts.model_validate(
        {
            "terms": Terms.AFC_ENGLAND,
            "age": 45,
            "notice_would_expire_on": date(2027, 2, 7),
            "continuous_years": 12,
            "reckonable_years": 12,
            "annual_salary_pence": 3_904_300,
            "weekly_pay_pence": 75_000,
            "receiving_is_nhs": True,
            "nothing_was_paid": None,
            "reading": Reading.DEDUCT_THEN_CAP,
            "evidence": EvidenceGrade.A,
            **changed,
        }
    )


def confirmed(manager: Any = MANAGER, vacancy_id: str = "", **changed: Any) -> str:
    """A move that the receiving employer has confirmed, by its acts; the match's id."""
    person, post = a_person(HR, **changed), vacancy_id or a_vacancy()
    done(take(the_person(person), MatchAction.ACCEPT, offered(person, post)))
    starts_on = TODAY + timedelta(days=30)
    done(take(manager, MatchAction.BEGIN_TRIAL, match_of(person, post), starts_on=starts_on))
    for action in (MatchAction.PASS_TRIAL, MatchAction.CONFIRM):
        done(take(manager, action, match_of(person, post), now=AFTER))
    return match_of(person, post).match_id


def opened(match_id: str, actor: Any = HR, now: datetime = AFTER, **changed: Any) -> Done | Refusal:
    """Open a saving."""
    return savings.open_saving(actor, OpenSaving(match_id=match_id, facts=facts(**changed)), new_id(), now)


def edited(match_id: str, actor: Any = HR, now: datetime = AFTER, **changed: Any) -> Done | Refusal:
    """Enter its facts again."""
    version = record(match_id).head.number
    command = EditSaving(match_id=match_id, version=version, facts=facts(**changed))
    return savings.edit_saving(actor, command, new_id(), now)


def signed(match_id: str, actor: Any = SIGNER, now: datetime = AFTER) -> Done | Refusal:
    """Sign it off."""
    command = SignOff(match_id=match_id, version=record(match_id).head.number)
    return savings.sign_off(actor, command, new_id(), now)


def taken_back(match_id: str, on: date, actor: Any = HR, now: datetime = AFTER) -> Done | Refusal:
    """Take it back."""
    command = TakeBack(match_id=match_id, version=record(match_id).head.number, redundant_again_on=on)
    return savings.take_back(actor, command, new_id(), now)


def recognised(**changed: Any) -> str:
    """A saving that is signed off; its id."""
    match_id = confirmed()
    done(opened(match_id, **changed))
    done(signed(match_id))
    return match_id


def kept(match_id: str) -> Kept:
    """A saving with its entries, as its own HR sees it."""
    found = SavingsStore(HR).kept(match_id)
    assert found is not None
    return found


def record(match_id: str) -> SavingRecord:
    """A saving as it stands."""
    return kept(match_id).record


def entries(match_id: str) -> tuple[LedgerEntry, ...]:
    """The entries of a saving."""
    return kept(match_id).entries
