"""Who must be told of what: the emails that redeployment puts in the outbox. They name nobody but their reader."""

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import PoolEntry, reference_of
from functions.redeploy.domain.vacancies import Vacancy
from shared.actors import Role
from shared.outbox import Intent
from shared.records import Record
from shared.values.identifiers import OdsCode


def to_person(record: MatchRecord | PoolEntry, kind: str, **params: str) -> Intent:
    """Tell the person of a match or an entry, at the address that HR entered."""
    own = {"entry_id": record.entry_id} | _of(record)
    return _intent(record, kind, "", None, own | params)


def to_persons_hr(record: MatchRecord | PoolEntry, kind: str, **params: str) -> Intent:
    """Tell the HR advisers of the person's employer."""
    employer = record.employer if isinstance(record, PoolEntry) else record.person_employer
    own = {"entry_id": record.entry_id} | _of(record)
    return _intent(record, kind, employer.ods_code, Role.HR_ADVISER, own | params)


def to_posts_side(match: MatchRecord, kind: str, role: Role = Role.RECRUITING_MANAGER, **params: str) -> Intent:
    """Tell those who fill the post: its recruiting managers, or its HR advisers."""
    return _intent(match, kind, match.post_employer.ods_code, role, _of(match) | params)


def to_finance(match: MatchRecord, kind: str) -> Intent:
    """Tell the finance leads of the person's employer of the saving of a match: by its own reference alone."""
    saving = {"saving_id": match.match_id, "saving": reference_of("SV", match.match_id)}
    return _intent(match, kind, match.person_employer.ods_code, Role.FINANCE_LEAD, saving)


def to_posts_hr(vacancy: Vacancy, kind: str, **params: str) -> Intent:
    """Tell the HR advisers of a vacancy's employer."""
    known = {"vacancy_id": vacancy.vacancy_id, "reference": vacancy.reference, "title": vacancy.details.title}
    return _intent(vacancy, kind, vacancy.employer.ods_code, Role.HR_ADVISER, known | params)


def _of(record: MatchRecord | PoolEntry) -> dict[str, str]:
    if isinstance(record, PoolEntry):
        return {"entry_id": record.entry_id, "reference": record.reference}
    return {"match_id": record.match_id, "vacancy_id": record.vacancy_id, "title": record.title}


def _intent(record: Record, kind: str, ods_code: OdsCode, role: Role | None, params: dict[str, str]) -> Intent:
    about = f"{record.subject}:{record.head.number + 1}:{kind}:{ods_code}:{role or 'person'}"
    return Intent(reference=about, kind=kind, ods_code=ods_code, role=role, params=params)
