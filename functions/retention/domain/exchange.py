"""Who moves where in a transfer window so that nobody is worse off: top trading cycles under bounds (TTC-M).

People hold posts and rank units above their own. Posts free up as people move, a unit must not fall below its
floor or rise above its cap, and the same may hold for organisations. The mechanism is that of Suzuki, Tamura,
Yahiro, Yokoo and Zhang (Artificial Intelligence, 2023) for constraints that are M-convex, as bounds on units and
on organisations are: the outcome keeps every bound, leaves nobody with less than the post that they hold, cannot
be bettered for one person without making it worse for another, and nobody gets a better post by any other list
than what they want. `docs/window.md` says what it does not promise. It proposes; named humans confirm.
"""

from dataclasses import dataclass

from functions.retention.domain.exchange_market import Market, input_hash, objection
from functions.retention.domain.exchange_reasons import Outcome, outcomes
from functions.retention.domain.exchange_run import Cycle, board_of, run


@dataclass(frozen=True)
class Exchange:
    """What a run proposes.

    `assignments`: the unit of everybody, in the order of the list. `cycles`: the groups in which people move, in
    the order of execution; in each, a person takes the post that the next one makes free, or a vacancy that the
    next one's turn opens. Bounds hold after each group if the groups before it are carried out. `reasons`: what
    became of everybody's choices. `input_hash`: the print of all that it rests on.
    """

    assignments: dict[str, str]
    cycles: tuple[tuple[str, ...], ...]
    reasons: dict[str, Outcome]
    input_hash: str


def exchange(market: Market) -> Exchange:
    """The exchange of a market, always the same for the same market. Time: about n log n, and the lists' length.

    Raises ValueError for a market that `objection` objects to.
    """
    wrong = objection(market)
    if wrong is not None:
        raise ValueError(f"{wrong.reason}: {wrong.details}")
    board = board_of(market)
    course = run(board)
    placed = list(board.homes)
    for cycle in course.cycles:
        for person, unit in zip(cycle.people, cycle.units, strict=True):
            placed[person] = unit
    ids = [applicant.person_id for applicant in market.applicants]
    return Exchange(
        assignments={one: market.units[unit].unit_id for one, unit in zip(ids, placed, strict=True)},
        cycles=tuple(filter(None, (_movers(cycle, board.homes, ids) for cycle in course.cycles))),
        reasons=dict(zip(ids, outcomes(market, board, course, placed), strict=True)),
        input_hash=input_hash(market),
    )


def _movers(cycle: Cycle, homes: list[int], ids: list[str]) -> tuple[str, ...]:
    """Those on a cycle who move: somebody may stand on one and keep their own post."""
    return tuple(ids[p] for p, unit in zip(cycle.people, cycle.units, strict=True) if homes[p] != unit)
