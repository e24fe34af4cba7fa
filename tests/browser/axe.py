"""axe-core over a page: WCAG 2.2 at levels A and AA, and the best practices that axe knows."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """async (tags) => {
  const found = await axe.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]);
}"""


def violations(page: Page) -> list[Any]:
    """What axe finds wrong with the page as it is shown now: a rule and the elements that break it."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(_RUN, list(TAGS)))
