"""The simulation as its page shows it: a market drawn by lot, and one small example worked through."""

from collections import Counter
from functools import cache, partial

from functions.retention.api.simulation import AskMatch, MatchPerson, MatchUnit
from functions.retention.domain.exchange import Exchange, exchange
from functions.retention.domain.exchange_compared import Tally, tally, vacancies_first, with_one_more_leaver
from functions.retention.domain.exchange_drawn import drawn
from functions.retention.domain.exchange_market import Applicant, Market, Unit
from functions.retention.forms.simulation import AskSimulation
from functions.retention.messages.simulation import CHOICES, standing
from shared.web.templates import plural

Shown = dict[str, object]

EXAMPLE = Market(
    units=(
        Unit("Day unit", 0, 1),
        Unit("Ward 1", 2, 2),
        Unit("Ward 2", 1, 1),
        Unit("Ward 3", 2, 2),
        Unit("Community team", 2, 2),
        Unit("Clinic", 0, 1),
        Unit("Outpatients", 0, 1),
    ),
    applicants=(
        Applicant("Asha", "Day unit", ("Ward 2",)),
        Applicant("Ben", "Ward 1", ("Community team",)),
        Applicant("Cora", "Ward 2", ("Clinic",)),
        Applicant("Dev", "Community team", ("Ward 3",)),
        Applicant("Efe", "Ward 3", ("Ward 1", "Clinic")),
        Applicant("Finn", "Ward 1", ("Clinic", "Ward 2")),
        Applicant("Gus", "Community team", ("Outpatients",)),
        Applicant("Hana", "Ward 3", ("Outpatients", "Ward 1"), declined=("Outpatients",)),
    ),
)
"""Invented. The day unit closes; the clinic and outpatients have one vacancy each; no other may lose anybody."""

_BOX, _STEP, _TOP = 56, 84, 4


def simulation_shown(asked: AskSimulation) -> Shown:
    """What the exchange makes of the market that was drawn, beside the plain way and one more leaver a unit."""
    lot = drawn(asked.asked())
    counted = partial(tally, lot.market, at_risk=lot.at_risk)
    found, looser = exchange(lot.market), exchange(with_one_more_leaver(lot.market))
    ways = {
        "Exchange": counted(found.assignments),
        "Exchange, with one more leaver a unit": counted(looser.assignments),
        "Vacancies, once down the list": counted(vacancies_first(lot.market)),
        "Vacancies, again and again": counted(vacancies_first(lot.market, to_the_end=True)),
    }
    lengths = Counter(len(cycle) for cycle in found.cycles)
    return {
        "people": len(lot.market.applicants),
        "at_risk": len(lot.at_risk),
        "vacancies": sum(unit.cap for unit in lot.market.units) - len(lot.market.applicants),
        "moves": ways["Exchange"].moves,
        "rows": [[way, *_figures(one)] for way, one in ways.items()],
        "looser": _looser(*list(ways.values())[:2]),
        "chains": [[_people(length), str(lengths[length])] for length in sorted(lengths)],
        "input_hash": found.input_hash,
    }


@cache
def example_shown() -> Shown:
    """The example, its groups drawn, everybody's reasons in words, and the request that asks a machine for it."""
    found = exchange(EXAMPLE)
    return {
        "people": [_person(one, found) for one in EXAMPLE.applicants],
        "groups": [_group(cycle, found) for cycle in found.cycles],
        "request": _request().model_dump_json(exclude_defaults=True),
    }


def _figures(one: Tally) -> list[str]:
    """The figures of one way; of people at risk only where there are any."""
    return [str(one.moves), str(one.first_choices), *([str(one.placed)] if one.at_risk else [])]


def _looser(now: Tally, looser: Tally) -> str:
    """What one more leaver a unit would do, in a sentence."""
    changes = [
        _change(looser.moves - now.moves, "move"),
        _change(looser.first_choices - now.first_choices, "first choice"),
    ]
    return f"If each unit could lose one more person, there would be {changes[0]} and {changes[1]}."


def _change(by: int, noun: str) -> str:
    if by == 0:
        return f"as many {noun}s"
    return f"{plural(abs(by), ('more ' if by > 0 else 'fewer ') + noun)}"


def _people(length: int) -> str:
    return "1 person, to a vacancy" if length == 1 else f"{length} people"


def _person(one: Applicant, found: Exchange) -> Shown:
    reason = found.reasons[one.person_id]
    return {
        "name": one.person_id,
        "home": one.home,
        "gets": found.assignments[one.person_id],
        "standing": standing(reason.choice, len(one.choices)),
        "why": [(unit, CHOICES[why]) for unit, why in zip(one.choices, reason.why, strict=True)],
    }


def _group(cycle: tuple[str, ...], found: Exchange) -> Shown:
    """One group as a picture: everybody above the one whose post they take, and the way back to the first."""
    homes = {one.person_id: one.home for one in EXAMPLE.applicants}
    moves = [(person, homes[person], found.assignments[person]) for person in cycle]
    nodes = [
        {"y": _TOP + place * _STEP, "name": person, "move": f"{home} to {unit}"}
        for place, (person, home, unit) in enumerate(moves)
    ]
    last_takes = moves[-1][2]
    return {
        "nodes": nodes,
        "box": _BOX,
        "step": _STEP,
        "height": _TOP * 2 + (len(cycle) - 1) * _STEP + _BOX,
        "is_closed": last_takes == homes[cycle[0]],
        "label": "; ".join(f"{person} moves from {home} to {unit}" for person, home, unit in moves),
        "lines": [_line(place, moves) for place in range(len(moves))],
    }


def _line(place: int, moves: list[tuple[str, str, str]]) -> str:
    person, home, unit = moves[place]
    holder = next((name for name, of, _ in moves if of == unit), "")
    takes = f"in the post of {holder}, who moves too" if holder else "in its vacancy"
    return f"{person} moves from {home} to {unit}, {takes}."


def _request() -> AskMatch:
    return AskMatch(
        units=tuple(MatchUnit(id=one.unit_id, floor=one.floor, cap=one.cap) for one in EXAMPLE.units),
        people=tuple(
            MatchPerson(id=one.person_id, home=one.home, choices=one.choices, declined=one.declined)
            for one in EXAMPLE.applicants
        ),
    )
