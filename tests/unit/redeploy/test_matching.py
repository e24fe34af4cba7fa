"""How a person fits a post: the grade, what it rests on, and what can never enter it."""

import inspect

import pytest
from pydantic import TypeAdapter, ValidationError

from functions.redeploy.domain.matching import RULES_OUT, Grade, Match, Met, Obstacle, match
from functions.redeploy.domain.profiles import PersonSpec, Post, Profile, canonical_tag
from tests.profiles import TODAY, a_criterion, a_post, a_profile, asking


def _match(profile: Profile, post: Post) -> Match:
    return match(profile, post, TODAY)


def test_the_same_job_with_every_wish_met_is_an_exact_match_and_a_slot_in_is_proposed() -> None:
    found = _match(a_profile(), a_post())
    assert (found.grade, found.obstacles, found.is_suitable) == (Grade.EXACT, (), True)
    assert (found.band_difference, found.pay_difference_pence) == (0, 0)
    assert (found.fits_travel, found.fits_hours, found.registration_met, found.role_wanted) == (True,) * 4
    assert found.miles == 3


def test_matching_is_shown_a_work_profile_and_nothing_about_the_person_beyond_it() -> None:
    assert set(inspect.signature(match).parameters) == {"profile", "post", "on"}
    assert set(Profile.model_fields) == {
        "job_role", "staff_group", "framework", "band", "salary_pence", "hours_week_hundredths",
        "postcode_district", "registration", "skills", "qualifications", "experience", "wanted_job_roles",
        "travel_from_district", "wanted_districts", "most_miles", "least_hours", "most_hours",
        "accepts_band_below", "available_from",
    }  # fmt: skip


def test_a_required_registration_that_is_not_held_rules_a_person_out() -> None:
    found = _match(a_profile(registration="hcpc"), a_post())
    assert (found.grade, found.obstacles) == (Grade.NOT_SUITABLE, (Obstacle.REGISTRATION_MISSING,))
    assert not found.registration_met
    assert not found.is_suitable


def test_a_post_without_a_registration_takes_people_with_any() -> None:
    assert _match(a_profile(), a_post(registration="")).grade is Grade.EXACT


@pytest.mark.parametrize(
    ("held", "offered", "accepts", "grade", "difference"),
    [
        ("5", "6", True, Grade.NOT_SUITABLE, 1),
        ("5", "5", False, Grade.EXACT, 0),
        ("5", "4", False, Grade.NOT_SUITABLE, -1),
        ("5", "4", True, Grade.MEETS, -1),
        ("5", "3", False, Grade.NOT_SUITABLE, -2),
        ("5", "3", True, Grade.MEETS, -2),
        ("7", "8a", True, Grade.NOT_SUITABLE, 1),
        ("8a", "7", True, Grade.MEETS, -1),
        ("9", "8d", True, Grade.MEETS, -1),
    ],
)
def test_the_same_band_fits_a_lower_one_if_accepted_and_a_higher_one_never(
    held: str, offered: str, accepts: bool, grade: Grade, difference: int
) -> None:
    found = _match(a_profile(band=held, accepts_band_below=accepts), a_post(band=offered))
    assert (found.grade, found.band_difference) == (grade, difference)
    assert (Obstacle.BAND_ABOVE in found.obstacles) == (difference > 0)
    assert (Obstacle.BAND_BELOW in found.obstacles) == (difference < 0 and not accepts)


@pytest.mark.parametrize(
    ("pence", "accepts", "grade"),
    [
        (3_300_000, False, Grade.EXACT),
        (3_300_001, False, Grade.NOT_SUITABLE),
        (3_300_001, True, Grade.NOT_SUITABLE),
        (2_700_000, False, Grade.EXACT),
        (2_699_999, False, Grade.NOT_SUITABLE),
        (2_699_999, True, Grade.MEETS),
    ],
)
def test_without_bands_pay_within_ten_percent_is_the_same_level_to_the_penny(
    pence: int, accepts: bool, grade: Grade
) -> None:
    council = {"framework": "local_government", "band": ""}
    profile = a_profile(**council, salary_pence=3_000_000, accepts_band_below=accepts)
    found = _match(profile, a_post(**council, salary_pence=pence))
    assert (found.grade, found.band_difference, found.pay_difference_pence) == (grade, None, pence - 3_000_000)


