"""How numbers of people are published so that they say nothing about anybody. Pure: the settings are dated data.

NHS Digital's method for figures below national level (2018): 0 stays 0, 1 to 7 is shown as *, other numbers are
rounded to the nearest 5. A total is worked out first and then shown in the same way.
"""

from dataclasses import dataclass
from datetime import date

from shared.reference.rules import rule

HIDDEN = "*"
_LATEST = date.max


@dataclass(frozen=True)
class Suppression:
    """The smallest number of people that is shown, and the step to which those shown are rounded."""

    least_shown: int
    step: int

    def shown(self, count: int) -> str:
        """A number of people as it is published. Raises ValueError below zero."""
        if count < 0:
            raise ValueError("people are counted from zero")
        if count == 0:
            return "0"
        return HIDDEN if count < self.least_shown else str(self.rounded(count))

    def rounded(self, count: int) -> int:
        """To the nearest step; halfway goes up."""
        return (2 * count + self.step) // (2 * self.step) * self.step

    def could_be(self, shown: str) -> range:
        """Every number that is published as `shown`: all that a reader can know of it."""
        if shown == "0":
            return range(1)
        if shown == HIDDEN:
            return range(1, self.least_shown)
        near = range(max(self.least_shown, int(shown) - self.step), int(shown) + self.step)
        fitting = [count for count in near if self.shown(count) == shown]
        return range(fitting[0], fitting[-1] + 1)


def suppression_on(day: date) -> Suppression:
    """How numbers of people are published under the settings of a day."""
    return Suppression(rule("suppress_least_shown", day).number, rule("suppress_round_to", day).number)


def suppressed(count: int, on: date = _LATEST) -> str:
    """A number of people as it is published under the settings of a day; without one, under the latest."""
    return suppression_on(on).shown(count)
