"""The words of the workforce are what their sources say, and every code is one of a kind."""

import pytest

from shared.reference.stored import Mark
from shared.reference.workforce import (
    AFC,
    NO_REGISTRATION,
    BandUnknown,
    band_group,
    band_rank,
    bands,
    frameworks,
    job_role,
    job_roles,
    registration,
    registrations,
    staff_group,
    staff_groups,
    workforce_file,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("03006", "Sister/Charge Nurse"),
        ("03007", "Staff Nurse"),
        ("03015", "Community Nurse"),
        ("07004", "Healthcare Assistant"),
        ("07031", "Assistant Practitioner Nursing"),
        ("07047", "Nursing Associate"),
        ("07048", "Trainee Nursing Associate"),
    ],
)
def test_a_national_job_role_has_the_name_and_group_of_the_data_dictionary(code: str, name: str) -> None:
    role = job_role(code)
    assert role is not None
    assert (role.name, role.staff_group, role.mark) == (name, code[:2], Mark.SOURCED)


def test_there_are_the_ten_national_staff_groups() -> None:
    assert [group.code for group in staff_groups()] == [f"{number:02d}" for number in range(1, 11)]
    held = staff_group("03")
    assert held is not None
    assert held.name == "Nursing and Midwifery Registered"
    assert staff_group("11") is None


def test_every_job_role_has_a_code_and_a_name_of_its_own_and_a_staff_group_that_is_held() -> None:
    roles = job_roles()
    assert len({role.code for role in roles}) == len(roles)
    assert len({role.name.casefold() for role in roles}) == len(roles)
    assert all(staff_group(role.staff_group) for role in roles)
    assert [role.name for role in roles] == sorted(role.name for role in roles)


def test_a_code_of_ours_says_so_and_a_national_one_stands_in_its_own_group() -> None:
    for role in job_roles():
        is_ours = role.code.startswith("X")
        assert (role.mark is Mark.LOCAL) == is_ours
        assert is_ours or role.code[:2] == role.staff_group


def test_the_roles_of_one_group_are_those_and_no_others() -> None:
    nursing = job_roles("03")
    assert {"03007", "X08"} <= {role.code for role in nursing}
    assert {role.staff_group for role in nursing} == {"03"}
    assert job_roles("99") == ()
    assert job_role("99999") is None


def test_bands_are_in_order_from_2_to_9_and_neighbours_differ_by_one() -> None:
    assert bands() == ("2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9")
    assert band_rank("8a") - band_rank("7") == 1
    assert band_rank("2") == 0
    with pytest.raises(BandUnknown):
        band_rank("8")


def test_a_group_of_bands_is_a_run_of_neighbours() -> None:
    groups = [band_group(band) for band in bands()]
    assert list(dict.fromkeys(groups)) == ["bands 2 to 4", "bands 5 to 7", "bands 8a to 9"]
    assert groups == sorted(groups)
    with pytest.raises(BandUnknown):
        band_group("")


def test_registrations_begin_with_none_and_frameworks_with_agenda_for_change() -> None:
    assert [one.code for one in registrations()] == [NO_REGISTRATION, "nmc", "hcpc", "gmc", "gphc", "swe"]
    assert [one.code for one in frameworks()] == [AFC, "medical", "vsm", "local_government", "other"]
    held = registration("nmc")
    assert held is not None
    assert held.name == "Nursing and Midwifery Council (NMC)"
    assert registration("abc") is None


def test_every_part_names_its_source_and_how_far_it_may_be_trusted() -> None:
    held = workforce_file()
    parts = {"staff_groups", "job_roles", "registrations", "frameworks", "bands"}
    assert set(held.sources) == set(held.marks) == parts
