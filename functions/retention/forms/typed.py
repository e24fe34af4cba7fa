"""What people type in several forms, read as one value: lines, and acts on what may not be there yet."""

import re
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from shared.web.acts import Act
from shared.web.forms import Form

M = TypeVar("M", bound=BaseModel)


class ActOnDraft(Act):
    """A form about a record as its page showed it; 0 where there was none yet."""

    version: Annotated[int, Field(ge=0)]


def split_lines(typed: object) -> tuple[str, ...]:
    """The parts of a text of several lines, or with commas or semicolons between them; each once."""
    texts = [typed] if isinstance(typed, str) else list(typed) if isinstance(typed, (list, tuple)) else []
    parts = [part.strip() for text in texts for part in re.split(r"[\n;,]", str(text))]
    return tuple(dict.fromkeys(part for part in parts if part))


def part_of(model: type[M], form: BaseModel) -> M:
    """The part of a form that is a value of its own."""
    return model.model_validate({name: getattr(form, name) for name in model.model_fields})


def form_of(value: BaseModel | None) -> Form:
    """A form as it opens: what stands now. Yes and no are the words of the radios, lists stand a line each."""
    stands = value.model_dump(mode="json") if value else {}
    return Form({name: _shown(one) for name, one in stands.items()})


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else value
