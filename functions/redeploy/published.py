"""What a redeployment programme published of its savings. Nobody outside can work it out again.

It is history beside the ledger. No figure of it is ever added to one that was worked out.
"""

from functools import cache
from typing import Literal

from shared.reference.stored import Row, stored_text
from shared.values.dates import Month, uk_month
from shared.values.money import Pence

_FILE = "published_savings.json"
_YEAR_LENGTH = 4


class PublishedFigure(Row):
    """One publication: how many people, what they were said to have saved, and who says so. The words are those of
    the source; `people` and `pence` are the number in them, None where it gives none."""

    published: str  # "2019-09", or the year alone
    people: int | None
    people_words: str
    pence: Pence
    pence_words: str
    source: str

    @property
    def when(self) -> str:
        """When it was published, as "September 2019" or "2019"."""
        return self.published if len(self.published) == _YEAR_LENGTH else uk_month(Month.parse(self.published))


class PublishedSavings(Row):
    """All publications held, with what is known of how they were worked out: nothing."""

    mark: Literal["published, method unknown"]
    checked_on: str
    place: str
    note: str
    figures: tuple[PublishedFigure, ...]


@cache
def published_savings() -> PublishedSavings:
    """What was published, the oldest first."""
    return PublishedSavings.model_validate_json(stored_text(_FILE))
