"""How a value says that a text is not one of its kind."""

from typing import LiteralString

from pydantic_core import PydanticCustomError


def fault(code: LiteralString) -> PydanticCustomError:
    """The ValueError of a text that is not a value: `code` names the rule, in pydantic's error type too.

    The English for each code is a form's own, because it depends on what was asked.
    """
    return PydanticCustomError(code, code)
