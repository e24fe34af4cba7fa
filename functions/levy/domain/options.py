"""The money that an approver chooses from: what each open pledge has now, would have after, and in which years."""

from collections.abc import Iterable
from datetime import date

from functions.levy.domain.applications import Application
from functions.levy.domain.approvals import refuse_share
from functions.levy.domain.cost import years_of
from functions.levy.domain.pledges import Fit, Need, Pledge, fit
from functions.levy.domain.reasons import Reason
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.values.money import Pence


class YearEffect(Frozen):
    """What an award would add to what a pledge has reserved for a tax year."""

    tax_year: str
    reserved_pence: int
    award_pence: Pence

    @property
    def after_pence(self) -> int:
        """What would be reserved for the year then."""
        return self.reserved_pence + self.award_pence


class Option(Frozen):
    """A pledge against a cost. `shortfall_pence` is what it lacks to pay the whole of it alone; `after_pence` is
    what it would have left. `obstacle` is set where it may pay nothing at all of it."""

    pledge: Pledge
    fit: Fit
    available_pence: Pence
    after_pence: Pence
    shortfall_pence: Pence
    obstacle: Reason | None
    years: tuple[YearEffect, ...]

    @property
    def pays_alone(self) -> bool:
        """Whether the pledge may pay the whole cost."""
        return self.obstacle is None and self.shortfall_pence == 0

    @property
    def pays_part(self) -> bool:
        """Whether the pledge may pay some of the cost."""
        return self.obstacle is None and self.available_pence > 0


def options(
    application: Application, need: Need, pledges: Iterable[Pledge], cost_pence: int, today: date
) -> tuple[Option, ...]:
    """The pledges against a cost: first those that can pay it all, then by fit, then those that lapse first."""
    found = (_option(application, need, pledge, cost_pence, today) for pledge in pledges)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.pays_alone,
                not one.pays_part,
                -one.fit.score,
                one.pledge.tax_year,
                -one.available_pence,
                one.pledge.pledge_id,
            ),
        )
    )


def _option(application: Application, need: Need, pledge: Pledge, cost_pence: int, today: date) -> Option:
    available = pledge.balances.available_pence
    paid = min(cost_pence, available)
    refusal = refuse_share(application, pledge, paid, today)
    return Option(
        pledge=pledge,
        fit=fit(pledge.criteria, need),
        available_pence=available,
        after_pence=available - paid,
        shortfall_pence=cost_pence - paid,
        obstacle=_reason(refusal),
        years=_years(application, pledge, paid),
    )


def _reason(refusal: Refusal | None) -> Reason | None:
    return Reason(refusal.reason) if refusal else None


def _years(application: Application, pledge: Pledge, pence: int) -> tuple[YearEffect, ...]:
    if application.training is None or application.priced is None:
        return ()
    shares = years_of(pence, application.priced.duration_months, application.training.start)
    return tuple(
        YearEffect(
            tax_year=share.tax_year,
            reserved_pence=pledge.reserved_by_year.get(share.tax_year, 0),
            award_pence=share.pence,
        )
        for share in shares
    )
