"""The number of a clearance certificate, as it is typed or pasted."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from functions.redeploy.messages.certificates import WORDS
from shared.records import Frozen
from shared.values.faults import fault
from shared.web.forms import FieldErrors, read, refuse

_BETWEEN = re.compile(r"[\s\u2010-\u2015-]")
_NUMBER = re.compile("CC(?P<vacancy>[A-Z2-7]{8})(?P<entry>[0-9]{1,6})")


def parse_number(text: object) -> str:
    """A certificate's number as "CC-7Q2ABCDE-4": any case will do, with or without spaces and dashes.

    Raises ValueError: `number_unreadable`.
    """
    found = _NUMBER.fullmatch(_BETWEEN.sub("", text).upper()) if isinstance(text, str) else None
    if found is None:
        raise fault("number_unreadable")
    return f"CC-{found['vacancy']}-{int(found['entry'])}"


class FindCertificate(Frozen):
    """Which certificate is looked for."""

    number: Annotated[str, BeforeValidator(parse_number)]


def read_number(typed: str) -> str | FieldErrors:
    """The number that is meant, or what is wrong with it."""
    found = read(FindCertificate, {"number": typed}, WORDS)
    return found if isinstance(found, FieldErrors) else found.number


def unknown(typed: str) -> FieldErrors:
    """That no certificate which may be seen has this number."""
    return refuse({"number": typed}, WORDS, number="unknown")
