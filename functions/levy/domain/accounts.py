"""The levy account of a sending employer: the figures that it enters, and what they leave to promise.

Nothing is promised above a tax year's allowance. What is left of each year stands beside the account, not in it,
because it moves with every promise: `left = allowed - promised`. An employer that has entered no figures is held
to nothing, and its `left` is what it has promised, below zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from functions.levy.domain.allowance import Figures, allowed_by_year
from functions.levy.domain.applications import Award
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from shared.actors import Actor, Organisation, Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record
from shared.values.dates import Month, uk_month
from shared.values.identifiers import OdsCode
from shared.values.money import pounds

_SIGNS = {EntryKind.RESERVE: 1, EntryKind.RELEASE: -1}
"""What moves a promise. What is drawn was promised before and stays so; what lapses was not."""


class LevyAccount(Record):
    """What a sending employer has entered of its levy, and what that allows it to promise here by tax year."""

    ods_code: OdsCode
    organisation_name: str
    figures: Figures
    allowed_by_year: dict[str, int]

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"ACCOUNT#{self.ods_code}"


class SaveLevyAccount(Frozen):
    """A sending employer's wish to enter its figures; `version` is the one that it was shown, 0 where it has
    entered none. Of `figures.elsewhere` the years that are not named stay as they are."""

    version: int
    figures: Figures


@dataclass(frozen=True)
class Left:
    """What an employer has left to promise in each tax year. `is_checked` is False where it has entered no
    figures; a year that is not named has nothing left."""

    is_checked: bool = False
    by_year: Mapping[str, int] = field(default_factory=dict)

    def limit(self, tax_year: str) -> int | None:
        """The most that may be promised of a tax year, in pence; None where the employer is held to nothing."""
        return self.by_year.get(tax_year, 0) if self.is_checked else None

    def promised(self, account: LevyAccount | None, tax_year: str) -> int:
        """What the employer has promised of a tax year in the Exchange, in pence: reserved and drawn."""
        allowed = account.allowed_by_year.get(tax_year, 0) if account else 0
        return allowed - self.by_year.get(tax_year, allowed)


def save_account(
    account: LevyAccount | None, command: SaveLevyAccount, employer: Organisation, circumstances: Circumstances
) -> Decision[LevyAccount] | Refusal:
    """Enter figures, or correct them. What is promised already stays promised, even where it is more."""
    today = london_day(circumstances.now)
    if not may_enter_figures(circumstances.actor, employer.ods_code):
        return Refusal(Reason.NOT_FOUND)
    if not employer.pays_levy:
        return Refusal(Reason.NOT_A_LEVY_PAYER)
    if command.version != (account.head.number if account else 0):
        return Refusal(Reason.CHANGED_SINCE)
    last = max(command.figures.declared)
    if last > Month.of(today):
        return Refusal(Reason.LEVY_MONTH_TO_COME, {"month": uk_month(last)})
    already = account.figures.elsewhere if account else {}
    figures = command.figures.model_copy(update={"elsewhere": {**already, **command.figures.elsewhere}})
    changes = {"organisation_name": employer.name, "figures": figures}
    changes["allowed_by_year"] = allowed_by_year(figures, today)
    saved = (
        account.model_copy(update=changes)
        if account
        else LevyAccount.model_validate(
            {"ics_code": _ics(circumstances), "ods_code": employer.ods_code, **changes}
        )
    )
    return decided(saved, "save_levy_account", circumstances, facts=_told(saved))


def _ics(circumstances: Circumstances) -> str:
    if circumstances.actor is None:
        raise ValueError("only a person enters figures")
    return circumstances.actor.ics_code


def may_enter_figures(actor: Actor | None, ods_code: str) -> bool:
    """Whether the actor enters the levy of this employer: who sends money for it."""
    return actor is not None and actor.ods_code == ods_code and actor.has(Role.SENDING_EMPLOYER)


def moved_left(before: LevyAccount | None, after: LevyAccount) -> dict[str, int]:
    """By how much what is left of each year moves when figures change: the difference of what they allow, so that
    promises made meanwhile are neither lost nor in the way."""
    old = before.allowed_by_year if before else {}
    years = sorted({*old, *after.allowed_by_year})
    return {year: after.allowed_by_year.get(year, 0) - old.get(year, 0) for year in years}


def promises(entries: Iterable[LedgerEntry]) -> dict[str, dict[str, int]]:
    """What entries add to the promises of each employer, by tax year; below zero for what is taken back.

    Raises ValueError for one that does not say whose money it is.
    """
    added: dict[str, dict[str, int]] = {}
    for entry in entries:
        sign = _SIGNS.get(entry.kind)
        if sign is None:
            continue
        if not entry.sending_ods_code:
            raise ValueError("an entry that moves a promise says whose it is")
        years = added.setdefault(entry.sending_ods_code, {})
        for year in entry.years:
            years[year.tax_year] = years.get(year.tax_year, 0) + sign * year.pence
    return added


def refuse_promise(
    awards: Iterable[Award], pledges: Mapping[str, Pledge], left: Mapping[str, Left]
) -> Refusal | None:
    """Why these awards of `pledges` are more than an employer's allowance of a tax year has left. An employer that
    is not in `left` was not looked at."""
    needed: dict[tuple[str, str, str], int] = {}
    for award in awards:
        sender = pledges[award.pledge_id].organisation_name
        for year in award.years:
            key = (award.sending_ods_code, sender, year.tax_year)
            needed[key] = needed.get(key, 0) + year.pence
    for (ods_code, sender, tax_year), pence in needed.items():
        has = left.get(ods_code, Left()).limit(tax_year)
        if has is not None and has < pence:
            details = {"sender": sender, "tax_year": tax_year, "left": pounds(max(0, has))}
            return Refusal(Reason.ALLOWANCE_TOO_SMALL, details | {"needed": pounds(pence)})
    return None


def _told(account: LevyAccount) -> dict[str, JsonValue]:
    """What an auditor reads of figures: how much was declared and elsewhere, and what that allows."""
    figures = account.figures
    return {
        "months_entered": len(figures.declared),
        "declared_pence": sum(figures.declared.values()),
        "elsewhere": dict(sorted(figures.elsewhere.items())),
        "allowed_by_year": dict(account.allowed_by_year),
    }
