"""How the demo's people and vacancies came together: each fate as acts, each act on its day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from functions.redeploy.domain.matches import match_id_of
from functions.redeploy.domain.policy import Asker, Redeployee
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.usecases.matches import COMMANDS, take
from infra.local.redeploy_cast import Story
from shared.actors import Actor
from shared.clock import LONDON
from shared.outcomes import Refusal
from shared.perform import Done

Act = tuple[datetime, Callable[[], object]]
_A = MatchAction
_NAMED = (_A.EXPRESS_INTEREST, _A.CONSENT)
_OFFERED = (*_NAMED, _A.INVITE, _A.OFFER)
_TRIED = (*_OFFERED, _A.ACCEPT, _A.BEGIN_TRIAL)
_FATES: Mapping[str, tuple[MatchAction, ...]] = {
    "not_for_me": (_A.SAY_NOT_FOR_ME,),
    "interested": (_A.EXPRESS_INTEREST,),
    "consented": _NAMED,
    "interview": (*_NAMED, _A.INVITE),
    "rejection_waiting": (*_NAMED, _A.INVITE, _A.REJECT),
    "rejected": (*_NAMED, _A.INVITE, _A.REJECT, _A.RATIFY),
    "not_ratified": (*_NAMED, _A.REJECT, _A.NOT_RATIFY),
    "offered": _OFFERED,
    "refused": (*_OFFERED, _A.REFUSE),
    "judged": (*_OFFERED, _A.REFUSE, _A.JUDGE),
    "accepted": (*_OFFERED, _A.ACCEPT),
    "on_trial": _TRIED,
    "extended": (*_TRIED, _A.EXTEND_TRIAL),
    "failed": (*_TRIED, _A.FAIL_TRIAL),
    "passed": (*_TRIED, _A.PASS_TRIAL),
    "confirmed": (*_TRIED, _A.PASS_TRIAL, _A.CONFIRM),
}
_DAYS_AFTER: Mapping[MatchAction, int] = {  # the vacancy was held
    _A.EXPRESS_INTEREST: 1,
    _A.SAY_NOT_FOR_ME: 1,
    _A.CONSENT: 1,
    _A.INVITE: 2,
    _A.REJECT: 6,
    _A.RATIFY: 7,
    _A.NOT_RATIFY: 7,
    _A.OFFER: 6,
    _A.ACCEPT: 8,
    _A.REFUSE: 8,
    _A.JUDGE: 10,
    _A.BEGIN_TRIAL: 10,
    _A.EXTEND_TRIAL: 12,
    _A.FAIL_TRIAL: 22,
    _A.PASS_TRIAL: 37,
    _A.CONFIRM: 40,
}
_BY_THE_PERSON = frozenset(
    {_A.EXPRESS_INTEREST, _A.SAY_NOT_FOR_ME, _A.CONSENT, _A.ACCEPT, _A.REFUSE},
)
_BY_A_SECOND = frozenset({_A.RATIFY, _A.NOT_RATIFY})


@dataclass(frozen=True)
class Sides:
    """Who acts in a story: the person with their HR, the post's manager, and a second person there."""

    person: Redeployee
    persons_hr: Actor
    manager: Actor
    second: Actor


@dataclass
class Teller:
    """Tells one story; each act is on the match as the act before left it."""

    story: Story
    sides: Sides
    vacancy_id: str
    held_at: datetime
    _version: int = 1

    def acts(self) -> Iterator[Act]:
        """The acts of the story, each with its time."""
        for order, action in enumerate(_FATES[self.story.fate]):
            at = self.held_at + timedelta(days=_DAYS_AFTER[action], minutes=10 * order)
            yield at, partial(self._take, action, at)

    def _take(self, action: MatchAction, at: datetime) -> None:
        match_id = match_id_of(self.sides.person.entry_id, self.vacancy_id)
        asked = {"match_id": match_id, "version": self._version, **self._answers(action)}
        command = COMMANDS[action].model_validate(asked)
        self._version = done(take(self._asker(action), action, command, f"{match_id}-{action}", at)).version

    def _asker(self, action: MatchAction) -> Asker:
        if action in _BY_THE_PERSON:
            return self.sides.person
        if action is _A.JUDGE:
            return self.sides.persons_hr
        return self.sides.second if action in _BY_A_SECOND else self.sides.manager

    def _answers(self, action: MatchAction) -> dict[str, Any]:
        starts_on = (self.held_at + timedelta(days=_DAYS_AFTER[_A.BEGIN_TRIAL])).date()
        answers: dict[MatchAction, dict[str, Any]] = {
            _A.EXPRESS_INTEREST: {"rank": 1},
            _A.SAY_NOT_FOR_ME: {"reason": self.story.reason},
            _A.INVITE: {"interview_on": (self.held_at + timedelta(days=5)).date(), "words": "Ask for ward 4."},
            _A.REJECT: {"reason": "essential_missing", "words": "The work needs somebody who has run clinics."},
            _A.RATIFY: {"feedback": "A short course would close the gap. The next one begins in spring."},
            _A.NOT_RATIFY: {"words": "Training within three months would do. Please interview first."},
            _A.OFFER: {"starts_on": starts_on, "words": "The same hours as now, and the same band."},
            _A.REFUSE: {"words": "The last bus leaves before the late shift ends."},
            _A.JUDGE: {
                "was_suitable": True,
                "was_reasonable_to_refuse": True,
                "words": "The shifts cannot be reached without a car.",
            },
            _A.BEGIN_TRIAL: {"starts_on": starts_on},
            _A.EXTEND_TRIAL: {
                "until": starts_on + timedelta(days=55),
                "agreed_on": starts_on - timedelta(days=1),
                "retraining": "Eight weeks to finish the course in IV therapy.",
            },
            _A.PASS_TRIAL: {"words": "Settled in well."},
            _A.FAIL_TRIAL: {"words": "The shifts could not be worked with the school run."},
        }
        return answers.get(action, {})


def morning(days_ago: int, today: datetime) -> datetime:
    """Nine o'clock in London so many days before."""
    day = today.astimezone(LONDON).date() - timedelta(days=days_ago)
    return datetime.combine(day, time(9), LONDON).astimezone(UTC)


def done(outcome: Done | Refusal) -> Done:
    """The outcome of an act of the demo, which must have been done."""
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"the demo ICS cannot be made: {outcome.reason} {outcome.details}")
    return outcome
