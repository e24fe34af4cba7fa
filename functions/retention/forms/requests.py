"""What a person types about their own request, part by part. Each part becomes a change of the details."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, JsonValue

from functions.retention.domain.eligibility import Lack, Units, of_choices
from functions.retention.domain.parts import RecordId, Statement
from functions.retention.domain.passport import Checked, Item, with_item
from functions.retention.domain.requesting import Change
from functions.retention.domain.requests import Declarations, RequestDetails, TransferRequest, words_in
from functions.retention.domain.windows import TransferWindow
from functions.retention.forms.typed import ActOnDraft, form_of, part_of
from functions.retention.messages.requests import (
    CHECKED_WORDS,
    CHOICES_WORDS,
    DECLARATIONS_WORDS,
    HOME_WORDS,
    LACKS,
    NEED_WORDS,
    SHARING_WORDS,
    STATEMENT_WORDS,
    TOO_MANY_WORDS,
)
from shared.web.acts import Act
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read, refuse


@dataclass(frozen=True)
class Part:
    """A part of a request as its page sent it: what it changes, and what it says, plain."""

    key: str
    version: int
    change: Change
    said: JsonValue


class Home(ActOnDraft):
    """Where the person works."""

    home_unit: RecordId


class Choices(ActOnDraft):
    """The hidden fields of the page of choices; the lists have names of their own."""


class Said(ActOnDraft):
    """The statement."""

    statement: Annotated[Statement, Field(min_length=1)]


class CheckedItem(Checked, ActOnDraft):
    """One item of the passport."""


class Declared(Declarations, ActOnDraft):
    """What the person says of their post."""


class Sharing(ActOnDraft):
    """What may be shared, and whether they would otherwise leave."""

    shares_profile: bool = False
    wants_to_leave: bool | None = None


class OnOwn(ActOnDraft):
    """An act on the request as it was shown: confirm it, or withdraw it."""


class Need(Act):
    """The code that a person showed to an adviser."""

    code: Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{10}$")]


def read_home(typed: FormBody) -> Part | FieldErrors:
    """Where the person works now."""
    said = read(Home, typed, HOME_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return _part(said, lambda details: details.model_copy(update={"home_unit": said.home_unit}), said.home_unit)


def read_choices(
    typed: FormBody, window: TransferWindow, request: TransferRequest, units: Units
) -> Part | FieldErrors:
    """The units chosen, in order; a list left empty between two others counts for nothing."""
    said = read(Choices, typed, CHOICES_WORDS)
    if isinstance(said, FieldErrors):
        return said
    boxes = [f"choice_{number}" for number in range(1, window.rules.most_choices + 1)]
    chosen = tuple(typed[box] for box in boxes if typed.get(box))
    asked = request.model_copy(update={"details": _with_choices(request.details, chosen)})
    wrong = next(of_choices(asked, window, units), None)
    if wrong is not None:
        box = next((box for box in boxes if _is_wrong(typed, box, boxes, wrong, asked, window, units)), boxes[0])
        return FieldErrors(typed=typed, by_field={box: LACKS[wrong]}, rules={box: wrong.value})
    return _part(said, lambda details: _with_choices(details, chosen), list(chosen))


def read_statement(typed: FormBody, window: TransferWindow) -> Part | FieldErrors:
    """The statement, its words counted."""
    said = read(Said, typed, STATEMENT_WORDS)
    if isinstance(said, FieldErrors):
        return said
    words, most = words_in(said.statement), window.rules.most_words
    if words > most:
        told = {"statement.too_many": TOO_MANY_WORDS.format(words=words, most=most)}
        return refuse(typed, told, statement="too_many")
    return _part(said, lambda details: details.model_copy(update={"statement": said.statement}), said.statement)


def read_item(typed: FormBody, item: Item) -> Part | FieldErrors:
    """One item of the passport."""
    said = read(CheckedItem, typed, CHECKED_WORDS)
    if isinstance(said, FieldErrors):
        return said
    checked = part_of(Checked, said).model_copy(update={"item": item})

    def change(details: RequestDetails) -> RequestDetails:
        return details.model_copy(update={"passport": with_item(details.passport, checked)})

    return _part(said, change, checked.model_dump(mode="json"))


def read_declarations(typed: FormBody) -> Part | FieldErrors:
    """What the person says of their post."""
    said = read(Declared, typed, DECLARATIONS_WORDS)
    if isinstance(said, FieldErrors):
        return said
    declared = part_of(Declarations, said)
    change = {"declarations": declared}
    return _part(said, lambda details: details.model_copy(update=change), declared.model_dump(mode="json"))


def read_sharing(typed: FormBody) -> Part | FieldErrors:
    """What may be shared with whom."""
    said = read(Sharing, typed, SHARING_WORDS)
    if isinstance(said, FieldErrors):
        return said
    if not said.shares_profile:
        return refuse(typed, SHARING_WORDS, shares_profile="missing")
    change = {"shares_profile": True, "wants_to_leave": said.wants_to_leave}
    return _part(said, lambda details: details.model_copy(update=change), [True, said.wants_to_leave])


def read_own(typed: FormBody) -> OnOwn | FieldErrors:
    """The wish to confirm or withdraw."""
    return read(OnOwn, typed, CHOICES_WORDS)


def read_need(typed: FormBody) -> Need | FieldErrors:
    """The code of a need, and the key of the form."""
    return read(Need, typed, NEED_WORDS)


def choices_form(details: RequestDetails) -> Form:
    """The lists of choices as they open."""
    return Form({f"choice_{number}": unit for number, unit in enumerate(details.choices, start=1)})


def item_form(details: RequestDetails, item: Item) -> Form:
    """The page of an item as it opens."""
    return form_of(next((one for one in details.passport if one.item is item), None))


def sharing_form(details: RequestDetails) -> Form:
    """The page of what is shared as it opens."""
    wants = {True: "yes", False: "no", None: ""}[details.wants_to_leave]
    return Form({"shares_profile": "yes" if details.shares_profile else "", "wants_to_leave": wants})


def _part(said: ActOnDraft, change: Change, plain: JsonValue) -> Part:
    return Part(said.key, said.version, change, [type(said).__name__, plain])


def _with_choices(details: RequestDetails, chosen: tuple[str, ...]) -> RequestDetails:
    return details.model_copy(update={"choices": chosen})


def _is_wrong(
    typed: FormBody,
    box: str,
    boxes: list[str],
    wrong: Lack,
    asked: TransferRequest,
    window: TransferWindow,
    units: Units,
) -> bool:
    """Whether it is this list that the fault is in: up to it the fault is there, before it was not."""
    chosen = tuple(typed[one] for one in boxes[: boxes.index(box) + 1] if typed.get(one))
    up_to = asked.model_copy(update={"details": _with_choices(asked.details, chosen)})
    return bool(typed.get(box)) and wrong in of_choices(up_to, window, units)
