"""What an HR adviser types of their people, read into commands."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

from functions.redeploy.domain.people import Pay, PersonDetails, PoolEntry, RecordId, Words
from functions.redeploy.domain.posting import EditPerson, LeaveReason, PostPerson
from functions.redeploy.domain.profiles import Profile
from functions.redeploy.forms.person import PersonFields, broken_rules, details_of
from functions.redeploy.messages.calculators import decimal
from functions.redeploy.messages.people import EDIT_WORDS, POST_WORDS, ROW_WORDS
from shared.values.money import pounds
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read, refuse

_PARTS = 4  # decimals of a share of full-time hours


class PostForm(PersonFields, Act):
    """A person to put on the register. The key becomes the entry's id, so a double submit is a replay."""

    change_id: RecordId | None = None


class EditForm(PersonFields, ActOnVersion):
    """A person as they are to be held from now on."""

    change_id: RecordId | None = None


class LeaveForm(ActOnVersion):
    """Why somebody leaves the register."""

    because: LeaveReason


class AnswerForm(ActOnVersion):
    """The answer to something that the person raised."""

    raised_id: RecordId
    words: Words


class EraseForm(ActOnVersion):
    """That a record is to be erased for good."""

    is_sure: Literal["yes"]


class KeepForm(ActOnVersion):
    """That a record is still needed."""


def read_post(typed: FormBody, today: date, changes: Collection[str]) -> PostPerson | FieldErrors:
    """The person to post; `changes` are the ids of the changes that may be chosen."""
    form = read(PostForm, typed, POST_WORDS)
    if isinstance(form, FieldErrors):
        return form
    details = _details(typed, form, today, POST_WORDS, form.change_id, changes)
    return details if isinstance(details, FieldErrors) else PostPerson(entry_id=form.key, details=details)


def read_edit(
    typed: FormBody, entry_id: str, today: date, changes: Collection[str]
) -> tuple[EditPerson, str] | FieldErrors:
    """The person as they are to be held, and the key of the form."""
    form = read(EditForm, typed, EDIT_WORDS)
    if isinstance(form, FieldErrors):
        return form
    details = _details(typed, form, today, EDIT_WORDS, form.change_id, changes)
    if isinstance(details, FieldErrors):
        return details
    return EditPerson(entry_id=entry_id, version=form.version, details=details), form.key


def read_row(typed: Mapping[str, str], today: date) -> PersonDetails | FieldErrors:
    """The person of a row of a spreadsheet, its cells by the names of the form's fields."""
    form = read(PersonFields, typed, ROW_WORDS)
    return form if isinstance(form, FieldErrors) else _details(typed, form, today, ROW_WORDS)


def _details(
    typed: Mapping[str, object],
    form: PersonFields,
    today: date,
    words: Mapping[str, str],
    change_id: str | None = None,
    changes: Collection[str] = (),
) -> PersonDetails | FieldErrors:
    rules = broken_rules(form, today)
    if change_id is not None and change_id not in changes:
        rules["change_id"] = "unknown"
    return refuse(typed, words, **rules) if rules else details_of(form, today, change_id)


def edit_form(entry: PoolEntry) -> Form:
    """The edit form as it opens: what is held now. Raises ValueError for a person who was erased."""
    if entry.details is None:
        raise ValueError("nothing is held of an erased person")
    held = entry.details
    return Form({**_who_typed(held), **_work_typed(held.profile, held.pay), **_rights_typed(held)})


def _who_typed(held: PersonDetails) -> dict[str, object]:
    contact = held.contact.model_dump()
    return {**contact, "change_id": held.change_id, "terms": held.terms.value, "reason": held.reason}


def _work_typed(profile: Profile, pay: Pay) -> dict[str, object]:
    return {
        "job_role": profile.job_role,
        "framework": profile.framework,
        "band": profile.band,
        "salary": pounds(pay.annual_pence).removeprefix("£"),
        "fte": decimal(pay.fte_ten_thousandths, _PARTS),
        "weekly_pay": pounds(pay.weekly_pence).removeprefix("£") if pay.weekly_pence else "",
        "hours": decimal(profile.hours_week_hundredths, 2),
        "base": profile.postcode_district,
        "registration": profile.registration,
        "skills": "\n".join(profile.skills),
        "qualifications": "\n".join(profile.qualifications),
        "experience": "\n".join(profile.experience),
        "wanted_job_roles": list(profile.wanted_job_roles),
        "travel_from": profile.travel_from_district,
        "wanted_districts": "\n".join(profile.wanted_districts),
        "most_miles": profile.most_miles,
        "least_hours": decimal(profile.least_hours, 2),
        "most_hours": decimal(profile.most_hours, 2),
        "accepts_band_below": "yes" if profile.accepts_band_below else "no",
        "available_from": profile.available_from.isoformat(),
    }


def _rights_typed(held: PersonDetails) -> dict[str, object]:
    days = {
        "notice_served_on": held.notice.served_on,
        "notice_ends_on": held.notice.ends_on,
        "protected_until": held.protection.until,
        "born_on": held.born_on,
    }
    return {
        **held.service.model_dump(),
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "is_protected": "yes" if held.protection.is_protected else "no",
    }
