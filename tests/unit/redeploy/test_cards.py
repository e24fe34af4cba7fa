"""What an employer sees before consent: nothing that fewer than five share, and nothing but work."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from functions.redeploy.domain.cards import SOMEONE, Card, card_for, cards
from functions.redeploy.domain.profiles import Profile
from tests.profiles import TODAY, a_profile


def _register(*changes: dict[str, Any]) -> list[tuple[str, Profile]]:
    return [(f"P{number}", a_profile(**change)) for number, change in enumerate(changes, start=1)]


def _shown(*changes: dict[str, Any]) -> set[Card]:
    return set(cards(_register(*changes), TODAY).values())


def test_five_people_who_are_alike_are_shown_in_full() -> None:
    assert _shown(*[{}] * 5) == {
        Card(
            role="Staff Nurse",
            band="band 5",
            registration="Nursing and Midwifery Council (NMC)",
            skills=("cannulation", "wound care"),
            hours="30 to 37.5 hours a week",
            area="ST4",
            earliest="4 January 2027",
        )
    }


@pytest.mark.parametrize("people", [1, 4])
def test_of_fewer_than_five_on_the_register_nothing_is_said(people: int) -> None:
    shown = cards(_register(*[{}] * people), TODAY)
    assert set(shown.values()) == {Card()}
    assert len(shown) == people
    assert Card().role == SOMEONE
    assert Card().is_empty


@pytest.mark.parametrize(
    ("change", "part", "text"),
    [
        ({"available_from": date(2027, 1, 31)}, "earliest", "January 2027"),
        ({"most_hours": 3_700}, "hours", "full-time or part-time"),
        ({"skills": ("theatre",)}, "skills", ()),
        ({"postcode_district": "ST5"}, "area", "ST postcodes"),
        ({"available_from": date(2027, 3, 1)}, "earliest", "January 2027 to March 2027"),
        ({"travel_from_district": "DE14"}, "area", "the county and its borders"),
        ({"available_from": date(2027, 4, 1)}, "earliest", ""),
        ({"band": "6"}, "band", "bands 5 to 7"),
        ({"job_role": "03015"}, "role", "Nursing and Midwifery Registered"),
        ({"band": "8a"}, "band", ""),
        ({"registration": "hcpc"}, "registration", ""),
    ],
)
def test_what_sets_the_fifth_apart_is_made_coarser_for_all_five(
    change: dict[str, Any], part: str, text: object
) -> None:
    (shown,) = _shown(*[{}] * 4, change)
    assert getattr(shown, part) == text


def test_hours_become_full_time_part_time_or_both() -> None:
    full = [{"least_hours": 3_500 + extra, "most_hours": 3_750} for extra in range(5)]
    either = [{"least_hours": 2_000 + extra, "most_hours": 3_500} for extra in range(5)]
    part = [{"least_hours": 1_000 + extra, "most_hours": 3_499} for extra in range(5)]
    assert {card.hours for card in _shown(*full, *either, *part)} == {
        "full-time",
        "full-time or part-time",
        "part-time",
    }


def test_somebody_whose_staff_group_nobody_shares_is_someone_on_the_register() -> None:
    register = _register(*[{}] * 5, {"job_role": "08001", "staff_group": "08", "registration": ""})
    shown = cards(register, TODAY)
    assert shown["P6"] == Card()
    assert shown["P1"].role == "Staff Nurse"
    assert card_for("P6", register, TODAY) == shown["P6"]


def test_nobody_is_left_alone_with_a_card_that_is_true_of_others_who_are_shown_more() -> None:
    """Six staff nurses, five alike and one with another skill: six cards without skills."""
    (shown,) = _shown(*[{}] * 5, {"skills": ("theatre",)})
    assert (shown.role, shown.area, shown.skills) == ("Staff Nurse", "ST4", ())


def test_only_the_smallest_set_keeps_company_with_those_who_are_too_few() -> None:
    nurses = [{"skills": ("theatre",)}] * 5 + [{"skills": ("dialysis",)}] * 6
    shown = cards(_register(*nurses, {"skills": ("plaster",)}), TODAY)
    assert [len(card.skills) for card in shown.values()].count(0) == 6
    assert {shown[f"P{number}"].skills for number in (1, 5, 12)} == {()}
    assert shown["P6"].skills == ("dialysis",)


def test_a_card_has_no_room_for_who_why_or_in_what_order() -> None:
    assert {field.name for field in fields(Card)} == {
        "role",
        "band",
        "registration",
        "skills",
        "hours",
        "area",
        "earliest",
    }


def test_a_profile_of_a_role_that_is_no_longer_held_shows_its_staff_group() -> None:
    (shown,) = _shown(*[{"job_role": "03999"}] * 5)
    assert shown.role == "Nursing and Midwifery Registered"


def test_nobody_is_on_the_register_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        cards([("P1", a_profile()), ("P1", a_profile())], TODAY)
    with pytest.raises(KeyError):
        card_for("P2", [("P1", a_profile())], TODAY)
