"""The English of finding a clearance certificate."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "number": "Enter the number as it is printed, like CC-7Q2ABCDE-4",
    "number.missing": "Enter the number of the certificate",
    "number.unknown": "You can see no certificate with this number. Check each letter and digit",
}
"""The sentence beside the field."""
