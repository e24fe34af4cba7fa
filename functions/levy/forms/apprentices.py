"""What the employer is asked about its apprentices, one form a page."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from functions.levy.domain.anonymity import NAMELESS
from functions.levy.domain.applications import DfeCode, Line, SetUpStep
from functions.levy.domain.apprenticeships import MOST_MONTHS, OwnReference
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    ConfirmApprentice,
    OnApprentice,
    PauseApprentice,
    RecordReferences,
    RecordSetUpStep,
    ResumeApprentice,
    StartApprentice,
    StopApprentice,
)
from functions.levy.domain.reasons import Reason
from functions.levy.forms.public import PriceEach
from shared.values.dates import Month
from shared.web.acts import ActOnVersion

CONFIRM_FIELDS = {
    Reason.START_TOO_EARLY: "start",
    Reason.START_TOO_LATE: "start",
    Reason.STANDARD_NOT_OPEN: "start",
    Reason.START_DRAWN: "start",
    Reason.PRICE_TOO_HIGH: "price_each",
    Reason.PRICE_NOT_LOWER: "price_each",
    Reason.PRICE_BELOW_DRAWN: "price_each",
    Reason.NOTHING_CHANGED: "price_each",
    Reason.TRAINING_TOO_SHORT: "months",
    Reason.TRAINING_TOO_LONG: "months",
}
"""The fields that the refusals of confirming and changing are about."""

MONTH_FIELDS = dict.fromkeys((Reason.MONTH_MISSING, Reason.MONTH_TOO_EARLY, Reason.MONTH_TOO_LATE), "month")
STEP_FIELDS = {Reason.DAY_TOO_LATE: "on"}


def _capitals(typed: Any) -> Any:
    """Codes are read out and typed in small letters too."""
    return typed.replace(" ", "").upper() if isinstance(typed, str) else typed


Code = Annotated[DfeCode, BeforeValidator(_capitals)]


class ConfirmForm(ActOnVersion):
    """One apprentice, as agreed with the provider."""

    own_reference: OwnReference
    start: Month
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)]
    price_each: PriceEach

    def command(self, application_id: str) -> ConfirmApprentice:
        """The wish to confirm the next apprentice."""
        return ConfirmApprentice(
            application_id=application_id,
            version=self.version,
            own_reference=self.own_reference,
            start=self.start,
            months=self.months,
            price_pence=self.price_each,
        )


class ReferencesForm(ActOnVersion):
    """The codes that the apprenticeship service shows; what is not known yet is left empty."""

    pledge_code: Code = ""
    application_code: Code = ""
    cohort_code: Code = ""

    def command(self, application_id: str) -> RecordReferences:
        """The wish to keep them."""
        return RecordReferences(
            application_id=application_id,
            version=self.version,
            pledge_code=self.pledge_code,
            application_code=self.application_code,
            cohort_code=self.cohort_code,
        )


class StepForm(ActOnVersion):
    """The day on which a step was done."""

    on: date

    def command(self, application_id: str, step: SetUpStep) -> RecordSetUpStep:
        """The wish to tell it."""
        return RecordSetUpStep(application_id=application_id, version=self.version, step=step, on=self.on)


class TellForm(ActOnVersion):
    """What every form about an apprentice has."""

    def command(self, apprenticeship_id: str) -> OnApprentice:
        """The wish to tell it."""
        raise NotImplementedError


class StartForm(TellForm):
    """That the training started in the month that was confirmed."""

    def command(self, apprenticeship_id: str) -> StartApprentice:
        """The wish to tell the start."""
        return StartApprentice(apprenticeship_id=apprenticeship_id, version=self.version)


class PauseForm(TellForm):
    """The first month without training."""

    month: Month

    def command(self, apprenticeship_id: str) -> PauseApprentice:
        """The wish to tell a pause."""
        return PauseApprentice(apprenticeship_id=apprenticeship_id, version=self.version, month=self.month)


class ResumeForm(TellForm):
    """The first month with training again."""

    month: Month

    def command(self, apprenticeship_id: str) -> ResumeApprentice:
        """The wish to tell that it goes on."""
        return ResumeApprentice(apprenticeship_id=apprenticeship_id, version=self.version, month=self.month)


class ChangeForm(TellForm):
    """The price and the start as they are now."""

    start: Month
    price_each: PriceEach

    def command(self, apprenticeship_id: str) -> ChangeApprentice:
        """The wish to change them."""
        return ChangeApprentice(
            apprenticeship_id=apprenticeship_id,
            version=self.version,
            start=self.start,
            price_pence=self.price_each,
        )


class StopForm(TellForm):
    """The last month of training. Whoever never started has none: the page then asks for no month."""

    month: Month | None = None
    why: Annotated[Line, NAMELESS] = ""

    def command(self, apprenticeship_id: str) -> StopApprentice:
        """The wish to tell a stop."""
        return StopApprentice(
            apprenticeship_id=apprenticeship_id, version=self.version, month=self.month, why=self.why
        )


class CompleteForm(TellForm):
    """The month in which the apprentice finished."""

    month: Month

    def command(self, apprenticeship_id: str) -> CompleteApprentice:
        """The wish to tell the end."""
        return CompleteApprentice(apprenticeship_id=apprenticeship_id, version=self.version, month=self.month)
