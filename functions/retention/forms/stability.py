"""What HR types of a year, read into a command."""

from functions.retention.domain.stability import EmployerYear, EnterYear, YearCounts
from functions.retention.forms.typed import ActOnDraft, form_of, part_of
from functions.retention.messages.stability import YEAR_WORDS
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read


class YearForm(YearCounts, ActOnDraft):
    """The counts of a year."""


def read_year(typed: FormBody, year: int) -> tuple[EnterYear, str] | FieldErrors:
    """The year as counted, and the key of the form."""
    said = read(YearForm, typed, YEAR_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return EnterYear(year=year, version=said.version, counts=part_of(YearCounts, said)), said.key


def year_form(entered: EmployerYear | None) -> Form:
    """The form as it opens: what stands now."""
    return form_of(entered.counts if entered else None)
