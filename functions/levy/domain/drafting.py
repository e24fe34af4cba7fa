"""Filling an application in: answers are saved section by section, then priced, checked and sent."""

from datetime import date

from functions.levy.domain.applications import (
    Account,
    Application,
    ApprenticeGroup,
    Commitments,
    Employer,
    Priced,
    Rationale,
    Sharing,
    Training,
)
from functions.levy.domain.cost import estimate, funded_each_pence
from functions.levy.domain.notices import to_ics, to_receiver
from functions.levy.domain.policy import may
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.stages import MOVES, Action, Status
from shared.actors import Actor, Organisation, Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.reference.standards import Standard, StandardProblem, standard_for
from shared.values.dates import Month, uk_month
from shared.values.money import pounds

Section = Account | Training | Rationale | Commitments | Sharing
SECTIONS: dict[type[Section], str] = {
    Account: "account",
    Training: "training",
    Rationale: "rationale",
    Commitments: "commitments",
    Sharing: "sharing",
}


def start_application(
    application_id: str, organisation: Organisation, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """An empty draft for the organisation that the actor acts for."""
    actor = circumstances.actor
    if actor is None or actor.ods_code != organisation.ods_code or not actor.has(Role.RECEIVING_EMPLOYER):
        return Refusal(Reason.NOT_FOUND)
    draft = Application(
        ics_code=actor.ics_code,
        application_id=application_id,
        employer=employer_of(organisation),
        status=Status.DRAFT,
        created_at=circumstances.now,
        created_by=actor.person_id,
        status_since=circumstances.now,
    )
    return decided(draft, "start_application", circumstances)


def employer_of(organisation: Organisation) -> Employer:
    """What an application keeps of its employer, so that nothing is asked twice."""
    return Employer.model_validate(organisation.model_dump(exclude={"pays_levy", "version"}))


def save_section(
    application: Application, section: Section, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Keep the answers of one section of a draft."""
    refusal = _refuse_save(application, circumstances.actor)
    if refusal:
        return refusal
    if isinstance(section, Training):
        refusal = refuse_training(section, london_day(circumstances.now))
        if refusal:
            return refusal
    name = SECTIONS[type(section)]
    return decided(application.model_copy(update={name: section}), f"save_{name}", circumstances)


def save_group(
    application: Application, group: ApprenticeGroup, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Add a group of apprentices to a draft, or replace the one with the same id."""
    refusal = _refuse_save(application, circumstances.actor)
    if refusal:
        return refusal
    others = tuple(one for one in application.apprentices if one.group_id != group.group_id)
    most = int(rule("apprentices_at_most", london_day(circumstances.now)).value)
    if sum(one.count for one in others) + group.count > most or len(others) >= 50:
        return Refusal(Reason.TOO_MANY_APPRENTICES, {"most": str(most)})
    changed = application.model_copy(update={"apprentices": (*others, group)})
    return decided(changed, "save_apprentices", circumstances)


def remove_group(
    application: Application, group_id: str, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Take a group of apprentices out of a draft."""
    refusal = _refuse_save(application, circumstances.actor)
    if refusal:
        return refusal
    left = tuple(one for one in application.apprentices if one.group_id != group_id)
    return decided(application.model_copy(update={"apprentices": left}), "remove_apprentices", circumstances)


def submit(
    application: Application,
    version: int,
    organisation: Organisation,
    best_score: int,
    circumstances: Circumstances,
) -> Decision[Application] | Refusal:
    """Send a complete application: its cost is frozen now, its employer as the directory has it now."""
    refusal = _refuse_save(application, circumstances.actor)
    if refusal:
        return refusal
    if application.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    if missing_sections(application) or application.training is None:
        return Refusal(Reason.INCOMPLETE)
    refusal = refuse_training(application.training, london_day(circumstances.now))
    if refusal:
        return refusal
    priced = price(application.training, application.apprentice_count)
    sent = application.model_copy(
        update={
            "employer": employer_of(organisation),
            "status": MOVES[application.status, Action.SUBMIT],
            "status_since": circumstances.now,
            "submitted_at": circumstances.now,
            "priced": priced,
            "best_score": best_score,
        }
    )
    return decided(
        sent,
        "submit",
        circumstances,
        facts={
            "standard": application.training.standard,
            "start": str(application.training.start),
            "apprentices": application.apprentice_count,
            "total_pence": priced.total_pence,
        },
        intents=(to_receiver(sent, "application_sent"), to_ics(sent, "application_received")),
    )


def missing_sections(application: Application) -> tuple[str, ...]:
    """The sections that still lack answers or promises, in the order of the task list."""
    lacking = {
        "account": application.account is None,
        "training": application.training is None,
        "apprentices": not application.apprentices,
        "rationale": application.rationale is None,
        "commitments": not _promises_what_a_transfer_demands(application.commitments),
        "sharing": application.sharing is None or not application.sharing.shares_with_senders,
    }
    return tuple(name for name, lacks in lacking.items() if lacks)


def price(training: Training, apprentices: int) -> Priced:
    """The cost at the rules of the start month. Raises ValueError for a standard that may not start then."""
    standard = standard_for(training.standard, training.start)
    if not isinstance(standard, Standard):
        raise ValueError(f"{training.standard} may not start in {training.start}")
    cost = estimate(standard, apprentices, training.start, training.price_each_pence)
    return Priced(
        **dict(cost),
        standard_title=standard.title,
        level=standard.level,
        funded_each_pence=funded_each_pence(standard.band_pence, training.price_each_pence),
    )


def _refuse_save(application: Application, actor: Actor | None) -> Refusal | None:
    if actor is None or not may(actor, Action.SAVE, application):
        return Refusal(Reason.NOT_FOUND)
    if (application.status, Action.SAVE) not in MOVES:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    return None


def refuse_training(training: Training, today: date) -> Refusal | None:
    """Why this training cannot be asked for on a day: its month, its price or its standard."""
    this_month = Month.of(today)
    latest = this_month.plus(int(rule("start_within_months", today).value))
    ceiling = int(rule("price_ceiling_pence", training.start.first_day).value)
    if training.start < this_month:
        return Refusal(Reason.START_TOO_EARLY, {"earliest": uk_month(this_month)})
    if training.start > latest:
        return Refusal(Reason.START_TOO_LATE, {"latest": uk_month(latest)})
    if training.price_each_pence > ceiling:
        return Refusal(Reason.PRICE_TOO_HIGH, {"ceiling": pounds(ceiling)})
    standard = standard_for(training.standard, training.start)
    if isinstance(standard, StandardProblem):
        return Refusal(Reason.STANDARD_NOT_OPEN, {"standard": training.standard, "problem": standard.value})
    return None


def _promises_what_a_transfer_demands(promises: Commitments | None) -> bool:
    return promises is not None and all(
        (promises.keeps_in_contact, promises.reports_leavers, promises.pays_excess, promises.gives_training_time)
    )
