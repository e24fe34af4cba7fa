from collections import Counter

import pytest
from pydantic import ValidationError

from infra.local.people import DemoIcs, demo_ics
from shared.actors import OrganisationType, Role


def test_the_demo_ics_has_the_shape_of_a_county() -> None:
    demo = demo_ics()
    kinds = Counter(one.type for one in demo.organisations)
    payers = [one for one in demo.organisations if one.pays_levy and one.type is not OrganisationType.ICB]
    small = [one for one in demo.organisations if not one.pays_levy]
    assert set(kinds) == set(OrganisationType)
    assert (len(payers), kinds[OrganisationType.ICB], len(small), len(demo.people)) == (6, 1, 40, 39)
    assert {one.type for one in payers} == {OrganisationType.NHS_TRUST, OrganisationType.COUNCIL}


def test_every_role_has_people_and_decisions_have_at_least_three() -> None:
    held = Counter(role for one in demo_ics().people for each in one.memberships for role in each.roles)
    assert set(held) == set(Role)
    assert held[Role.ICS_APPROVER] >= 3
    assert any(len(one.memberships) > 1 for one in demo_ics().people)


def test_a_rejection_of_the_demo_can_be_ratified_by_a_second_person_at_the_employer_that_rejects() -> None:
    held = Counter(
        (each.ods_code, role) for one in demo_ics().people for each in one.memberships for role in each.roles
    )
    assert held["ZT2", Role.HR_ADVISER] >= 2
    assert held["ZT2", Role.RECRUITING_MANAGER] >= 1
    assert held["ZT1", Role.FINANCE_LEAD] >= 1  # where the demo's savings are
    assert held["ZT1", Role.RECRUITING_MANAGER] >= 1  # who answers for where one moves from, in the demo's window


def test_codes_subjects_and_person_ids_are_unique() -> None:
    demo = demo_ics()
    assert len({one.ods_code for one in demo.organisations}) == len(demo.organisations)
    assert len({one.subject for one in demo.people}) == len(demo.people)
    assert len({one.person_id for one in demo.people}) == len(demo.people)


def test_email_addresses_reach_nobody() -> None:
    assert all(one.email.endswith(".example") for one in demo_ics().people)


def test_a_general_practice_has_a_practice_code_and_a_pharmacy_a_pharmacy_code() -> None:
    starts = {OrganisationType.GP_PRACTICE: "M999", OrganisationType.PHARMACY: "FZZ"}
    for one in demo_ics().organisations:
        assert one.ods_code.startswith(starts.get(one.type, one.ods_code))


def test_a_person_of_an_unknown_organisation_is_refused() -> None:
    stray = {"subject": "s", "name": "n", "email": "e", "memberships": [{"ods_code": "ZZZ", "roles": []}]}
    with pytest.raises(ValidationError, match="unknown organisations"):
        DemoIcs.model_validate({"ics": {"code": "QXX", "name": "n"}, "organisations": [], "people": [stray]})
