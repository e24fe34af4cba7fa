"""Sends the words of the transfer window (`messages/emails.py`) to whom they are for.

An email names nobody but its reader. To a member of staff it does not say what it is about: it may be read over a
shoulder, or by an employer who looks into its mailboxes.
"""

from functions.retention.domain.notices import TO_A_PERSON
from functions.retention.messages.emails import PATHS, TEXTS
from shared import directory, logs
from shared.letters import letter
from shared.outbox import Email, Intent


def compose(intent: Intent) -> list[Email]:
    """The email of an intent for each of its readers: the person whom it names, or whoever holds its role now.

    Raises KeyError for a kind without words or a blank without a parameter: a bug, which a test looks for.
    """
    text, path = TEXTS[intent.kind], PATHS[intent.kind].format_map(intent.params)
    readers = _readers(intent)
    if not readers:
        logs.warning("nobody_to_email", kind=intent.kind, organisation=intent.ods_code)
    return [
        letter(f"{intent.reference}:{number}", reader, text, intent.params, path)
        for number, reader in enumerate(readers, start=1)
    ]


def _readers(intent: Intent) -> list[tuple[str, str]]:
    """The names and addresses of those who are to read it."""
    if intent.role is not None:
        return [(one.name, one.email) for one in directory.contacts(intent.ods_code, intent.role)]
    one = directory.person(intent.params[TO_A_PERSON])
    return [(one.name, one.email)] if one else []
