"""What a sending employer types or pastes of its levy, read into figures; what is wrong is told line by line."""

import re
from typing import Annotated

from pydantic import Field

from functions.levy.domain.accounts import LevyAccount, SaveLevyAccount
from functions.levy.domain.allowance import WHOLE, YEARS_SHOWN, EnglishShare, Figures, years_from
from functions.levy.domain.reasons import Reason
from functions.levy.forms.expiry import levy_began, sentences
from functions.levy.forms.months import Allowed, BadLines, LineFault, read_lines, read_months
from functions.levy.messages.allowance import ELSEWHERE_WORDS, FIGURES_WORDS
from shared.values.dates import Month, uk_month
from shared.values.money import parse_pounds, pounds
from shared.web.acts import Act
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

FIELDS = {Reason.LEVY_MONTH_TO_COME: "declared"}
"""The field beside which a refusal stands."""

_LAST_MONTH = Month(2999, 12)  # what cannot have been declared yet, the rule refuses
_ELSEWHERE = "elsewhere-"
_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,2}))? ?%?")


class TypedFigures(Act):
    """The form of a levy account. Version 0: nothing was entered before. The years elsewhere have a field each."""

    version: Annotated[int, Field(ge=0)]
    declared: Annotated[str, Field(min_length=1, max_length=20_000)]
    english: Annotated[str, Field(max_length=5_000)] = ""


def read_figures(typed: FormBody, this_year: str) -> tuple[SaveLevyAccount, str] | FieldErrors:
    """The figures that were entered, and the key of the form."""
    form = read(TypedFigures, typed, FIGURES_WORDS)
    wrong: dict[str, str] = {}
    allowed = Allowed(levy_began(), _LAST_MONTH)
    declared = read_months(typed.get("declared", ""), allowed) or (BadLines(LineFault.NO_LINES),)
    english = read_lines(_with_month(typed.get("english", "")), allowed, _basis_points)
    if isinstance(declared, tuple):
        wrong["declared"] = sentences(declared, allowed)
    if isinstance(english, tuple):
        wrong["english"] = sentences(english, allowed)
    elsewhere = _elsewhere(typed, this_year, wrong)
    if isinstance(form, FieldErrors):
        found = {**wrong, **form.by_field}
        return FieldErrors(typed, _in_order(found), {**dict.fromkeys(wrong, "lines"), **form.rules})
    if wrong or isinstance(declared, tuple) or isinstance(english, tuple):
        return FieldErrors(typed, _in_order(wrong), dict.fromkeys(wrong, "lines"))
    by_month = {month: points for _, month, points in english}
    shares = tuple(EnglishShare(starts=month, basis_points=points) for month, points in sorted(by_month.items()))
    figures = Figures(declared=dict(declared), english=shares, elsewhere=elsewhere)
    return SaveLevyAccount(version=form.version, figures=figures), form.key


def figures_form(account: LevyAccount | None, this_year: str) -> Form:
    """The form as it opens: what was entered before."""
    if account is None:
        return Form()
    figures = account.figures
    lines = [f"{uk_month(month)} {_plain(pence)}" for month, pence in sorted(figures.declared.items())]
    shares = [f"{uk_month(one.starts)} {_percent(one.basis_points)}" for one in figures.english]
    years = {
        elsewhere_field(year): _plain(figures.elsewhere[year])
        for year in years_from(this_year, YEARS_SHOWN)
        if figures.elsewhere.get(year)
    }
    return Form({"declared": "\n".join(lines), "english": "\n".join(shares), **years})


def elsewhere_field(tax_year: str) -> str:
    """The name of the field of a tax year: "elsewhere-2026-27"."""
    return _ELSEWHERE + tax_year.replace("/", "-")


def _basis_points(text: str) -> int | LineFault:
    matched = _PERCENT.fullmatch(text.strip())
    points = int(matched["whole"]) * 100 + int((matched["part"] or "").ljust(2, "0")) if matched else WHOLE + 1
    return LineFault.PERCENT_UNREADABLE if points > WHOLE else points


def _with_month(text: str) -> str:
    """A percentage alone holds from the beginning of the levy."""
    alone = _PERCENT.fullmatch(text.strip())
    return f"{levy_began()} {text.strip()}" if alone else text


def _elsewhere(typed: FormBody, this_year: str, wrong: dict[str, str]) -> dict[str, int]:
    """What each year's field says; an empty one says nothing is promised elsewhere."""
    found: dict[str, int] = {}
    for year in years_from(this_year, YEARS_SHOWN):
        name = elsewhere_field(year)
        text = typed.get(name, "")
        try:
            found[year] = parse_pounds(text) if text.strip() else 0
        except ValueError as unreadable:
            wrong[name] = ELSEWHERE_WORDS.get(str(unreadable), ELSEWHERE_WORDS["elsewhere"])
    return found


def _in_order(wrong: dict[str, str]) -> dict[str, str]:
    """As the fields stand on the page."""
    first = ("key", "version", "declared", "english")
    return dict(sorted(wrong.items(), key=lambda one: (first.index(one[0]) if one[0] in first else 9, one[0])))


def _plain(pence: int) -> str:
    return pounds(pence).replace("£", "")


def _percent(points: int) -> str:
    whole, part = divmod(points, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
