"""Near-duplicates are found with their evidence, and only near ones."""

from typing import Any

import pytest

from functions.levy.domain.duplicates import NeedSummary, near_duplicates


def a_need(**changed: Any) -> NeedSummary:
    details: dict[str, Any] = {
        "application_id": "other",
        "reference": "LT-OTHER",
        "ods_code": "VLA02",
        "employer": "Another",
        "postcode": "ST90 2BB",
        "standard": "ST0827",
        "start": "2027-01",
        "apprentices": 1,
        "status": "submitted",
        "submitted_on": "2026-11-01",
    }
    return NeedSummary.model_validate(details | changed)


OURS = a_need(application_id="ours", ods_code="VLA01", postcode="ST90 1AA")


@pytest.mark.parametrize(
    ("changed", "evidence"),
    [
        ({"ods_code": "VLA01"}, ("same_employer", "same_start")),
        ({"ods_code": "VLA01", "start": "2027-04"}, ("same_employer",)),
        ({"postcode": "ST90 1AA", "start": "2026-10"}, ("same_postcode",)),
    ],
)
def test_the_same_need_from_the_same_employer_or_postcode_is_found(
    changed: dict[str, Any], evidence: tuple[str, ...]
) -> None:
    found = near_duplicates(OURS, [a_need(**changed)])

    assert [one.evidence for one in found] == [evidence]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"ods_code": "VLA01", "standard": "ST0005"},
        {"ods_code": "VLA01", "start": "2027-05"},
        {"ods_code": "VLA01", "application_id": "ours"},
    ],
)
def test_other_needs_are_not_accused(changed: dict[str, Any]) -> None:
    assert near_duplicates(OURS, [a_need(**changed)]) == ()
