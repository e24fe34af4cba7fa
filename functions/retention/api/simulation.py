"""The exchange for machines: a market in, who would move where out. Nothing is kept, nobody is real."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError

from functions.retention.domain.exchange import Exchange
from functions.retention.domain.exchange_market import Applicant, Market, Organisation, Unit
from functions.retention.domain.exchange_reasons import ChoiceOutcome
from functions.retention.messages.simulation import OBJECTION_FIELDS, OBJECTIONS, RULES, RULES_OTHERWISE
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.web.bodies import Unreadable
from shared.web.forms import FieldProblem
from shared.web.openapi import Operation

MOST_OPEN_PEOPLE = 300
MOST_PLANNED_PEOPLE = 20_000
MOST_OPEN_BYTES = 100_000
MOST_PLANNED_BYTES = 3_000_000  # of JSON: as a Lambda gets it, a third longer, it must stay below 6 MB
MOST_UNITS = 2_000
MOST_CHOICES = 20
_MOST_TOLD = 20  # wrong fields in one answer

Id = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,64}$")]
Bound = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class MatchUnit(Frozen):
    """A unit: at least `floor`, at most `cap` of the people end in it. `organisation` is one of those listed."""

    id: Id
    floor: Bound
    cap: Bound
    organisation: Id | None = None


class MatchOrganisation(Frozen):
    """Bounds on the people of all the units of an organisation together."""

    id: Id
    floor: Bound
    cap: Bound


class MatchPerson(Frozen):
    """A person in the unit `home` and the units that they would rather be in, the dearest first.

    `declined` are those of the choices whose managers said no before the run.
    """

    id: Id
    home: Id
    choices: Annotated[tuple[Id, ...], Field(max_length=MOST_CHOICES)] = ()
    declined: Annotated[tuple[Id, ...], Field(max_length=MOST_CHOICES)] = ()


class AskMatch(Frozen):
    """A market: people in priority order, the first first. Everybody must fit in the bounds as things stand."""

    units: Annotated[tuple[MatchUnit, ...], Field(max_length=MOST_UNITS)]
    organisations: Annotated[tuple[MatchOrganisation, ...], Field(max_length=MOST_UNITS)] = ()
    people: Annotated[tuple[MatchPerson, ...], Field(max_length=MOST_PLANNED_PEOPLE)]


class MatchReason(Frozen):
    """Which choice a person has, from 1 (0: they keep their post), and what became of each, in their order."""

    choice: int
    why: tuple[ChoiceOutcome, ...]


class MatchReply(Frozen):
    """What the run proposes. Each cycle has the people who move, each into the place that the next one makes.

    `input_hash` is the SHA-256 of the input in its canonical form; the same hash means the same outcome.
    """

    assignments: dict[str, str]
    cycles: tuple[tuple[str, ...], ...]
    reasons: dict[str, MatchReason]
    input_hash: str


MATCH = Operation(
    method="POST",
    path="/api/retention/match",
    name="match",
    summary="Who would move where in a transfer window",
    reply=MatchReply,
    bodies=(AskMatch,),
    is_open=True,
    is_read=True,
)


def read_market(body: bytes, most_people: int) -> Market | tuple[FieldProblem, ...]:
    """The market of a JSON body, or what is wrong with it. Raises TurnedAway for what is not JSON."""
    try:
        asked = AskMatch.model_validate_json(body)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_input=False)
        if any(error["type"] == "json_invalid" for error in errors):
            raise Unreadable() from invalid
        return tuple(_problem(error) for error in errors[:_MOST_TOLD])
    if len(asked.people) > most_people:
        sentence = RULES["too_many_people"].format(open=MOST_OPEN_PEOPLE, planned=MOST_PLANNED_PEOPLE)
        return (FieldProblem("people", "too_many", sentence),)
    return market_of(asked)


def market_of(asked: AskMatch) -> Market:
    """The market that was asked about."""
    return Market(
        units=tuple(Unit(one.id, one.floor, one.cap, one.organisation or "") for one in asked.units),
        applicants=tuple(Applicant(one.id, one.home, one.choices, one.declined) for one in asked.people),
        organisations=tuple(Organisation(one.id, one.floor, one.cap) for one in asked.organisations),
    )


def objected(refusal: Refusal) -> tuple[FieldProblem, ...]:
    """What stands against a run, as a problem of the list that it stands in."""
    reason = next(one for one in OBJECTIONS if one == refusal.reason)
    sentence = OBJECTIONS[reason].format(**refusal.details)
    return (FieldProblem(OBJECTION_FIELDS[reason], reason.value, sentence),)


def match_reply(found: Exchange) -> MatchReply:
    """What the run proposes, in the words of the API."""
    reasons = {one: MatchReason(choice=why.choice, why=why.why) for one, why in found.reasons.items()}
    return MatchReply(
        assignments=found.assignments, cycles=found.cycles, reasons=reasons, input_hash=found.input_hash
    )


def _problem(error: Mapping[str, Any]) -> FieldProblem:
    """One wrong field by its place, as `people.17.choices.0`."""
    field = ".".join(str(part) for part in error["loc"]) or "body"
    rule = str(error["type"])
    return FieldProblem(field, rule, RULES.get(rule, RULES_OTHERWISE))
