"""The employer confirms the apprentices of an accepted application, and tells how far it set the transfer up.

A confirmed apprentice takes its share of each award. What a lower price leaves over goes back to the pledges in
the same transaction. Pure functions.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from functions.levy.domain.applications import Application, SetUp
from functions.levy.domain.apprenticeships import Apprenticeship, AwardShare, apprenticeship_id_of
from functions.levy.domain.commands import ConfirmApprentice, RecordReferences, RecordSetUpStep
from functions.levy.domain.cost import monthly_pence
from functions.levy.domain.decisions import refuse_move
from functions.levy.domain.ledger import LedgerEntry
from functions.levy.domain.notices import of_released
from functions.levy.domain.progress import Progress, Step
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.releasing import release_entries, released_each
from functions.levy.domain.shares import Portion, given_back, portions
from functions.levy.domain.stages import Action
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.reference.standards import StandardProblem, standard_for
from shared.values.dates import Month, uk_date, uk_month
from shared.values.money import pounds


@dataclass(frozen=True)
class Confirmation:
    """A confirmed apprentice: the apprenticeship with its money, and the application that counts one more."""

    apprentice: Decision[Apprenticeship]
    application: Decision[Application]

    @property
    def record(self) -> Apprenticeship:
        """The record that the act made."""
        return self.apprentice.record


def confirm_apprentice(
    application: Application, command: ConfirmApprentice, circumstances: Circumstances
) -> Confirmation | Refusal:
    """Make the next of the approved apprentices true, with its share of each award up to the agreed price."""
    refusal = (
        refuse_move(application, Action.CONFIRM_APPRENTICE, command, circumstances)
        or _refuse_use(application, circumstances)
        or _refuse_training(application, command, circumstances)
    )
    if refusal:
        return refusal
    number = application.confirmed_apprentices + 1
    is_last = number == application.approved_apprentices
    counted = application.model_copy(
        update={"confirmed_apprentices": number, "deadline_on": None if is_last else application.deadline_on}
    )
    return Confirmation(
        apprentice=_confirmed(application, number, command, circumstances),
        application=decided(counted, Action.CONFIRM_APPRENTICE, circumstances, facts={"number": number}),
    )


def record_references(
    application: Application, command: RecordReferences, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Keep the codes that the apprenticeship service shows for the transfer."""
    refusal = refuse_move(application, Action.RECORD_SET_UP, command, circumstances)
    codes = command.model_dump(include={"pledge_code", "application_code", "cohort_code"})
    return refusal or _set_up(application, application.set_up.model_copy(update=codes), circumstances)


