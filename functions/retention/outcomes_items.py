"""Frozen figures, and the years that employers enter, as DynamoDB items.

- `FIGURES#ics` / `WINDOW#last day#window`: the figures of a window as they are shown, frozen
- `FIGURES#ics` / `YEAR#year`: those of a year
- `STABILITY#year#employer` / `STABILITY`: what HR entered of a year, with its history; by_state: by year
"""

from datetime import date

from functions.retention.domain.outcomes import WindowFigures
from functions.retention.domain.stability import EmployerYear, YearFigures
from functions.retention.items import put_of
from shared.schema import ROW
from shared.table import Item, Key, Put
from shared.values.identifiers import OdsCode

WINDOWS, YEARS = "WINDOW#", "YEAR#"


def figures_pk(ics_code: str) -> str:
    """The partition of the frozen figures of an ICS."""
    return f"FIGURES#{ics_code}"


def window_figures_key(ics_code: str, closes_on: date, window_id: str) -> Key:
    """Where the figures of a window stand: by its last day."""
    return figures_pk(ics_code), f"{WINDOWS}{closes_on}#{window_id}"


def year_figures_key(ics_code: str, year: int) -> Key:
    """Where the figures of a year stand."""
    return figures_pk(ics_code), f"{YEARS}{year}"


def year_key(year: int, ods_code: OdsCode) -> Key:
    """Where it stands what an employer entered of a year."""
    return f"STABILITY#{year}#{ods_code}", "STABILITY"


def years_of(ics_code: str, year: int) -> str:
    """The partition of the index by_state in which the employers' entries of a year stand."""
    return f"STABILITY#{ics_code}#{year}"


def window_figures_put(ics_code: str, figures: WindowFigures) -> Put:
    """The write that freezes the figures of a window: once, for good."""
    pk, sk = window_figures_key(ics_code, figures.closes_on, figures.window_id)
    return Put({"pk": pk, "sk": sk, "body": figures.model_dump(mode="json")}, if_absent=True)


def year_figures_put(ics_code: str, figures: YearFigures) -> Put:
    """The write that freezes the figures of a year: once, for good."""
    pk, sk = year_figures_key(ics_code, figures.year)
    return Put({"pk": pk, "sk": sk, "body": figures.model_dump(mode="json")}, if_absent=True)


def year_put(entered: EmployerYear) -> Put:
    """A year as entered, over the version that it was entered on and no other."""
    found = {
        ROW: {"body": entered.body(), "head": entered.head.model_dump()},
        "by_state_pk": years_of(entered.ics_code, entered.year),
        "by_state_sk": f"{entered.employer.name.casefold()}#{entered.employer.ods_code}",
    }
    return put_of(year_key(entered.year, entered.employer.ods_code), entered, found)


def window_figures_from(item: Item) -> WindowFigures:
    """The frozen figures that an item holds."""
    return WindowFigures.model_validate(item["body"])


def year_figures_from(item: Item) -> YearFigures:
    """The frozen figures that an item holds."""
    return YearFigures.model_validate(item["body"])


def year_from(item: Item) -> EmployerYear:
    """The year that an item holds."""
    return EmployerYear.model_validate(item["body"] | {"head": item["head"]})
