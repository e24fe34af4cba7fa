"""The English of the exchange and of its simulation."""

from collections.abc import Mapping

from functions.retention.domain.exchange_market import Objection
from functions.retention.domain.exchange_reasons import ChoiceOutcome

CHOICES: Mapping[ChoiceOutcome, str] = {
    ChoiceOutcome.GIVEN: "You have this choice.",
    ChoiceOutcome.NOT_NEEDED: "Not needed: you have a choice that you ranked above it.",
    ChoiceOutcome.DECLINED: "Its manager declined before the run.",
    ChoiceOutcome.KEPT: "It had no vacancy, and nobody there gave up their post.",
    ChoiceOutcome.AHEAD: "It was full: each place that came free went to somebody ranked ahead of you.",
    ChoiceOutcome.EXCHANGED: "It was full. Somebody ranked after you moved in, but only in one chain with a"
    " person who gave up a post there or who is ranked ahead of you.",
    ChoiceOutcome.UNIT_LIMIT: "Your own unit had reached its limit of net leavers.",
    ChoiceOutcome.ORGANISATION_LIMIT: "Your own organisation had reached its limit of net leavers.",
    ChoiceOutcome.ORGANISATION_FULL: "The organisation of this choice had reached its limit.",
}
"""What became of one choice, said to the person."""

OBJECTIONS: Mapping[Objection, str] = {
    Objection.UNIT_TWICE: "The unit {id} is listed twice.",
    Objection.ORGANISATION_TWICE: "The organisation {id} is listed twice.",
    Objection.PERSON_TWICE: "The person {id} is listed twice.",
    Objection.ORGANISATION_UNKNOWN: "The organisation {id} of a unit is not listed.",
    Objection.UNIT_FLOOR_ABOVE_CAP: "The floor of the unit {id} is above its cap.",
    Objection.ORGANISATION_FLOOR_ABOVE_CAP: "The floor of the organisation {id} is above its cap.",
    Objection.HOME_UNKNOWN: "The home {unit} of the person {id} is not a listed unit.",
    Objection.CHOICE_UNKNOWN: "The choice {unit} of the person {id} is not a listed unit.",
    Objection.CHOICE_TWICE: "The person {id} has a choice twice.",
    Objection.CHOICE_IS_HOME: "The person {id} is in {unit} and so cannot choose it.",
    Objection.DECLINED_NOT_CHOSEN: "For the person {id}, {unit} is declined but is not a choice.",
    Objection.UNIT_OUT_OF_BOUNDS: "The unit {id} has {people} people: its bounds, {floor} to {cap}, are broken"
    " before anybody moves.",
    Objection.ORGANISATION_OUT_OF_BOUNDS: "The organisation {id} has {people} people: its bounds, {floor} to"
    " {cap}, are broken before anybody moves.",
}

OBJECTION_FIELDS: Mapping[Objection, str] = {
    Objection.UNIT_TWICE: "units",
    Objection.ORGANISATION_TWICE: "organisations",
    Objection.PERSON_TWICE: "people",
    Objection.ORGANISATION_UNKNOWN: "units",
    Objection.UNIT_FLOOR_ABOVE_CAP: "units",
    Objection.ORGANISATION_FLOOR_ABOVE_CAP: "organisations",
    Objection.HOME_UNKNOWN: "people",
    Objection.CHOICE_UNKNOWN: "people",
    Objection.CHOICE_TWICE: "people",
    Objection.CHOICE_IS_HOME: "people",
    Objection.DECLINED_NOT_CHOSEN: "people",
    Objection.UNIT_OUT_OF_BOUNDS: "units",
    Objection.ORGANISATION_OUT_OF_BOUNDS: "organisations",
}
"""The list of the request that each objection is about."""

RULES: Mapping[str, str] = {
    "missing": "It is needed.",
    "extra_forbidden": "There is no such field.",
    "int_type": "It must be a whole number, not text.",
    "greater_than_equal": "It is too small.",
    "less_than_equal": "It is too large.",
    "string_type": "It must be text.",
    "string_pattern_mismatch": "It must have 1 to 64 characters that can be seen.",
    "tuple_type": "It must be a list.",
    "too_long": "The list is too long; /api/retention/openapi.json says how long it may be.",
    "too_many_people": "Without the token of the ICS's coordinator a market has up to {open:,} people, with it up"
    " to {planned:,}.",
}
RULES_OTHERWISE = "It breaks this rule; /api/retention/openapi.json says what it may be."

WORDS: Mapping[str, str] = {
    "units": "Enter how many units there are, from 2 to 30",
    "people_per_unit": "Enter how many people of each unit ask to move, from 1 to 20",
    "choices": "Enter how many choices each person has, from 1 to 5",
    "choices.too_many": "Enter fewer choices than there are units: nobody can choose the unit that they are in",
    "vacancies_percent": "Enter the vacancies in every 100 posts, from 0 to 50",
    "most_leavers": "Enter how many more may leave a unit than come in, from 0 to 20",
    "at_risk_percent": "Enter the people at risk for every 100 others, from 0 to 50",
    "seed": "Enter a whole number from 1 to 999999",
}
"""The fields of the simulation's form."""


def standing(choice: int, of: int) -> str:
    """Which choice somebody has, in a sentence; `of` is how many they named."""
    if choice:
        ordinals = {1: "first", 2: "second", 3: "third"}
        return f"Has their {ordinals.get(choice, f'{choice}th')} choice."
    return "Keeps their post." if of else "Named no choice, and keeps their post."
