"""For every register, a card is shared by five or more or says nothing."""

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.redeploy.domain.cards import Card, card_for, cards
from functions.redeploy.domain.profiles import Profile
from tests.profiles import TODAY, a_profile

_ROLES = (("03007", "03", "nmc"), ("03015", "03", "nmc"), ("08001", "08", ""), ("04041", "04", "hcpc"))

profiles = st.builds(
    lambda role, band, area, least, skills, start, home: a_profile(
        job_role=role[0], staff_group=role[1], registration=role[2], band=band, postcode_district=area,
        least_hours=least, skills=skills, available_from=start, travel_from_district=home,
    ),
    st.sampled_from(_ROLES),
    st.sampled_from(["5", "6", "8a"]),
    st.sampled_from(["ST4", "ST5", "DE14", "M1"]),
    st.sampled_from([1_500, 3_000, 3_500]),
    st.sampled_from([(), ("wound care",), ("theatre", "wound care")]),
    st.sampled_from([date(2027, 1, 4), date(2027, 1, 11), date(2027, 2, 1), date(2027, 6, 1)]),
    st.sampled_from(["", "ST1"]),
)  # fmt: skip
registers = st.lists(profiles, max_size=30).map(
    lambda people: [(f"P{number:02d}", profile) for number, profile in enumerate(people)]
)


def _lonely(shown: dict[str, Card]) -> list[Card]:
    return [card for card, people in Counter(shown.values()).items() if people < 5 and card != Card()]


@given(registers)
@settings(max_examples=300, deadline=None)
def test_every_card_is_shown_for_at_least_five_people_or_is_the_empty_one(
    register: list[tuple[str, Profile]],
) -> None:
    shown = cards(register, TODAY)
    assert set(shown) == {person_id for person_id, _ in register}
    assert _lonely(shown) == []
    assert len(register) >= 5 or set(shown.values()) <= {Card()}


@given(registers, profiles)
@settings(max_examples=200, deadline=None)
def test_somebody_who_joins_or_leaves_never_leaves_a_card_to_fewer_than_five(
    register: list[tuple[str, Profile]], newcomer: Profile
) -> None:
    assert _lonely(cards([*register, ("P99", newcomer)], TODAY)) == []
    for absent in range(len(register)):
        assert _lonely(cards(register[:absent] + register[absent + 1 :], TODAY)) == []


@given(registers, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_cards_do_not_depend_on_the_order_of_the_register(
    register: list[tuple[str, Profile]], chance: object
) -> None:
    shuffled = list(register)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    shown = cards(register, TODAY)
    assert cards(shuffled, TODAY) == shown
    assert all(card_for(person_id, shuffled, TODAY) == card for person_id, card in shown.items())


@given(registers)
@settings(max_examples=200, deadline=None)
def test_people_are_told_apart_only_by_what_their_card_may_show(register: list[tuple[str, Profile]]) -> None:
    """Pay, miles, wishes, qualifications and experience are nobody's business yet: they change no card."""
    changed = [
        (
            person_id,
            profile.model_copy(
                update={
                    "salary_pence": 1 + number,
                    "most_miles": number,
                    "experience": (f"was at site {number}",),
                    "qualifications": (f"degree {number}",),
                    "wanted_districts": ("ST16",),
                    "accepts_band_below": True,
                }
            ),
        )
        for number, (person_id, profile) in enumerate(register)
    ]
    assert cards(changed, TODAY) == cards(register, TODAY)
