"""What was typed, read into a command; or the sentence for each field that is wrong, with what was typed kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shared.web.bodies import FormBody

M = TypeVar("M", bound=BaseModel)

_LISTS = (list, tuple, set, frozenset, Sequence)
_NO_WORDS = "Check this answer"


@dataclass(frozen=True)
class Form:
    """A form as a page shows it: what stands in its fields, and the sentences beside those that are wrong."""

    typed: Mapping[str, object] = field(default_factory=dict)
    by_field: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The text that stands in a field."""
        value = self.typed.get(name)
        return "" if value is None else str(value)

    def all(self, name: str) -> list[str]:
        """The values that are ticked under a name."""
        if isinstance(self.typed, FormBody):
            return self.typed.all(name)
        value = self.typed.get(name)
        if value is None:
            return []
        if isinstance(value, str) or not isinstance(value, _LISTS):
            return [str(value)]
        return [str(one) for one in value]

    def error(self, name: str) -> str | None:
        """The sentence beside a field, None where it is right."""
        return self.by_field.get(name)


@dataclass(frozen=True)
class FieldErrors(Form):
    """A form that could not be read. `by_field` has the sentence of each wrong field, `rules` the code of the
    rule that it broke, `typed` everything as it was sent."""


@dataclass(frozen=True)
class FieldProblem:
    """One wrong field in a problem document: its name, the rule that it broke, and the sentence."""

    field: str
    rule: str
    detail: str


def read(model: type[M], raw: Mapping[str, object], words: Mapping[str, str]) -> M | FieldErrors:
    """The command that was typed, or what is wrong with it.

    Of a form's body only the model's own fields are read; a JSON object may have no others. `words` gives the
    sentence of `"field.rule"`, or of `"field"` for every other rule. A rule is pydantic's error type, the code
    of a fault, or the text of a ValueError; one about the whole model names its field: `"ends_on.too_early"`.
    """
    given = _from_form(model, raw) if isinstance(raw, FormBody) else _from_object(raw)
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        broken = [_broken_rule(model, error) for error in invalid.errors(include_url=False)]
    rules = dict(reversed(broken))  # the first rule that a field breaks is the one to tell
    return FieldErrors(
        typed=raw,
        by_field={name: _sentence(words, name, rules[name]) for name, _ in broken},
        rules=rules,
    )


def refuse(raw: Mapping[str, object], words: Mapping[str, str], **rules: str) -> FieldErrors:
    """The errors of a form that was read well but says something that cannot be: a rule for each field."""
    by_field = {name: _sentence(words, name, rule) for name, rule in rules.items()}
    return FieldErrors(typed=raw, by_field=by_field, rules=rules)


def problems(errors: FieldErrors) -> list[FieldProblem]:
    """The wrong fields for a problem document."""
    return [FieldProblem(name, errors.rules[name], words) for name, words in errors.by_field.items()]


def missing_words(model: type[BaseModel], words: Mapping[str, str]) -> list[str]:
    """The model's fields that have no sentence of their own."""
    return [name for name in model.model_fields if name not in words]


def _from_form(model: type[BaseModel], raw: FormBody) -> dict[str, object]:
    given: dict[str, object] = {}
    for name, about in model.model_fields.items():
        value = [one for one in raw.all(name) if one] if _is_list(about.annotation) else _text(raw, name)
        if value:
            given[name] = value
    return given


def _from_object(raw: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in raw.items() if not (isinstance(value, str) and not value.strip())}


def _text(raw: FormBody, name: str) -> str:
    """The field's own text, or the ISO date or month of the boxes that it was asked in."""
    if name in raw:
        return raw[name]
    boxes = [raw[box] for box in (f"{name}-year", f"{name}-month", f"{name}-day") if box in raw]
    if not any(boxes):
        return ""
    return "-".join([boxes[0], *(box.zfill(2) for box in boxes[1:])])


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _is_list(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return any(_is_list(choice) for choice in get_args(annotation))
    return isinstance(origin or annotation, type) and issubclass(
        origin or annotation, (list, tuple, set, frozenset)
    )


def _broken_rule(model: type[BaseModel], error: ErrorDetails) -> tuple[str, str]:
    told = error.get("ctx", {}).get("error")
    rule = str(told) if told and error["type"] in ("value_error", "assertion_error") else error["type"]
    place = [str(part) for part in error["loc"]]
    while place and place[-1].isdecimal():  # an item of a list is told at the list
        place.pop()
    if place:
        return ".".join(place), rule
    name, dot, code = rule.partition(".")
    return (name, code) if dot else (next(iter(model.model_fields)), rule)


def _sentence(words: Mapping[str, str], name: str, rule: str) -> str:
    return words.get(f"{name}.{rule}") or words.get(name) or _NO_WORDS
