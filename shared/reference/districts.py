"""Postcode districts of this ICS's area and the miles between them, worked out from a table shipped as data.

Nothing is looked up anywhere: who travels from where never leaves the service.
"""

import re
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt

from pydantic import Field

from shared.reference.stored import DISTRICTS, Mark, Row, stored_text
from shared.values.faults import fault

_EARTH_RADIUS_MILES = 3958.8
_DISTRICT = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?")
_INWARD = re.compile("[0-9][A-Z]{2}$")


class District(Row):
    """A postcode district with its approximate middle, in degrees to two decimals (about half a mile)."""

    code: str = Field(pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")
    place: str
    latitude: float = Field(ge=49, le=61)
    longitude: float = Field(ge=-9, le=2)


class RoadFactor(Row):
    """How much longer a road is than a straight line, in percent of the line."""

    percent: int = Field(ge=100, le=200)
    effective_from: date | None
    effective_to: date | None
    source: str
    mark: Mark
    checked_on: date


class DistrictsFile(Row):
    """The districts held, with the source of the table and the factor that makes road miles of it."""

    checked_on: date
    source: str
    mark: Mark
    county: str
    road_factor: RoadFactor
    districts: tuple[District, ...]


@cache
def districts_file() -> DistrictsFile:
    """All that is held, in the order of the data file."""
    return DistrictsFile.model_validate_json(stored_text(DISTRICTS))


def districts() -> tuple[District, ...]:
    """The districts held."""
    return districts_file().districts


@cache
def _by_code() -> dict[str, District]:
    return {district.code: district for district in districts()}


def district(code: str) -> District | None:
    """The district of a code, or None if it is not in the table."""
    return _by_code().get(code)


def district_of(postcode: str) -> str:
    """The postcode district of a postcode or of a district, whatever the case and spaces: "st4 6qg" is in "ST4".

    Raises ValueError("district_invalid") for text that is neither. Whether the table holds it is another question.
    """
    typed = "".join(postcode.split()).upper()
    outward = _INWARD.sub("", typed) if _DISTRICT.fullmatch(typed) is None else typed
    if not typed.isascii() or _DISTRICT.fullmatch(outward) is None:
        raise fault("district_invalid")
    return outward


def area_of(code: str) -> str:
    """The postcode area of a district: the letters that it begins with."""
    return re.split("[0-9]", code, maxsplit=1)[0]


def miles_between(a: str, b: str) -> int | None:
    """About how many miles by road lie between two districts, in whole miles; 0 within one.

    The great circle between their middles, made longer by the road factor. None where the table lacks a district:
    nobody is told a distance that is not known.
    """
    one, other = district(a), district(b)
    if one is None or other is None:
        return None
    return _miles(*sorted((one.code, other.code)))


@cache
def _miles(a: str, b: str) -> int:
    one, other = _by_code()[a], _by_code()[b]
    south, north = radians(one.latitude), radians(other.latitude)
    rise, run = sin((north - south) / 2), sin(radians(other.longitude - one.longitude) / 2)
    chord = rise * rise + cos(south) * cos(north) * run * run
    line = 2 * _EARTH_RADIUS_MILES * asin(sqrt(chord))
    return round(line * districts_file().road_factor.percent / 100)
