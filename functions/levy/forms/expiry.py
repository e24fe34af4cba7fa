"""What the calculator of expiry asks. It is a GET form: an answer can be kept and sent on as a link. Nothing is
stored."""

from dataclasses import dataclass

from functions.levy.domain.expiry import Amounts
from functions.levy.forms.months import MOST_LINES, Allowed, BadLines, LineFault, read_months
from functions.levy.messages.expiry import LINE_FAULTS
from shared.reference.rules import all_rules
from shared.values.dates import Month, uk_month
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors

MONTHS_AHEAD = 60
"""How far ahead a month may be entered. It is only there to catch a slip of the hand."""
_MOST_NUMBERS = 10


@dataclass(frozen=True)
class AskExpiry:
    """Levy and spending by month, and what has expired already."""

    levy: Amounts
    spending: Amounts
    expired: Amounts


def read_expiry(typed: FormBody, this_month: Month) -> AskExpiry | FieldErrors:
    """What was entered, or which lines are wrong. Months to come may be entered as they are expected."""
    ahead = this_month.plus(MONTHS_AHEAD)
    return read_lists(typed, ahead, ahead, this_month)


def read_lists(typed: FormBody, levy_to: Month, spending_to: Month, expired_to: Month) -> AskExpiry | FieldErrors:
    """The three lists, each up to its last month."""
    allowed = {
        "levy": _allowed(levy_to),
        "spending": _allowed(spending_to),
        "expired": _allowed(expired_to, signed=False),
    }
    found = {name: read_months(typed.get(name, ""), months) for name, months in allowed.items()}
    lists = {name: one for name, one in found.items() if not isinstance(one, tuple)}
    wrong = {name: one for name, one in found.items() if isinstance(one, tuple)}
    if not lists.get("levy", {}) and "levy" not in wrong:
        wrong["levy"] = (BadLines(LineFault.NO_LINES),)
    if not wrong:
        return AskExpiry(lists["levy"], lists["spending"], lists["expired"])
    by_field = {name: sentences(faults, allowed[name]) for name, faults in wrong.items()}
    return FieldErrors(typed, by_field, {name: faults[0].fault.value for name, faults in wrong.items()})


def _allowed(last: Month, *, signed: bool = True) -> Allowed:
    return Allowed(levy_began(), last, signed)


def levy_began() -> Month:
    """The first month of the levy (rule `levy_rate`)."""
    return min(
        Month.of(one.effective_from) for one in all_rules() if one.key == "levy_rate" and one.effective_from
    )


def sentences(faults: tuple[BadLines, ...], allowed: Allowed) -> str:
    """What is wrong with the lines of a list, each fault with the numbers of its lines."""
    first, last = uk_month(allowed.first), uk_month(allowed.last)
    return ". ".join(
        LINE_FAULTS[one.fault].format(lines=_numbered(one.lines), first=first, last=last, most=MOST_LINES)
        for one in faults
    )


def _numbered(lines: tuple[int, ...]) -> str:
    """The numbers of lines in words: "Line 3", "Lines 3, 4 and 9", "Lines 1, 2, … and 30 more"."""
    if len(lines) == 1:
        return f"Line {lines[0]}"
    told = [str(number) for number in lines[:_MOST_NUMBERS]]
    more = len(lines) - len(told)
    *head, tail = [*told, f"{more} more"] if more else told or [""]
    return f"Lines {', '.join(head)} and {tail}"
