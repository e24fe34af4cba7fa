"""When what of an apprenticeship falls due: worked out of its record alone, so that it can be worked out again.

Monthly instalments are equal and fall in the months after the start's. The last payment, a fifth and whatever
rounding left over, falls in the month after. A pause moves all that has not been drawn; who stops draws the
instalments of the months up to the last one of training; who completes early draws all the rest in the month
after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from functions.levy.domain.apprenticeships import Apprenticeship, AwardShare
from functions.levy.domain.cost import InstalmentKind
from functions.levy.domain.progress import Progress
from shared.values.dates import Month


@dataclass(frozen=True)
class Payment:
    """What falls due in a month: `number` of its payments, and the pence of each share, in their order."""

    number: int
    month: Month
    kind: InstalmentKind
    parts: tuple[int, ...]

    @property
    def pence(self) -> int:
        """The whole payment."""
        return sum(self.parts)


def payments_left(apprenticeship: Apprenticeship) -> tuple[Payment, ...]:
    """The payments that are not drawn yet, the earliest first; without those that wait for a pause to end."""
    if apprenticeship.payments_drawn > apprenticeship.months:
        return ()
    months = list(_months_left(apprenticeship))
    ended = apprenticeship.ended
    if apprenticeship.status is Progress.STOPPED:
        return tuple(_instalment(apprenticeship, *one) for one in months if _is_training(apprenticeship, *one))
    if apprenticeship.status is Progress.COMPLETED and ended is not None:
        before = [one for one in months if _is_training(apprenticeship, *one)]
        last = max(ended, apprenticeship.last_drawn or ended).plus(1)
        return (*_instalments(apprenticeship, before), _last(apprenticeship, len(before), last))
    is_whole = len(months) == apprenticeship.months - apprenticeship.payments_drawn + 1
    instalments = _instalments(apprenticeship, months[:-1] if is_whole else months)
    return (*instalments, _last(apprenticeship, len(instalments), months[-1][1])) if is_whole else instalments


def next_payment(apprenticeship: Apprenticeship) -> Payment | None:
    """The payment that falls due next; None before the start is told, and where nothing is to come."""
    if apprenticeship.status is Progress.CONFIRMED:
        return None
    left = payments_left(apprenticeship)
    return left[0] if left else None


def planned_end(apprenticeship: Apprenticeship) -> Month | None:
    """The month of the last instalment as planned; None while a pause is open."""
    running = apprenticeship.model_copy(update={"status": Progress.STARTED, "ended": None})
    months = [month for number, month in _numbered(running) if number == running.months]
    return months[0] if months else None


def _numbered(apprenticeship: Apprenticeship) -> Iterator[tuple[int, Month]]:
    """Each payment from the first to the last with its month, as far as the months are known."""
    number = 0
    for later in count(1):
        month = apprenticeship.start.plus(later)
        covering = [one for one in apprenticeship.pauses if one.starts <= month]
        if any(one.ends is None for one in covering):
            return
        if any(one.ends is not None and month < one.ends for one in covering):
            continue
        number += 1
        yield number, month
        if number > apprenticeship.months:
            return


def _months_left(apprenticeship: Apprenticeship) -> Iterator[tuple[int, Month]]:
    return (one for one in _numbered(apprenticeship) if one[0] > apprenticeship.payments_drawn)


def _is_training(apprenticeship: Apprenticeship, number: int, month: Month) -> bool:
    """Whether it is a monthly instalment of a month up to the last one of training."""
    ended = apprenticeship.ended
    return number <= apprenticeship.months and ended is not None and month <= ended


def _instalments(apprenticeship: Apprenticeship, months: list[tuple[int, Month]]) -> tuple[Payment, ...]:
    return tuple(_instalment(apprenticeship, number, month) for number, month in months)


def _instalment(apprenticeship: Apprenticeship, number: int, month: Month) -> Payment:
    parts = tuple(share.monthly_pence for share in apprenticeship.shares)
    return Payment(number, month, InstalmentKind.MONTHLY, parts)


def _last(apprenticeship: Apprenticeship, before: int, month: Month) -> Payment:
    parts = tuple(_rest(share, before) for share in apprenticeship.shares)
    return Payment(apprenticeship.months + 1, month, InstalmentKind.COMPLETION, parts)


def _rest(share: AwardShare, before: int) -> int:
    return share.held_pence - share.monthly_pence * before
