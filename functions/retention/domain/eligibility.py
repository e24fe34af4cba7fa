"""What a request still lacks, and which published rule it does not meet. Pure; the order is that of the pages."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from functions.retention.domain.requests import TransferRequest, words_in
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow


class Lack(StrEnum):
    """Something without which a request cannot be confirmed."""

    NO_HOME = "no_home"
    HOME_UNKNOWN = "home_unknown"
    NO_CHOICES = "no_choices"
    TOO_MANY_CHOICES = "too_many_choices"
    CHOSEN_TWICE = "chosen_twice"
    CHOICE_UNKNOWN = "choice_unknown"
    CHOSE_HOME = "chose_home"
    CHOSE_CLOSING = "chose_closing"
    CHOSE_SAME_KEEPER = "chose_same_keeper"  # the manager of the home unit would learn of it
    CHOSE_OWN_UNIT = "chose_own_unit"  # nobody decides on themself
    NO_STATEMENT = "no_statement"
    TOO_MANY_WORDS = "too_many_words"
    NO_DECLARATIONS = "no_declarations"
    TOO_SHORT_IN_POST = "too_short_in_post"
    LIVE_PROCESS = "live_process"
    TRAINING_NOT_IN_DATE = "training_not_in_date"
    NO_CONSENT = "no_consent"


Units = Mapping[str, Unit]
"""The units of a window that are looked at, by id."""


def lacks(request: TransferRequest, window: TransferWindow, units: Units, at_risk: bool) -> tuple[Lack, ...]:
    """All that stands in the way. Of somebody whose unit closes no length of service is asked."""
    return (
        *_of_home(request, units),
        *of_choices(request, window, units),
        *_of_statement(request, window),
        *_of_declarations(request, window, at_risk),
        *([] if request.details.shares_profile else [Lack.NO_CONSENT]),
    )


def of_choices(request: TransferRequest, window: TransferWindow, units: Units) -> Iterator[Lack]:
    """What is wrong with the choices: of each kind once."""
    choices, home = request.details.choices, units.get(request.details.home_unit)
    if not choices:
        yield Lack.NO_CHOICES
    if len(choices) > window.rules.most_choices:
        yield Lack.TOO_MANY_CHOICES
    if len(set(choices)) < len(choices):
        yield Lack.CHOSEN_TWICE
    if request.details.home_unit and request.details.home_unit in choices:
        yield Lack.CHOSE_HOME
    chosen = [units.get(one) for one in choices if one != request.details.home_unit]
    yield from dict.fromkeys(lack for unit in chosen for lack in _of_choice(request, unit, home))


def _of_choice(request: TransferRequest, unit: Unit | None, home: Unit | None) -> Iterator[Lack]:
    if unit is None:
        yield Lack.CHOICE_UNKNOWN
        return
    if unit.details.is_closing:
        yield Lack.CHOSE_CLOSING
    if unit.keeper.person_id == request.person.person_id:
        yield Lack.CHOSE_OWN_UNIT
    elif home and unit.keeper.person_id == home.keeper.person_id:
        yield Lack.CHOSE_SAME_KEEPER


def _of_home(request: TransferRequest, units: Units) -> Iterator[Lack]:
    if not request.details.home_unit:
        yield Lack.NO_HOME
        return
    home = units.get(request.details.home_unit)
    if home is None or home.employer.ods_code != request.employer_ods:
        yield Lack.HOME_UNKNOWN


def _of_statement(request: TransferRequest, window: TransferWindow) -> Iterator[Lack]:
    words = words_in(request.details.statement)
    if not words:
        yield Lack.NO_STATEMENT
    if words > window.rules.most_words:
        yield Lack.TOO_MANY_WORDS


def _of_declarations(request: TransferRequest, window: TransferWindow, at_risk: bool) -> Iterator[Lack]:
    said = request.details.declarations
    if said is None:
        yield Lack.NO_DECLARATIONS
        return
    if not at_risk and said.months_in_post < window.rules.months_in_post:
        yield Lack.TOO_SHORT_IN_POST
    if not said.no_live_process:
        yield Lack.LIVE_PROCESS
    if not said.training_in_date:
        yield Lack.TRAINING_NOT_IN_DATE
