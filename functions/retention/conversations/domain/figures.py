"""The figures of a quarter: counted once when it is over, so hidden and rounded that they say nothing of anybody.

Only what is shown is kept, never what was counted. One dimension at a time, nothing by employer, no total of
outcomes. A table of outcomes is withheld where it would, set against how many talked, narrow down what a * hides:
every hidden number may still be any of those that a * stands for.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from functions.retention.conversations.domain.quarters import Quarter
from shared.records import Frozen
from shared.reference.conversation_codes import Codes, codes_on
from shared.values.suppression import HIDDEN, Suppression

_MONTHS_A_QUARTER = 3


class Talk(Frozen):
    """What is counted of a conversation in the quarter of its talk."""

    reasons: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


class Came(Frozen):
    """What is counted of a follow-up in the quarter in which it was recorded."""

    months: int
    outcome: str


class Figure(Frozen):
    """A code with its number of people as it is shown."""

    code: str
    shown: str


class Outcomes(Frozen):
    """What came of it after so many months; None where the table is withheld."""

    months: Annotated[int, Field(ge=1)]
    figures: tuple[Figure, ...] | None


class Snapshot(Frozen):
    """The published figures of a quarter: written once, never worked out again."""

    quarter: str  # its first month
    published_on: date
    talked: str
    reasons: tuple[Figure, ...]
    stay: tuple[Figure, ...]
    actions: tuple[Figure, ...]
    outcomes: tuple[Outcomes, ...]

    def after(self, months: int) -> tuple[Figure, ...]:
        """The figures of outcomes after so many months; none where they are withheld."""
        return next((one.figures or () for one in self.outcomes if one.months == months), ())


def snapshot(
    quarter: Quarter,
    talks: Sequence[Talk],
    came: Sequence[Came],
    earlier: Sequence[Snapshot],
    months: Iterable[int],
    suppression: Suppression,
    today: date,
) -> Snapshot:
    """The figures of a quarter that is over. `earlier` are those of every quarter before it, in order."""
    talked = suppression.shown(len(talks))

    def counted(of: Codes, given: Iterable[str]) -> tuple[Figure, ...]:
        counts = Counter(given)
        return tuple(
            Figure(code=one.code, shown=suppression.shown(counts[one.code])) for one in codes_on(of, today)
        )

    def outcomes(after: int) -> Outcomes:
        figures = counted(Codes.OUTCOMES, (one.outcome for one in came if one.months == after))
        known = [*(one.talked for one in earlier), talked]
        before = [figure.shown for one in earlier for figure in one.after(after)]
        is_safe = hides(known, [*before, *(one.shown for one in figures)], after, suppression)
        return Outcomes(months=after, figures=figures if is_safe else None)

    return Snapshot(
        quarter=str(quarter),
        published_on=today,
        talked=talked,
        reasons=counted(Codes.LEAVING_REASONS, (code for one in talks for code in one.reasons)),
        stay=counted(Codes.STAY, (code for one in talks for code in one.stay)),
        actions=counted(Codes.ACTIONS, (code for one in talks for code in one.actions)),
        outcomes=tuple(outcomes(after) for after in months),
    )


def hides(talked: Sequence[str], outcomes: Sequence[str], months: int, suppression: Suppression) -> bool:
    """Whether every * among these may still be any number that a * stands for.

    `talked` is what is shown of each quarter so far, `outcomes` of every figure after so many months. Each outcome
    is that of somebody who talked in this quarter or, at most the months between, before: so outcomes are together
    no more than those who talked. The more people could have talked beyond the fewest outcomes that there can be,
    the less either says of the other; as much to spare as a * is wide, and neither says anything.
    """
    least = sum(suppression.could_be(shown)[0] for shown in outcomes)
    to_spare_of_a_star = len(suppression.could_be(HIDDEN)) - 1
    for dropped in range(min(months // _MONTHS_A_QUARTER, len(talked)) + 1):
        known = talked[: len(talked) - dropped]
        most = sum(suppression.could_be(shown)[-1] for shown in known)
        if HIDDEN in (*known, *outcomes) and most - least < to_spare_of_a_star:
            return False
    return True
