"""Every command that changes the redeployment table, each ready to be sent: the same act, with the same key."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from functions.redeploy.domain.holding import EditVacancy, ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import RaisedKind
from functions.redeploy.domain.policy import Asker
from functions.redeploy.domain.posting import (
    AnswerMatter,
    EditPerson,
    ErasePerson,
    LeaveReason,
    LeaveRegister,
    PostPerson,
    RaiseMatter,
)
from functions.redeploy.domain.stages import MatchAction as Do
from functions.redeploy.usecases import matches, people, vacancies
from functions.redeploy.usecases.following import follow_up, waiting
from shared.ids import new_id
from tests.partners import NOW
from tests.redeployments import (
    HR,
    MANAGER,
    OTHER_HR,
    PROTECTED,
    SECOND_HR,
    a_person,
    a_vacancy,
    done,
    interested,
    match_of,
    offered,
    person_details,
    take,
    the_person,
    vacancy,
    vacancy_details,
)

Act = Callable[[], object]
Prepare = Callable[[], Act]
"""Puts what the command needs into the table, and returns the act."""

TODAY = NOW.date()
LATER = NOW + timedelta(days=14)
OVER = NOW + timedelta(days=60)


def finish() -> None:
    """Do what waits in the work list, as the sweep does."""
    while todo := waiting():
        assert follow_up(todo, NOW) == len(todo)


# -- people ---------------------------------------------------------------------------------------------------


def post_person() -> Act:
    a_vacancy()
    return partial(people.post_person, HR, PostPerson(entry_id=new_id(), details=person_details()), NOW)


def post_person_alone() -> Act:
    """Nothing is held that they could be matched with."""
    return partial(people.post_person, HR, PostPerson(entry_id=new_id(), details=person_details()), NOW)


def edit_person() -> Act:
    a_vacancy()
    own = a_person()
    command = EditPerson(entry_id=own, version=1, details=person_details(**PROTECTED))
    return partial(people.edit_person, HR, command, new_id(), NOW)


def leave_register() -> Act:
    a_vacancy()
    command = LeaveRegister(entry_id=a_person(), version=1, because=LeaveReason.RESIGNED)
    return partial(people.leave_register, HR, command, new_id(), NOW)


def raise_matter() -> Act:
    own = a_person()
    command = RaiseMatter(entry_id=own, raised_id=new_id(), kind=RaisedKind.COMPLAINT, words="Why?")
    return partial(people.raise_matter, the_person(own), command, new_id(), NOW)


def answer_matter() -> Act:
    own, raised = a_person(), new_id()
    asked = RaiseMatter(entry_id=own, raised_id=raised, kind=RaisedKind.CONTEST, words="Why?")
    done(people.raise_matter(the_person(own), asked, new_id(), NOW))
    command = AnswerMatter(entry_id=own, version=2, raised_id=raised, words="We looked again.")
    return partial(people.answer_matter, HR, command, new_id(), NOW)


def erase_person() -> Act:
    a_vacancy()
    own = a_person()
    leave = LeaveRegister(entry_id=own, version=1, because=LeaveReason.RETIRED)
    done(people.leave_register(HR, leave, new_id(), NOW))
    return partial(people.erase_person, HR, ErasePerson(entry_id=own, version=2), new_id(), NOW)


# -- vacancies ------------------------------------------------------------------------------------------------


def hold_vacancy() -> Act:
    a_person()
    a_person(**PROTECTED)
    return partial(vacancies.hold_vacancy, OTHER_HR, vacancy_details("V-77"), new_id(), NOW)


def hold_vacancy_alone() -> Act:
    """Nobody is on the register who could be matched with it."""
    return partial(vacancies.hold_vacancy, OTHER_HR, vacancy_details("V-78"), new_id(), NOW)


def edit_vacancy() -> Act:
    a_person()
    own = a_vacancy()
    changed = vacancy_details(title="Senior nurse")
    command = EditVacancy(vacancy_id=own, version=1, details=changed)
    return partial(vacancies.edit_vacancy, OTHER_HR, command, new_id(), NOW)


def withdraw_vacancy() -> Act:
    a_person()
    command = WithdrawVacancy(vacancy_id=a_vacancy(), version=1, because="No money.")
    return partial(vacancies.withdraw_vacancy, OTHER_HR, command, new_id(), NOW)


def release_vacancy() -> Act:
    person, own = a_person(), a_vacancy()
    no: dict[str, Any] = {"reason": "hours"}
    done(take(the_person(person), Do.SAY_NOT_FOR_ME, match_of(person, own), **no))
    command = ReleaseVacancy(vacancy_id=own, version=vacancy(own).head.number)
    return partial(vacancies.release_vacancy, OTHER_HR, command, new_id(), LATER)


# -- matches --------------------------------------------------------------------------------------------------


def _matched() -> MatchRecord:
    return match_of(a_person(), a_vacancy())


def _named() -> MatchRecord:
    return interested(a_person(), a_vacancy())


def _offered() -> MatchRecord:
    """An offer, while another post and another person wait for what comes of it."""
    person, post = a_person(), a_vacancy()
    a_vacancy()
    match = offered(person, post)
    a_person()
    return match


def _rejected() -> MatchRecord:
    match = _named()
    done(take(OTHER_HR, Do.REJECT, match, reason="essential_missing", words="No."))
    return match_of(match.entry_id, match.vacancy_id)


def _accepted() -> MatchRecord:
    match = _offered()
    done(take(the_person(match.entry_id), Do.ACCEPT, match))
    return match_of(match.entry_id, match.vacancy_id)


def _on_trial() -> MatchRecord:
    match = _accepted()
    done(take(MANAGER, Do.BEGIN_TRIAL, match, starts_on=TODAY + timedelta(days=2)))
    return match_of(match.entry_id, match.vacancy_id)


def _passed() -> MatchRecord:
    match = _on_trial()
    done(take(MANAGER, Do.PASS_TRIAL, match, now=OVER))
    return match_of(match.entry_id, match.vacancy_id)


def _refused() -> MatchRecord:
    match = _offered()
    done(take(the_person(match.entry_id), Do.REFUSE, match))
    return match_of(match.entry_id, match.vacancy_id)


def _on_match(
    name: str, ready: Callable[[], MatchRecord], action: Do, who: Asker | None, now: Any = NOW, **asked: Any
) -> Prepare:
    """An action on a match that is ready for it; without `who` it is the person's."""

    def prepare() -> Act:
        match = ready()
        shown = {"match_id": match.match_id, "version": match.head.number}
        command = matches.COMMANDS[action].model_validate(shown | asked)
        return partial(matches.take, who or the_person(match.entry_id), action, command, new_id(), now)

    prepare.__name__ = name
    return prepare


