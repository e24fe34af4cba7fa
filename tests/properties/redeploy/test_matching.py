"""Laws of matching that hold for every person and post."""

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.redeploy.domain.matching import GRADE_RANK, RULES_OUT, Grade, Met, Obstacle, match
from functions.redeploy.domain.profiles import Post, Profile, canonical_tag
from shared.reference.workforce import bands
from tests.profiles import TODAY, a_criterion, a_post, a_profile, asking

_WORDS = ("wound care", "theatre", "dialysis", "plaster", "leadership")
_DISTRICTS = ("ST4", "ST5", "ST16", "DE14", "M1")
_TERMS = [("afc", band) for band in bands()] + [("local_government", ""), ("other", "")]
_ROLES = (("03007", "03"), ("03015", "03"), ("08001", "08"))

tags = st.lists(st.sampled_from(_WORDS), max_size=4).map(tuple)
profiles = st.builds(
    lambda role, terms, pay, district, skills, experience, wanted, miles, least, extra, below: a_profile(
        job_role=role[0], staff_group=role[1], framework=terms[0], band=terms[1], salary_pence=pay,
        postcode_district=district, skills=skills, experience=experience, wanted_job_roles=wanted,
        most_miles=miles, least_hours=least, most_hours=least + extra, accepts_band_below=below,
    ),
    st.sampled_from(_ROLES),
    st.sampled_from(_TERMS),
    st.integers(2_000_000, 6_000_000),
    st.sampled_from(_DISTRICTS),
    tags,
    tags,
    st.sampled_from([(), ("03007",), ("08001", "03015")]),
    st.integers(0, 40),
    st.integers(1, 3_750),
    st.integers(0, 1_000),
    st.booleans(),
)  # fmt: skip
criteria = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from([None, 0, 6, 7])), max_size=4, unique_by=lambda one: one[0]
)
posts = st.builds(
    lambda role, terms, pay, district, hours, registration, permanent, essential, desirable: a_post(
        job_role=role[0], staff_group=role[1], framework=terms[0], band=terms[1], salary_pence=pay,
        postcode_district=district, hours_week_hundredths=hours, registration=registration, is_permanent=permanent,
        spec=asking(
            *(a_criterion(text, criterion_id=f"e{n}", trainable_months=months)
              for n, (text, months) in enumerate(essential)),
            desirable=tuple(a_criterion(text, criterion_id=f"d{n}") for n, (text, _) in enumerate(desirable)),
        ),
    ),
    st.sampled_from(_ROLES),
    st.sampled_from(_TERMS),
    st.integers(2_000_000, 6_000_000),
    st.sampled_from(_DISTRICTS),
    st.integers(1, 4_750),
    st.sampled_from(["", "nmc", "hcpc"]),
    st.booleans(),
    criteria,
    criteria,
)  # fmt: skip


@given(profiles, posts)
@settings(max_examples=400, deadline=None)
def test_the_grade_says_no_more_and_no_less_than_what_the_match_shows(profile: Profile, post: Post) -> None:
    found = match(profile, post, TODAY)
    answers = {answer.met for answer in found.essentials}
    assert found.is_suitable == RULES_OUT.isdisjoint(found.obstacles)
    assert (Obstacle.ESSENTIAL_NOT_MET in found.obstacles) == (Met.NOT_MET in answers)
    if found.grade in (Grade.EXACT, Grade.MEETS):
        assert answers <= {Met.MET}
    if found.grade is Grade.EXACT:
        assert found.fits_travel
        assert found.fits_hours
        assert found.registration_met
        assert (profile.job_role, profile.framework, profile.band) == (post.job_role, post.framework, post.band)
    if found.grade is Grade.TRAINABLE:
        assert answers <= {Met.MET, Met.TRAINABLE}
        assert Met.TRAINABLE in answers
    assert len(found.essentials) == len(post.spec.essential)
    assert len(found.desirables) == len(post.spec.desirable)


@given(profiles, posts, st.sampled_from(_WORDS))
@settings(max_examples=300, deadline=None)
def test_one_more_skill_never_makes_a_match_worse(profile: Profile, post: Post, skill: str) -> None:
    more = Profile.model_validate(profile.model_dump() | {"skills": (*profile.skills, skill)})
    before, after = match(profile, post, TODAY), match(more, post, TODAY)
    assert GRADE_RANK[after.grade] <= GRADE_RANK[before.grade]


@given(profiles, posts)
@settings(max_examples=300, deadline=None)
def test_wishes_hide_nothing_and_can_only_ask_for_less(profile: Profile, post: Post) -> None:
    """Somebody who would go anywhere at any hours is no more and no less suitable."""
    open_to_all = profile.model_copy(update={"most_miles": 500, "least_hours": 1, "most_hours": 7_500})
    narrow, wide = match(profile, post, TODAY), match(open_to_all, post, TODAY)
    assert narrow.is_suitable == wide.is_suitable
    assert GRADE_RANK[wide.grade] <= GRADE_RANK[narrow.grade]
    assert narrow.essentials == wide.essentials


@given(profiles, posts)
def test_a_higher_band_is_never_proposed_and_desirables_change_no_grade(profile: Profile, post: Post) -> None:
    found = match(profile, post, TODAY)
    assert not found.is_suitable or found.band_difference is None or found.band_difference <= 0
    bare = post.model_copy(update={"spec": asking(*post.spec.essential)})
    assert match(profile, bare, TODAY).grade is found.grade


@given(profiles, posts)
def test_profiles_and_posts_come_back_from_json_as_they_were(profile: Profile, post: Post) -> None:
    assert Profile.model_validate_json(profile.model_dump_json()) == profile
    assert Post.model_validate_json(post.model_dump_json()) == post


@given(st.text())
def test_a_canonical_tag_is_its_own_canonical_tag(text: str) -> None:
    assert canonical_tag(canonical_tag(text)) == canonical_tag(text)
