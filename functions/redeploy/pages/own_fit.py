"""Why a post was proposed to a person: each criterion, and what differs from their job and their wishes."""

from typing import Any

from functions.redeploy.domain.matching import CriterionResult, Match, Met
from functions.redeploy.messages.own_matches import GRADES, OBSTACLES
from functions.redeploy.pages.mine import miles_shown
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, Any]


def fit_shown(result: Match) -> Shown:
    """Why the post was proposed: the grade, each criterion, and what differs from now and from what was asked."""
    return {
        "grade": GRADES[result.grade],
        "essentials": [_criterion(one) for one in result.essentials],
        "desirables": [_criterion(one) for one in result.desirables],
        "differences": [
            ("Band", _band(result.band_difference)),
            ("Full-time pay", _pay(result.pay_difference_pence)),
            ("Travel", f"{_miles(result)}{'' if result.fits_travel else '. Further than you asked for'}"),
            ("Hours", "As you asked for" if result.fits_hours else "Not as you asked for"),
            ("Role", "As you asked for" if result.role_wanted else "Not one that you asked for"),
            ("Registration", "You hold what is asked for" if result.registration_met else "Not held for you"),
        ],
        "obstacles": [OBSTACLES[one] for one in result.obstacles],
    }


def _criterion(one: CriterionResult) -> Shown:
    months = "" if one.months is None else f" It takes about {plural(one.months, 'month')} to learn in the post."
    said = {
        Met.MET: ("Yes", "green", ""),
        Met.TRAINABLE: ("Can be learned", "yellow", months.strip()),
        Met.NOT_MET: ("Not in your record", "grey", months.strip()),
    }[one.met]
    return {"text": one.text, "label": said[0], "colour": said[1], "words": said[2]}


def _band(difference: int | None) -> str:
    if difference is None:
        return "The two cannot be compared by band"
    if difference == 0:
        return "The same as yours"
    return f"{plural(abs(difference), 'band')} {'higher' if difference > 0 else 'lower'} than yours"


def _pay(pence: int) -> str:
    if pence == 0:
        return "The same as yours"
    return f"{pounds(abs(pence))} a year {'more' if pence > 0 else 'less'} than yours"


def _miles(result: Match) -> str:
    shown = miles_shown(result.miles)
    return f"{shown[0].upper()}{shown[1:]} one way" if shown else "Distance not known"
