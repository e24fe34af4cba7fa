"""HR clients, each a process, that race one another over the same people and vacancies by the service's use cases.

All that a client does depends on the number of its step, drawn from one counter that the clients share, and on
chance. The number also is the time.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from functions.redeploy.domain.holding import ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.people import Notice, Protection
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister, PostPerson
from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchAction as Do
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.usecases import matches, people, vacancies
from shared import table
from shared.actors import Role
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.bench.redeploy_choices import ASKED, CHOICES, PERSONS
from tests.bench.redeploy_spans import Spans
from tests.bench.wire import bent
from tests.partners import NOW, an_actor
from tests.redeployments import a_post, a_profile, match_by_id, person_details, the_person, vacancy_details

Act = Callable[[str], Done | Refusal]
"""Does it, under a key."""

_FAR = date(2029, 12, 31)
_SERVED: dict[str, Any] = {"notice": Notice(served_on=NOW.date() - timedelta(days=7), ends_on=_FAR)}
_PROTECTED: dict[str, Any] = {"protection": Protection(is_protected=True, until=_FAR)}
_TIERS: tuple[Mapping[str, Any], ...] = (_PROTECTED, *[_SERVED] * 2, *[{"notice": Notice()}] * 7)
_TRIES = 50
_DAYS_AT_HAND = 12
_MOST_SECONDS = 1_800
_IN_A_ROW = 4  # vacancies of one kind, so that the same people are wanted in several places at a time


@dataclass(frozen=True)
class Market:
    """How large: people and vacancies in so many kinds of work, so many steps a vacancy, and how many vacancies
    are at hand at a time."""

    people: int
    vacancies: int
    kinds: int
    clients: int = 8
    steps: int = 10
    at_hand: int = 16
    first: int = 5  # one in so many people is there from the beginning; the others come as it goes on

    @property
    def last_step(self) -> int:
        """How many steps there are in all."""
        return (self.vacancies + self.at_hand) * self.steps

    def at(self, step: int) -> datetime:
        """The storm's time: a vacancy is at hand for twelve days, which is longer than it is held."""
        return NOW + timedelta(minutes=_DAYS_AT_HAND * 24 * 60 * step // (self.at_hand * self.steps))


@dataclass
class Tale:
    """What a client met: what was done and refused, and when its commits happened."""

    outcomes: Counter[str] = field(default_factory=Counter)
    spans: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)


def play(market: Market) -> Tale:
    """Play the market to its end from as many processes as it has clients."""
    fork = multiprocessing.get_context("fork")
    counter, tales = fork.Value("i", 0), fork.Queue()

    def work(number: int) -> None:
        table.client().close()  # the parent's connections are not ours to read from
        client = Client(number, market)
        with bent(client.spans):
            for step in _drawn(counter, market.last_step):
                client.step(step)
        tales.put(Tale(client.outcomes, client.spans.found))

    workers = [fork.Process(target=work, args=(number,), daemon=True) for number in range(market.clients)]
    for worker in workers:
        worker.start()
    whole = Tale()
    for _ in workers:
        tale = tales.get(timeout=_MOST_SECONDS)
        whole.outcomes += tale.outcomes
        whole.spans |= tale.spans
    return whole


def _drawn(counter: Any, end: int) -> Iterator[int]:
    while True:
        with counter.get_lock():
            step, counter.value = counter.value, counter.value + 1
        if step >= end:
            return
        yield step


