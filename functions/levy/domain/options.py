"""The money that an approver chooses from: what each open pledge has now, would have after, and in which years."""

from collections.abc import Iterable, Mapping
from datetime import date

from functions.levy.domain.accounts import Left
from functions.levy.domain.applications import Application
from functions.levy.domain.approvals import NOT_LOOKED_AT, refuse_share
from functions.levy.domain.cost import years_of
from functions.levy.domain.pledges import Fit, Need, Pledge, fit
from functions.levy.domain.reasons import Reason
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.values.money import Pence


class YearEffect(Frozen):
    """What an award would add to what a pledge has reserved for a tax year. `left_pence` is what its employer may
    still promise of the year, from all its pledges; None where it is not checked: it entered no levy figures."""

    tax_year: str
    reserved_pence: int
    award_pence: Pence
    left_pence: int | None = None

    @property
    def after_pence(self) -> int:
        """What would be reserved for the year then."""
        return self.reserved_pence + self.award_pence

    @property
    def is_allowed(self) -> bool:
        """Whether the employer's allowance of the year has so much left, as far as it is checked."""
        return self.left_pence is None or not self.award_pence or self.left_pence >= self.award_pence


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
    def year_too_small(self) -> YearEffect | None:
        """The first tax year whose allowance has less left than the award would take."""
        return next((year for year in self.years if not year.is_allowed), None)

    @property
    def is_checked(self) -> bool:
        """Whether the employer has entered the levy figures that its promises are held to."""
        return all(year.left_pence is not None for year in self.years)

    @property
    def pays_alone(self) -> bool:
        """Whether the pledge may pay the whole cost."""
        return self.obstacle is None and self.shortfall_pence == 0 and self.year_too_small is None

    @property
    def pays_part(self) -> bool:
        """Whether the pledge may pay some of the cost."""
        return self.obstacle is None and self.available_pence > 0


def options(
    application: Application,
    need: Need,
    pledges: Iterable[Pledge],
    cost_pence: int,
    today: date,
    left: Mapping[str, Left] = NOT_LOOKED_AT,
) -> tuple[Option, ...]:
    """The pledges against a cost: first those that can pay it all, then by fit, then those that lapse first.
    `left` is what the allowance of each of their employers has left."""
    found = (
        _option(application, need, pledge, cost_pence, (today, left.get(pledge.ods_code, Left())))
        for pledge in pledges
    )
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


def _option(
    application: Application, need: Need, pledge: Pledge, cost_pence: int, now: tuple[date, Left]
) -> Option:
    today, left = now
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
        years=_years(application, pledge, paid, left),
    )


def _reason(refusal: Refusal | None) -> Reason | None:
    return Reason(refusal.reason) if refusal else None


def _years(application: Application, pledge: Pledge, pence: int, left: Left) -> tuple[YearEffect, ...]:
    if application.training is None or application.priced is None:
        return ()
    shares = years_of(pence, application.priced.duration_months, application.training.start)
    return tuple(
        YearEffect(
            tax_year=share.tax_year,
            reserved_pence=pledge.reserved_by_year.get(share.tax_year, 0),
            award_pence=share.pence,
            left_pence=left.limit(share.tax_year),
        )
        for share in shares
    )
