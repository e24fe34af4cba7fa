"""Demo transfer windows, made by the use cases with fixed keys: the same again changes nothing.

One has been announced, and most of those who move have started; the other, of 60 people and 12 units, has had its
decisions the day before the first start, so that the coordinator can run it. Employers have counted a year.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.retention.domain.announcing import Announce, RunWindow
from functions.retention.domain.confirming import ConfirmMove, ReceiveMove, ReleaseMove
from functions.retention.domain.decisions import DecideOn, DeclineReason, Verdict
from functions.retention.domain.moves import Moving, NotStarted, NotStartedBecause
from functions.retention.domain.moves_acts import OnMove, RecordNotStarted, RecordStart
from functions.retention.domain.opening import OpenWindow, PlanWindow
from functions.retention.domain.passport import Checked, CheckStatus, Item
from functions.retention.domain.publishing import NameAtRisk, PublishUnit, SetBounds
from functions.retention.domain.requesting import OnRequest
from functions.retention.domain.requests import Declarations, RequestDetails
from functions.retention.domain.stability import EnterYear, YearCounts, last_over
from functions.retention.domain.units import UnitDetails
from functions.retention.domain.windows import WindowDates, WindowPlan, WindowRules, market_of
from functions.retention.items import handle_of
from functions.retention.moves_items import move_handle
from functions.retention.moves_store import MovesStore
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import confirming, decisions, moves, requests, run, stability, units, windows
from functions.retention.usecases.run_following import follow_up
from infra.local.people import DemoIcs
from infra.local.retention_cast import (
    BAND,
    CLOSING,
    EARLIER,
    PARTNERS,
    PEOPLE,
    ROLE,
    TEAMS,
    YEAR_COUNTS,
    Asks,
    asking,
)
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.perform import Done
from shared.reference.bank_holidays import bank_holidays
from shared.reference.rules import rule
from shared.sessions import actor_for

READY, ANNOUNCED = "demo-window-ready", "demo-window-before"
_OPENED = {READY: 50, ANNOUNCED: 170}  # days before the first start
_COORDINATOR = "demo-olwen-curlewmoor"
_DECLINED = frozenset({(7, 0), (22, 1), (41, 0)})
"""Whom a manager declines: the person's number and which of their choices."""


def seed_retention(demo: DemoIcs, now: datetime) -> None:
    """Make what is lacking of the demo's windows. Whenever this is cut short, the next start takes it up at the
    same dates: an act that was done is replayed. A year whose bank holidays are not held makes a demo without."""
    store = RunOutcomes()
    before, ready = store.window(ANNOUNCED), store.window(READY)
    today = before.created_at + timedelta(days=_OPENED[ANNOUNCED]) if before else now
    if (
        not {(today + timedelta(days=days)).year for days in (-_OPENED[ANNOUNCED], 90)}
        <= bank_holidays().years.keys()
    ):
        return
    earlier = _Cast(demo, ANNOUNCED, today, EARLIER)
    if before is None:
        earlier.count_year()
    if before is None or before.announced_at is None:
        earlier.announce()
    earlier.settle()
    if ready is None or not _is_decided(store):
        _Cast(demo, READY, today, PEOPLE).decide()


def _is_decided(store: RunOutcomes) -> bool:
    """Whether the very last act of the demo is done."""
    return len(list(store.decided(READY))) == len(_DECLINED)


