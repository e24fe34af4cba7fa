"""Acts on a match: the person's, the post's employer's, the second person's, the releasing employer's."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from functions.redeploy.domain import interest, selection, trials
from functions.redeploy.domain.acts import OnMatch, refuse_action
from functions.redeploy.domain.allocation import Standing, tie_break
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import Notice
from functions.redeploy.domain.policy import Asker, Here, may
from functions.redeploy.domain.stages import MOVES, MatchAction, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.store import Bound, RedeployStore
from functions.redeploy.usecases.perform import Decided, here_of, on_match
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash

WANTING = frozenset({MatchStatus.INTERESTED, MatchStatus.INTERVIEW, MatchStatus.REJECTION_PROPOSED})
"""The statuses of people who may want a post and have not been offered it."""


def wants(row: Mapping[str, Any]) -> bool:
    """Whether the row of a match is that of somebody who said that they want the post, and was not offered it.
    A rejection may be proposed, and not ratified, of people who never said so: they have no rank."""
    return MatchStatus(row["status"]) in WANTING and row["rank"] > 0


def match_to_see(actor: Actor, match_id: str) -> Bound | None:
    """A match with its person and its post, for whoever may know of it. One read."""
    return RedeployStore(actor).bound(match_id)


def take(asker: Asker, action: MatchAction, command: OnMatch, key: str, now: datetime) -> Done | Refusal:
    """Take an action on a match: its command is the one of `COMMANDS`."""
    decide = _DECIDE[action]
    asked = Once(key, request_hash(action, command))
    return on_match(asker, command.match_id, asked, now, lambda bound, here: decide(bound, command, here))


def standing(vacancy: Vacancy, entry_id: str, tier: Tier, grade: Grade) -> Standing:
    """How a person stands for a vacancy. The lot's seed is fixed when the hold begins, before anybody can ask."""
    seed = f"{vacancy.vacancy_id}|{vacancy.held_at.date().isoformat()}"
    return Standing(tier, grade, tie_break(seed, vacancy.vacancy_id, entry_id))


def is_first(asker: Asker | None, bound: Bound) -> bool:
    """Whether the published order puts this person first among all who want the post and were not offered it."""
    rows = RedeployStore(asker).every_match_of_vacancy(bound.match.vacancy_id)
    own = standing(bound.vacancy, bound.match.entry_id, bound.match.tier, bound.match.result.grade).order
    return all(
        own <= standing(bound.vacancy, row["entry_id"], Tier(row["tier"]), Grade(row["grade"])).order
        for row in rows
        if wants(row)
    )


def notice_of(bound: Bound) -> Notice:
    """The person's notice as it stands; none once they are erased."""
    return bound.entry.details.notice if bound.entry.details else Notice()


def acts_now(actor: Actor, bound: Bound, now: datetime) -> list[tuple[MatchAction, Refusal | None]]:
    """What the actor may do with a match where it is, each with what bars it now."""
    here, at = here_of(actor, now), bound.match.status
    own = [action for action in MatchAction if (at, action) in MOVES and may(here, action, bound.match)]
    return [(action, refuse_now(actor, bound, action, now)) for action in own]


def refuse_now(actor: Actor, bound: Bound, action: MatchAction, now: datetime) -> Refusal | None:
    """Why an action cannot be taken now, whatever would be typed."""
    here = here_of(actor, now)
    bar = _BARS.get(action)
    return refuse_action(bound.match, action, here) or (bar(bound, here) if bar else None)


def _bars_offer(bound: Bound, here: Here) -> Refusal | None:
    return selection.refuse_offer_now(bound.match, bound.vacancy, notice_of(bound), london_day(here.now))


_BARS: Mapping[MatchAction, Callable[[Bound, Here], Refusal | None]] = {
    MatchAction.EXPRESS_INTEREST: lambda on, _: (
        None if on.match.is_open else interest.refuse_unless_free(on.entry, on.vacancy)
    ),
    MatchAction.INVITE: lambda on, _: selection.refuse_turn(on.match, on.vacancy),
    MatchAction.OFFER: _bars_offer,
    MatchAction.RATIFY: lambda on, here: selection.refuse_same_person(on.match, here),
    MatchAction.NOT_RATIFY: lambda on, here: selection.refuse_same_person(on.match, here),
    MatchAction.EXTEND_TRIAL: lambda on, here: trials.refuse_over(on.match, london_day(here.now)),
    MatchAction.PASS_TRIAL: lambda on, here: trials.refuse_early(on.match, london_day(here.now)),
}
"""What may bar an action that the status allows."""


