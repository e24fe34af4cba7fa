"""What one who asks may see of a match: the sides that they stand on, and how the person is shown to them."""

from dataclasses import dataclass

from functions.redeploy.domain.cards import Card
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.vacancies import Vacancy


@dataclass(frozen=True)
class Face:
    """A match with its post. `person` is there only for who may see them by name, `card` only for the post's side
    while it may not; whoever watches over the whole ICS has neither."""

    match: MatchRecord
    vacancy: Vacancy
    is_posts: bool
    is_persons: bool
    person: PoolEntry | None
    card: Card | None

    @property
    def is_on_a_side(self) -> bool:
        """Whether they act for the person or for the post."""
        return self.is_posts or self.is_persons

    @property
    def shows_wishes(self) -> bool:
        """Whether the whole explanation may be shown: before consent it could say who the person is."""
        return self.is_persons or self.person is not None
