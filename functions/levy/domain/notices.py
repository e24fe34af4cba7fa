"""Who must be told of what: the emails that an application's moves put in the outbox."""

from collections.abc import Iterable

from functions.levy.domain.applications import Application, Award
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.ledger import LedgerEntry
from shared.actors import Role
from shared.outbox import Intent
from shared.values.dates import uk_date
from shared.values.money import pounds


def to_receiver(application: Application, kind: str, number: int = 0, **params: str) -> Intent:
    """Tell those who apply for the receiving employer. `number`: of what leaves the application as it is."""
    return _intent(application, kind, application.employer.ods_code, Role.RECEIVING_EMPLOYER, params, number)


def to_ics(application: Application, kind: str, number: int = 0, **params: str) -> Intent:
    """Tell the approvers of the ICS; `number` as above."""
    return _intent(application, kind, application.ics_code, Role.ICS_APPROVER, params, number)


def to_senders(application: Application, awards: tuple[Award, ...], kind: str) -> tuple[Intent, ...]:
    """Tell each sending employer what happened to its own money, and nothing of the others'."""
    return tuple(
        _intent(
            application,
            kind,
            award.sending_ods_code,
            Role.SENDING_EMPLOYER,
            {"amount": pounds(award.pence), "pledge_id": award.pledge_id},
        )
        for award in awards
    )


def of_apprentice(apprenticeship: Apprenticeship, kind: str, ods_code: str, role: Role, **params: str) -> Intent:
    """Tell an organisation what became of an apprentice; `ods_code` says whom, `role` in what part."""
    known = {"reference": apprenticeship.reference}
    if role is not Role.SENDING_EMPLOYER:
        known |= {"application_id": apprenticeship.application_id, "employer": apprenticeship.employer}
    about = f"{apprenticeship.apprenticeship_id}:{apprenticeship.head.number + 1}:{kind}"
    return Intent(
        reference=f"{about}:{params.get('pledge_id', ods_code)}",
        kind=kind,
        ods_code=ods_code,
        role=role,
        params=known | params,
    )


def of_released(apprenticeship: Apprenticeship, entries: Iterable[LedgerEntry]) -> tuple[Intent, ...]:
    """Tell each sending employer what came back to its own pledge."""
    senders = {share.pledge_id: share.sending_ods_code for share in apprenticeship.shares}
    return tuple(
        of_apprentice(
            apprenticeship,
            "money_released",
            senders[entry.pledge_id],
            Role.SENDING_EMPLOYER,
            amount=pounds(entry.pence),
            pledge_id=entry.pledge_id,
        )
        for entry in entries
    )


def deadline(application: Application) -> str:
    """The deadline in words, or nothing where there is none."""
    return uk_date(application.deadline_on) if application.deadline_on else ""


def _intent(
    application: Application, kind: str, ods_code: str, role: Role, params: dict[str, str], number: int = 0
) -> Intent:
    known = {"reference": application.reference}
    if role != Role.SENDING_EMPLOYER:  # it learns of its own money only, not for whom it is held
        known |= {"application_id": application.application_id, "employer": application.employer.name}
    about = f"{application.application_id}:{number or application.head.number + 1}:{kind}"
    return Intent(
        reference=f"{about}:{params.get('pledge_id', ods_code)}",
        kind=kind,
        ods_code=ods_code,
        role=role,
        params=known | params,
    )
