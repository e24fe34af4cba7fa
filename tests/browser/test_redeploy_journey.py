"""The story of redeployment in Chromium: at a desk with scripts, and on a phone without any."""

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Enter
from tests.journeys import redeployment, story

START = ("4", "1", "2027")


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone-without-scripts"]
)
def test_somebody_at_risk_is_matched_named_only_when_they_agree_offered_and_tried_out(
    enter: Enter, size: ViewportSize, scripts: bool
) -> None:
    name = "Lowen Trevane" if scripts else "Jory Penrose"
    title = f"Physiotherapist for {name.split(maxsplit=1)[0]}"
    hr, posts, manager, person = (enter(size=size, scripts=scripts) for _ in range(4))
    story.sign_in(hr, redeployment.HR)
    story.sign_in(posts, redeployment.POSTS_HR)
    story.sign_in(manager, redeployment.POSTS_MANAGER)

    vacancy = redeployment.hold_vacancy(posts, title)
    redeployment.post_person(hr, name)
    manager.open(vacancy)
    assert name not in manager.text

    own = redeployment.want_post(person, redeployment.make_link(hr), title)
    match = redeployment.find_candidate(manager, vacancy, name)
    redeployment.offer_post(manager, match, START)
    redeployment.accept_offer(person, own)
    redeployment.begin_trial(manager, match, START)
    assert "31 January 2027" in manager.text
    person.open("/redeploy/mine/seen")
    assert redeployment.POSTS_MANAGER in person.text
