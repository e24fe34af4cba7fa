"""What the coordinator types about a window, read into commands."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.retention.domain.defaults import rules_on
from functions.retention.domain.opening import EditWindow, MoveDates, OpenWindow, PlanWindow
from functions.retention.domain.parts import Name, Words
from functions.retention.domain.reasons import Reason
from functions.retention.domain.windows import (
    MOST_PARTNERS,
    TransferWindow,
    WindowDates,
    WindowPlan,
    WindowRules,
    market_of,
)
from functions.retention.forms.typed import part_of
from functions.retention.messages.windows import MOVE_WORDS, OPEN_WORDS, PLAN_WORDS
from shared.records import Frozen
from shared.reference.workforce import bands, job_role
from shared.values.faults import fault
from shared.values.identifiers import OdsCode
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

PLAN_FIELDS = {Reason.NO_PARTNERS: "partners", Reason.OPENS_TOO_SOON: "opens_on"}
MOVE_FIELDS = {Reason.NOTHING_MOVED: "opens_on", Reason.ONLY_LATER: "opens_on"}
"""The fields beside which refusals stand."""


class _ForWhom(Frozen):
    """What a window is called and for whom it is; first, because errors stand in the order of the page."""

    name: Name
    job_role: str
    band: str
    partners: Annotated[tuple[OdsCode, ...], Field(min_length=1, max_length=MOST_PARTNERS)]


class _Asked(WindowRules, WindowDates, _ForWhom):
    """A window as the form asks for it."""

    @model_validator(mode="after")
    def _is_a_market(self) -> Self:
        if job_role(self.job_role) is None:
            raise fault("job_role.unknown")
        if self.band not in bands():
            raise fault("band.unknown")
        return self

    @property
    def plan(self) -> WindowPlan:
        """What is said of the window."""
        return WindowPlan(
            name=self.name,
            market=market_of(self.job_role, self.band),
            partners=self.partners,
            dates=part_of(WindowDates, self),
            rules=part_of(WindowRules, self),
        )


class NewWindow(_Asked, Act):
    """A new window. Its key becomes its id, so a double submit is a replay."""


class ChangedWindow(_Asked, ActOnVersion):
    """A planned window as the coordinator wants it."""


class Opened(ActOnVersion):
    """The wish to open a window."""


class Moved(WindowDates, ActOnVersion):
    """Later days, and why."""

    why: Words


def read_new(typed: FormBody) -> PlanWindow | FieldErrors:
    """The window that is planned."""
    new = read(NewWindow, typed, PLAN_WORDS)
    return new if isinstance(new, FieldErrors) else PlanWindow(window_id=new.key, plan=new.plan)


def read_edit(typed: FormBody, window_id: str) -> tuple[EditWindow, str] | FieldErrors:
    """The plan as it is to be, and the key of the form."""
    edit = read(ChangedWindow, typed, PLAN_WORDS)
    if isinstance(edit, FieldErrors):
        return edit
    return EditWindow(window_id=window_id, version=edit.version, plan=edit.plan), edit.key


def read_open(typed: FormBody, window_id: str) -> tuple[OpenWindow, str] | FieldErrors:
    """The wish to open a window, and the key of the form."""
    wish = read(Opened, typed, OPEN_WORDS)
    if isinstance(wish, FieldErrors):
        return wish
    return OpenWindow(window_id=window_id, version=wish.version), wish.key


def read_move(typed: FormBody, window_id: str) -> tuple[MoveDates, str] | FieldErrors:
    """The later days, and the key of the form."""
    move = read(Moved, typed, MOVE_WORDS)
    if isinstance(move, FieldErrors):
        return move
    dates = part_of(WindowDates, move)
    return MoveDates(window_id=window_id, version=move.version, dates=dates, why=move.why), move.key


def new_form(day: date) -> Form:
    """The form of a new window as it opens: the settings of the day."""
    return Form(rules_on(day).model_dump(mode="json"))


def edit_form(window: TransferWindow) -> Form:
    """The form of a planned window as it opens: what stands now."""
    return Form(
        {
            "name": window.name,
            "job_role": window.market.job_role,
            "band": window.market.band,
            "partners": [one.ods_code for one in window.partners],
            **window.dates.model_dump(mode="json"),
            **window.rules.model_dump(mode="json"),
        }
    )


def move_form(window: TransferWindow) -> Form:
    """The form of later days as it opens."""
    return Form(window.dates.model_dump(mode="json"))
