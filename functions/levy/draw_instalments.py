"""`python -m functions.levy.draw_instalments 2027-01`: draws what falls due up to a month, now.

For the tables that the environment names (`shared/settings.py`); the same run as each night's, up to the month
that is asked for. It may be killed and begun again: each payment is drawn once. `make month MONTH=2027-01` runs it
on the data folder of the local runner.
"""

import sys
from collections.abc import Sequence

from functions.levy.reconcile import Reconciled, reconcile
from functions.levy.usecases.monthly import draw_instalments
from shared import clock
from shared.settings import settings
from shared.table import Table
from shared.values.dates import Month

USAGE = "Name the month up to which to draw, like 2027-01."


def run(until: Month) -> int:
    """Draw until nothing is due by the month; return how many payments were drawn."""
    drawn = 0
    while last := draw_instalments(until, clock.now()):
        drawn += last
    return drawn


def report(until: Month, drawn: int, money: Reconciled) -> list[str]:
    """What was done and whether the money adds up, a line each."""
    lines = [f"payments drawn up to {until}: {drawn}", f"unexplained pence = {money.unexplained_pence}"]
    return [*lines, *([f"FAULT: {money.fault.kind}: {money.fault.where}"] if money.fault else [])]


def main(arguments: Sequence[str]) -> int:
    """Draw and add up; 1 where the money does not add up, 2 where no month was named."""
    try:
        (named,) = arguments
        until = Month.parse(named)
    except ValueError:
        print(USAGE, file=sys.stderr)  # noqa: T201 - a command's answer
        return 2
    drawn = run(until)
    money = reconcile(Table(settings().levy_table), settings().ics_code)
    print("\n".join(report(until, drawn, money)))  # noqa: T201 - a command's answer
    return 1 if money.fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
