"""What people ask of an application: one frozen command an action. `version` is the one that they were shown."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from functions.levy.domain.anonymity import NAMELESS
from functions.levy.domain.applications import DeclineReason, DfeCode, Line, SetUpStep, Text
from functions.levy.domain.apprenticeships import MOST_MONTHS, OwnReference
from shared.records import Frozen
from shared.values.dates import Month
from shared.values.faults import fault
from shared.values.money import Pence


def by_a_person(reason: DeclineReason) -> DeclineReason:
    """A reason that a person may give. Raises ValueError: `by_schedule`, for the one that a passed day gives."""
    if reason is DeclineReason.NOT_DECIDED_IN_TIME:
        raise fault("by_schedule")
    return reason


GivenReasons = Annotated[tuple[Annotated[DeclineReason, AfterValidator(by_a_person)], ...], Field(min_length=1)]
"""Why the ICS declines: at least one reason, of those that a person may give."""

Words = Annotated[str, Field(min_length=1, max_length=2000)]
RecordId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.~-]{1,128}$")]
"""The id of a record: what may stand in an address, and no longer than a key of the table may be."""


class OnVersion(Frozen):
    """A command on an application as it was shown."""

    application_id: RecordId
    version: int


class Share(Frozen):
    """The part of an award that one pledge pays."""

    pledge_id: RecordId
    pence: Annotated[Pence, Field(gt=0)]


class Decide(OnVersion):
    """Every decision of the ICS declares whether the one who decides has a conflict of interest."""

    has_conflict: bool


class Approve(Decide):
    """Approve for `apprentices` of those asked for, paid by one pledge or split across several."""

    apprentices: Annotated[int, Field(strict=True, ge=1, le=999)]
    shares: Annotated[tuple[Share, ...], Field(min_length=1, max_length=10)]
    why: Words


class Confirm(Decide):
    """Confirm, as a second and different approver, what the first proposed to be paid by these pledges."""

    pledge_ids: Annotated[tuple[RecordId, ...], Field(min_length=1, max_length=10)]
    why: Text = ""


class SendBack(Decide):
    """Do not confirm what the first approver proposed."""

    why: Words


class PutOnWaitingList(Decide):
    """Keep the application until there is money."""

    why: Words


class Ask(OnVersion):
    """Ask the applicant a question."""

    question: Words


class Decline(Decide):
    """Decline for one or more reasons, and say why in words that the applicant reads."""

    reasons: GivenReasons
    why: Words


class AnswerAppeal(Decide):
    """Allow an appeal, or let the decline stand; in words that the applicant reads."""

    why: Words


class DeclineAll(Frozen):
    """Decline several applications for the same reasons and in the same words."""

    has_conflict: bool
    reasons: GivenReasons
    why: Words


class Answer(OnVersion):
    """Answer the question of the ICS."""

    answer: Words


class AppealDecline(OnVersion):
    """Say why the decline was wrong."""

    words: Annotated[Words, NAMELESS]


class Accept(OnVersion):
    """Accept the offer and its terms."""

    accepts_terms: bool


class LeaveOffer(OnVersion):
    """Turn the offer down."""

    why: Line = ""


class Withdraw(OnVersion):
    """Withdraw the application."""

    why: Line = ""


class ConfirmApprentice(OnVersion):
    """Confirm one of the approved apprentices, as agreed with the training provider."""

    own_reference: OwnReference
    start: Month
    months: Annotated[int, Field(strict=True, ge=1, le=MOST_MONTHS)]
    price_pence: Annotated[Pence, Field(ge=100)]


class RecordReferences(OnVersion):
    """Keep the codes that the apprenticeship service shows."""

    pledge_code: DfeCode = ""
    application_code: DfeCode = ""
    cohort_code: DfeCode = ""


class RecordSetUpStep(OnVersion):
    """Tell the day on which a step in the apprenticeship service was done."""

    step: SetUpStep
    on: date


class OnApprentice(Frozen):
    """A command on an apprenticeship as it was shown."""

    apprenticeship_id: RecordId
    version: int


class StartApprentice(OnApprentice):
    """Tell that the apprentice started in the month that was confirmed."""


class PauseApprentice(OnApprentice):
    """Tell the first month without training."""

    month: Month


class ResumeApprentice(OnApprentice):
    """Tell the first month with training again."""

    month: Month


class ChangeApprentice(OnApprentice):
    """Lower the price, or move the start later before anything is drawn."""

    start: Month
    price_pence: Annotated[Pence, Field(ge=100)]


class StopApprentice(OnApprentice):
    """Tell the last month of training; None for an apprentice who never started."""

    month: Month | None
    why: Line = ""


class CompleteApprentice(OnApprentice):
    """Tell the month in which the apprentice finished."""

    month: Month
