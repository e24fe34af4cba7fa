"""Text that names nobody by number: no learner's details are asked for, and the likeliest slips are refused."""

import re

from pydantic import AfterValidator

from shared.values.faults import fault

# Ten figures, the first not zero (DfE commitments service). Its check figure is not tested: a mistyped one is
# still somebody's.
_LEARNER_NUMBER = re.compile("(?<![0-9])[1-9][0-9]{9}(?![0-9])")
# Two letters, six figures, a letter from A to D, in pairs or joined (HMRC).
_INSURANCE_NUMBER = re.compile(
    "(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?(?:[0-9]{2}[ -]?){3}[A-D](?![A-Z0-9])", re.IGNORECASE
)


def nameless(text: str) -> str:
    """The text. Raises ValueError: `learner_number` or `insurance_number`, where it seems to hold one."""
    if _LEARNER_NUMBER.search(text):
        raise fault("learner_number")
    if _INSURANCE_NUMBER.search(text):
        raise fault("insurance_number")
    return text


def nameless_reference(text: str) -> str:
    """A short reference; its figures are also looked at without the spaces and hyphens between them."""
    nameless(text.replace(" ", "").replace("-", ""))
    return nameless(text)


NAMELESS = AfterValidator(nameless)
NAMELESS_REFERENCE = AfterValidator(nameless_reference)
