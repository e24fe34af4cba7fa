"""What each act of redeployment costs: by its use case where a person acts, by its page where they look.

An act that somebody must be matched after costs the matching too: the record as it stands, those to match with,
the matches that it has, and the job taken off the work list.
"""

from collections.abc import Callable

from functions.redeploy.usecases.following import waiting
from shared.perform import Done
from tests.bench import redeploy_commands as commands
from tests.bench.actions import Act, Action
from tests.bench.redeploy_commands import Prepare
from tests.redeployments import a_person, a_vacancy, interested, with_partners
from tests.web.client import Browser
from tests.web.redeploy.visitors import coordinator, hr, manager, other_hr

_MATCHING = 4
_LOAD = 2  # the match; then its person and its vacancy: a match's id tells neither


def _by(prepare: Prepare) -> Callable[[], Act]:
    """An act by its use case: 200 where it was done."""

    def ready() -> Act:
        with_partners()
        act = prepare()
        return lambda: 200 if isinstance(act(), Done) else 409

    return ready


def _page(browser: Callable[[], Browser], address: Callable[[], str]) -> Callable[[], Act]:
    def ready() -> Act:
        with_partners()
        wanted, visitor = address(), browser()
        return lambda: visitor.get(wanted).status

    return ready


def _match_page() -> str:
    return f"/redeploy/matches/{interested(a_person(), a_vacancy()).match_id}"


def _work_list() -> Act:
    with_partners()
    return lambda: 200 if waiting() == [] else 409


_NAMED = {prepare.__name__: prepare for prepare in commands.COMMANDS}

REDEPLOYMENT = (
    Action("post a person while nothing is held", 2 + _MATCHING, _by(commands.post_person_alone)),
    Action("hold a vacancy while nobody is on the register", 2 + _MATCHING, _by(commands.hold_vacancy_alone)),
    Action("express interest", _LOAD + 1, _by(_NAMED["express_interest"])),
    Action("consent to be named", _LOAD + 1, _by(_NAMED["consent"])),
    Action("offer, to the first in turn", _LOAD + 2, _by(_NAMED["offer"])),
    Action("reject", _LOAD + 1, _by(_NAMED["reject"])),
    Action("ratify a rejection", _LOAD + 1, _by(_NAMED["ratify"])),
    Action("accept, the only match of both", _LOAD + 1 + 2 * 2, _by(commands.accept_alone)),
    Action("begin a trial", _LOAD + 1, _by(_NAMED["begin_trial"])),
    Action("release, matched once more first", 3 + _MATCHING, _by(commands.release_vacancy)),
    Action("the work list while nothing waits", 1, _work_list),
    Action("own people (list)", 2, _page(hr, lambda: str(a_person() and "/redeploy/people"))),
    Action("own vacancies (list)", 2, _page(other_hr, lambda: str(a_vacancy() and "/redeploy/vacancies"))),
    Action(
        "a match, by the manager who may read the name, which is noted", 1 + _LOAD + 1, _page(manager, _match_page)
    ),
    Action("vacancies of the ICS (list)", 2, _page(coordinator, lambda: "/redeploy/board/vacancies")),
)

LOOKED_AT_AGAIN: dict[str, float] = {
    "post a person while nothing is held": 4,
    "hold a vacancy while nobody is on the register": 4,
    "accept, the only match of both": 6,
    "release, matched once more first": 6,
}
"""Units that an act consumes because matching reads a record again, as it stands by then, and because a job is
written twice: as one to do, and as done."""
