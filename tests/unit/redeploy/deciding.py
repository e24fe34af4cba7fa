"""A match with its person and its post, and somebody who decides, for tests of rules: no table, no clock."""

from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.acts import OnMatch
from functions.redeploy.domain.decision import Decision
from functions.redeploy.domain.holding import HoldVacancy, hold_vacancy
from functions.redeploy.domain.matches import MatchRecord, Offer, Rejection, RejectReason, Trial
from functions.redeploy.domain.matching import match as match_of
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Asker, Here, Redeployee
from functions.redeploy.domain.posting import PostPerson, post_person
from functions.redeploy.domain.proposing import propose
from functions.redeploy.domain.stages import MatchStatus
from functions.redeploy.domain.vacancies import Vacancy
from shared.actors import Actor
from shared.outcomes import Refusal
from tests.partners import NOW
from tests.redeployments import HR, OTHER_HR, OTHER_TRUST, TODAY, TRUST, person_details, vacancy_details

THE_PERSON = Redeployee("entry-1", "QXX")


def here(asker: Asker | None, now: datetime = NOW) -> Here:
    """The circumstances of somebody who decides."""
    actor = asker if isinstance(asker, Actor) else None
    person = asker if isinstance(asker, Redeployee) else None
    return Here(now=now, rule_set="test", actor=actor, redeployee=person)


def made(outcome: Any) -> Any:
    """The record of a decision that must have been taken."""
    assert isinstance(outcome, Decision), outcome
    return outcome.record


def refused(outcome: Any) -> Any:
    """The reason of a refusal."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.reason


def an_entry(**details: Any) -> PoolEntry:
    """A person on the register, as their HR posts them."""
    command = PostPerson(entry_id="entry-1", details=person_details(**details))
    entry: PoolEntry = made(post_person(command, TRUST, here(HR)))
    return entry


def a_held_vacancy(**changed: Any) -> Vacancy:
    """A vacancy on hold that nobody else is matched with."""
    command = HoldVacancy(vacancy_id="vacancy-1", details=vacancy_details())
    vacancy: Vacancy = made(hold_vacancy(command, OTHER_TRUST, here(OTHER_HR)))
    return vacancy.model_copy(update={"open_by_tier": {1: 0, 2: 1, 3: 0}, **changed})


def a_match(status: MatchStatus = MatchStatus.INTERESTED, **changed: Any) -> MatchRecord:
    """A match in which the person wants the post and agreed to be named, unless told otherwise."""
    entry, vacancy = an_entry(), a_held_vacancy()
    assert entry.details is not None
    result = match_of(entry.details.profile, vacancy.details.post, TODAY)
    proposed = made(propose(entry, vacancy, result, entry.tier(TODAY), None, here(None)))
    known = {"status": status, "rank": 1, "consented_at": NOW}
    match: MatchRecord = proposed.model_copy(update=known | changed)
    return match


def an_offer(**changed: Any) -> Offer:
    """An offer of today that starts in a month."""
    known: dict[str, Any] = {"made_on": TODAY, "made_by": "manager", "starts_on": date(2026, 12, 22)}
    return Offer.model_validate(known | changed)


def a_trial(starts_on: date, ends_on: date, **changed: Any) -> Trial:
    """A trial that is under way."""
    return Trial(starts_on=starts_on, ends_on=ends_on, **changed)


def a_rejection(by_person_id: str = "other-hr") -> Rejection:
    """A rejection that waits for a second person."""
    return Rejection(
        reason=RejectReason.SAFE_STAFFING, words="Nobody to teach.", by_person_id=by_person_id, by_name="One"
    )


def on(match: MatchRecord, command: type[OnMatch], **asked: Any) -> Any:
    """A command on a match as it stands."""
    return command.model_validate({"match_id": match.match_id, "version": match.head.number} | asked)
