"""Applications as machines read them: their own to an employer; to the ICS and auditors, what decides them too."""

from datetime import date, datetime
from typing import Any

from functions.levy.domain.applications import (
    Account,
    Application,
    ApprenticeGroup,
    Award,
    Commitments,
    DeclineReason,
    Employer,
    Exchange,
    Priced,
    Rationale,
    Sharing,
    Training,
)
from functions.levy.domain.cost import YearShare
from functions.levy.domain.drafting import missing_sections
from functions.levy.domain.duplicates import NearDuplicate
from functions.levy.domain.policy import may, oversees
from functions.levy.domain.stages import STAGES, Action, Status, allowed
from shared.actors import Actor
from shared.records import Frozen
from shared.values.identifiers import OdsCode
from shared.values.money import Pence


class ApplicationLine(Frozen):
    """An application in a list. `score` is null to its employer."""

    id: str
    reference: str
    status: Status
    ods_code: OdsCode
    employer: str
    organisation_type: str
    postcode: str
    standard: str
    standard_title: str
    start: str
    apprentices: int
    total_pence: Pence
    created_at: str
    submitted_at: str
    deadline_on: str
    score: int | None


class ApplicationList(Frozen):
    """Some applications; `next` is the cursor of more, null where there are none."""

    items: tuple[ApplicationLine, ...]
    next: str | None


class AwardDocument(Frozen):
    """Money of one pledge. `pledge_id` and `sending_ods_code` are null to the employer that receives it."""

    sender: str
    pence: Pence
    years: tuple[YearShare, ...]
    pledge_id: str | None
    sending_ods_code: OdsCode | None


class ProposalDocument(Frozen):
    """An approval that waits for a second approver."""

    by_name: str
    apprentices: int
    awards: tuple[AwardDocument, ...]
    why: str


class Deciding(Frozen):
    """What only the ICS and auditors see."""

    best_score: int
    proposal: ProposalDocument | None
    near_duplicates: tuple[NearDuplicate, ...]


class ApplicationDocument(Frozen):
    """One application. `may` names what this token may do with it now; `deciding` is null to its employer."""

    id: str
    reference: str
    version: int
    status: Status
    status_label: str
    status_since: datetime
    created_at: datetime
    submitted_at: datetime | None
    deadline_on: date | None
    may: tuple[Action, ...]
    missing_sections: tuple[str, ...]
    employer: Employer
    account: Account | None
    training: Training | None
    apprentices: tuple[ApprenticeGroup, ...]
    rationale: Rationale | None
    commitments: Commitments | None
    sharing: Sharing | None
    priced: Priced | None
    exchanges: tuple[Exchange, ...]
    approved_apprentices: int
    awards: tuple[AwardDocument, ...]
    decline_reasons: tuple[DeclineReason, ...]
    decision_words: str
    deciding: Deciding | None


_AS_STORED = (
    "reference",
    "status",
    "status_since",
    "created_at",
    "submitted_at",
    "deadline_on",
    "employer",
    "account",
    "training",
    "apprentices",
    "rationale",
    "commitments",
    "sharing",
    "priced",
    "exchanges",
    "approved_apprentices",
    "decline_reasons",
    "decision_words",
)


def application_document(
    application: Application, actor: Actor, near_duplicates: tuple[NearDuplicate, ...]
) -> ApplicationDocument:
    """The application for an actor who may see it."""
    sees_all = oversees(actor)
    return ApplicationDocument(
        id=application.application_id,
        version=application.head.number,
        status_label=STAGES[application.status].label,
        may=tuple(sorted(one for one in allowed(application.status) if may(actor, one, application))),
        missing_sections=missing_sections(application) if application.status == Status.DRAFT else (),
        awards=tuple(_award(one, sees_all) for one in application.awards),
        deciding=_deciding(application, near_duplicates) if sees_all else None,
        **{name: getattr(application, name) for name in _AS_STORED},
    )


def application_line(row: dict[str, Any], actor: Actor) -> ApplicationLine:
    """A row of a list."""
    names = ApplicationLine.model_fields.keys() - {"id", "score"}
    shown = {name: row[name] for name in names}
    return ApplicationLine(id=row["application_id"], score=row["score"] if oversees(actor) else None, **shown)


def _deciding(application: Application, near_duplicates: tuple[NearDuplicate, ...]) -> Deciding:
    proposal = application.proposal
    told = proposal and ProposalDocument(
        by_name=proposal.by_name,
        apprentices=proposal.apprentices,
        awards=tuple(_award(one, sees_all=True) for one in proposal.awards),
        why=proposal.why,
    )
    return Deciding(best_score=application.best_score, proposal=told, near_duplicates=near_duplicates)


def _award(award: Award, sees_all: bool) -> AwardDocument:
    return AwardDocument(
        sender=award.sender,
        pence=award.pence,
        years=award.years,
        pledge_id=award.pledge_id if sees_all else None,
        sending_ods_code=award.sending_ods_code if sees_all else None,
    )
