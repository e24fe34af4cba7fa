"""An employer holds vacancies, changes them, takes them back, and releases what nobody at risk is left for."""

import base64
import hashlib
from datetime import datetime
from typing import Any

from functions.redeploy.domain import holding
from functions.redeploy.domain.decision import Decision
from functions.redeploy.domain.holding import EditVacancy, HoldVacancy, ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.vacancies import Vacancy, VacancyDetails
from functions.redeploy.items import vacancy_key
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.following import here_of_system, match_vacancy
from functions.redeploy.usecases.perform import Decided, here_of, new_record, on_vacancy
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, done_with, persistently, request_hash
from shared.values.identifiers import OdsCode

ADVERT = "advert"
_ID_LENGTH = 22


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


def put_vacancy(actor: Actor, details: VacancyDetails, key: str, now: datetime) -> Done | Refusal:
    """Hold a vacancy, or bring the one with this reference up to date; the same again changes nothing."""
    vacancy_id = vacancy_id_of(actor.ods_code, details.employer_ref)
    there = RedeployStore(actor).vacancy(vacancy_id)
    if there is None:
        return hold_vacancy(actor, details, key, now)
    same = {"hold_days": there.details.hold_days, "employer_ref": there.details.employer_ref}
    if there.details == details.model_copy(update=same):
        return done_with(there)
    command = EditVacancy(vacancy_id=vacancy_id, version=there.head.number, details=details)
    return edit_vacancy(actor, command, key, now)


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
            store.commit(decision, once, matching.register_unchanged(counted))

        return concluded(once, asked, decide, commit, Reason)

    return persistently(look, Reason)