def record_set_up_step(
    application: Application, command: RecordSetUpStep, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Tell the day on which a step was done; the same step again corrects its day."""
    refusal = refuse_move(application, Action.RECORD_SET_UP, command, circumstances)
    if refusal:
        return refusal
    today = london_day(circumstances.now)
    if command.on > today:
        return Refusal(Reason.DAY_TOO_LATE, {"latest": uk_date(today)})
    done_on = application.set_up.done_on | {command.step: command.on}
    return _set_up(application, application.set_up.model_copy(update={"done_on": done_on}), circumstances)


def is_use_over(application: Application, today: date) -> bool:
    """Whether the last day is past on which an apprentice may be confirmed."""
    return application.deadline_on is not None and today > application.deadline_on


def _set_up(application: Application, set_up: SetUp, circumstances: Circumstances) -> Decision[Application]:
    changed = application.model_copy(update={"set_up": set_up})
    told: dict[str, JsonValue] = {"set_up": set_up.model_dump(mode="json")}
    return decided(changed, Action.RECORD_SET_UP, circumstances, facts=told)


def _refuse_use(application: Application, circumstances: Circumstances) -> Refusal | None:
    if is_use_over(application, london_day(circumstances.now)):
        return Refusal(Reason.USE_OVER)
    if application.confirmed_apprentices >= application.approved_apprentices:
        return Refusal(Reason.ALL_CONFIRMED)
    return None


def _refuse_training(
    application: Application, command: ConfirmApprentice, circumstances: Circumstances
) -> Refusal | None:
    refusal = refuse_start(application, command.start, london_day(circumstances.now))
    if refusal:
        return refusal
    ceiling = rule("price_ceiling_pence", command.start).number
    if command.price_pence > ceiling:
        return Refusal(Reason.PRICE_TOO_HIGH, {"ceiling": pounds(ceiling)})
    least, most = (
        rule(key, command.start).number for key in ("minimum_duration_months", "training_months_at_most")
    )
    if command.months < least:
        return Refusal(Reason.TRAINING_TOO_SHORT, {"least": str(least)})
    if command.months > most:
        return Refusal(Reason.TRAINING_TOO_LONG, {"most": str(most)})
    return None


def refuse_start(application: Application, start: Month, today: date) -> Refusal | None:
    """Why an apprentice of this application cannot start then: a transfer pays for new starts only."""
    accepted = Month.of(london_day(application.status_since))
    if start < accepted:
        return Refusal(Reason.START_TOO_EARLY, {"earliest": uk_month(accepted)})
    return refuse_late_start(start, today) or refuse_standard(_standard(application), start)


def refuse_late_start(start: Month, today: date) -> Refusal | None:
    """Why a start is too far ahead."""
    latest = Month.of(today).plus(rule("start_within_months", today).number)
    return Refusal(Reason.START_TOO_LATE, {"latest": uk_month(latest)}) if start > latest else None


def refuse_standard(standard: str, start: Month) -> Refusal | None:
    """Why the standard takes no start then."""
    problem = standard_for(standard, start)
    if isinstance(problem, StandardProblem):
        return Refusal(Reason.STANDARD_NOT_OPEN, {"standard": standard, "problem": problem.value})
    return None


def _standard(application: Application) -> str:
    if application.training is None:
        raise ValueError("what was accepted has its training")
    return application.training.standard


def _confirmed(
    application: Application, number: int, command: ConfirmApprentice, circumstances: Circumstances
) -> Decision[Apprenticeship]:
    own = portions(application, number)
    most = sum(one.pence for one in own)
    back = released_each([one.pence for one in own], max(most - command.price_pence, 0))
    apprentice = Apprenticeship(
        ics_code=application.ics_code,
        apprenticeship_id=apprenticeship_id_of(application.application_id, number),
        application_id=application.application_id,
        number=number,
        ods_code=application.employer.ods_code,
        employer=application.employer.name,
        standard=_standard(application),
        standard_title=application.priced.standard_title if application.priced else "",
        own_reference=command.own_reference,
        status=Progress.CONFIRMED,
        status_since=circumstances.now,
        start=command.start,
        months=command.months,
        price_pence=command.price_pence,
        excess_pence=max(command.price_pence - most, 0),
        shares=tuple(_share(one, less, command.months) for one, less in zip(own, back, strict=True)),
    )
    entries = release_entries(apprentice, [one.years for one in own], back, circumstances)
    return _told(apprentice, entries, circumstances)


def _told(
    apprentice: Apprenticeship, entries: tuple[LedgerEntry, ...], circumstances: Circumstances
) -> Decision[Apprenticeship]:
    return decided(
        apprentice,
        Step.CONFIRM_APPRENTICE,
        circumstances,
        facts={
            "number": apprentice.number,
            "standard": apprentice.standard,
            "start": str(apprentice.start),
            "months": apprentice.months,
            "price_pence": apprentice.price_pence,
        },
        entries=entries,
        intents=of_released(apprentice, entries),
    )


def _share(own: Portion, less_pence: int, months: int) -> AwardShare:
    pence = own.pence - less_pence
    _, held = given_back(own.years, less_pence)
    return AwardShare(
        pledge_id=own.pledge_id,
        sending_ods_code=own.sending_ods_code,
        pence=pence,
        monthly_pence=monthly_pence(pence, months),
        held=held,
    )
