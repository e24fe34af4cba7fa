"""What the life of applications and pledges ought to be, said plainly: what the service is compared with.

Nothing here is taken from the service but the names of its refusals.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from functions.levy.domain.reasons import Reason
from tests.bench.reconciliation import HOLDING, LIFE

EACH_PENCE = 1_500_000
ALONE_UP_TO_PENCE = 2_500_000
SMALLEST_PLEDGE_PENCE = 200_000
DAYS_TO_ACCEPT = 42
MONTHS_TO_USE = 3


def same_day_later(day: date, months: int) -> date:
    """So many months on, or the last day of a shorter month: found by counting days back."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return next(date(year, month + 1, one) for one in range(day.day, 0, -1) if _exists(year, month + 1, one))


def _exists(year: int, month: int, day: int) -> bool:
    return day <= (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


@dataclass
class ModelApplication:
    """An application as a plain fact. `shares` are promised by pledges, or proposed to be."""

    count: int
    status: str = "draft"
    was_sent: bool = False  # a draft, given up or not, is its employer's alone
    shares: dict[str, int] = field(default_factory=dict)
    proposed_by: str = ""
    last_day: date = date.max


@dataclass
class ModelPledge:
    """A pledge as a plain fact."""

    amount: int
    year_ends: date
    is_open: bool = True


@dataclass
class Model:
    """Everything that there is; every answer is the reason of a refusal, or None where the act is done."""

    today: date
    applications: dict[str, ModelApplication] = field(default_factory=dict)
    pledges: dict[str, ModelPledge] = field(default_factory=dict)

    def promised(self, pledge_id: str) -> int:
        held = (one.shares for one in self.applications.values() if one.status in HOLDING)
        return sum(shares.get(pledge_id, 0) for shares in held)

    def available(self, pledge_id: str) -> int:
        return self.pledges[pledge_id].amount - self.promised(pledge_id)

    def moved(
        self, application_id: str, action: str, *, is_theirs: bool = True, stale: bool = False
    ) -> Reason | None:
        """An act with no other condition than whose turn it is."""
        refused = self._refused(application_id, action, is_theirs, stale)
        if refused is None:
            one = self.applications[application_id]
            one.status, one.was_sent = LIFE[action][1], one.was_sent or action == "submit"
        return refused

    def approved(
        self, application_id: str, who: str, apprentices: int, shares: dict[str, int], stale: bool
    ) -> Reason | None:
        one, cost = self.applications[application_id], apprentices * EACH_PENCE
        refused = self._refused(application_id, "approve", one.was_sent, stale)
        if refused:
            return refused
        if apprentices > one.count:
            return Reason.TOO_MANY_APPRENTICES
        if sum(shares.values()) != cost:
            return Reason.SHARES_DIFFER_FROM_COST
        if refused := self._unpayable(shares):
            return refused
        one.shares = shares
        if cost > ALONE_UP_TO_PENCE:
            one.status, one.proposed_by = "awaiting_second_approver", who
        else:
            self._offer(one)
        return None

    def confirmed(self, application_id: str, who: str) -> Reason | None:
        one = self.applications[application_id]
        refused = self._refused(application_id, "confirm", one.was_sent, stale=False)
        if refused is None and who == one.proposed_by:
            refused = Reason.SAME_APPROVER
        refused = refused or self._unpayable(one.shares)
        if refused is None:
            self._offer(one)
        return refused

    def sent_back(self, application_id: str, who: str) -> Reason | None:
        one = self.applications[application_id]
        refused = self._refused(application_id, "send_back", one.was_sent, stale=False)
        if refused is None and who == one.proposed_by:
            return Reason.SAME_APPROVER
        return refused or self.moved(application_id, "send_back")

    def accepted(self, application_id: str, agrees: bool) -> Reason | None:
        one = self.applications[application_id]
        refused = self._refused(application_id, "accept", True, stale=False)
        if refused is None and not agrees:
            refused = Reason.TERMS_NOT_ACCEPTED
        if refused is None and self.today > one.last_day:
            refused = Reason.OFFER_OVER
        refused = refused or self.moved(application_id, "accept")
        if refused is None:
            one.last_day = same_day_later(self.today, MONTHS_TO_USE)
        return refused

    def lapsed(self) -> int:
        """Offers that nobody accepted in time, and accepted money that nobody used."""
        ends = {"offered": "lapsed", "accepted": "not_used"}
        late = [one for one in self.applications.values() if one.status in ends and one.last_day < self.today]
        for one in late:
            one.status = ends[one.status]
        return len(late)

    def edited(self, pledge_id: str, amount: int, stale: bool) -> Reason | None:
        pledge = self.pledges[pledge_id]
        if stale:
            return Reason.CHANGED_SINCE
        if amount < self.promised(pledge_id):
            return Reason.PLEDGE_BELOW_PROMISED
        if amount != pledge.amount and amount < SMALLEST_PLEDGE_PENCE:
            return Reason.PLEDGE_BELOW_MINIMUM
        pledge.amount = amount
        return None

    def opened(self, pledge_id: str, is_open: bool) -> Reason | None:
        pledge = self.pledges[pledge_id]
        if pledge.is_open == is_open:
            return Reason.NOT_ALLOWED_NOW
        if is_open and self.today > pledge.year_ends:
            return Reason.PLEDGE_YEAR_OVER
        pledge.is_open = is_open
        return None

    def _refused(self, application_id: str, action: str, is_theirs: bool, stale: bool) -> Reason | None:
        if not is_theirs:
            return Reason.NOT_FOUND
        if stale:
            return Reason.CHANGED_SINCE
        return None if self.applications[application_id].status in LIFE[action][0] else Reason.NOT_ALLOWED_NOW

    def _unpayable(self, shares: dict[str, int]) -> Reason | None:
        for pledge_id, pence in shares.items():
            pledge = self.pledges[pledge_id]
            if not pledge.is_open:
                return Reason.PLEDGE_CLOSED
            if self.today > pledge.year_ends:
                return Reason.PLEDGE_YEAR_OVER
            if self.available(pledge_id) < pence:
                return Reason.PLEDGE_TOO_SMALL
        return None

    def _offer(self, one: ModelApplication) -> None:
        one.status, one.last_day = "offered", self.today + timedelta(days=DAYS_TO_ACCEPT)
