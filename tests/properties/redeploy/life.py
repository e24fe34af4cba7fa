"""The life of people, vacancies and matches as a state machine: any act at any time, compared with a plain model.

It runs the use cases on the real engine. After every act the whole table is read: counts, lists and histories are
sound, nobody is skipped or left behind, all is where the model has it, and what was refused changed nothing.
"""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from functions.redeploy.domain.holding import ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.people import Notice, Protection
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.usecases import people, vacancies
from shared import audit
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from shared.table import Table
from tests import redeployments as of
from tests.bench import redeploy_books
from tests.bench.crash_points import snapshot
from tests.bench.redeploy_commands import finish
from tests.partners import NOW
from tests.properties.redeploy.model import Model, Pair
from tests.tables import fresh_tables

_FAR = date(2032, 1, 1)
_TIERS: dict[int, dict[str, Any]] = {
    1: {"protection": Protection(is_protected=True, until=_FAR)},
    2: {"notice": Notice(served_on=NOW.date(), ends_on=_FAR)},
    3: {"notice": Notice()},
}
_LIKELY: dict[str, tuple[str, ...]] = {
    "proposed": ("express_interest", "express_interest", "say_not_for_me", "reject"),
    "interested": ("consent", "offer", "offer", "invite", "withdraw_consent", "reject"),
    "interview": ("offer", "offer", "reject", "say_not_for_me"),
    "rejection_proposed": ("ratify", "not_ratify", "say_not_for_me"),
    "offered": ("accept", "accept", "accept", "refuse", "withdraw_offer"),
    "accepted": ("begin_trial", "begin_trial", "fail_trial"),
    "on_trial": ("pass_trial", "fail_trial"),
    "passed": ("confirm",),
    "not_for_me": ("express_interest",),
}
_PERSONS = {"express_interest", "say_not_for_me", "consent", "withdraw_consent", "accept", "refuse"}
_ACTIONS = sorted({action for actions in _LIKELY.values() for action in actions})
SOME = st.integers(min_value=0, max_value=99)
_ODD = 90  # of 100: from here on, choices are not the sensible ones


