"""The figures that the start page names: this ICS's own settings and the rules of today's starts."""

from datetime import date

from shared.reference.rules import rule
from shared.values.dates import uk_date
from shared.values.money import pounds_short


def settings_shown(today: date) -> dict[str, str]:
    """Time limits, shares and sums as they stand today."""
    numbers = {
        "accept_days": rule("accept_within_days", today).number,
        "use_months": rule("use_within_months", today).number,
        "minimum_months": rule("minimum_duration_months", today).number,
        "non_levy_percent": rule("co_investment_percent_non_levy", today).number,
        "out_of_funds_percent": rule("co_investment_percent_levy_payer", today).number,
        "funded_oldest": rule("fully_funded_oldest_age", today).number,
        "cap_percent": rule("transfer_cap_percent", today).number,
    }
    return {
        **{name: str(number) for name, number in numbers.items()},
        "smallest_pledge": pounds_short(rule("minimum_pledge_pence", today).number),
        "checked_on": uk_date(rule("co_investment_percent_non_levy", today).checked_on),
    }
