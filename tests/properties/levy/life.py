"""The life of applications and pledges as a state machine: any act at any time, compared with a plain model.

It runs the use cases on the real engine. After every act the whole table is read: money is conserved in every
pledge, histories are whole and chained, and what was refused or sent a second time has changed nothing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from functions.levy.domain.applications import DeclineReason, Training
from functions.levy.domain.commands import (
    Accept,
    Answer,
    Approve,
    Ask,
    Confirm,
    Decline,
    LeaveOffer,
    OnVersion,
    PutOnWaitingList,
    SendBack,
    Share,
    Withdraw,
)
from functions.levy.domain.drafting import Section
from functions.levy.domain.pledges import Criteria, EditPledge, OfferPledge, PledgeStatus, SetPledgeStatus
from functions.levy.domain.reasons import Reason
from functions.levy.usecases import applications, decisions, pledges
from shared import audit
from shared.actors import Actor
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from shared.values.dates import Month
from tests.bench.crash_points import snapshot
from tests.levies import (
    ACCOUNT,
    APPROVER,
    COMMITMENTS,
    FINANCE_LEAD,
    MANAGER,
    RATIONALE,
    SECOND_APPROVER,
    SHARING,
    a_group,
)
from tests.partners import NOW
from tests.properties.levy.model import EACH_PENCE, ModelApplication, ModelPledge
from tests.properties.levy.world import ODD, World

SECTIONS: tuple[Section, ...] = (
    ACCOUNT,
    Training(standard="ST0827", start=Month(2028, 3), price_each_pence=EACH_PENCE),
    RATIONALE,
    COMMITMENTS,
    SHARING,
)
LAST_MOMENT = NOW.replace(year=2027, month=12, day=31)
YEARS = {"2026/27": date(2027, 4, 5), "2027/28": date(2028, 4, 5)}
WORDS = "As we said."
REASONS = (DeclineReason.OTHER,)


ICS_ACTS: dict[str, tuple[type[OnVersion], Callable[..., Done | Refusal], dict[str, object]]] = {
    "ask": (Ask, decisions.ask, {"question": WORDS}),
    "put_on_waiting_list": (
        PutOnWaitingList,
        decisions.put_on_waiting_list,
        {"has_conflict": False, "why": WORDS},
    ),
    "decline": (Decline, decisions.decline, {"has_conflict": False, "reasons": REASONS, "why": WORDS}),
}
EMPLOYER_ACTS: dict[str, tuple[type[OnVersion], Callable[..., Done | Refusal], dict[str, object]]] = {
    "answer": (Answer, applications.answer, {"answer": WORDS}),
    "decline_offer": (LeaveOffer, applications.decline_offer, {}),
    "withdraw": (Withdraw, applications.withdraw, {}),
}

RARELY = st.integers(0, 9).map(lambda one: one == 9)
SOME = st.integers(min_value=0, max_value=99)
ANYBODY = [MANAGER, APPROVER, SECOND_APPROVER, FINANCE_LEAD]
OF_THE_ICS = st.sampled_from([APPROVER, SECOND_APPROVER])


class Life(World):
    """Any act of anybody, at any time; mostly sensible ones, so that lives get long."""

    @initialize(counts=st.lists(st.integers(1, 3), min_size=2, max_size=3), pence=st.integers(2, 6))
    def two_sides(self, counts: list[int], pence: int) -> None:
        self.begin()
        self.offer_a_pledge(pence * EACH_PENCE, "2026/27")
        for count in counts:
            self.fill_an_application_in(count, sends=True)

    # -- pledges ------------------------------------------------------------------------------------------

    @rule(
        pence=st.sampled_from([100, EACH_PENCE, 2_000_000, 3_999_999, 7_000_000]), year=st.sampled_from([*YEARS])
    )
    @precondition(lambda self: len(self.model.pledges) < 3)
    def offer_a_pledge(self, pence: int, year: str) -> None:
        pledge_id = new_id()
        command = OfferPledge(
            pledge_id=pledge_id, amount_pence=pence, tax_year=year, shows_name=True, criteria=Criteria(), note=""
        )
        refused = Reason.PLEDGE_YEAR_OVER if self.model.today > YEARS[year] else None
        refused = refused or (Reason.PLEDGE_BELOW_MINIMUM if pence == 100 else None)
        if not refused:
            self.model.pledges[pledge_id] = ModelPledge(pence, YEARS[year])
        self.expect(
            refused, FINANCE_LEAD, pledge_id, partial(pledges.offer_pledge, FINANCE_LEAD, command, self.now)
        )

    @rule(which=SOME, pence=st.sampled_from([100, EACH_PENCE, 2_999_999, 9_000_000]), stale=RARELY)
    def edit_a_pledge(self, which: int, pence: int, stale: bool) -> None:
        pledge_id, key = self.pledge(which), new_id()
        command = EditPledge(
            pledge_id=pledge_id,
            version=self.version(f"PLEDGE#{pledge_id}") - stale,
            amount_pence=pence,
            shows_name=False,
            criteria=Criteria(),
            note="",
        )
        refused = self.model.edited(pledge_id, pence, stale)
        self.expect(refused, FINANCE_LEAD, key, partial(pledges.edit_pledge, FINANCE_LEAD, command, key, self.now))

    @rule(which=SOME)
    def close_or_open_a_pledge(self, which: int) -> None:
        pledge_id, key = self.pledge(which), new_id()
        is_open = self.model.pledges[pledge_id].is_open == (which >= ODD)
        status = PledgeStatus.OPEN if is_open else PledgeStatus.CLOSED
        version = self.version(f"PLEDGE#{pledge_id}")
        command = SetPledgeStatus(pledge_id=pledge_id, version=version, status=status, why=WORDS)
        act = partial(pledges.set_pledge_status, FINANCE_LEAD, command, key, self.now)
        self.expect(self.model.opened(pledge_id, is_open), FINANCE_LEAD, key, act)

    # -- the employer -------------------------------------------------------------------------------------

    @rule(count=st.integers(1, 3), sends=st.booleans())
    @precondition(lambda self: len(self.model.applications) < 4)
    def fill_an_application_in(self, count: int, sends: bool) -> None:
        one = new_id()
        applications.start_application(MANAGER, one, self.now)
        for section in SECTIONS:
            applications.save_section(MANAGER, one, section, new_id(), self.now)
        applications.save_group(MANAGER, one, a_group(count), new_id(), self.now)
        self.model.applications[one] = ModelApplication(count)
        self.items = snapshot(self.tables["levy"])
        if sends:
            self.send_it(-1, stale=False)

    @rule(which=SOME, stale=RARELY)
    @precondition(lambda self: self.any_in("draft"))
    def send_it(self, which: int, stale: bool) -> None:
        one, key = self.application(which, "submit"), new_id()
        is_draft = self.model.applications[one].status == "draft"
        refused = self.model.moved(one, "submit", stale=stale and is_draft)
        command = self.shown(OnVersion, one, stale)
        self.expect(refused, MANAGER, key, partial(applications.submit, MANAGER, command, key, self.now))

    @rule(which=SOME, count=st.integers(1, 2))
    @precondition(lambda self: self.any_in("draft"))
    def change_a_draft(self, which: int, count: int) -> None:
        one, key = self.application(which, "save_apprentices"), new_id()
        refused = self.model.moved(one, "save_apprentices")
        if refused is None:
            self.model.applications[one].count = count
        act = partial(applications.save_group, MANAGER, one, a_group(count), key, self.now)
        self.expect(refused, MANAGER, key, act)

    @rule(which=SOME, agrees=st.sampled_from([True, True, True, False]))
    @precondition(lambda self: self.any_in("offered"))
    def accept(self, which: int, agrees: bool) -> None:
        one, key = self.application(which, "accept"), new_id()
        command = self.shown(Accept, one, accepts_terms=agrees)
        act = partial(applications.accept, MANAGER, command, key, self.now)
        self.expect(self.model.accepted(one, agrees), MANAGER, key, act)

    @rule(which=SOME, choice=SOME, action=st.sampled_from([*ICS_ACTS, *EMPLOYER_ACTS]), stale=RARELY)
    def act(self, which: int, choice: int, action: str, stale: bool) -> None:
        one, key = self.application(which, action), new_id()
        whose = [MANAGER] if action in EMPLOYER_ACTS else [APPROVER, SECOND_APPROVER]
        who = (whose if choice < ODD else ANYBODY)[choice % len(whose if choice < ODD else ANYBODY)]
        was_sent = self.model.applications[one].was_sent
        is_theirs = who is MANAGER if action in EMPLOYER_ACTS else "approver" in who.person_id and was_sent
        kind, use_case, details = (ICS_ACTS | EMPLOYER_ACTS)[action]
        refused = self.model.moved(one, action, is_theirs=is_theirs, stale=stale)
        self.expect(
            refused, who, key, partial(use_case, who, self.shown(kind, one, stale, **details), key, self.now)
        )

    # -- the ICS ------------------------------------------------------------------------------------------

    @rule(which=SOME, who=OF_THE_ICS, apprentices=st.integers(1, 3), cuts=st.lists(SOME, max_size=2), stale=RARELY)
    def approve(self, which: int, who: Actor, apprentices: int, cuts: list[int], stale: bool) -> None:
        one, key = self.application(which, "approve"), new_id()
        if which < ODD:
            apprentices = min(apprentices, self.model.applications[one].count)
        shares = self.shares(apprentices * EACH_PENCE, which, cuts)
        command = self.shown(
            Approve,
            one,
            stale,
            has_conflict=False,
            apprentices=apprentices,
            shares=tuple(Share(pledge_id=pledge, pence=pence) for pledge, pence in shares.items()),
            why=WORDS,
        )
        refused = self.model.approved(one, who.person_id, apprentices, shares, stale)
        self.expect(refused, who, key, partial(decisions.approve, who, command, key, self.now))

    @rule(which=SOME, who=OF_THE_ICS, says_yes=st.sampled_from([True, True, False]))
    @precondition(lambda self: self.any_in("awaiting_second_approver"))
    def decide_second(self, which: int, who: Actor, says_yes: bool) -> None:
        one, key = self.application(which, "confirm"), new_id()
        if says_yes:
            ids = tuple(self.model.applications[one].shares) or ("no-such-pledge",)  # it was never proposed
            command: OnVersion = self.shown(Confirm, one, has_conflict=False, pledge_ids=ids)
            refused = self.model.confirmed(one, who.person_id)
        else:
            command = self.shown(SendBack, one, has_conflict=False, why=WORDS)
            refused = self.model.sent_back(one, who.person_id)
        use_case: Callable[..., Done | Refusal] = decisions.confirm if says_yes else decisions.send_back
        self.expect(refused, who, key, partial(use_case, who, command, key, self.now))

    # -- time, schedules and replays ----------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 20, 42, 43, 120]), runs=st.booleans())
    def days_pass(self, days: int, runs: bool) -> None:
        self.now = min(self.now + timedelta(days=days), LAST_MOMENT)
        self.model.today = london_day(self.now)
        if runs:
            assert decisions.lapse_offers(self.now) == self.model.lapsed()
            self.sealed += audit.seal(self.table, settings().ics_code, self.now)
            self.items = snapshot(self.tables["levy"])

    @rule(which=SOME, otherwise=st.booleans())
    def a_key_is_used_again(self, which: int, otherwise: bool) -> None:
        who, key, act, reply = self.sent[which % len(self.sent)]
        if otherwise:
            another = Ask(application_id=reply.id, version=1, question="Another thing?")
            assert decisions.ask(who, another, key, self.now) == Refusal(Reason.KEY_REUSED)
        else:
            assert act() == reply
        assert snapshot(self.tables["levy"]) == self.items
