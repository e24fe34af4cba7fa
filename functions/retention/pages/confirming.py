"""What the pages of proposed moves show to those whom they concern, as plain values."""

from collections.abc import Iterable, Mapping
from typing import Any

from functions.retention.domain.confirming import Proposed, latest_release
from functions.retention.domain.cycles import Leg
from functions.retention.domain.decisions import UnitDecision, Verdict
from functions.retention.domain.exchange_reasons import ChoiceOutcome
from functions.retention.domain.run import Result
from functions.retention.domain.run_policy import is_public
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import WindowStatus
from functions.retention.messages.decisions import DECLINE_REASONS
from functions.retention.messages.run import ASKED, CHOICES, GIVEN_NOW, GROUNDS, MAY_CHANGE, STALE_RUN, ordinal
from functions.retention.proposal_store import OwnProposal
from shared.clock import london_day
from shared.values.dates import uk_date
from shared.web.visit import Visit

Shown = dict[str, Any]
Cell = str | dict[str, str]


def own_shown(own: OwnProposal, units: Mapping[str, Unit], said: Mapping[str, UnitDecision]) -> Shown:
    """One's own result: where one can go, why not elsewhere, and what is still to do."""
    run, result, request = own.standing.run, own.result, own.request
    is_proposed = own.window.status is WindowStatus.PROPOSED
    has_left = request is not None and not request.is_confirmed
    return {
        "is_run": run is not None,
        "takes_part": result is not None and not has_left,
        "has_left": has_left,
        "remark": _remark(own, has_left),
        "people": run.people if run else 0,
        "run": run.number if run else 0,
        "version": request.head.number if request else 0,
        "is_announced": is_public(own.window),
        "move": _move_shown(own, units),
        "choices": _choices(result, units, said, is_public(own.window)) if result else [],
        "place": _place(result) if result else {},
        "may_leave": is_proposed and request is not None and request.is_confirmed,
    }


def unit_move_rows(moves: Iterable[tuple[str, Proposed]], base: str, way: str) -> list[list[Cell]]:
    """Those who would come to a unit, or go, as the rows of a table."""
    chosen = [(sk, one) for sk, one in moves if sk.startswith(f"{way}#")]
    return [_row(one, f"{base}{way}/{sk.partition('#')[2]}", way) for sk, one in chosen]


def answer_items() -> list[Shown]:
    """The manager's answers about whoever would come."""
    return [
        {"value": Verdict.ACCEPT.value, "text": "Yes, we expect them"},
        {"value": Verdict.DECLINE.value, "text": "No, with a reason that they will read"},
    ]


def unit_move_shown(asked: Proposed, way: str, home: Unit | None, visit: Visit) -> Shown:
    """One proposed move as the keeper of one of its units sees it: of whoever goes not where to, before it is
    announced."""
    leg, latest = asked.leg, latest_release(asked.window, london_day(visit.now))
    is_open = asked.window.status is WindowStatus.PROPOSED
    return {
        "name": leg.person.name,
        "run": asked.run.number,
        "from": home.title if home and way == "in" else "",
        "answer_by": uk_date(leg.answer_by),
        "release_by": uk_date(asked.cycle.release_by) if asked.cycle.release_by else "",
        "latest": uk_date(latest),
        "latest_typed": f"{latest.day} {latest.month} {latest.year}",
        "release_on": uk_date(leg.release_on) if leg.release_on else "",
        "may_answer": is_open and way == "in" and leg.received_at is None,
        "may_release": is_open and way == "out",
        "is_announced": is_public(asked.window),
        "state": _state(leg, way)["text"],
        "silence": asked.window.undecided_is_accepted,
    }


def _remark(own: OwnProposal, has_left: bool) -> str:
    if own.window.status is not WindowStatus.PROPOSED or has_left:
        return ""
    return STALE_RUN if own.standing.is_stale else MAY_CHANGE


def _move_shown(own: OwnProposal, units: Mapping[str, Unit]) -> Shown | None:
    proposed, result = own.proposed, own.result
    if proposed is None or result is None:
        return None
    leg, legs = proposed.leg, proposed.cycle.legs
    unit = units.get(leg.to_unit)
    others = [one for one in legs if one is not leg]
    return {
        "unit": unit.details.name if unit else "",
        "where": f"{unit.employer.name}, {unit.details.town}" if unit else "",
        "choice": ordinal(result.choice),
        "asked": ASKED[leg.asked],
        "is_confirmed": leg.confirmed_at is not None,
        "is_received": leg.received_at is not None,
        "answer_by": uk_date(leg.answer_by),
        "others": len(others),
        "waiting": sum(not one.is_agreed for one in others),
        "release_on": uk_date(leg.release_on) if leg.release_on and is_public(own.window) else "",
        "may_confirm": leg.confirmed_at is None and own.window.status is WindowStatus.PROPOSED,
    }


def _choices(
    result: Result, units: Mapping[str, Unit], said: Mapping[str, UnitDecision], is_announced: bool
) -> list[Shown]:
    return [
        {
            "unit": units[unit].title if unit in units else unit,
            "why": GIVEN_NOW if is_announced and why is ChoiceOutcome.GIVEN else CHOICES[why],
            "because": _because(said.get(unit)) if why is ChoiceOutcome.DECLINED else "",
            "words": said[unit].words if why is ChoiceOutcome.DECLINED and unit in said else "",
        }
        for unit, why in zip(result.choices, result.why, strict=True)
    ]


def _because(decision: UnitDecision | None) -> str:
    return DECLINE_REASONS[decision.because] if decision and decision.because else ""


def _place(result: Result) -> Shown:
    return {
        "number": result.place,
        "is_at_risk": result.is_at_risk,
        "points": sum(one.points for one in result.points),
        "rows": [[GROUNDS[one.ground], str(one.amount), str(one.points)] for one in result.points],
        "ticket": result.ticket,
    }


def _row(asked: Proposed, href: str, way: str) -> list[Cell]:
    leg = asked.leg
    day = uk_date(leg.release_on) if leg.release_on and (way == "out" or is_public(asked.window)) else ""
    return [{"text": leg.person.name, "href": href}, _state(leg, way), day]


def _state(leg: Leg, way: str) -> dict[str, str]:
    is_done = leg.received_at is not None if way == "in" else leg.release_on is not None
    return {"text": "Answered", "tag": "green"} if is_done else {"text": "To answer", "tag": "yellow"}
