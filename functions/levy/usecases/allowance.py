"""A sending employer enters its levy and sees how much it may promise, year by year."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.levy.account_store import AccountStore
from functions.levy.domain import accounts
from functions.levy.domain.accounts import Left, LevyAccount, SaveLevyAccount
from functions.levy.domain.allowance import YEARS_SHOWN, YearAllowance, allowance, years_from
from functions.levy.domain.pledges import Pledge, PledgeStatus
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash
from shared.values.dates import tax_year_of


@dataclass(frozen=True)
class YearView:
    """A tax year of an employer, in pence. Without figures there is no `allowance`, and nothing to have left."""

    tax_year: str
    allowance: YearAllowance | None
    elsewhere_pence: int
    promised_pence: int

    @property
    def left_pence(self) -> int | None:
        """What may still be promised; below zero where more is promised than allowed."""
        return self.allowance.pence - self.elsewhere_pence - self.promised_pence if self.allowance else None


@dataclass(frozen=True)
class AllowanceView:
    """The allowance of an employer: this tax year and those that follow, and what its open pledges of this year
    have available still."""

    employer: Organisation
    account: LevyAccount | None
    years: tuple[YearView, ...]
    available_pence: int

    @property
    def could_pledge_pence(self) -> int:
        """How much more it could pledge this year: what it has left, less what its open pledges may still take."""
        return max(0, (self.years[0].left_pence or 0) - self.available_pence)


def save_account(actor: Actor, command: SaveLevyAccount, key: str, now: datetime) -> Done | Refusal:
    """Enter the levy figures of the employer that the actor acts for, or correct them."""
    store, here = AccountStore(actor), circumstances(actor, now)
    asked = Once(key, request_hash(f"save_levy_account:{actor.ods_code}", command))

    def look() -> Done | Refusal:
        account, is_open, employer, once = store.to_save(actor.ods_code, key)

        def decide() -> Decision[LevyAccount] | Refusal:
            if employer is None:
                return Refusal(Reason.NOT_FOUND)
            return accounts.save_account(account, command, employer, here)

        def commit(decision: Decision[LevyAccount], done: Once) -> None:
            if not is_open:
                store.open(actor.ods_code)
            store.commit(decision, done, account)

        return concluded(once, asked, decide, commit, Reason)

    return persistently(look, Reason)


def allowance_of(actor: Actor, ods_code: str, today: date) -> AllowanceView | None:
    """The allowance of an employer, for those who may see it. Three round trips: the account, a query of its
    pledges and a read of their balances."""
    found = AccountStore(actor).account(ods_code)
    if found is None:
        return None
    employer, account, left = found
    this_year = tax_year_of(today)
    years = tuple(_year(account, left, year) for year in years_from(this_year, YEARS_SHOWN))
    available = sum(one.balances.available_pence for one in _open_pledges(actor, ods_code, this_year))
    return AllowanceView(employer, account, years, available)


def _year(account: LevyAccount | None, left: Left, tax_year: str) -> YearView:
    elsewhere = account.figures.elsewhere.get(tax_year, 0) if account else 0
    found = allowance(account.figures, tax_year) if account else None
    return YearView(tax_year, found, elsewhere, left.promised(account, tax_year))


def _open_pledges(actor: Actor, ods_code: str, tax_year: str) -> list[Pledge]:
    store, found, after = LevyStore(actor), list[Pledge](), None
    while True:
        page = store.pledges_of(ods_code, after)
        found += [one for one in page.pledges if one.status is PledgeStatus.OPEN and one.tax_year == tax_year]
        after = page.after
        if after is None:
            return found
