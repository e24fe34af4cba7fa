"""Records in every state with a canary in every confidential field, made by the use cases of the service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from functions.redeploy.domain.changes import ChangeDetails, OpenChange
from functions.redeploy.domain.holding import ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.people import Contact, Pay, Protection, RaisedKind
from functions.redeploy.domain.posting import AnswerMatter, ErasePerson, LeaveReason, LeaveRegister, RaiseMatter
from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec
from functions.redeploy.domain.recognising import OpenSaving
from functions.redeploy.domain.stages import MatchAction as Do
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.usecases import changes, links, people, savings, vacancies
from shared import audit
from shared.actors import Actor
from shared.ids import new_id
from shared.settings import settings
from shared.table import Table
from tests import redeployments as of
from tests.bench.crash_points import Snapshot, snapshot
from tests.isolation.canaries import Aviary, Canary
from tests.isolation.rules import Facts, Pair
from tests.partners import NOW
from tests.redeployments import done, match_of
from tests.savings import facts

ASKED_AT = NOW + timedelta(days=36)
_POST_PENCE = 3_904_300
_HR: Mapping[str, Actor] = {"RZZ": of.HR, "RYY": of.OTHER_HR, "VLA01": of.HOME_HR}
_PEOPLE = ("RZZ",) * 19 + ("RYY",) * 2 + ("VLA01",) * 2
_POSTS = ("RYY",) * 19 + ("VLA01",) * 2 + ("RZZ",)
_STILL_TRIED = "M19"  # this trial is not over when everybody asks
_SOON = NOW.date() + timedelta(days=3)


@dataclass
class World:
    """Everything that is there, by the short codes of canaries."""

    aviary: Aviary = field(default_factory=Aviary)
    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    acted_on: dict[str, str] = field(default_factory=dict)  # M01 -> match id
    employer_of: dict[str, str] = field(default_factory=dict)
    items: Snapshot = field(default_factory=dict)
    secret: str = ""  # of a one-time link that is still good

    @property
    def facts(self) -> Facts:
        """What the table of who may see what needs to know, read from the items themselves."""
        codes = {own: code for code, own in (self.people | self.posts).items()}
        pairs = {
            item["body"]["match_id"]: _pair(item["body"], codes)
            for (_, sk), item in self.items.items()
            if sk == "MATCH"
        }
        acted_on = {code: pairs[own] for code, own in self.acted_on.items()}
        return Facts(self.employer_of, pairs, acted_on)


def made() -> World:
    """The world as it stands when everybody begins to ask."""
    of.with_partners()
    world = World()
    for number, ods_code in enumerate(_POSTS, 1):
        _hold(world, f"V{number:02d}", ods_code)
    for number, ods_code in enumerate(_PEOPLE, 1):
        _post(world, f"E{number:02d}", number, ods_code)
    for number, ods_code in enumerate(("RZZ", "RYY"), 1):
        _change(world, f"C{number:02d}", ods_code)
    for number, steps in enumerate(_STORIES, 1):
        _tell(world, number, steps)
    _endings(world)
    _save(world, "E18", "M18")
    path = links.make_link(of.HR, world.people["E04"], ASKED_AT)
    world.secret = str(path).removeprefix(links.PATH)
    audit.seal(Table(settings().redeploy_table), settings().ics_code, ASKED_AT)
    world.items = snapshot(settings().redeploy_table)
    return world


def _pair(body: Any, codes: Mapping[str, str]) -> Pair:
    return Pair(
        entry=codes[body["entry_id"]],
        vacancy=codes[body["vacancy_id"]],
        person_ods=body["person_employer"]["ods_code"],
        post_ods=body["post_employer"]["ods_code"],
        is_named=body["consented_at"] is not None,
    )


def _hold(world: World, code: str, ods_code: str) -> None:
    known = {name: Canary(code, name).word for name in ("title", "workplace", "about")}
    wish = Criterion(criterion_id="wish", kind=CriterionKind.SKILL, text=Canary(code, "criterion").word)
    spec = PersonSpec(essential=(of.IV_THERAPY,), desirable=(wish,))
    details = of.vacancy_details(f"REF-{code}", post=of.a_post(spec=spec, salary_pence=_POST_PENCE), **known)
    world.posts[code] = done(vacancies.hold_vacancy(_HR[ods_code], details, new_id(), NOW)).id
    world.employer_of[code] = ods_code


def _post(world: World, code: str, number: int, ods_code: str) -> None:
    def word(name: str) -> str:
        return Canary(code, name).word

    aviary, pence = world.aviary, world.aviary.pay(code, 3_500_137 + 1_013 * number)
    aviary.pay(code, _POST_PENCE - pence, "difference")
    profile = of.a_profile(
        skills=("IV therapy", word("skill")),
        qualifications=(word("qualification"),),
        experience=(word("experience"),),
        salary_pence=pence,
    )
    until = aviary.day(code, "protected", date(2024, 3, 6), number)  # over: else nobody of another tier has a turn
    world.people[code] = of.a_person(
        _HR[ods_code],
        contact=Contact(name=word("name"), email=f"{word('email')}@mail.example.org", phone=word("phone")),
        pay=Pay(annual_pence=pence),
        profile=profile,
        protection=Protection(is_protected=True, until=until),
        born_on=aviary.day(code, "born", date(1971, 2, 3), number),
        reason=word("reason"),
    )
    world.employer_of[code] = ods_code


def _change(world: World, code: str, ods_code: str) -> None:
    details = ChangeDetails(
        title=Canary(code, "title").word,
        establishment=Canary(code, "establishment").word,
        postcode="ST4 6QG",
        proposed=25,
        first_dismissal_on=NOW.date() + timedelta(days=80),
    )
    world.changes[code] = new_id()
    done(changes.open_change(_HR[ods_code], OpenChange(change_id=world.changes[code], details=details), NOW))
    world.employer_of[code] = ods_code


_WANT, _NAMED = (Do.EXPRESS_INTEREST,), (Do.EXPRESS_INTEREST, Do.CONSENT)
_OFFER = (*_NAMED, Do.INVITE, Do.OFFER)
_TRIAL = (*_OFFER, Do.ACCEPT, Do.BEGIN_TRIAL)
_STORIES: tuple[tuple[Do, ...], ...] = (
    (),
    _WANT,
    _NAMED,
    (*_NAMED, Do.WITHDRAW_CONSENT),
    (*_NAMED, Do.INVITE),
    (*_NAMED, Do.REJECT),
    (*_NAMED, Do.REJECT, Do.RATIFY),
    (*_NAMED, Do.REJECT, Do.NOT_RATIFY),
    (Do.SAY_NOT_FOR_ME,),
    _OFFER,
    (*_OFFER, Do.REFUSE),
    (*_OFFER, Do.REFUSE, Do.JUDGE),
    (*_OFFER, Do.WITHDRAW_OFFER),
    (*_OFFER, Do.ACCEPT),
    _TRIAL,
    (*_TRIAL, Do.FAIL_TRIAL),
    (*_TRIAL, Do.PASS_TRIAL),
    (*_TRIAL, Do.PASS_TRIAL, Do.CONFIRM),
    _TRIAL,
)
"""What happened to a match, story by story: number n is of the person n and the vacancy n."""
_BY = {Do.REJECT: of.OTHER_HR, Do.RATIFY: of.SECOND_HR, Do.NOT_RATIFY: of.SECOND_HR, Do.JUDGE: of.HR}
_PERSONS = {Do.EXPRESS_INTEREST, Do.CONSENT, Do.WITHDRAW_CONSENT, Do.SAY_NOT_FOR_ME, Do.ACCEPT, Do.REFUSE}


def _tell(world: World, number: int, steps: tuple[Do, ...]) -> None:
    """Let a person and a vacancy of the other trust come as far as the story says."""
    code, person = f"M{number:02d}", world.people[f"E{number:02d}"]
    post = world.posts[f"V{number:02d}"]
    world.acted_on[code] = match_of(person, post).match_id
    for step in steps:
        who = of.the_person(person) if step in _PERSONS else _BY.get(step, of.MANAGER)
        is_late = step in (Do.PASS_TRIAL, Do.CONFIRM)
        now = ASKED_AT - timedelta(days=1) if is_late else NOW
        done(of.take(who, step, match_of(person, post), now, **_asked(code, step)))


def _asked(code: str, step: Do) -> dict[str, Any]:
    def word(name: str) -> str:
        return Canary(code, name).word

    typed: dict[Do, dict[str, Any]] = {
        Do.EXPRESS_INTEREST: {"rank": 1},
        Do.SAY_NOT_FOR_ME: {"reason": "caring", "words": word("person")},
        Do.REFUSE: {"words": word("person")},
        Do.INVITE: {"interview_on": _SOON, "words": word("interview")},
        Do.REJECT: {"reason": "safe_staffing", "words": word("rejection")},
        Do.RATIFY: {"feedback": word("feedback")},
        Do.NOT_RATIFY: {"words": word("interview")},
        Do.OFFER: {"starts_on": _SOON, "words": word("offer"), "out_of_turn": word("turn")},
        Do.WITHDRAW_OFFER: {"words": word("interview")},
        Do.BEGIN_TRIAL: {"starts_on": _SOON + timedelta(days=20 if code == _STILL_TRIED else 0)},
        Do.PASS_TRIAL: {"words": word("trial")},
        Do.FAIL_TRIAL: {"words": word("trial")},
        Do.JUDGE: {"was_suitable": True, "was_reasonable_to_refuse": False, "words": word("judgement")},
    }
    return typed.get(step, {})


def _save(world: World, code: str, match_code: str) -> None:
    """The saving of the move that was confirmed is entered, and waits to be signed off."""
    known = facts(annual_salary_pence=world.aviary.pay(code, 9_333_317, "saved"))
    command = OpenSaving(match_id=world.acted_on[match_code], facts=known)
    done(savings.open_saving(of.HR, command, new_id(), ASKED_AT - timedelta(hours=1)))


def _endings(world: World) -> None:
    """What is raised and answered; who has left and who is erased; what is withdrawn and released."""
    for code in ("E03", "E10", "E21"):
        _answer(world, code, _raise(world, code))
    _raise(world, "E02")  # waits for an answer
    for code, is_erased in (("E20", False), ("E22", True)):
        own, actor = world.people[code], _HR[world.employer_of[code]]
        leave = LeaveRegister(entry_id=own, version=of.entry(own).head.number, because=LeaveReason.RESIGNED)
        done(people.leave_register(actor, leave, new_id(), NOW))
        if is_erased:
            command = ErasePerson(entry_id=own, version=of.entry(own).head.number)
            done(people.erase_person(actor, command, new_id(), NOW))
    own, because = world.posts["V20"], Canary("V20", "back").word
    back = WithdrawVacancy(vacancy_id=own, version=of.vacancy(own).head.number, because=because)
    done(vacancies.withdraw_vacancy(of.HOME_HR, back, new_id(), NOW))
    _release(world, "V22", of.HR)


def _raise(world: World, code: str) -> str:
    own, raised = world.people[code], new_id()
    asked = RaiseMatter(entry_id=own, raised_id=raised, kind=RaisedKind.CONTEST, words=Canary(code, "raised").word)
    done(people.raise_matter(of.the_person(own), asked, new_id(), NOW))
    return raised


def _answer(world: World, code: str, raised: str) -> None:
    own, words = world.people[code], Canary(code, "answer").word
    answer = AnswerMatter(entry_id=own, version=of.entry(own).head.number, raised_id=raised, words=words)
    done(people.answer_matter(_HR[world.employer_of[code]], answer, new_id(), NOW))


def _release(world: World, code: str, actor: Actor) -> None:
    """Everybody says no to a post, and it is cleared."""
    own = world.posts[code]
    for row in list(MatchingStore().every_match_of_vacancy(own)):
        if row["status"] == "proposed":
            match = match_of(row["entry_id"], own)
            done(of.take(of.the_person(match.entry_id), Do.SAY_NOT_FOR_ME, match, reason="travel"))
    command = ReleaseVacancy(vacancy_id=own, version=of.vacancy(own).head.number)
    done(vacancies.release_vacancy(actor, command, new_id(), ASKED_AT - timedelta(days=1)))
