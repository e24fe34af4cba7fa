"""An employer holds vacancies, changes them, takes them back, and releases what nobody at risk is left for."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.redeploy.certificate_store import certificate_put
from functions.redeploy.domain import holding
from functions.redeploy.domain.cards import Card
from functions.redeploy.domain.decision import Decision
from functions.redeploy.domain.holding import EditVacancy, HoldVacancy, ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.policy import Here, may_see_vacancy, recruits_for
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy, VacancyDetails
from functions.redeploy.items import vacancy_key
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.following import here_of_system, match_vacancy
from functions.redeploy.usecases.matches import standing
from functions.redeploy.usecases.perform import Decided, here_of, new_record, on_vacancy
from functions.redeploy.usecases.sharing import cards_of, named_profile
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, done_with, persistently, request_hash
from shared.values.identifiers import OdsCode

ADVERT = "advert"
_ID_LENGTH = 22
_CANDIDATES_A_PAGE = 50


def vacancy_id_of(ods_code: OdsCode, employer_ref: str) -> str:
    """The id of the vacancy that an employer knows by that reference: one reference, one vacancy."""
    digest = hashlib.sha256(f"{ods_code}|{employer_ref.casefold()}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_ID_LENGTH]


def hold_vacancy(actor: Actor, details: VacancyDetails, key: str, now: datetime) -> Done | Refusal:
    """Hold a vacancy of the organisation that the actor acts for, and look for people at once."""
    command = HoldVacancy(vacancy_id=vacancy_id_of(actor.ods_code, details.employer_ref), details=details)
    return new_record(
        actor,
        vacancy_key(command.vacancy_id),
        Once(key, request_hash("hold_vacancy", command)),
        now,
        lambda employer, here: holding.hold_vacancy(command, employer, here),
    )


@dataclass(frozen=True)
class HeldAll:
    """What became of many vacancies: how many are held, and why others are not, by their numbers."""

    count: int
    refused: tuple[tuple[int, Refusal], ...]


def hold_all(actor: Actor, numbered: Sequence[tuple[int, VacancyDetails]], key: str, now: datetime) -> HeldAll:
    """Hold many vacancies, each by itself under its own key: the same again is a replay, and goes on where the
    first try was cut short."""
    outcomes = [(number, hold_vacancy(actor, details, f"{key}.{number}", now)) for number, details in numbered]
    refused = tuple((number, outcome) for number, outcome in outcomes if isinstance(outcome, Refusal))
    return HeldAll(len(outcomes) - len(refused), refused)


def put_vacancy(actor: Actor, details: VacancyDetails, key: str, now: datetime) -> Done | Refusal:
    """Hold a vacancy, or bring the one with this reference up to date; the same again changes nothing."""
    vacancy_id = vacancy_id_of(actor.ods_code, details.employer_ref)
    command = HoldVacancy(vacancy_id=vacancy_id, details=details)
    asked = Once(key, request_hash("put_vacancy", command))

    def held(employer: Organisation, here: Here) -> Decided:
        return holding.hold_vacancy(command, employer, here)

    def edited(one: Vacancy, here: Here) -> Decided:
        edit = EditVacancy(vacancy_id=vacancy_id, version=one.head.number, details=details)
        return holding.edit_vacancy(one, edit, here)

    there = RedeployStore(actor).vacancy(vacancy_id)
    if there is None:
        outcome = new_record(actor, vacancy_key(vacancy_id), asked, now, held)
        if outcome != Refusal(Reason.ALREADY_THERE):  # somebody else put it a moment ago
            return outcome
        there = RedeployStore(actor).vacancy(vacancy_id)
    if there and _says(there, details):
        return done_with(there)
    return on_vacancy(actor, vacancy_id, asked, now, edited)


def withdraw_by_reference(
    actor: Actor, employer_ref: str, because: str, key: str, now: datetime
) -> Done | Refusal:
    """Take back the vacancy that the employer knows by that reference; again, it changes nothing."""
    there = RedeployStore(actor).vacancy(vacancy_id_of(actor.ods_code, employer_ref))
    if there is None or not recruits_for(actor, there.employer.ods_code, there.ics_code):
        return Refusal(Reason.NOT_FOUND)
    if there.status is VacancyStatus.WITHDRAWN:
        return done_with(there)
    command = WithdrawVacancy(vacancy_id=there.vacancy_id, version=there.head.number, because=because)
    return withdraw_vacancy(actor, command, key, now)


def waiting_of(actor: Actor, vacancy_ids: Sequence[str]) -> Mapping[str, int]:
    """How many matches of each vacancy have no outcome, of those that the actor may see; at most 100, one trip."""
    _, found, _ = MatchingStore().as_they_stand(vacancy_ids=vacancy_ids)
    return {
        one.vacancy_id: sum(one.open_by_tier.values()) for one in found.values() if may_see_vacancy(actor, one)
    }


def outcomes_of(actor: Actor, vacancy: Vacancy) -> Mapping[MatchStatus, int]:
    """How many matches of a vacancy that the actor may see are in each status."""
    rows = RedeployStore(actor).every_match_of_vacancy(vacancy.vacancy_id)
    return Counter(MatchStatus(row["status"]) for row in rows)


@dataclass(frozen=True)
class Candidate:
    """Somebody matched with a vacancy as its employer may see them: by name after consent, by the card before."""

    match: MatchRecord
    card: Card
    name: str = ""


@dataclass(frozen=True)
class Candidates:
    """Some candidates in the order of their turn; `after` is where the next ones start."""

    people: tuple[Candidate, ...]
    after: str | None


def candidates_of(actor: Actor, vacancy: Vacancy, start: str | None, now: datetime) -> Candidates:
    """Who was matched with a vacancy of the actor's own employer, in the order of their turn; nobody otherwise.

    Within a page of equals the published lot decides. Whoever is named here is told that they were seen.
    """
    if not recruits_for(actor, vacancy.employer.ods_code, vacancy.ics_code):
        return Candidates((), None)
    store = RedeployStore(actor)
    page = store.matches_of_vacancy(vacancy.vacancy_id, start, limit=_CANDIDATES_A_PAGE)
    found = store.matches([item["row"]["match_id"] for item in page.items]).values()
    turn = sorted(found, key=lambda one: standing(vacancy, one.entry_id, one.tier, one.result.grade).order)
    shown = cards_of([one.entry_id for one in turn], now) if turn else {}
    people = tuple(Candidate(one, shown[one.entry_id], _name(actor, store, one, now)) for one in turn)
    return Candidates(people, page.after)


def _name(actor: Actor, store: RedeployStore, match: MatchRecord, now: datetime) -> str:
    bound = store.bound(match.match_id) if match.is_named else None
    entry = named_profile(actor, bound, now) if bound else None
    return entry.details.contact.name if entry and entry.details else ""


def _says(there: Vacancy, details: VacancyDetails) -> bool:
    """Whether a vacancy says this already; its reference and its hold stay whatever is said."""
    kept = {"hold_days": there.details.hold_days, "employer_ref": there.details.employer_ref}
    return there.details == details.model_copy(update=kept)


def edit_vacancy(actor: Actor, command: EditVacancy, key: str, now: datetime) -> Done | Refusal:
    """Replace what is said of a held vacancy, and match it anew."""
    asked = Once(key, request_hash("edit_vacancy", command))
    return on_vacancy(
        actor, command.vacancy_id, asked, now, lambda one, here: holding.edit_vacancy(one, command, here)
    )


def withdraw_vacancy(actor: Actor, command: WithdrawVacancy, key: str, now: datetime) -> Done | Refusal:
    """Take a vacancy back."""
    asked = Once(key, request_hash("withdraw_vacancy", command))
    return on_vacancy(
        actor, command.vacancy_id, asked, now, lambda one, here: holding.withdraw_vacancy(one, command, here)
    )


def release_vacancy(actor: Actor, command: ReleaseVacancy, key: str, now: datetime) -> Done | Refusal:
    """Clear a vacancy for advert. It is matched once more first, and the commit holds only if nobody came on the
    register meanwhile: whoever was on it before the release was looked at."""
    store, matching, here = RedeployStore(actor), MatchingStore(), here_of(actor, now)
    asked = Once(key, request_hash("release_vacancy", command))

    def look() -> Done | Refusal:
        counted = matching.register_count()
        vacancy, once = store.vacancy_and_once(command.vacancy_id, key)
        if vacancy and once is None:
            match_vacancy(matching, vacancy.vacancy_id, here_of_system(now))
            vacancy, once = store.vacancy_and_once(command.vacancy_id, key)

        def decide() -> Decided:
            return _release(store, vacancy, command) if vacancy else Refusal(Reason.NOT_FOUND)

        def _release(store: RedeployStore, vacancy: Vacancy, command: ReleaseVacancy) -> Decided:
            matched = sum(1 for _ in store.every_match_of_vacancy(vacancy.vacancy_id))
            return holding.release_vacancy(vacancy, command, matched, ADVERT, here)

        def commit(decision: Decision[Any], once: Once) -> None:
            found_by = certificate_put(decision.record)
            store.commit(decision, once, matching.register_unchanged(counted), found_by)

        return concluded(once, asked, decide, commit, Reason)

    return persistently(look, Reason)
