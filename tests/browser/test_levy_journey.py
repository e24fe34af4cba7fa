"""The story of the README in Chromium: at a desk with scripts, and on a phone without any."""

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Enter
from tests.journeys import story


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone-without-scripts"]
)
def test_a_care_home_applies_is_approved_accepts_and_the_trust_sees_it_reserved(
    enter: Enter, size: ViewportSize, scripts: bool
) -> None:
    visitor = enter(size=size, scripts=scripts)
    story.estimate(visitor)

    story.sign_in(visitor, story.MANAGER)
    wanted = story.apply_for_training(visitor, start=("9", "2027") if scripts else ("10", "2027"))
    story.sign_out(visitor)

    story.sign_in(visitor, story.APPROVER)
    story.open_from_queue(visitor, wanted)
    story.approve(visitor)
    story.sign_out(visitor)

    story.sign_in(visitor, story.MANAGER)
    story.accept(visitor, wanted)
    story.sign_out(visitor)

    story.sign_in(visitor, story.LENDER)
    story.read_ledger(visitor, wanted)
