"""An employer holds a vacancy for people at risk; it clears, or it does not advertise. Pure functions."""

from datetime import date

from pydantic import JsonValue

from functions.redeploy.domain.decision import Clear, Decision, Follow, decided
from functions.redeploy.domain.people import RecordId, Words, employer_of
from functions.redeploy.domain.policy import Here, recruits_for
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import VacancyStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Certificate, Vacancy, VacancyDetails
from shared.actors import Organisation
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.bank_holidays import working_days_after
from shared.reference.rules import rule

BARS_RELEASE = (Tier.PROTECTED, Tier.NOTICE_SERVED)
"""The tiers of which every match must have an outcome before a vacancy clears."""


class HoldVacancy(Frozen):
    """Hold a vacancy. The id was minted with the form, or made from the employer's own reference."""

    vacancy_id: RecordId
    details: VacancyDetails


class EditVacancy(Frozen):
    """Replace what is said of a held vacancy."""

    vacancy_id: RecordId
    version: int
    details: VacancyDetails


class WithdrawVacancy(Frozen):
    """Take a vacancy back: the post will not be filled."""

    vacancy_id: RecordId
    version: int
    because: Words


class ReleaseVacancy(Frozen):
    """Let a vacancy that nobody at risk is left for be advertised."""

    vacancy_id: RecordId
    version: int


def hold_days_allowed(today: date) -> tuple[int, int, int]:
    """The least, the most and the usual working days of a hold."""
    names = ("redeploy_hold_days_least", "redeploy_hold_days_most", "redeploy_hold_days")
    least, most, usual = (rule(name, today).number for name in names)
    return least, most, usual


def hold_vacancy(command: HoldVacancy, employer: Organisation, here: Here) -> Decision[Vacancy] | Refusal:
    """Hold a vacancy of the employer; matching follows at once."""
    ics_code = here.actor.ics_code if here.actor else ""
    if not recruits_for(here.asker, employer.ods_code, ics_code):
        return Refusal(Reason.NOT_FOUND)
    today = london_day(here.now)
    least, most, usual = hold_days_allowed(today)
    days = command.details.hold_days or usual
    if not least <= days <= most:
        return Refusal(Reason.HOLD_LENGTH, {"least": str(least), "most": str(most)})
    vacancy = Vacancy(
        ics_code=ics_code,
        vacancy_id=command.vacancy_id,
        employer=employer_of(employer),
        details=command.details.model_copy(update={"hold_days": days}),
        status=VacancyStatus.HELD,
        status_since=here.now,
        created_at=here.now,
        created_by=here.who.person_id,
        held_at=here.now,
        hold_ends_on=working_days_after(today, days),
    )
    facts: dict[str, JsonValue] = {"hold_days": days, "hold_ends_on": vacancy.hold_ends_on.isoformat()}
    return decided(vacancy, "hold", here, facts=facts, follows=((Follow.MATCH_VACANCY, vacancy.vacancy_id),))


def edit_vacancy(vacancy: Vacancy, command: EditVacancy, here: Here) -> Decision[Vacancy] | Refusal:
    """Replace what is said of a held vacancy. The hold neither ends earlier nor starts anew; its own reference
    stays; matching is worked out anew."""
    refusal = refuse(vacancy, command.version, here) or refuse_unless_held(vacancy)
    if refusal:
        return refusal
    kept = {"hold_days": vacancy.details.hold_days, "employer_ref": vacancy.details.employer_ref}
    changed = vacancy.model_copy(update={"details": command.details.model_copy(update=kept)})
    return decided(changed, "edit", here, follows=((Follow.MATCH_VACANCY, vacancy.vacancy_id),))


def withdraw_vacancy(vacancy: Vacancy, command: WithdrawVacancy, here: Here) -> Decision[Vacancy] | Refusal:
    """Take a vacancy back; its open matches are closed."""
    refusal = refuse(vacancy, command.version, here) or refuse_unless_held(vacancy)
    if refusal:
        return refusal
    changed = moved(vacancy, VacancyStatus.WITHDRAWN, here, withdrawn_because=command.because)
    return decided(changed, "withdraw", here, follows=((Follow.SETTLE_VACANCY, vacancy.vacancy_id),))


def release_vacancy(
    vacancy: Vacancy, command: ReleaseVacancy, matched: int, goes_to: str, here: Here
) -> Decision[Vacancy] | Refusal:
    """Clear a vacancy: its hold is over and every match of tier 1 and 2 has an outcome. The store repeats both
    conditions, and that nobody came on the register since the matching that this rests on."""
    refusal = (
        refuse(vacancy, command.version, here) or refuse_unless_held(vacancy) or refuse_release(vacancy, here)
    )
    if refusal:
        return refusal
    certificate = Certificate(
        number=f"CC-{vacancy.reference.removeprefix('RV-')}-{vacancy.head.number + 1}",
        issued_at=here.now,
        issued_by=here.who.name,
        matched=matched,
        goes_to=goes_to,
    )
    cleared = moved(vacancy, VacancyStatus.CLEARED, here, certificate=certificate)
    facts: dict[str, JsonValue] = {"certificate": certificate.number, "goes_to": goes_to, "matched": matched}
    return decided(cleared, "release", here, facts=facts, clear=Clear(vacancy.vacancy_id, BARS_RELEASE))


def refuse_release(vacancy: Vacancy, here: Here) -> Refusal | None:
    """Why a held vacancy cannot be released now."""
    if london_day(here.now) <= vacancy.hold_ends_on:
        return Refusal(Reason.HOLD_NOT_OVER)
    if any(vacancy.open_by_tier.get(tier, 0) for tier in BARS_RELEASE):
        return Refusal(Reason.MATCH_WITHOUT_OUTCOME)
    return None


def refuse(vacancy: Vacancy, version: int, here: Here) -> Refusal | None:
    """Is it yours, and is it as you were shown."""
    if not recruits_for(here.asker, vacancy.employer.ods_code, vacancy.ics_code):
        return Refusal(Reason.NOT_FOUND)
    return Refusal(Reason.CHANGED_SINCE) if vacancy.head.number != version else None


def refuse_unless_held(vacancy: Vacancy) -> Refusal | None:
    """Only a held vacancy can be changed."""
    return None if vacancy.status is VacancyStatus.HELD else Refusal(Reason.NOT_ALLOWED_NOW)


def moved(vacancy: Vacancy, status: VacancyStatus, here: Here, **changes: object) -> Vacancy:
    """The vacancy in another status."""
    return vacancy.model_copy(update={"status": status, "status_since": here.now, **changes})
