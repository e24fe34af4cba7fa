"""What matching looks at: a post with its person specification, and a person's work profile.

A profile has no name, age, health, reason, length of service or tier: what is not here cannot rank anybody.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from shared.records import Frozen
from shared.reference.districts import district_of
from shared.reference.workforce import AFC, band_rank

MOST_CRITERIA = 20
MOST_TAGS = 30
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CURLED = "\N{RIGHT SINGLE QUOTATION MARK}"


def canonical_tag(text: str) -> str:
    """The form in which two ways to type the same thing are equal: its words in lower case, one space between."""
    return " ".join(_WORD.findall(text.replace(_CURLED, "'").casefold()))


def _tags(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Each tag once, in the order typed; what has no word in it is dropped."""
    return tuple(dict.fromkeys(tag for tag in typed if tag))


def _district(typed: str) -> str:
    return district_of(typed) if typed else ""


Tag = Annotated[str, AfterValidator(canonical_tag), Field(max_length=120)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=MOST_TAGS), AfterValidator(_tags)]
District = Annotated[str, AfterValidator(district_of)]
JobRoleCode = Annotated[str, Field(pattern=r"^([0-9]{5}|X[0-9]{2})$")]
StaffGroupCode = Annotated[str, Field(pattern=r"^(0[1-9]|10)$")]
HoursHundredths = Annotated[int, Field(ge=1, le=7_500)]  # hours a week, 3750 = 37.5


class CriterionKind(StrEnum):
    """What a criterion asks for."""

    SKILL = "skill"
    QUALIFICATION = "qualification"
    EXPERIENCE = "experience"


class Criterion(Frozen):
    """One line of a person specification.

    It is met by a tag of the person equal to its `key`; without a key given, to the words of its text.
    `trainable_months`: how long training in the post takes; None where it cannot be trained in the post.
    """

    criterion_id: str = Field(pattern=r"^[a-z0-9-]{1,32}$")
    kind: CriterionKind
    text: str = Field(min_length=1, max_length=120)
    trainable_months: int | None = Field(default=None, ge=0, le=60)
    key: str = Field(default="", max_length=360)  # lower case can be longer than what was typed

    @model_validator(mode="before")
    @classmethod
    def _with_key(cls, typed: Any) -> Any:
        if not isinstance(typed, dict):
            return typed
        return typed | {"key": canonical_tag(str(typed.get("key") or typed.get("text") or ""))}


class PersonSpec(Frozen):
    """What a post asks of a person. Each criterion has its own id across both lists."""

    essential: tuple[Criterion, ...] = Field(default=(), max_length=MOST_CRITERIA)
    desirable: tuple[Criterion, ...] = Field(default=(), max_length=MOST_CRITERIA)

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [criterion.criterion_id for criterion in (*self.essential, *self.desirable)]
        if len(ids) != len(set(ids)):
            raise ValueError("two criteria have the same id")
        return self


class _Job(Frozen):
    """What a post and the job that a person holds have in common."""

    job_role: JobRoleCode
    staff_group: StaffGroupCode
    framework: str = Field(pattern=r"^[a-z_]{1,32}$")
    band: str = ""  # empty unless the framework is Agenda for Change
    salary_pence: int = Field(gt=0, le=100_000_000)  # a year, full-time: the top of the range, or the only point
    hours_week_hundredths: HoursHundredths
    postcode_district: District
    registration: str = ""  # empty: none

    @model_validator(mode="after")
    def _band_belongs_to_framework(self) -> Self:
        if self.framework == AFC:
            band_rank(self.band)
        elif self.band:
            raise ValueError("only Agenda for Change has bands")
        return self


class Post(_Job):
    """A post that somebody may be matched with; `registration` is what it requires."""

    spec: PersonSpec = PersonSpec()
    is_permanent: bool


class Profile(_Job):
    """A person's work and wishes. The job is the one held now, `postcode_district` its base.

    No home is kept: `travel_from_district` is the district that the person chose to be measured from
    (empty: the base). Hours a week in hundredths, miles one way.
    """

    skills: Tags = ()
    qualifications: Tags = ()
    experience: Tags = ()
    wanted_job_roles: tuple[JobRoleCode, ...] = Field(default=(), max_length=MOST_TAGS)  # empty: the same role
    travel_from_district: Annotated[str, AfterValidator(_district)] = ""
    wanted_districts: tuple[District, ...] = Field(default=(), max_length=MOST_TAGS)  # however far they are
    most_miles: int = Field(ge=0, le=500)
    least_hours: HoursHundredths
    most_hours: HoursHundredths
    accepts_band_below: bool = False
    available_from: date

    @model_validator(mode="after")
    def _hours_in_order(self) -> Self:
        if self.least_hours > self.most_hours:
            raise ValueError("least_hours is more than most_hours")
        return self

    @property
    def travels_from(self) -> str:
        """The district from which travel is measured."""
        return self.travel_from_district or self.postcode_district