def accept_alone() -> Act:
    """Neither the person nor the post has another match."""
    match = offered(a_person(), a_vacancy())
    shown = {"match_id": match.match_id, "version": match.head.number}
    command = matches.COMMANDS[Do.ACCEPT].model_validate(shown)
    return partial(matches.take, the_person(match.entry_id), Do.ACCEPT, command, new_id(), NOW)


_SOON: date = TODAY + timedelta(days=3)
_WORDS = {"words": "It is written here."}
COMMANDS: tuple[Prepare, ...] = (
    post_person,
    edit_person,
    leave_register,
    raise_matter,
    answer_matter,
    erase_person,
    hold_vacancy,
    edit_vacancy,
    withdraw_vacancy,
    release_vacancy,
    _on_match("express_interest", _matched, Do.EXPRESS_INTEREST, None, rank=1),
    _on_match("say_not_for_me", _matched, Do.SAY_NOT_FOR_ME, None, reason="travel"),
    _on_match("consent", _named, Do.CONSENT, None),
    _on_match("withdraw_consent", _named, Do.WITHDRAW_CONSENT, None),
    _on_match("invite", _named, Do.INVITE, MANAGER, interview_on=_SOON),
    _on_match("reject", _matched, Do.REJECT, OTHER_HR, reason="safe_staffing", **_WORDS),
    _on_match("ratify", _rejected, Do.RATIFY, SECOND_HR),
    _on_match("not_ratify", _rejected, Do.NOT_RATIFY, SECOND_HR, **_WORDS),
    _on_match("offer", _named, Do.OFFER, MANAGER, starts_on=_SOON),
    _on_match("withdraw_offer", _offered, Do.WITHDRAW_OFFER, MANAGER, **_WORDS),
    _on_match("accept", _offered, Do.ACCEPT, None),
    _on_match("refuse", _offered, Do.REFUSE, None),
    _on_match("judge", _refused, Do.JUDGE, HR, was_suitable=True, was_reasonable_to_refuse=False, **_WORDS),
    _on_match("begin_trial", _accepted, Do.BEGIN_TRIAL, MANAGER, starts_on=_SOON),
    _on_match(
        "extend_trial",
        _on_trial,
        Do.EXTEND_TRIAL,
        MANAGER,
        until=TODAY + timedelta(days=90),
        agreed_on=TODAY,
        retraining="IV therapy.",
    ),
    _on_match("pass_trial", _on_trial, Do.PASS_TRIAL, MANAGER, OVER),
    _on_match("fail_trial", _on_trial, Do.FAIL_TRIAL, MANAGER, **_WORDS),
    _on_match("confirm", _passed, Do.CONFIRM, MANAGER, OVER),
)

SEVERAL_TRANSACTIONS = frozenset(
    {
        "post_person",
        "edit_person",
        "leave_register",
        "erase_person",
        "hold_vacancy",
        "edit_vacancy",
        "withdraw_vacancy",
        "release_vacancy",
        "accept",
        "fail_trial",
    }
)
"""The commands that matching, or the closing of matches, follows: a job in the work list until it is done."""
