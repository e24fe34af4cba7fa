"""One year's allowance of one employer, promised through several pledges by all clients at once.

Each pledge alone has money for every approval, and the allowance for a part of them: what stands between the two
is the condition on what the employer has left.
"""

from dataclasses import dataclass

from functions.levy.domain.allowance import Figures, allowance
from functions.levy.domain.cost import years_of
from functions.levy.domain.pledges import Criteria, OfferPledge
from functions.levy.usecases import pledges
from shared.actors import Actor
from shared.ids import new_id
from tests.bench.clients import Approval, Tally
from tests.bench.figures import Figures as Told
from tests.bench.ground import EACH_PENCE, PLENTY, Ground, enter
from tests.bench.reconciliation import Books
from tests.levies import TRAINING, done
from tests.partners import NOW

PLEDGES = 5
_YEAR = "2026/27"
EACH_IN_YEAR = next(one.pence for one in years_of(EACH_PENCE, 24, TRAINING.start) if one.tax_year == _YEAR)
"""What one approval of the storm promises of the year."""


@dataclass(frozen=True)
class Contest:
    """The employer whose allowance is fought over, and the approvals that are sent."""

    ods_code: str
    pledge_ids: tuple[str, ...]
    approvals: list[Approval]
    fitting: int

    @classmethod
    def laid(cls, ground: Ground, sender: Actor, promises: int, fitting: int) -> "Contest":
        """An employer with levy for `fitting` of so many promises of this year, and not a penny more."""
        ids = tuple(_pledge(sender, promises) for _ in range(PLEDGES))
        whole = allowance(Figures(declared=PLENTY), _YEAR).pence
        enter(sender, Figures(declared=PLENTY, elsewhere={_YEAR: whole - fitting * EACH_IN_YEAR}))
        waiting = [one.application_id for one in ground.applications(promises)]
        approvals = [
            Approval(one, ids[number % PLEDGES], EACH_PENCE, new_id()) for number, one in enumerate(waiting)
        ]
        return cls(sender.ods_code, ids, approvals, fitting)

    def tell(self, told: Told, tally: Tally) -> None:
        """What the clients were answered."""
        told.tell("promises sent", len(tally.answers))
        told.exactly("promised", sum(one.is_done for one in tally.answers), self.fitting)
        too_small = len(self.approvals) - self.fitting
        told.exactly("told that the allowance is too small", tally.outcomes["allowance_too_small"], too_small)
        told.exactly("server errors", tally.server_errors, 0)
        told.tell("told to try again, and sent again with the same key", tally.tried_again.total())
        told.tell("answers a second", round(len(tally.answers) / tally.seconds, 1))

    def tell_books(self, told: Told, books: Books) -> None:
        """What is left of the year, and what its pledges have reserved of it."""
        left = books.left[f"ACCOUNT#{self.ods_code}"]["left_by_year"][_YEAR]
        reserved = [books.pledges[f"PLEDGE#{one}"]["reserved_by_year"].get(_YEAR, 0) for one in self.pledge_ids]
        told.exactly("pence of the allowance left", left, 0)
        told.exactly("pence of the year reserved in its pledges", sum(reserved), self.fitting * EACH_IN_YEAR)


def _pledge(sender: Actor, promises: int) -> str:
    command = OfferPledge(
        pledge_id=new_id(),
        amount_pence=promises * EACH_PENCE,
        tax_year=_YEAR,
        shows_name=True,
        criteria=Criteria(),
        note="",
    )
    return done(pledges.offer_pledge(sender, command, NOW)).id
