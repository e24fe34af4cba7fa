"""Who may do what to an organisation and to its API tokens."""

from enum import StrEnum

from shared.actors import Actor, Role


class Action(StrEnum):
    """What can be asked of an organisation."""

    VIEW = "view"
    EDIT = "edit"
    SEE_HISTORY = "see_history"
    MAKE_TOKEN = "make_token"  # noqa: S105 - an action
    REVOKE_ANY_TOKEN = "revoke_any_token"  # noqa: S105


_OVERSEERS = frozenset({Role.AUDITOR, Role.ICS_APPROVER})


def may(actor: Actor, action: Action, ods_code: str) -> bool:
    """Whether the actor may do this to the organisation of that code.

    Details of partners are open to all partners; only their own administrator changes them, and the ICS looks on.
    A token speaks with the voice of whoever made it, so everybody may make one for where they act.
    """
    is_own = actor.ods_code == ods_code
    is_admin = is_own and actor.has(Role.ORGANISATION_ADMIN)
    match action:
        case Action.VIEW:
            return True
        case Action.EDIT | Action.REVOKE_ANY_TOKEN:
            return is_admin
        case Action.SEE_HISTORY:
            return is_admin or bool(actor.roles & _OVERSEERS)
        case Action.MAKE_TOKEN:
            return is_own
