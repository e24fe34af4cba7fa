"""Demo conversations, made by the use cases with fixed keys: the same again changes nothing.

Over the last year enough people have talked for the quarters that are over to have figures; two conversations are
there to be looked at by the demo's own people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from functions.retention.conversations.domain.opening import Ask
from functions.retention.conversations.domain.talking import (
    HoldTalk,
    RecordFollowUp,
    SayActions,
    SayReasons,
    SayStay,
    WriteNote,
)
from functions.retention.conversations.schedule_store import ScheduleStore
from functions.retention.conversations.usecases import opening, talking
from functions.retention.conversations.usecases.nightly import publish, unpublished
from infra.local.people import DemoIcs
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.sessions import actor_for

ADVISERS = ("demo-ffion-whinchatley", "demo-tobias-kilnhurst")
PERSON, INVITED = "demo-maya-fernbeck", "demo-idris-potworthy"
LAST = "demo-talk-invited"
TALKED = 36
"""How many people have talked over the last year."""

_FIRST_DAY, _EVERY = 330, 6  # days before the start, and between two talks
_EMPLOYERS = ("ZT1", "ZT2", "ZT3", "ZC1", "ZR01", "ZN01")
_FIRST = ("Alun", "Bea", "Cerys", "Dilip", "Eira", "Fay", "Glyn", "Hana", "Ivo")
_SECOND = ("Fieldwick", "Marlbrook", "Saltersgate", "Thornclough")
_REASONS = (("27",), ("27", "23"), ("19",), ("27", "21"), ("23",), ("22", "27"), ("26",), ("20", "27"))
_STAY = (("hours",), ("learning",), ("hours", "place"), ("team",), ("pay",), ("hours",))
_ACTIONS = (
    ("flexible_working",),
    ("development",),
    ("transfer_window",),
    ("wellbeing", "development"),
    ("flexible_working", "transfer_window"),
    ("nothing",),
)
_PATTERNS = ("06", "10", "09")
_OUTCOMES = ("stayed", "stayed", "moved", "stayed", "stayed", "left", "stayed", "moved")
_FOLLOWED = ((3, 93), (6, 186))  # months, and the days after which somebody asked


def seed_conversations(demo: DemoIcs, now: datetime) -> None:
    """Make what is lacking of the demo's conversations. Whenever this is cut short, the next start takes it up at
    the same dates: an act that was done is replayed."""
    store = ScheduleStore()
    if store.as_it_stands(LAST) is None:
        first = store.as_it_stands(_talk_id(0))
        _Cast(demo, first.created_at + timedelta(days=_FIRST_DAY) if first else now).play()
        for quarter in unpublished(now):
            publish(quarter, now)


@dataclass(frozen=True)
class _Cast:
    demo: DemoIcs
    now: datetime

    def play(self) -> None:
        """All of it; what a finished demo is known by comes last."""
        for number in range(TALKED):
            self._talk(number)
        self._open()
        person = next(one for one in self.demo.people if one.subject == INVITED)
        who = (person.memberships[0].ods_code, person.name, person.email)
        _done(opening.invite(self._adviser(1), LAST, who, self.now))

    def _talk(self, number: int) -> None:
        at = self.now - timedelta(days=_FIRST_DAY - _EVERY * number)
        adviser, talk = number % len(ADVISERS), _talk_id(number)
        asked = Ask(conversation_id=talk, adviser_id=self._adviser(adviser).person_id)
        _done(opening.ask(self._somebody(number), asked, at))
        told = _pick(_REASONS, number), _pick(_STAY, number), _pick(_ACTIONS, number)
        for version, (command, fields, then) in enumerate(self._said(number, at, told), start=1):
            act = command(conversation_id=talk, version=version, **fields)
            _done(talking.take(self._adviser(adviser), act, f"{talk}-{version}", then))

    def _said(
        self, number: int, at: datetime, told: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    ) -> Iterator[tuple[type[Any], dict[str, Any], datetime]]:
        reasons, stay, actions = told
        pattern = _pick(_PATTERNS, number) if "flexible_working" in actions else None
        yield HoldTalk, {"talked_on": london_day(at)}, at
        yield SayReasons, {"reasons": reasons}, at
        yield SayStay, {"stay": stay}, at
        yield SayActions, {"actions": actions, "pattern": pattern}, at
        for months, days in _FOLLOWED:
            then = at + timedelta(days=days)
            if then < self.now - timedelta(days=14):
                yield RecordFollowUp, {"months": months, "outcome": _pick(_OUTCOMES, number + months)}, then

    def _open(self) -> None:
        """A conversation in which there is something to read for both."""
        person, adviser, talk = self._actor(PERSON, "ZT1"), self._adviser(0), "demo-talk-open"
        begun = self.now - timedelta(days=5)
        words = "I like my ward, but I cannot go on with three nights a week. Mornings suit me to talk."
        _done(opening.ask(person, Ask(conversation_id=talk, adviser_id=adviser.person_id, words=words), begun))
        reply = WriteNote(
            conversation_id=talk, note_id=f"{talk}-2", words="Thank you. Shall we talk on Thursday at 9?"
        )
        _done(talking.take(adviser, reply, reply.note_id, begun + timedelta(hours=3)))
        reasons = SayReasons(conversation_id=talk, version=2, reasons=("27",))
        _done(talking.take(person, reasons, f"{talk}-3", begun + timedelta(days=1)))

    def _somebody(self, number: int) -> Actor:
        """One of those who talked: made up, and nobody who can sign in."""
        ods_code = _pick(_EMPLOYERS, number)
        return Actor(
            person_id=f"demo-talked-{number:02d}",
            name=f"{_pick(_FIRST, number)} {_SECOND[number // len(_FIRST)]}",
            email=f"talked-{number:02d}@home.example",
            ods_code=ods_code,
            organisation_name=self.demo.organisation_name(ods_code),
            roles=frozenset({Role.STAFF}),
            ics_code=self.demo.ics.code,
            belongs_to=frozenset({ods_code}),
        )

    def _adviser(self, number: int) -> Actor:
        return self._actor(ADVISERS[number], self.demo.ics.code)

    def _actor(self, subject: str, ods_code: str) -> Actor:
        person = next(self.demo.as_person(one) for one in self.demo.people if one.subject == subject)
        actor = actor_for(person, ods_code)
        if actor is None:
            raise LookupError(f"{subject} holds no role at {ods_code}")
        return actor


def _talk_id(number: int) -> str:
    return f"demo-talk-{number:02d}"


def _pick(choices: tuple[Any, ...], number: int) -> Any:
    return choices[number % len(choices)]


def _done(outcome: Done | Refusal) -> None:
    """The demo's own acts are never refused; where one is, the demo is wrong."""
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"the demo was refused: {outcome.reason}")