def _offer(bound: Bound, command: Any, here: Here) -> Decided:
    first = is_first(here.asker, bound)
    return selection.offer(bound.match, bound.vacancy, notice_of(bound), first, command, here)


COMMANDS: Mapping[MatchAction, type[OnMatch]] = {
    MatchAction.EXPRESS_INTEREST: interest.ExpressInterest,
    MatchAction.SAY_NOT_FOR_ME: interest.SayNotForMe,
    MatchAction.CONSENT: OnMatch,
    MatchAction.WITHDRAW_CONSENT: OnMatch,
    MatchAction.ACCEPT: OnMatch,
    MatchAction.REFUSE: interest.RefuseOffer,
    MatchAction.INVITE: selection.Invite,
    MatchAction.REJECT: selection.Reject,
    MatchAction.RATIFY: selection.Ratify,
    MatchAction.NOT_RATIFY: selection.NotRatify,
    MatchAction.OFFER: selection.MakeOffer,
    MatchAction.WITHDRAW_OFFER: selection.WithdrawOffer,
    MatchAction.BEGIN_TRIAL: trials.BeginTrial,
    MatchAction.EXTEND_TRIAL: trials.ExtendTrial,
    MatchAction.PASS_TRIAL: trials.PassTrial,
    MatchAction.FAIL_TRIAL: trials.FailTrial,
    MatchAction.CONFIRM: OnMatch,
    MatchAction.JUDGE: trials.JudgeRefusal,
}
"""What each action asks for."""

_DECIDE: Mapping[MatchAction, Callable[[Bound, Any, Here], Decided]] = {
    MatchAction.EXPRESS_INTEREST: lambda on, asked, here: interest.express_interest(
        on.match, on.entry, on.vacancy, asked, here
    ),
    MatchAction.SAY_NOT_FOR_ME: lambda on, asked, here: interest.say_not_for_me(on.match, asked, here),
    MatchAction.CONSENT: lambda on, asked, here: interest.consent(on.match, asked, here),
    MatchAction.WITHDRAW_CONSENT: lambda on, asked, here: interest.withdraw_consent(on.match, asked, here),
    MatchAction.ACCEPT: lambda on, asked, here: interest.accept(on.match, on.entry, on.vacancy, asked, here),
    MatchAction.REFUSE: lambda on, asked, here: interest.refuse_offer(on.match, asked, here),
    MatchAction.INVITE: lambda on, asked, here: selection.invite(on.match, on.vacancy, asked, here),
    MatchAction.REJECT: lambda on, asked, here: selection.reject(on.match, asked, here),
    MatchAction.RATIFY: lambda on, asked, here: selection.ratify(on.match, asked, here),
    MatchAction.NOT_RATIFY: lambda on, asked, here: selection.not_ratify(on.match, asked, here),
    MatchAction.OFFER: _offer,
    MatchAction.WITHDRAW_OFFER: lambda on, asked, here: selection.withdraw_offer(on.match, asked, here),
    MatchAction.BEGIN_TRIAL: lambda on, asked, here: trials.begin_trial(on.match, notice_of(on), asked, here),
    MatchAction.EXTEND_TRIAL: lambda on, asked, here: trials.extend_trial(on.match, asked, here),
    MatchAction.PASS_TRIAL: lambda on, asked, here: trials.pass_trial(on.match, asked, here),
    MatchAction.FAIL_TRIAL: lambda on, asked, here: trials.fail_trial(on.match, on.entry, on.vacancy, asked, here),
    MatchAction.CONFIRM: lambda on, asked, here: trials.confirm(on.match, on.entry, asked, here),
    MatchAction.JUDGE: lambda on, asked, here: trials.judge(on.match, asked, here),
}
