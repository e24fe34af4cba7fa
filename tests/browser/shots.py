"""Screenshots of every page and state, on a phone and on a desktop, for somebody to look at.

`python -m tests.browser.shots FOLDER [part of a name ...]`
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import DESKTOP, PHONE, running_chromium
from tests.browser.states import STATES, State
from tests.browser.world import World, running_world

_SIZES = {"phone": PHONE, "desktop": DESKTOP}


def main(arguments: list[str]) -> int:
    """Write the screenshots; 2 where no folder is given."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in STATES if not arguments[1:] or any(part in one.name for part in arguments[1:])]
    with (
        tempfile.TemporaryDirectory() as scratch,
        running_world(Path(scratch) / "data") as world,
        running_chromium() as browser,
    ):
        for state in wanted:
            _shoot(browser, world, state, folder)
    return 0


def _shoot(browser: Browser, world: World, state: State, folder: Path) -> None:
    for name, size in _SIZES.items():
        context = browser.new_context(viewport=size, device_scale_factor=1)
        context.add_cookies(world.cookies(state.who))
        page = context.new_page()
        try:
            state.reach(page, world)
        except Exception as error:
            print(f"{state.name}: {error}"[:300])
        page.screenshot(path=folder / f"{state.name}.{name}.png", full_page=True)
        context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
