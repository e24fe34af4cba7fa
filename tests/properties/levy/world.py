"""What the state machine of `life.py` stands on: fresh tables, a model beside them, and what always holds."""

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from functions.levy.domain.commands import OnVersion
from functions.levy.domain.reasons import Reason
from shared import audit
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from shared.table import Table
from tests.bench import reconciliation
from tests.bench.crash_points import snapshot
from tests.bench.reconciliation import LIFE
from tests.levies import with_partners
from tests.partners import NOW
from tests.properties.levy.model import Model
from tests.tables import fresh_tables

ODD = 90  # of 100: from here on, choices are not the sensible ones
C = TypeVar("C", bound=OnVersion)
Act = partial[Done | Refusal]


class World(RuleBasedStateMachine):
    """After every act the whole table is read and compared with the model."""

    now: datetime

    def begin(self) -> None:
        """An empty ICS."""
        self.open = ExitStack()
        self.tables = self.open.enter_context(fresh_tables())
        with_partners()
        self.now = NOW
        self.model = Model(london_day(NOW))
        self.items = snapshot(self.tables["levy"])
        self.sent: list[tuple[Actor, str, Act, Done]] = []
        self.sealed = 0

    def teardown(self) -> None:
        """At the end, every event is sealed and the whole audit verifies."""
        if not hasattr(self, "open"):
            return
        with self.open:
            self.sealed += audit.seal(self.table, settings().ics_code, self.now)
            found = audit.verify(self.table, settings().ics_code)
            events = sum(sk.startswith("EVENT#") for _, sk in self.items)
            assert (found.fault, found.sealed, found.unsealed) == (None, events, 0)
            assert self.sealed == events

    @invariant()
    def the_books_are_sound_and_say_what_the_model_says(self) -> None:
        if not hasattr(self, "items"):
            return
        books = reconciliation.opened(self.items.values())
        assert reconciliation.faults(books) == []
        for one, facts in self.model.applications.items():
            assert books.applications[f"APP#{one}"]["body"]["status"] == facts.status
        for pledge_id, pledge in self.model.pledges.items():
            stored = books.pledges[f"PLEDGE#{pledge_id}"]
            assert stored["amount_pence"] == pledge.amount
            assert stored["available_pence"] == self.model.available(pledge_id)
            assert stored["status"] == ("open" if pledge.is_open else "closed")

    # -- for the rules ------------------------------------------------------------------------------------

    def expect(self, refused: Reason | None, who: Actor, key: str, act: Act) -> None:
        outcome = act()
        items = snapshot(self.tables["levy"])
        if refused:
            assert isinstance(outcome, Refusal)
            assert outcome.reason == refused
            assert items == self.items, "a refused act changes nothing"
        else:
            assert isinstance(outcome, Done), outcome
            self.sent.append((who, key, act, outcome))
        self.items = items

    @property
    def table(self) -> Table:
        return Table(self.tables["levy"])

    def any_in(self, status: str) -> bool:
        """Whether there is an application in that status."""
        return any(one.status == status for one in self.model.applications.values())

    def application(self, which: int, action: str) -> str:
        """An application on which the action may be taken, if there is one; sometimes any."""
        fitting = [one for one, facts in self.model.applications.items() if facts.status in LIFE[action][0]]
        candidates = fitting if fitting and which < ODD else [*self.model.applications]
        return candidates[which % len(candidates)]

    def pledge(self, which: int) -> str:
        return [*self.model.pledges][which % len(self.model.pledges)]

    def version(self, pk: str) -> int:
        return int(self.items[pk, pk.partition("#")[0]]["version"])

    def shown(self, kind: type[C], application_id: str, stale: bool = False, **details: object) -> C:
        version = self.version(f"APP#{application_id}") - stale
        return kind.model_validate({"application_id": application_id, "version": version} | details)

    def shares(self, cost: int, which: int, cuts: list[int]) -> dict[str, int]:
        """The cost cut into parts of different pledges; sometimes a part more than there are pledges."""
        ids = [*self.model.pledges]
        ids = ids[which % len(ids) :] + ids[: which % len(ids)]
        kept = cuts if which >= ODD else cuts[: len(ids) - 1]
        marks = [0, *sorted({cost * (cut + 1) // 101 for cut in kept}), cost]
        parts = [end - begin for begin, end in pairwise(marks)]
        return dict(zip(ids, parts, strict=False))