class Client:
    """One HR adviser's hands: of the employer of every post, and for the people, whose choices it plays."""

    def __init__(self, number: int, market: Market) -> None:
        self.market = market
        self.chance = random.Random(number)
        self.posts = an_actor(Role.HR_ADVISER, ods_code="RYY", person_id=f"posts-{number}")
        self.persons = an_actor(Role.HR_ADVISER, ods_code="RZZ", person_id=f"persons-{number}")
        self.spans = Spans()
        self.outcomes: Counter[str] = Counter()
        self.taken: list[str] = []  # matches that this client saw accepted

    def step(self, step: int) -> None:
        """Bring in whoever and whatever comes with this step, then do something about a vacancy at hand."""
        now, market = self.market.at(step), self.market
        newest = step // market.steps
        for number in self._people_at(step):
            self._do("post", partial(self._post, number, now))
        if step % market.steps == 0 and newest < market.vacancies:
            details = self._details(newest)
            self._do("hold", lambda key: vacancies.hold_vacancy(self.posts, details, key, now))
        if step % market.steps == 0 and newest > market.at_hand:
            self._retire(vacancies.vacancy_id_of("RYY", f"S-{newest - market.at_hand - 1}"), now)
        first = max(0, newest - market.at_hand)
        number = self.chance.randint(first, max(first, min(newest, market.vacancies - 1)))
        vacancy_id = vacancies.vacancy_id_of("RYY", f"S-{number}")
        for _ in range(self.chance.randint(1, 2)):
            self._touch(vacancy_id, now)

    def _retire(self, vacancy_id: str, now: datetime) -> None:
        """A vacancy is at hand no more: whoever has not answered says no; it is released, or else taken back."""
        for row in list(MatchingStore().every_match_of_vacancy(vacancy_id)):
            if row["status"] in ("proposed", "interested", "interview"):
                shown = {"match_id": row["match_id"], "version": match_by_id(row["match_id"]).head.number}
                no = matches.COMMANDS[Do.SAY_NOT_FOR_ME].model_validate(shown | ASKED[Do.SAY_NOT_FOR_ME])
                who = the_person(row["entry_id"])
                self._do("say_not_for_me", partial(matches.take, who, Do.SAY_NOT_FOR_ME, no, now=now))
        self._on_vacancy(vacancy_id, now, is_release=True)
        self._on_vacancy(vacancy_id, now, is_release=False)

    def _people_at(self, step: int) -> list[int]:
        """The numbers of those who come on the register with a step, spread over the whole storm."""
        market = self.market
        there = market.people // market.first
        if step < there:
            return [step]
        every = max(1, (market.last_step - there) // max(1, market.people - there))
        number = there + (step - there) // every
        return [number] if (step - there) % every == 0 and number < market.people else []

    def _post(self, number: int, now: datetime, _key: str) -> Done | Refusal:
        kind = number % self.market.kinds
        second = (f"kind {(kind + 1) % self.market.kinds}",) if number % 4 == 0 else ()
        profile = a_profile(skills=(f"kind {kind}", *second))
        details = person_details(profile=profile, **_TIERS[number % len(_TIERS)])
        return people.post_person(self.persons, PostPerson(entry_id=f"P-{number}", details=details), now)

    def _details(self, number: int) -> Any:
        text = f"kind {number // _IN_A_ROW % self.market.kinds}"
        asked = Criterion(criterion_id="kind", kind=CriterionKind.SKILL, text=text)
        return vacancy_details(f"S-{number}", post=a_post(spec=PersonSpec(essential=(asked,))), hold_days=3)

    def _touch(self, vacancy_id: str, now: datetime) -> None:
        """One thing about a vacancy or one of its matches."""
        drawn = self.chance.random()
        if drawn < 0.12:
            self._on_vacancy(vacancy_id, now, is_release=drawn < 0.11)
        elif drawn < 0.25 and self.taken:
            self._on_match(self.chance.choice(self.taken), now)
        else:
            rows = [row for row in MatchingStore().every_match_of_vacancy(vacancy_id) if row["status"] != "closed"]
            if rows:
                row = rows[0] if self.chance.random() < 0.5 else self.chance.choice(rows)
                self._on_match(row["match_id"], now)

    def _on_vacancy(self, vacancy_id: str, now: datetime, is_release: bool) -> None:
        found = MatchingStore().as_they_stand(vacancy_ids=[vacancy_id])[1].get(vacancy_id)
        if found is None or found.status != "held":
            return
        shown: dict[str, Any] = {"vacancy_id": vacancy_id, "version": found.head.number}
        if is_release:
            command = ReleaseVacancy(**shown)
            self._do("release", lambda key: vacancies.release_vacancy(self.posts, command, key, now))
        else:
            back = WithdrawVacancy(**shown, because="The money is gone.")
            self._do("withdraw", lambda key: vacancies.withdraw_vacancy(self.posts, back, key, now))

    def _on_match(self, match_id: str, now: datetime) -> None:
        found = MatchingStore().as_they_stand(match_ids=[match_id])[2].get(match_id)
        if found is None:
            return
        if self.chance.random() < 0.004:
            leave = LeaveRegister(entry_id=found.entry_id, version=0, because=LeaveReason.RESIGNED)
            person = the_person(found.entry_id)
            self._do("leave", lambda key: people.leave_register(person, leave, key, now))
            return
        action, asked = self._choice(found, now)
        if action is None:
            return
        who = the_person(found.entry_id) if action in PERSONS else self.posts
        shown = {"match_id": match_id, "version": found.head.number}
        command = matches.COMMANDS[action].model_validate(shown | asked)
        done = self._do(action.value, lambda key: matches.take(who, action, command, key, now))
        if action is Do.ACCEPT and done:
            self.taken.append(match_id)

    def _choice(self, found: Any, now: datetime) -> tuple[Do | None, dict[str, Any]]:
        """What to do on a match where it is."""
        likely = CHOICES.get(found.status, ())
        if found.status in ("interested", "interview") and not found.is_named:
            likely = ((Do.CONSENT, 8), (Do.REJECT, 1), (Do.SAY_NOT_FOR_ME, 1))
        if not likely:
            return None, {}
        action = self.chance.choices([one for one, _ in likely], [weight for _, weight in likely])[0]
        asked = ASKED.get(action, {})
        days = {Do.OFFER: "starts_on", Do.BEGIN_TRIAL: "starts_on", Do.INVITE: "interview_on"}
        return action, asked | ({days[action]: now.date() + timedelta(days=2)} if action in days else {})

    def _do(self, name: str, act: Act) -> bool:
        """Do it, and do it again with the same key where told to; note what came of it."""
        key = new_id()
        for _ in range(_TRIES):
            outcome = act(key)
            if not (isinstance(outcome, Refusal) and outcome.reason in (Reason.BUSY, Reason.LOST_RACE)):
                break
            self.outcomes["told to try again"] += 1
        is_done = isinstance(outcome, Done)
        self.outcomes[name if is_done else f"{name}: {outcome.reason}"] += 1  # type: ignore[union-attr]
        return is_done
