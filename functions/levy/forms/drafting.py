"""What the sections of an application ask, one form a page, and how saved answers are shown again."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from functions.levy.domain.anonymity import NAMELESS, NAMELESS_REFERENCE
from functions.levy.domain.applications import (
    Account,
    Application,
    ApprenticeGroup,
    Commitments,
    Line,
    Rationale,
    Sharing,
    Training,
)
from functions.levy.domain.drafting import Section
from functions.levy.domain.reasons import Reason
from functions.levy.domain.saving import AgeBand, EmployerKind
from functions.levy.forms.public import PriceEach
from functions.levy.messages.applications import (
    ACCOUNT_WORDS,
    COMMITMENTS_WORDS,
    RATIONALE_WORDS,
    SHARING_WORDS,
    TRAINING_WORDS,
)
from shared.values.dates import Month
from shared.values.faults import fault
from shared.values.identifiers import StandardRef, Ukprn
from shared.values.money import pounds_short
from shared.web.acts import Act, FormId
from shared.web.forms import Form

Typed = dict[str, object]

SECTION_FIELDS = {
    Reason.START_TOO_EARLY: "start",
    Reason.START_TOO_LATE: "start",
    Reason.PRICE_TOO_HIGH: "price_each",
    Reason.STANDARD_NOT_OPEN: "standard",
    Reason.TOO_MANY_APPRENTICES: "count",
}
"""The fields that the refusals of a save are about."""


class SectionForm(Act):
    """The form of one section."""

    words: ClassVar[Mapping[str, str]]

    def section(self) -> Section:
        """The answers as they are kept."""
        raise NotImplementedError

    @classmethod
    def typed(cls, application: Application) -> Typed:
        """What stands in the fields when the page opens: the answers that were saved."""
        raise NotImplementedError


class AccountState(StrEnum):
    """How far an employer has come in the apprenticeship service."""

    SIGNED = "signed"
    UNSIGNED = "unsigned"
    NONE = "none"

    @classmethod
    def of(cls, account: Account) -> Self:
        """The state that an account was saved in."""
        if not account.has_service_account:
            return cls.NONE
        return cls.SIGNED if account.has_signed_agreement else cls.UNSIGNED


class AccountForm(SectionForm):
    """Can the employer receive money yet?"""

    words = ACCOUNT_WORDS

    service_account: AccountState
    levy_position: EmployerKind

    def section(self) -> Account:
        """Without an account there is no agreement."""
        return Account(
            has_service_account=self.service_account is not AccountState.NONE,
            has_signed_agreement=self.service_account is AccountState.SIGNED,
            levy_position=self.levy_position,
        )

    @classmethod
    def typed(cls, application: Application) -> Typed:
        """The account as it was saved."""
        saved = application.account
        if saved is None:
            return {}
        return {"service_account": AccountState.of(saved).value, "levy_position": saved.levy_position.value}


class TrainingForm(SectionForm):
    """What, from when, at what price, with whom? A provider that is not chosen yet is left empty."""

    words = TRAINING_WORDS

    standard: StandardRef
    start: Month
    price_each: PriceEach
    provider_name: Line = ""
    ukprn: Ukprn | None = None

    @model_validator(mode="after")
    def _a_provider_has_a_name_and_a_number(self) -> Self:
        if self.ukprn and not self.provider_name:
            raise fault("provider_name.missing")
        if self.provider_name and not self.ukprn:
            raise fault("ukprn.missing")
        return self

    def section(self) -> Training:
        """No provider chosen yet is no UKPRN."""
        return Training(
            standard=self.standard,
            start=self.start,
            price_each_pence=self.price_each,
            ukprn=self.ukprn,
            provider_name=self.provider_name,
        )

    @classmethod
    def typed(cls, application: Application) -> Typed:
        """The training as it was saved, its price in pounds."""
        saved = application.training
        if saved is None:
            return {}
        price = pounds_short(saved.price_each_pence).removeprefix("£")
        return _typed(saved.model_dump(mode="json") | {"price_each": price})


class RationaleForm(SectionForm, Rationale):
    """Why is the training needed?"""

    words = RATIONALE_WORDS

    def section(self) -> Rationale:
        """The two texts."""
        return Rationale(relevance=self.relevance, skills_gap=self.skills_gap)

    @classmethod
    def typed(cls, application: Application) -> Typed:
        """The texts as they were saved."""
        return application.rationale.model_dump() if application.rationale else {}


class Promise(StrEnum):
    """The promises that can be ticked: the fields of `Commitments`."""

    KEEPS_IN_CONTACT = "keeps_in_contact"
    REPORTS_LEAVERS = "reports_leavers"
    PAYS_EXCESS = "pays_excess"
    GIVES_TRAINING_TIME = "gives_training_time"
    PAYS_LIVING_WAGE = "pays_living_wage"


class CommitmentsForm(SectionForm):
    """What does the employer promise? What is not ticked is not promised, and may be kept so in a draft."""

    words = COMMITMENTS_WORDS

    promises: tuple[Promise, ...] = ()

    def section(self) -> Commitments:
        """Every promise, kept as made or not made."""
        return Commitments.model_validate({promise: promise in self.promises for promise in Promise})

    @classmethod
    def typed(cls, application: Application) -> Typed:
        """The promises that were made."""
        made = application.commitments.model_dump() if application.commitments else {}
        return {"promises": [name for name, is_made in made.items() if is_made]}


class SharingForm(SectionForm):
    """Who may see the application, and who else was asked?"""

    words = SHARING_WORDS

    shares_with_senders: bool = False
    has_other_applications: bool
    other_applications: Annotated[str, Field(max_length=2000), NAMELESS] = ""

    @model_validator(mode="after")
    def _others_are_named(self) -> Self:
        if self.has_other_applications and not self.other_applications:
            raise fault("other_applications.missing")
        return self

    def section(self) -> Sharing:
        """The consent, and who else was asked. Words beside a no are kept: they may explain it."""
        return Sharing.model_validate(self.model_dump(exclude={"key"}))

    @classmethod
    def typed(cls, application: Application) -> Typed:
        """The consent as it was saved."""
        saved = application.sharing
        return _typed(saved.model_dump()) if saved else {}


SECTION_FORMS: Mapping[str, type[SectionForm]] = {
    "account": AccountForm,
    "training": TrainingForm,
    "rationale": RationaleForm,
    "commitments": CommitmentsForm,
    "sharing": SharingForm,
}
"""The sections that are one form; the apprentices are a list of their own."""


class ApprenticesForm(Act):
    """How many apprentices who are alike?"""

    group_id: FormId
    count: Annotated[int, Field(ge=1, le=99)]
    age_band: AgeBand
    is_existing_staff: bool
    reference: Annotated[str, Field(max_length=40), NAMELESS_REFERENCE] = ""

    def group(self) -> ApprenticeGroup:
        """The group as it is kept."""
        return ApprenticeGroup.model_validate(self.model_dump(exclude={"key"}))


def group_typed(group: ApprenticeGroup) -> Form:
    """A group in the fields of its form."""
    return Form(_typed(group.model_dump(mode="json")))


def _typed(saved: Mapping[str, object]) -> Typed:
    """Saved values as radio buttons and fields name them."""
    named = {True: "yes", False: "no"}
    return {name: named[one] if isinstance(one, bool) else one for name, one in saved.items()}
