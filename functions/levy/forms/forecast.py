"""What the forecast asks: the lists of the calculator of expiry, and what is expected in a month to come."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from functions.levy.domain.forecast import MONTHS, Past, Plans
from functions.levy.forms.expiry import AskExpiry, read_lists
from functions.levy.messages.forecast import PLAN_WORDS
from shared.records import Frozen
from shared.values.dates import Month
from shared.values.money import parse_pounds
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, read

Pounds = Annotated[int, BeforeValidator(parse_pounds), Field(ge=0)]
"""An amount as people type it, read into pence."""


class PlanForm(Frozen):
    """What is expected in each month to come, in pence."""

    levy_each: Pounds
    training_each: Pounds = 0
    transfers_each: Pounds = 0


@dataclass(frozen=True)
class AskForecast:
    """What is known, the first month of which nothing is known yet, and what is expected from then on."""

    known: AskExpiry
    first: Month
    plan: PlanForm

    @property
    def past(self) -> Past:
        """What the forecast begins with."""
        return Past(self.known.levy, self.known.spending, self.known.expired)

    @property
    def plans(self) -> Plans:
        """The same amounts in every month."""
        months = [self.first.plus(step) for step in range(MONTHS)]
        levy, training, transfers = (
            dict.fromkeys(months, pence)
            for pence in (self.plan.levy_each, self.plan.training_each, self.plan.transfers_each)
        )
        return Plans(levy, training, transfers)


def read_forecast(typed: FormBody, this_month: Month) -> AskForecast | FieldErrors:
    """What was entered, or what is wrong. The forecast begins after the last month of levy: no other month may be
    later."""
    known = read_lists(typed, this_month, this_month, this_month)
    if isinstance(known, AskExpiry):
        last = max(known.levy)
        known = read_lists(typed, last, last, last)
    plan = read(PlanForm, typed, PLAN_WORDS)
    if isinstance(known, AskExpiry) and isinstance(plan, PlanForm):
        return AskForecast(known, max(known.levy).plus(1), plan)
    wrong = [one for one in (known, plan) if isinstance(one, FieldErrors)]
    by_field = {name: words for one in wrong for name, words in one.by_field.items()}
    return FieldErrors(typed, by_field, {name: rule for one in wrong for name, rule in one.rules.items()})