def test_between_two_pay_frameworks_pay_decides_and_nothing_is_exact() -> None:
    found = _match(a_profile(), a_post(framework="other", band="", salary_pence=3_800_000))
    assert (found.grade, found.obstacles, found.band_difference) == (Grade.MEETS, (), None)
    richer = _match(a_profile(), a_post(framework="other", band="", salary_pence=5_000_000))
    assert richer.obstacles == (Obstacle.PAY_ABOVE,)


@pytest.mark.parametrize(
    ("months", "met", "grade"),
    [
        (0, Met.TRAINABLE, Grade.TRAINABLE),
        (6, Met.TRAINABLE, Grade.TRAINABLE),
        (7, Met.NOT_MET, Grade.NOT_SUITABLE),
        (None, Met.NOT_MET, Grade.NOT_SUITABLE),
    ],
)
def test_an_essential_that_training_of_six_months_gives_is_trainable_and_one_of_seven_is_not(
    months: int | None, met: Met, grade: Grade
) -> None:
    post = a_post(spec=asking(a_criterion("Wound care"), a_criterion("Dialysis", trainable_months=months)))
    found = _match(a_profile(), post)
    assert [(one.text, one.met, one.months) for one in found.essentials] == [
        ("Wound care", Met.MET, None),
        ("Dialysis", met, months),
    ]
    assert found.grade is grade


def test_one_essential_that_cannot_be_met_outweighs_many_that_can() -> None:
    essentials = [a_criterion(text, trainable_months=1) for text in ("Dialysis", "Plaster")]
    found = _match(a_profile(), a_post(spec=asking(*essentials, a_criterion("Theatre"))))
    assert found.grade is Grade.NOT_SUITABLE
    assert found.obstacles == (Obstacle.ESSENTIAL_NOT_MET, Obstacle.NEEDS_TRAINING)


def test_desirables_are_answered_and_change_no_grade() -> None:
    found = _match(a_profile(), a_post(spec=asking(desirable=(a_criterion("Dialysis"),))))
    assert found.grade is Grade.EXACT
    assert [(one.is_essential, one.met) for one in found.desirables] == [(False, Met.NOT_MET)]


def test_a_criterion_is_met_from_any_list_of_the_person_whatever_case_and_marks_were_typed() -> None:
    text = "Children\N{RIGHT SINGLE QUOTATION MARK}s  NURSING (level 3)"
    spec = asking(a_criterion(text, criterion_id="nursing"))
    for box in ("skills", "qualifications", "experience"):
        assert _match(a_profile(**{box: ("children's nursing, Level-3",)}), a_post(spec=spec)).grade is Grade.EXACT


def test_a_criterion_with_a_key_of_its_own_is_met_by_that_key() -> None:
    spec = asking(a_criterion("Can look after wounds of every kind", key="Wound care"))
    assert _match(a_profile(), a_post(spec=spec)).grade is Grade.EXACT


@pytest.mark.parametrize(
    ("wishes", "post", "obstacle"),
    [
        ({"most_miles": 2}, {}, Obstacle.TOO_FAR),
        ({}, {"postcode_district": "M1"}, Obstacle.DISTANCE_UNKNOWN),
        ({}, {"hours_week_hundredths": 2_999}, Obstacle.HOURS_OUTSIDE_WISH),
        ({"most_hours": 3_000}, {}, Obstacle.HOURS_OUTSIDE_WISH),
        ({"wanted_job_roles": ("03015",)}, {}, Obstacle.ROLE_NOT_WANTED),
        ({}, {"is_permanent": False}, Obstacle.NOT_PERMANENT),
    ],
)
def test_a_wish_that_is_not_met_hides_nothing_and_makes_an_exact_match_one_that_meets_the_essentials(
    wishes: dict[str, object], post: dict[str, object], obstacle: Obstacle
) -> None:
    found = _match(a_profile(**wishes), a_post(**post))
    assert (found.grade, found.obstacles) == (Grade.MEETS, (obstacle,))


