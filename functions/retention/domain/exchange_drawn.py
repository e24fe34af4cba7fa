"""Markets drawn by lot, to try the exchange out and to measure it. Nobody in them is real.

Everything follows from the seed, so a market can be drawn again, anywhere. Some units are up to four times as
popular as others; a person likes only units of this market and never the one that they are in.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from functions.retention.domain.exchange_market import Applicant, Market, Unit

CLOSING = "Closing unit"
_POPULARITIES = 4
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a market is drawn by: how many units, people in each, choices of each person; vacancies in every
    hundred posts; the most net leavers of a unit; people at risk, in a unit that closes, for every hundred."""

    units: int
    people_per_unit: int
    choices: int
    vacancies_percent: int
    most_leavers: int
    at_risk_percent: int
    seed: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A market, and the people whose unit closes."""

    market: Market
    at_risk: frozenset[str]


def drawn(asked: Asked) -> Drawn:
    """The market of these figures; always the same for the same figures. Raises ValueError where a person should
    have as many choices as there are units, or more."""
    if asked.choices >= asked.units:
        raise ValueError("nobody can choose the unit that they are in")
    lots = _lots(asked.seed)
    names = [f"Unit {number}" for number in range(1, asked.units + 1)]
    tickets = [name for name in names for _ in range(1 + next(lots) % _POPULARITIES)]
    posts = asked.units * asked.people_per_unit
    vacancies = Counter(
        names[next(lots) % asked.units] for _ in range(posts * asked.vacancies_percent // _HUNDRED)
    )
    staff = [
        Applicant(f"Person {number + 1}", home, _choices(lots, tickets, home, asked.choices))
        for number, home in enumerate(name for name in names for _ in range(asked.people_per_unit))
    ]
    at_risk = [
        Applicant(f"At risk {number + 1}", CLOSING, _choices(lots, tickets, CLOSING, asked.choices))
        for number in range(posts * asked.at_risk_percent // _HUNDRED)
    ]
    floor = max(0, asked.people_per_unit - asked.most_leavers)
    units = [Unit(name, floor, asked.people_per_unit + vacancies[name]) for name in names]
    closing = [Unit(CLOSING, 0, len(at_risk))] if at_risk else []
    market = Market((*units, *closing), (*at_risk, *_in_order(lots, staff)))
    return Drawn(market, frozenset(one.person_id for one in at_risk))


def _lots(seed: int) -> Iterator[int]:
    """Numbers below 2³², from SHA-256 of "seed|0", "seed|1" and so on, eight of each."""
    turn = 0
    while True:
        digest = sha256(f"{seed}|{turn}".encode()).digest()
        yield from (int.from_bytes(digest[start : start + 4]) for start in range(0, len(digest), 4))
        turn += 1


def _choices(lots: Iterator[int], tickets: list[str], home: str, number: int) -> tuple[str, ...]:
    """So many different units, each as likely as its tickets say."""
    chosen: list[str] = []
    while len(chosen) < number:
        unit = tickets[next(lots) % len(tickets)]
        if unit != home and unit not in chosen:
            chosen.append(unit)
    return tuple(chosen)


def _in_order(lots: Iterator[int], people: list[Applicant]) -> list[Applicant]:
    """The priority list: everybody by their lot, and by their number where two are alike."""
    return [one for _, _, one in sorted((next(lots), number, one) for number, one in enumerate(people))]
