"""Who may do what to which record, and who sees it how. 'Not yours' reads as 'not there'."""

from dataclasses import dataclass

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.vacancies import Vacancy
from shared.actors import Actor, Role
from shared.history import Who
from shared.records import Circumstances
from shared.values.identifiers import OdsCode


@dataclass(frozen=True)
class Redeployee:
    """The person of a pool entry, on their own page. The audit names them by the entry alone: when the entry is
    erased, no name is left anywhere."""

    entry_id: str
    ics_code: str


Asker = Actor | Redeployee


@dataclass(frozen=True)
class Here(Circumstances):
    """The circumstances of an act of redeployment; `redeployee` is set where the person acts for themself."""

    redeployee: Redeployee | None = None

    @property
    def who(self) -> Who:
        """How the audit names the one who decides."""
        if self.redeployee is not None:
            return Who(person_id=f"ENTRY#{self.redeployee.entry_id}", name="The person", ods_code="")
        return super().who

    @property
    def asker(self) -> Asker | None:
        """Who asks; None for the schedule."""
        return self.redeployee or self.actor


PERSONS = frozenset(
    {
        MatchAction.EXPRESS_INTEREST,
        MatchAction.SAY_NOT_FOR_ME,
        MatchAction.CONSENT,
        MatchAction.WITHDRAW_CONSENT,
        MatchAction.ACCEPT,
        MatchAction.REFUSE,
    }
)
"""What the person alone does; their HR may record the first two for somebody who cannot."""

RECORDED_BY_HR = frozenset({MatchAction.EXPRESS_INTEREST, MatchAction.SAY_NOT_FOR_ME, MatchAction.JUDGE})
OF_THE_POST = frozenset(
    {
        MatchAction.INVITE,
        MatchAction.REJECT,
        MatchAction.OFFER,
        MatchAction.WITHDRAW_OFFER,
        MatchAction.BEGIN_TRIAL,
        MatchAction.EXTEND_TRIAL,
        MatchAction.PASS_TRIAL,
        MatchAction.FAIL_TRIAL,
        MatchAction.CONFIRM,
    }
)
OF_A_SECOND = frozenset({MatchAction.RATIFY, MatchAction.NOT_RATIFY})


def is_hr_of(asker: Asker | None, ods_code: OdsCode, ics_code: str) -> bool:
    """Whether they advise on HR for that employer, and act for it now."""
    return _holds(asker, Role.HR_ADVISER, ods_code, ics_code)


def is_finance_lead_of(asker: Asker | None, ods_code: OdsCode, ics_code: str) -> bool:
    """Whether they lead that employer's finance, and act for it now. They see savings, and no person, card or
    match."""
    return _holds(asker, Role.FINANCE_LEAD, ods_code, ics_code)


def recruits_for(asker: Asker | None, ods_code: OdsCode, ics_code: str) -> bool:
    """Whether they fill posts of that employer: its recruiting managers and its HR."""
    return is_hr_of(asker, ods_code, ics_code) or _holds(asker, Role.RECRUITING_MANAGER, ods_code, ics_code)


def coordinates(asker: Asker | None) -> bool:
    """Whether they watch over redeployment in the whole ICS, acting for its board."""
    return isinstance(asker, Actor) and asker.has(Role.ICS_COORDINATOR) and asker.ods_code == asker.ics_code


def audits(asker: Asker | None) -> bool:
    """Whether they read every history, and change nothing."""
    return isinstance(asker, Actor) and asker.has(Role.AUDITOR)


def is_the_person(asker: Asker | None, entry_id: str) -> bool:
    """Whether it is the person of that entry."""
    return isinstance(asker, Redeployee) and asker.entry_id == entry_id


def may_see_person(asker: Asker, entry: PoolEntry) -> bool:
    """Whether they may read all that is held of a person: the person, and the HR of their employer. Nobody else;
    another employer sees a card, and with consent the profile, through a match."""
    if asker.ics_code != entry.ics_code:
        return False
    return is_the_person(asker, entry.entry_id) or is_hr_of(asker, entry.employer.ods_code, entry.ics_code)


def may_read_timeline(asker: Asker, entry: PoolEntry) -> bool:
    """Whether they may read what was done with a person's record and who has seen it: whoever sees the person, and
    the ICS's auditors, by reference and without anything that is held."""
    if may_see_person(asker, entry):
        return True
    return asker.ics_code == entry.ics_code and audits(asker) and is_of_the_ics(asker)


def is_of_the_ics(asker: Asker | None) -> bool:
    """Whether they act for the board of the ICS."""
    return isinstance(asker, Actor) and asker.ods_code == asker.ics_code


def may_see_vacancy(asker: Asker, vacancy: Vacancy) -> bool:
    """Whether they may read a vacancy with its hold: its employer, the coordinator, auditors. A person and their
    HR read it through a match."""
    if asker.ics_code != vacancy.ics_code:
        return False
    return recruits_for(asker, vacancy.employer.ods_code, vacancy.ics_code) or coordinates(asker) or audits(asker)


def may_find_certificates(asker: Asker) -> bool:
    """Whether they may look for certificates of clearance; which they find is for `may_see_vacancy` to say."""
    own = isinstance(asker, Actor) and recruits_for(asker, asker.ods_code, asker.ics_code)
    return own or coordinates(asker) or audits(asker)


def is_on_persons_side(asker: Asker | None, match: MatchRecord) -> bool:
    """Whether they are the person of a match, or the HR of the person's employer."""
    own = is_the_person(asker, match.entry_id)
    return own or is_hr_of(asker, match.person_employer.ods_code, match.ics_code)


def is_on_posts_side(asker: Asker | None, match: MatchRecord) -> bool:
    """Whether they fill the post of a match."""
    return recruits_for(asker, match.post_employer.ods_code, match.ics_code)


def may_see_match(asker: Asker, match: MatchRecord) -> bool:
    """Whether they may read that a person and a post were matched; who the person is, is another question."""
    if asker.ics_code != match.ics_code:
        return False
    sides = is_on_persons_side(asker, match) or is_on_posts_side(asker, match)
    return sides or coordinates(asker) or audits(asker)


def may_name(asker: Asker, match: MatchRecord) -> bool:
    """Whether they may see who the person of a match is: the person's side always, the post's side with the
    person's consent for this vacancy. Nobody else."""
    if is_on_persons_side(asker, match):
        return True
    return match.is_named and is_on_posts_side(asker, match)


def may(here: Here, action: MatchAction, match: MatchRecord) -> bool:
    """Whether the one who asks may take the action on a match, wherever it is."""
    asker = here.asker
    if asker is None:
        return action in (MatchAction.CLOSE, MatchAction.PROPOSE_AGAIN)
    if asker.ics_code != match.ics_code:
        return False
    if is_the_person(asker, match.entry_id):
        return action in PERSONS
    if action in RECORDED_BY_HR:
        return is_hr_of(asker, match.person_employer.ods_code, match.ics_code)
    if action in OF_A_SECOND:
        return is_hr_of(asker, match.post_employer.ods_code, match.ics_code)
    return action in OF_THE_POST and is_on_posts_side(asker, match)


def _holds(asker: Asker | None, role: Role, ods_code: OdsCode, ics_code: str) -> bool:
    return (
        isinstance(asker, Actor) and asker.ics_code == ics_code and asker.ods_code == ods_code and asker.has(role)
    )
