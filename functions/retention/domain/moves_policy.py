"""Who does what with an announced move, and who sees what of it.

| who                        | sees                                        | does                            |
|----------------------------|---------------------------------------------|---------------------------------|
| the person                 | all of their own move                       | dates, handover, the checklist  |
| the old unit's keeper, HR  | who, where to, dates, handover              | dates, notice, handover, no start |
| the new unit's keeper, HR  | who, where from, dates, handover            | dates, start, no start          |
| the new employer's HR      | the checklist, while the person lets them   | that somebody left early        |
| the coordinator            | how many moved from unit to unit: never who | nothing                         |

An auditor, an adviser and anybody else see nothing of a move. Who moves acts for themself alone, whatever else
they are.
"""

from functions.retention.domain.announcing import Move, Side
from functions.retention.domain.moves import Moving, Party, Stage
from functions.retention.domain.policy import coordinates, is_hr_of, recruits_for
from functions.retention.domain.run_policy import is_public
from functions.retention.domain.windows import TransferWindow
from shared.actors import Actor

_COMING = frozenset({Stage.ANNOUNCED, Stage.STARTED})


def parties_of(actor: Actor, move: Move) -> frozenset[Party]:
    """For whom of the three somebody speaks: for both units where they are of one employer, and the actor its
    HR."""
    if actor.ics_code != move.ics_code:
        return frozenset()
    if actor.person_id == move.person.person_id:
        return frozenset({Party.PERSON})
    sides = ((Party.RELEASING, move.releasing), (Party.RECEIVING, move.receiving))
    return frozenset(party for party, side in sides if _speaks_for(actor, side))


def may_see_move(actor: Actor, move: Move) -> bool:
    """Whether they see a move: the person, the keepers of the two units, the HR of the two employers."""
    return bool(parties_of(actor, move))


def may_hand_over(actor: Actor, move: Move) -> bool:
    """Whether they tick what is handed over: the person, and whoever releases them."""
    return bool(parties_of(actor, move) & {Party.PERSON, Party.RELEASING})


def may_give_notice(actor: Actor, move: Move) -> bool:
    """Whether they say how long the notice is: whoever releases the person."""
    return Party.RELEASING in parties_of(actor, move)


def may_start(actor: Actor, move: Move) -> bool:
    """Whether they say that somebody started: whoever receives them."""
    return Party.RECEIVING in parties_of(actor, move)


def may_end(actor: Actor, move: Move) -> bool:
    """Whether they say that somebody did not start: either employer's side, not the person, who tells them."""
    return bool(parties_of(actor, move) & {Party.RELEASING, Party.RECEIVING})


def may_say_left(actor: Actor, move: Move) -> bool:
    """Whether they say that somebody left early: the HR of the new employer."""
    return Party.RECEIVING in parties_of(actor, move) and is_hr_of(actor, move.receiving.employer.ods_code)


def may_read_checklist(actor: Actor, moving: Moving) -> bool:
    """Whether they read the passport checklist: the person; and, while they come, the new employer's HR as
    long as the person lets them."""
    parties = parties_of(actor, moving.move)
    if Party.PERSON in parties:
        return True
    is_hr = Party.RECEIVING in parties and is_hr_of(actor, moving.move.receiving.employer.ods_code)
    return is_hr and moving.progress.shared_at is not None and moving.progress.stage in _COMING


def may_list_moves(actor: Actor, window: TransferWindow) -> bool:
    """Whether they list the moves of their units: a partner's HR and recruiting managers, once they are announced.
    Of the list a manager sees their own units, HR those of the employer."""
    is_theirs = actor.ics_code == window.ics_code and window.is_partner(actor.ods_code)
    acts = is_hr_of(actor, actor.ods_code) or recruits_for(actor, actor.ods_code)
    return is_theirs and acts and is_public(window)


def may_see_chains(actor: Actor, window: TransferWindow) -> bool:
    """Whether they see how many moved from unit to unit in a whole window: its coordinator, once it is
    announced."""
    return coordinates(actor) and actor.ics_code == window.ics_code and is_public(window)


def _speaks_for(actor: Actor, side: Side) -> bool:
    employer = side.employer.ods_code
    is_keeper = actor.person_id == side.keeper.person_id and recruits_for(actor, employer)
    return is_keeper or is_hr_of(actor, employer)
