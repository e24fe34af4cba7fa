"""A sign-in under way on the real local engine: its own browser, in time, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared import pending
from tests.partners import NOW

pytestmark = pytest.mark.usefixtures("tables")


def test_the_browser_that_began_a_sign_in_can_claim_it() -> None:
    begun = pending.begin("/levy", "browser-1", NOW)
    assert pending.claim(begun.state, "browser-1", NOW) == begun


def test_another_browser_cannot_claim_it_nor_spoil_it() -> None:
    begun = pending.begin("/levy", "browser-1", NOW)
    assert pending.claim(begun.state, "browser-2", NOW) is None
    assert pending.claim(begun.state, "", NOW) is None
    assert pending.claim(begun.state, "browser-1", NOW) == begun


def test_it_cannot_be_claimed_twice() -> None:
    begun = pending.begin("/levy", "browser-1", NOW)
    assert pending.claim(begun.state, "browser-1", NOW) is not None
    assert pending.claim(begun.state, "browser-1", NOW) is None


def test_of_many_who_claim_at_once_one_gets_it() -> None:
    begun = pending.begin("/levy", "browser-1", NOW)
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda _: pending.claim(begun.state, "browser-1", NOW), range(8)))
    assert [one for one in claimed if one] == [begun]


def test_it_lasts_ten_minutes_whatever_the_table_has_deleted() -> None:
    begun = pending.begin("/levy", "browser-1", NOW)
    assert pending.claim(begun.state, "browser-1", NOW + timedelta(minutes=10)) is None
    assert pending.claim(begun.state, "browser-1", NOW + timedelta(minutes=9, seconds=59)) == begun


@pytest.mark.parametrize("state", ["", "made-up", "é\x00"])
def test_a_state_that_nobody_began_is_nothing(state: str) -> None:
    assert pending.claim(state, "browser-1", NOW) is None


def test_one_browser_may_have_several_under_way() -> None:
    first, second = (pending.begin(path, "browser-1", NOW) for path in ("/one", "/two"))
    assert pending.claim(second.state, "browser-1", NOW) == second
    assert pending.claim(first.state, "browser-1", NOW) == first
