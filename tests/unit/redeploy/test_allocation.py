"""Who gets which post: small cases worked by hand, and each wrong that the oracle must see."""

import pytest

from functions.redeploy.domain.allocation import (
    Pair,
    Standing,
    Wish,
    WishOutcome,
    allocate,
    blocking_pairs,
    tie_break,
)
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.tiers import Tier


def _stands(tier: Tier = Tier.AT_RISK, grade: Grade = Grade.MEETS, lot: str = "5") -> Standing:
    return Standing(tier, grade, lot)


_ANN_AND_BOB = (Wish("ann", ("ward", "clinic")), Wish("bob", ("ward", "clinic")))


def _both(ann: Standing, bob: Standing) -> dict[Pair, Standing]:
    return {(person, post): one for person, one in (("ann", ann), ("bob", bob)) for post in ("ward", "clinic")}


@pytest.mark.parametrize(
    ("bob", "why"),
    [
        (_stands(tier=Tier.NOTICE_SERVED, grade=Grade.TRAINABLE, lot="9"), WishOutcome.HIGHER_TIER_PLACED),
        (_stands(grade=Grade.EXACT, lot="9"), WishOutcome.BETTER_MATCH),
        (_stands(lot="4"), WishOutcome.TIE_BREAK),
    ],
)
def test_tier_comes_before_grade_and_grade_before_the_lot(bob: Standing, why: WishOutcome) -> None:
    found = allocate(_ANN_AND_BOB, _both(_stands(), bob))
    assert found.posts == {"bob": "ward", "ann": "clinic"}
    assert found.reasons == {"ann": (why, WishOutcome.GIVEN), "bob": (WishOutcome.GIVEN, WishOutcome.NOT_NEEDED)}


def test_a_trainable_person_of_a_higher_tier_comes_before_an_exact_match_of_a_lower_one() -> None:
    wishes = (Wish("exact", ("ward",)), Wish("protected", ("ward",)))
    standing = {
        ("exact", "ward"): _stands(tier=Tier.AT_RISK, grade=Grade.EXACT, lot="0"),
        ("protected", "ward"): _stands(tier=Tier.PROTECTED, grade=Grade.TRAINABLE, lot="f"),
    }
    found = allocate(wishes, standing)
    assert found.posts == {"protected": "ward"}
    assert found.reasons["exact"] == (WishOutcome.HIGHER_TIER_PLACED,)


def test_a_post_held_for_a_while_goes_to_whoever_comes_before_and_the_first_holder_asks_on() -> None:
    """The textbook case: everybody's first wish is taken over by somebody who was refused elsewhere."""
    wishes = (Wish("ann", ("a", "b")), Wish("bob", ("a", "c")), Wish("cat", ("c", "a")))
    lots = {"a": "cab", "b": "a", "c": "bc"}
    standing = {
        (person, post): _stands(lot=str(order.index(person[0])))
        for post, order in lots.items()
        for person in ("ann", "bob", "cat")
        if person[0] in order
    }
    found = allocate(wishes, standing)
    assert blocking_pairs(wishes, standing, found.posts) == []
    assert found.posts == {"ann": "b", "bob": "c", "cat": "a"}


def test_a_post_for_which_somebody_is_not_suitable_is_refused_whatever_its_place_on_the_list() -> None:
    wishes = (Wish("ann", ("ward", "clinic", "office")),)
    standing = {("ann", "ward"): _stands(grade=Grade.NOT_SUITABLE), ("ann", "office"): _stands()}
    found = allocate(wishes, standing)
    assert found.posts == {"ann": "office"}
    assert found.reasons["ann"] == (WishOutcome.NOT_SUITABLE, WishOutcome.NOT_SUITABLE, WishOutcome.GIVEN)


def test_nobody_gets_a_post_that_is_not_on_their_list_and_an_empty_list_gets_nothing() -> None:
    found = allocate((Wish("ann", ()),), {("ann", "ward"): _stands()})
    assert (found.posts, found.reasons) == ({}, {"ann": ()})
    assert allocate((), {}).posts == {}


def test_equal_lots_are_settled_by_the_ids_and_not_by_who_asks_first() -> None:
    standing = _both(_stands(), _stands())
    assert allocate(_ANN_AND_BOB, standing).posts == allocate(_ANN_AND_BOB[::-1], standing).posts


def test_the_lot_is_the_published_hash_of_seed_vacancy_and_person() -> None:
    assert (
        tie_break("VAC1:2026-11-24", "VAC1", "P7")
        == "b28c3b383251b09c19eec6e791d993324f6289a4788c56f1450468c57a288f97"
    )
    assert tie_break("VAC1:2026-11-25", "VAC1", "P7") != tie_break("VAC1:2026-11-24", "VAC1", "P7")


def test_the_hash_of_the_input_follows_what_counts_and_not_the_order_in_which_it_came() -> None:
    standing = _both(_stands(), _stands(lot="6"))
    known = allocate(_ANN_AND_BOB, standing).input_hash
    assert allocate(_ANN_AND_BOB[::-1], dict(reversed(standing.items()))).input_hash == known
    assert allocate(_ANN_AND_BOB, _both(_stands(), _stands(lot="7"))).input_hash != known
    assert allocate((_ANN_AND_BOB[0], Wish("bob", ("clinic", "ward"))), standing).input_hash != known


@pytest.mark.parametrize(
    "wishes", [(Wish("ann", ("ward",)), Wish("ann", ("clinic",))), (Wish("ann", ("ward", "ward")),)]
)
def test_two_lists_of_one_person_or_a_vacancy_twice_are_a_mistake_in_the_code(wishes: tuple[Wish, ...]) -> None:
    with pytest.raises(ValueError, match=r"two lists|twice"):
        allocate(wishes, {})


@pytest.mark.parametrize(
    ("posts", "wronged"),
    [
        ({"bob": "ward", "ann": "clinic"}, []),
        ({"ann": "ward", "bob": "clinic"}, [("bob", "ward")]),
        ({"bob": "ward"}, [("ann", "clinic")]),
        ({"ann": "clinic"}, [("ann", "ward"), ("bob", "ward"), ("bob", "clinic")]),
        ({"bob": "ward", "ann": "office"}, [("ann", "office"), ("ann", "clinic")]),
        ({"bob": "ward", "ann": "clinic", "cat": "clinic"}, [("cat", "clinic"), ("cat", "clinic")]),
    ],
)
def test_the_oracle_names_every_pair_that_an_allocation_wrongs(posts: dict[str, str], wronged: list[Pair]) -> None:
    standing = _both(_stands(), _stands(tier=Tier.PROTECTED, grade=Grade.TRAINABLE, lot="9"))
    assert blocking_pairs(_ANN_AND_BOB, standing, posts) == wronged
