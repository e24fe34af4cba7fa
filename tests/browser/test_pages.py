"""Every page in every state: what axe finds, what fits on a narrow screen, what an error page must do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import axe
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.states import STATES, State
from tests.browser.world import World

_ERRORS = [state for state in STATES if state.press]
_BY_NAME = {state.name: state for state in STATES}

_WIDTH_320 = ViewportSize(width=320, height=800)  # 1280 at a zoom of 400%: WCAG 1.4.10
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BIGGER_TEXT = "document.documentElement.style.fontSize = '200%'"
# What is cut off: text of an element that is wider or higher than its box, which hides the rest.
_CUT_OFF = """[...document.querySelectorAll('main *')].filter((one) => {
  const style = getComputedStyle(one);
  const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden';
  return hides && style.clip === 'auto' && style.clipPath === 'none'
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
_ORDER_OF_ERRORS = """[...document.querySelectorAll('.nhsuk-error-summary__list a')].map(
  (one) => document.querySelector(one.getAttribute('href'))?.getBoundingClientRect().top ?? null)"""


@pytest.fixture(scope="module")
def windows(chromium: Browser, world: World) -> Iterator[dict[str, Page]]:
    """One window for each person: opening a new one for every page would take most of the time."""
    opened: dict[str, Page] = {}
    for who in {state.who for state in STATES}:
        context = chromium.new_context()
        context.set_default_timeout(15_000)
        context.add_cookies(world.cookies(who))
        opened[who] = context.new_page()
    yield opened
    for page in opened.values():
        page.context.close()


def reach(state: State, windows: dict[str, Page], world: World, size: ViewportSize) -> Page:
    page = windows[state.who]
    page.set_viewport_size(size)
    state.reach(page, world)
    return page


def settled_sideways(page: Page) -> int:
    """How far the page can be scrolled sideways, once its header has settled after a change of width. The policy
    of the page lets no script wait in it."""
    for _ in range(60):
        if page.evaluate(_SIDEWAYS) == 0:
            break
        page.wait_for_timeout(50)
    return int(page.evaluate(_SIDEWAYS))


@pytest.mark.parametrize("name", _BY_NAME)
def test_a_page_breaks_no_rule_of_axe_and_fits_every_width(
    name: str, windows: dict[str, Page], world: World
) -> None:
    page = reach(_BY_NAME[name], windows, world, DESKTOP)
    assert axe.violations(page) == []
    assert page.locator("h1").count() == 1

    page.set_viewport_size(PHONE)
    assert axe.violations(page) == []

    page.set_viewport_size(_WIDTH_320)
    assert settled_sideways(page) == 0
    page.evaluate(_BIGGER_TEXT)
    assert page.evaluate(_CUT_OFF) == [], "text of twice the size is cut off"


@pytest.mark.parametrize("state", _ERRORS, ids=lambda state: state.name)
def test_an_error_says_so_in_the_title_takes_the_focus_and_leads_to_each_field_in_turn(
    state: State, windows: dict[str, Page], world: World
) -> None:
    page = reach(state, windows, world, PHONE)
    assert page.title().startswith("Error: ")
    summary = page.locator(".nhsuk-error-summary")
    assert summary.evaluate("one => one === document.activeElement"), "the summary has the focus"
    places = page.evaluate(_ORDER_OF_ERRORS)
    assert places, "it lists what is wrong"
    assert None not in places, "each link leads to a field of the page"
    assert places == sorted(places), "in the order of the page"
    links = summary.locator("a")
    for number in range(links.count()):
        target = str(links.nth(number).get_attribute("href")).removeprefix("#")
        links.nth(number).click()
        focused = page.evaluate("document.activeElement.id || document.activeElement.name")
        assert focused == target, f"the link to #{target} leads to {focused!r}"


def test_axe_finds_what_is_broken_on_purpose(windows: dict[str, Page], world: World) -> None:
    page = reach(_BY_NAME["estimate"], windows, world, DESKTOP)
    page.evaluate("document.querySelector('label[for=apprentices]').remove()")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    found = {rule for rule, _ in axe.violations(page)}
    assert {"label", "color-contrast", "html-has-lang"} <= found


def test_a_page_that_is_too_wide_is_noticed(windows: dict[str, Page], world: World) -> None:
    page = reach(_BY_NAME["estimate"], windows, world, _WIDTH_320)
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    assert page.evaluate(_SIDEWAYS) > 0
