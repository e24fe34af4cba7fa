"""What a client of the storm may do on a match where it is, how likely, and what it then says."""

from collections.abc import Mapping
from typing import Any

from functions.redeploy.domain.stages import MatchAction as Do

PERSONS = frozenset(
    {Do.EXPRESS_INTEREST, Do.SAY_NOT_FOR_ME, Do.CONSENT, Do.WITHDRAW_CONSENT, Do.ACCEPT, Do.REFUSE}
)
CHOICES: Mapping[str, tuple[tuple[Do, int], ...]] = {
    "proposed": ((Do.EXPRESS_INTEREST, 4), (Do.SAY_NOT_FOR_ME, 4), (Do.REJECT, 1)),
    "interested": ((Do.OFFER, 6), (Do.INVITE, 1), (Do.REJECT, 1), (Do.WITHDRAW_CONSENT, 1)),
    "interview": ((Do.OFFER, 6), (Do.REJECT, 1), (Do.SAY_NOT_FOR_ME, 1)),
    "rejection_proposed": ((Do.RATIFY, 5), (Do.NOT_RATIFY, 1)),
    "offered": ((Do.ACCEPT, 6), (Do.REFUSE, 1), (Do.WITHDRAW_OFFER, 2)),
    "accepted": ((Do.BEGIN_TRIAL, 3), (Do.FAIL_TRIAL, 2)),
    "on_trial": ((Do.PASS_TRIAL, 5), (Do.FAIL_TRIAL, 1)),
    "passed": ((Do.CONFIRM, 1),),
    "not_for_me": ((Do.EXPRESS_INTEREST, 1),),
}
ASKED: Mapping[Do, dict[str, Any]] = {
    Do.EXPRESS_INTEREST: {"rank": 1},
    Do.SAY_NOT_FOR_ME: {"reason": "travel"},
    Do.REJECT: {"reason": "essential_missing", "words": "Not the work of this ward."},
    Do.NOT_RATIFY: {"words": "Look again."},
    Do.OFFER: {"out_of_turn": "Both agreed."},
    Do.WITHDRAW_OFFER: {"words": "A mistake."},
    Do.FAIL_TRIAL: {"words": "It did not work out."},
}