def test_travel_is_measured_from_where_the_person_chose_and_a_named_district_is_never_too_far() -> None:
    far = a_post(postcode_district="DE14")
    assert _match(a_profile(), far).obstacles == (Obstacle.TOO_FAR,)
    assert _match(a_profile(travel_from_district="DE13"), far).grade is Grade.EXACT
    named = _match(a_profile(wanted_districts=("DE14",)), far)
    assert (named.grade, named.fits_travel, named.miles) == (Grade.EXACT, True, 34)


def test_somebody_who_starts_in_an_unknown_district_fits_a_post_in_that_district() -> None:
    found = _match(a_profile(postcode_district="M1"), a_post(postcode_district="M1"))
    assert (found.grade, found.miles, found.fits_travel) == (Grade.EXACT, None, True)


def test_another_role_is_in_if_it_is_in_the_same_staff_group_or_was_asked_for() -> None:
    community = a_post(job_role="03015")
    assert _match(a_profile(), community).obstacles == (Obstacle.ROLE_NOT_WANTED,)
    clerk = a_post(job_role="08001", staff_group="08", registration="")
    found = _match(a_profile(), clerk)
    assert found.obstacles == (Obstacle.OTHER_STAFF_GROUP, Obstacle.ROLE_NOT_WANTED)
    assert found.grade is Grade.NOT_SUITABLE
    assert _match(a_profile(wanted_job_roles=("08001",)), clerk).grade is Grade.MEETS


def test_every_obstacle_of_level_registration_or_essentials_rules_out_and_no_wish_does() -> None:
    assert set(Obstacle) - RULES_OUT == {
        Obstacle.NEEDS_TRAINING,
        Obstacle.ROLE_NOT_WANTED,
        Obstacle.TOO_FAR,
        Obstacle.DISTANCE_UNKNOWN,
        Obstacle.HOURS_OUTSIDE_WISH,
        Obstacle.NOT_PERMANENT,
    }


def test_a_match_comes_back_from_json_as_it_was() -> None:
    found = _match(a_profile(), a_post(spec=asking(a_criterion("Dialysis", trainable_months=2))))
    stored = TypeAdapter(Match)
    assert stored.validate_json(stored.dump_json(found)) == found


@pytest.mark.parametrize(
    "changes",
    [
        {"band": "10"},
        {"band": ""},
        {"framework": "local_government"},
        {"salary_pence": 0},
        {"postcode_district": "Stoke"},
        {"job_role": "nurse"},
        {"least_hours": 3_751},
        {"skills": ("a",) * 31},
        {"skills": ("a" * 121,)},
        {"age": 50},
    ],
)
def test_a_profile_that_is_none_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_profile(**changes)


def test_two_criteria_of_a_post_have_different_ids() -> None:
    same = a_criterion("Dialysis")
    with pytest.raises(ValidationError, match="the same id"):
        PersonSpec(essential=(same,), desirable=(same,))
    with pytest.raises(ValidationError):
        PersonSpec(essential=tuple(a_criterion(f"Skill {number}") for number in range(21)))
    with pytest.raises(ValidationError):
        PersonSpec.model_validate({"essential": ["Dialysis"]})


def test_tags_are_kept_once_in_their_canonical_form_and_a_tag_without_words_is_dropped() -> None:
    profile = a_profile(skills=("Wound  Care", "wound-care", "!?", "IV (level 2)"))
    assert profile.skills == ("wound care", "iv level 2")
    assert canonical_tag("  Wound_CARE. ") == "wound care"
