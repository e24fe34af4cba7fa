"""How the pages are used: with a keyboard alone, on paper, and until the session runs out."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import axe
from tests.browser.chromium import DESKTOP, PHONE, BrowserVisitor
from tests.browser.conftest import Enter
from tests.browser.world import World
from tests.journeys import story

_MOST_STOPS = 60
_FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ringed = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    || getComputedStyle(one.nextElementSibling ?? one, '::before').boxShadow !== 'none';
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { words: one.name || one.innerText.trim(), ringed, seen };
}"""


def stops(page: Page, until: str) -> list[str]:
    """What the Tab key comes to on its way to a control; each stop is in sight and visibly has the focus."""
    passed: list[str] = []
    while not passed or passed[-1] != until:
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        passed.append(" ".join(focus["words"].split()))
        assert focus["seen"], f"{passed[-1]!r} has the focus out of sight"
        assert focus["ringed"], f"{passed[-1]!r} has the focus and does not show it"
        assert len(passed) < _MOST_STOPS, f"the keyboard does not reach {until!r}: {passed}"
    return passed


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("who", "path", "action"),
    [
        ("", "/levy/estimate", "Show the estimate"),
        ("manager", "/levy/applications", "Start an application"),
        ("manager", "/levy/applications/{offered}", "Accept the offer"),
        ("manager", "/levy/applications/{offered}/accept", "Accept the offer"),
        ("approver", "/levy/applications/{sent}/approve", "Reserve £9,000.00 and make the offer"),
        ("sender", "/levy/pledges", "Make a pledge"),
    ],
)
def test_the_keyboard_alone_reaches_the_main_action(
    enter: Enter, world: World, who: str, path: str, action: str, size: ViewportSize
) -> None:
    visitor = enter(who, size=size)
    visitor.open(path.format_map(world.ids))
    passed = stops(visitor.page, action)
    assert passed[0] == "Skip to main content"


def test_the_skip_link_leads_past_the_header(enter: Enter) -> None:
    visitor = enter("manager")
    visitor.open("/levy/applications")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    assert stops(visitor.page, "Start an application")[0] == "Start an application"


def test_a_form_can_be_filled_in_and_sent_with_the_keyboard_alone(enter: Enter) -> None:
    visitor = enter()
    visitor.open("/levy/estimate")
    keys = visitor.page.keyboard
    stops(visitor.page, "standard")
    keys.type(story.TRAINING[:8])
    stops(visitor.page, "apprentices")
    keys.type("2")
    keys.press("Tab")
    keys.type("3")
    keys.press("Tab")
    keys.type("2027")
    keys.press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("Your estimate: £18,000.00")


def open_with_a_clock(visitor: BrowserVisitor, path: str) -> int:
    """Open a page whose clock the test moves; the seconds that the page says the session has left. They are fewer
    than 30 minutes by what went by since somebody was last seen in it."""
    visitor.page.clock.install()
    visitor.open(path)
    left = visitor.page.locator("#session-ending").get_attribute("data-seconds-left")
    assert left is not None
    return int(left)


def seconds_pass(visitor: BrowserVisitor, seconds: int) -> None:
    visitor.page.clock.fast_forward(seconds * 1_000)
    visitor.page.clock.run_for(1_500)


def test_two_minutes_before_the_end_a_dialog_offers_to_stay_and_keeps_what_was_typed(
    enter: Enter, world: World
) -> None:
    visitor = enter("manager")
    left = open_with_a_clock(visitor, f"/levy/applications/{world.ids['draft']}/sections/rationale")
    words = "Half a sentence that must not be lost"
    visitor.type("How does the training fit the work that the apprentices will do?", words)
    dialog = visitor.page.get_by_role("dialog")

    assert 27 * 60 < left <= 30 * 60
    seconds_pass(visitor, left - 300)
    expect(dialog).to_be_hidden()
    seconds_pass(visitor, 300 - 110)
    expect(dialog).to_be_visible()
    expect(dialog).to_have_accessible_name("You are about to be signed out")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert axe.violations(visitor.page) == []

    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    expect(visitor.page.locator("#relevance")).to_have_value(words)


def test_a_session_that_ran_out_says_so_and_what_was_typed_can_still_be_sent(enter: Enter, world: World) -> None:
    visitor = enter("manager")
    left = open_with_a_clock(visitor, f"/levy/applications/{world.ids['draft']}/sections/rationale")
    seconds_pass(visitor, left + 1)
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_have_accessible_name("You have been signed out")
    assert axe.violations(visitor.page) == []
    dialog.get_by_role("button", name="I have signed in again").click()  # the product itself still knows them
    expect(dialog).to_be_hidden()


def test_without_scripts_a_note_says_how_long_the_session_lasts(enter: Enter) -> None:
    visitor = enter("manager", scripts=False)
    visitor.open("/")
    assert "If you do nothing for 30 minutes you are signed out" in visitor.page.locator("body").inner_text()


def test_on_paper_an_application_is_whole_and_has_no_header_no_footer_and_no_buttons(
    enter: Enter, world: World
) -> None:
    visitor = enter("manager")
    visitor.open(f"/levy/applications/{world.ids['offered']}")
    page = visitor.page
    expect(page.get_by_text("They run the shift at night.")).to_be_hidden()  # folded away, on a screen
    page.emulate_media(media="print")
    for chrome in ("header", "footer", ".nhsuk-back-link", ".app-demo", "a[role=button]"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("Who gives the money")).to_be_visible()
    expect(page.get_by_text("They run the shift at night.")).to_be_visible()


def test_the_page_survives_colours_that_the_reader_forces(enter: Enter, world: World) -> None:
    visitor = enter("approver")
    visitor.page.emulate_media(forced_colors="active")
    visitor.open("/levy/queue?search=ZR01")
    tag = visitor.page.locator(".nhsuk-tag").first
    expect(tag).to_be_visible()
    assert tag.inner_text().strip(), "a status is words, never a colour alone"


def test_nothing_is_fetched_from_anywhere_else_and_no_script_fails(enter: Enter, world: World) -> None:
    visitor = enter("manager")
    asked: list[str] = []
    complaints: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.on("pageerror", lambda error: complaints.append(str(error)))
    visitor.page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for path in ("/", "/levy", f"/levy/applications/{world.ids['complete']}/check", "/levy/estimate"):
        visitor.open(path)
    assert [url for url in asked if not url.startswith(world.product.origin)] == []
    assert complaints == []