class Life(RuleBasedStateMachine):
    """Any act of anybody; mostly sensible ones, so that lives get long."""

    now: datetime

    @initialize(tiers=st.lists(st.sampled_from([1, 2, 3, 3]), min_size=1, max_size=2))
    def begin(self, tiers: list[int]) -> None:
        self.open = ExitStack()
        self.tables = self.open.enter_context(fresh_tables())
        of.with_partners()
        self.now, self.model = NOW, Model(london_day(NOW))
        self.hold_a_vacancy()
        for tier in tiers:
            self.post_a_person(tier)
        self.hold_a_vacancy()

    @rule(tier=st.sampled_from([1, 2, 3]))
    @precondition(lambda self: len(self.model.people) < 4)
    def post_a_person(self, tier: int) -> None:
        self.model.comes(of.a_person(now=self.now, **_TIERS[tier]), tier)
        self._look()

    @rule()
    @precondition(lambda self: len(self.model.posts) < 4)
    def hold_a_vacancy(self) -> None:
        own = of.a_vacancy(now=self.now)
        self.model.held(own, of.vacancy(own).hold_ends_on)
        self._look()

    @rule(which=SOME)
    def leave(self, which: int) -> None:
        own = [*self.model.people][which % len(self.model.people)]
        command = LeaveRegister(entry_id=own, version=of.entry(own).head.number, because=LeaveReason.RESIGNED)
        self._expect(self.model.leaves(own), people.leave_register(of.HR, command, new_id(), self.now))

    @rule(which=SOME)
    def withdraw_a_vacancy(self, which: int) -> None:
        own = self._post(which)
        command = WithdrawVacancy(vacancy_id=own, version=of.vacancy(own).head.number, because="No money.")
        outcome = vacancies.withdraw_vacancy(of.OTHER_HR, command, new_id(), self.now)
        self._expect(self.model.withdrawn(own), outcome)

    @rule(which=SOME)
    def release(self, which: int) -> None:
        own = self._post(which)
        command = ReleaseVacancy(vacancy_id=own, version=of.vacancy(own).head.number)
        outcome = vacancies.release_vacancy(of.OTHER_HR, command, new_id(), self.now)
        self._expect(self.model.released(own), outcome)

    @rule(which=SOME, choice=SOME)
    @precondition(lambda self: self.model.pairs)
    def act(self, which: int, choice: int) -> None:
        self._act(which, choice)

    @rule(acts=st.lists(st.tuples(SOME, SOME), min_size=3, max_size=8))
    @precondition(lambda self: self.model.pairs)
    def act_on(self, acts: list[tuple[int, int]]) -> None:
        for which, choice in acts:
            self._act(which, choice)

    @rule(days=st.sampled_from([1, 8, 28]))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.model.today = london_day(self.now)

    @invariant()
    def everything_is_where_the_model_has_it(self) -> None:
        if not hasattr(self, "items"):
            return
        assert redeploy_books.faults_of(self.items.values()) == []
        assert redeploy_books.settled_faults_of(self.items.values(), self.now) == []
        books, model = redeploy_books.opened(self.items.values()), self.model
        assert {own: one["body"]["status"] for own, one in books.people.items()} == model.people
        assert {own: one["body"]["status"] for own, one in books.vacancies.items()} == model.posts
        stored = {(one["body"]["entry_id"], one["body"]["vacancy_id"]): one for one in books.matches.values()}
        assert {pair: one["body"]["status"] for pair, one in stored.items()} == model.pairs
        for own, one in books.vacancies.items():
            assert {tier: one[f"open_{tier}"] for tier in (1, 2, 3) if one[f"open_{tier}"]} == model.open_by_tier(
                own
            )
            assert one["offers"] == model.offers(own) <= 1
            assert len(model.holders_of(own)) <= 1
        assert all(len(model.post_of(own)) <= 1 for own in model.people)

    def teardown(self) -> None:
        """At the end, every event is sealed and the whole audit verifies."""
        if not hasattr(self, "open"):
            return
        with self.open:
            table = Table(self.tables["redeploy"])
            audit.seal(table, settings().ics_code, self.now)
            found = audit.verify(table, settings().ics_code)
            assert (found.fault, found.unsealed) == (None, 0)

    # -- for the rules ------------------------------------------------------------------------------------

    def _act(self, which: int, choice: int) -> None:
        pair = self._pair(which)
        likely = _LIKELY.get(self.model.pairs[pair], ()) if choice < _ODD else ()
        action = (likely or _ACTIONS)[choice % len(likely or _ACTIONS)]
        if action == "offer" and pair not in self.model.named and choice < _ODD:
            action = "consent"
        by = {"reject": of.OTHER_HR, "ratify": of.SECOND_HR, "not_ratify": of.SECOND_HR}
        who = of.the_person(pair[0]) if action in _PERSONS else by.get(action, of.MANAGER)
        outcome = of.take(who, MatchAction(action), of.match_of(*pair), self.now, **self._asked(action))
        self._expect(self.model.acts(pair, action), outcome)

    def _asked(self, action: str) -> dict[str, Any]:
        words, today = {"words": "It is written here."}, self.model.today
        typed: dict[str, dict[str, Any]] = {
            "express_interest": {"rank": 1},
            "say_not_for_me": {"reason": "travel"},
            "invite": {"interview_on": today},
            "reject": {"reason": "essential_missing", **words},
            "not_ratify": words,
            "offer": {"starts_on": today, "out_of_turn": "Both agreed."},
            "withdraw_offer": words,
            "begin_trial": {"starts_on": today},
            "fail_trial": words,
        }
        return typed.get(action, {})

    def _expect(self, happens: bool, outcome: Done | Refusal) -> None:
        before = self.items
        self._look()
        assert isinstance(outcome, Done) == happens, outcome
        assert happens or self.items == before, "a refused act changes nothing"

    def _look(self) -> None:
        """Read the whole table, once what waits in the work list is done."""
        finish()
        self.items = snapshot(self.tables["redeploy"])

    def _post(self, which: int) -> str:
        return [*self.model.posts][which % len(self.model.posts)]

    def _pair(self, which: int) -> Pair:
        """A match in which something may happen, if there is one; sometimes any."""
        live = [pair for pair, status in self.model.pairs.items() if status in _LIKELY]
        pairs = live if live and which < _ODD else [*self.model.pairs]
        return pairs[which % len(pairs)]