@dataclass(frozen=True)
class _Cast:
    demo: DemoIcs
    window_id: str
    today: datetime
    people: int

    @property
    def opened(self) -> datetime:
        """When the window is planned and opened."""
        return self.today - timedelta(days=_OPENED[self.window_id])

    @property
    def dates(self) -> WindowDates:
        """The window's days: managers decide until the 49th after it is opened."""
        first = london_day(self.opened)
        return WindowDates(
            opens_on=first + timedelta(days=7),
            preferences_close_on=first + timedelta(days=28),
            decisions_close_on=first + timedelta(days=_OPENED[READY] - 1),
            closes_on=first + timedelta(days=140),
        )

    def decide(self) -> None:
        """All that happens until managers have decided."""
        self._open()
        for number in range(len(TEAMS)):
            self._publish(number)
        self._bound()
        everybody = tuple(asking(self.people))
        self._name_at_risk([one for one in everybody if one.home == CLOSING])
        for one in everybody:
            self._ask(one)
        for one in everybody:
            for place, unit in enumerate(one.wants):
                if (one.number, place) in _DECLINED:
                    self._decline(one, unit)

    def announce(self) -> None:
        """The same, then the run, everybody's yes, and the announcement."""
        self.decide()
        at = self.opened + timedelta(days=_OPENED[READY])
        wish = RunWindow(window_id=self.window_id, version=2)  # planned, opened
        _done(run.run_window(self._coordinator(), wish, self._key("run"), at))
        for step in (self._confirm, self._receive, self._release):
            self._each_leg(step, at + timedelta(days=2))
        announce = Announce(window_id=self.window_id, run=1)
        _done(run.announce(self._coordinator(), announce, self._key("announce"), at + timedelta(days=7)))
        while follow_up(at + timedelta(days=7), 100):
            pass

    def count_year(self) -> None:
        """The HR of each employer counts the last year, a month after it is over."""
        year = last_over(london_day(self.today - timedelta(days=31)))
        at = self.today.replace(year=year + 1, month=4, day=30)
        if year < rule("stability_count_from", london_day(at)).day.year:
            return
        for ods_code, counts in YEAR_COUNTS.items():
            command = EnterYear(year=year, version=0, counts=YearCounts(**counts))
            _done(stability.enter_year(self._hr(ods_code), command, self._key(f"year-{ods_code}"), at))

    def settle(self) -> None:
        """Who moves starts on their first day, but for one who stays, and the demo's own people."""
        movers = [self._person(one) for one in asking(self.people) if not one.subject]
        found = [move for move in (MovesStore(one).own_move(self.window_id) for one in movers) if move]
        for number, moving in enumerate(found):
            if moving.progress.settled_at is None:
                self._settle(moving, is_last=number == len(found) - 1)

    def _settle(self, moving: Moving, *, is_last: bool) -> None:
        person_id, day = moving.move.person.person_id, moving.move.start_on
        at = self.opened + (day - london_day(self.opened))
        keeper = self._keeper(self._number(moving.move.receiving.unit_id))
        on = OnMove(window_id=self.window_id, handle=move_handle(moving.move), version=0).model_dump()
        key = self._key(f"start-{person_id}")
        if is_last:
            said = NotStarted(
                because=NotStartedBecause.PERSON_STAYS, words="They told us that they would rather stay."
            )
            _done(moves.record_not_started(keeper, RecordNotStarted(**on, said=said), key, at))
        else:
            _done(moves.record_start(keeper, RecordStart(**on, started_on=day), key, at))

    def _open(self) -> None:
        plan = WindowPlan(
            name="Staff nurses, " + ("winter" if self.window_id == READY else "summer"),
            market=market_of(ROLE, BAND),
            partners=PARTNERS,
            dates=self.dates,
            rules=WindowRules(most_choices=3, months_in_post=9, most_words=250, start_within_weeks=8),
        )
        coordinator = self._coordinator()
        _done(windows.plan_window(coordinator, PlanWindow(window_id=self.window_id, plan=plan), self.opened))
        wish = OpenWindow(window_id=self.window_id, version=1)
        _done(windows.open_window(coordinator, wish, self._key("open"), self.opened))

    def _publish(self, number: int) -> None:
        team = TEAMS[number]
        details = UnitDetails(
            name=team.name,
            town=next(one.place for one in self.demo.organisations if one.ods_code == team.ods_code),
            funded_posts=team.staff + team.vacancies,
            staff_in_window=team.staff,
            vacancies=team.vacancies,
            most_net_leavers=team.leavers,
            is_closing=team.is_closing,
        )
        command = PublishUnit(window_id=self.window_id, unit_id=self._unit(number), details=details)
        _done(units.publish_unit(self._keeper(number), command, self.opened + timedelta(days=2)))

    def _bound(self) -> None:
        for ods_code, most in (("ZT1", 3), ("ZT2", 2)):
            command = SetBounds(window_id=self.window_id, version=0, most_net_leavers=most)
            _done(
                units.set_bounds(
                    self._hr(ods_code), command, self._key(f"bounds-{ods_code}"), self.opened + timedelta(days=3)
                )
            )

    def _name_at_risk(self, named: list[Asks]) -> None:
        team = TEAMS[CLOSING]
        emails = tuple(self._person(one).email for one in named)
        command = NameAtRisk(window_id=self.window_id, unit_id=self._unit(CLOSING), version=0, emails=emails)
        _done(
            units.name_at_risk(
                self._hr(team.ods_code), command, self._key("at-risk"), self.opened + timedelta(days=4)
            )
        )

    def _ask(self, one: Asks) -> None:
        details = RequestDetails(
            home_unit=self._unit(one.home),
            choices=tuple(self._unit(unit) for unit in one.wants),
            statement=one.says,
            passport=(
                Checked(
                    item=Item.IDENTITY,
                    status=CheckStatus.CHECKED,
                    checked_by=self.demo.organisation_name(TEAMS[one.home].ods_code),
                    checked_on=self.dates.opens_on - timedelta(days=400),
                ),
            ),
            declarations=Declarations(months_in_post=one.months, no_live_process=True, training_in_date=True),
            shares_profile=True,
            wants_to_leave=one.number % 3 == 0,
        )
        at, who = self.opened + timedelta(days=8 + one.number % 20), self._person(one)
        said = details.model_dump(mode="json")
        began = OnRequest(window_id=self.window_id, version=0)
        _done(requests.save(who, began, lambda _: details, said, self._key(f"save-{one.number}"), at))
        whole = OnRequest(window_id=self.window_id, version=1)
        _done(requests.confirm(who, whole, self._key(f"confirm-{one.number}"), at))

    def _decline(self, one: Asks, unit: int) -> None:
        unit_id = self._unit(unit)
        command = DecideOn(
            window_id=self.window_id,
            unit_id=unit_id,
            handle=handle_of(self.window_id, unit_id, self._person(one).person_id),
            version=0,
            verdict=Verdict.DECLINE,
            because=DeclineReason.HOURS_OR_SHIFTS,
            words="The post needs two nights a week, which you say you cannot do.",
        )
        at = self.opened + timedelta(days=35)
        _done(decisions.decide_on(self._keeper(unit), command, self._key(f"decline-{one.number}-{unit}"), at))

    def _each_leg(self, step: Callable[[str, str, str, datetime], None], at: datetime) -> None:
        store = RunOutcomes()
        stands = store.run(self.window_id, 1)
        assert stands is not None  # noqa: S101 - it was run above
        for cycle in store.cycles(stands):
            for leg in cycle.legs:
                step(leg.person.person_id, leg.from_unit, leg.to_unit, at)

    def _confirm(self, person_id: str, _: str, __: str, at: datetime) -> None:
        who = next(one for one in map(self._person, asking(self.people)) if one.person_id == person_id)
        command = ConfirmMove(window_id=self.window_id, run=1)
        _done(confirming.confirm_move(who, command, self._key(f"yes-{person_id}"), at))

    def _receive(self, person_id: str, _: str, to_unit: str, at: datetime) -> None:
        handle = handle_of(self.window_id, to_unit, person_id)
        command = ReceiveMove(window_id=self.window_id, unit_id=to_unit, handle=handle, run=1)
        keeper = self._keeper(self._number(to_unit))
        _done(confirming.receive_move(keeper, command, self._key(f"receive-{person_id}"), at))

    def _release(self, person_id: str, from_unit: str, _: str, at: datetime) -> None:
        handle = handle_of(self.window_id, from_unit, person_id)
        day = london_day(at) + timedelta(days=35)
        command = ReleaseMove(window_id=self.window_id, unit_id=from_unit, handle=handle, run=1, release_on=day)
        keeper = self._keeper(self._number(from_unit))
        _done(confirming.release_move(keeper, command, self._key(f"release-{person_id}"), at))

    def _unit(self, number: int) -> str:
        return f"{self.window_id}-unit-{number:02d}"

    def _number(self, unit_id: str) -> int:
        return int(unit_id.rpartition("-")[2])

    def _key(self, what: str) -> str:
        return content_hash([self.window_id, what])[:32]

    def _coordinator(self) -> Actor:
        return self._of_the_demo(_COORDINATOR, self.demo.ics.code)

    def _keeper(self, number: int) -> Actor:
        team = TEAMS[number]
        if team.keeper:
            return self._of_the_demo(team.keeper, team.ods_code)
        return self._made_up(
            f"keeper-{number:02d}", f"Manager of {team.name}", team.ods_code, Role.RECRUITING_MANAGER
        )

    def _hr(self, ods_code: str) -> Actor:
        return self._made_up(f"hr-{ods_code}", "HR", ods_code, Role.HR_ADVISER)

    def _person(self, one: Asks) -> Actor:
        ods_code = TEAMS[one.home].ods_code
        if one.subject:
            return self._of_the_demo(one.subject, ods_code)
        return self._made_up(f"asks-{one.number:02d}", one.name, ods_code, Role.STAFF)

    def _made_up(self, who: str, name: str, ods_code: str, role: Role) -> Actor:
        """Somebody who is in the demo and cannot sign in."""
        return Actor(
            person_id=f"demo-{who}",
            name=name,
            email=f"{who}@home.example",
            ods_code=ods_code,
            organisation_name=self.demo.organisation_name(ods_code),
            roles=frozenset({role}),
            ics_code=self.demo.ics.code,
            belongs_to=frozenset({ods_code}),
        )

    def _of_the_demo(self, subject: str, ods_code: str) -> Actor:
        person = next(self.demo.as_person(one) for one in self.demo.people if one.subject == subject)
        actor = actor_for(person, ods_code)
        if actor is None:
            raise LookupError(f"{subject} holds no role at {ods_code}")
        return actor


def _done(outcome: Done | Refusal) -> None:
    """The demo's own acts are never refused; where one is, the demo is wrong."""
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"the demo was refused: {outcome.reason} {outcome.details}")
