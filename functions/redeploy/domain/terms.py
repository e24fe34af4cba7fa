"""The terms that say what a redundancy would cost."""

from enum import StrEnum


class Terms(StrEnum):
    """The contract's redundancy terms."""

    AFC_ENGLAND = "afc_england"  # NHS handbook, section 16 (England)
    MEDICAL = "medical"
    VSM = "vsm"
    LOCAL_GOVERNMENT = "local_government"
    STATUTORY_ONLY = "statutory_only"
