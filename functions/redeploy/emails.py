"""Sends the words of redeployment (`messages/emails.py`) to whom they are for.

An email names nobody but its reader. Its title is of a reference or of nothing: who looks over a shoulder learns
neither a name nor that anybody's job is going.
"""

from collections.abc import Mapping

from functions.redeploy.domain.people import reference_of
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.messages.emails import TEXTS
from functions.redeploy.usecases.links import mint_link
from shared import clock, directory, logs
from shared.letters import letter
from shared.outbox import Email, Intent

_OWN_PAGE = "Open your page. The link works once; if it does not open, ask for another where it leads:"


def compose(intent: Intent) -> list[Email]:
    """The email of an intent for each of its readers: whoever holds its role in the organisation now, or the
    person of the register whom it is about.

    Raises KeyError for a kind without words or a blank without a parameter: a bug, which a test looks for.
    """
    if intent.role is None:
        return _to_the_person(intent)
    readers = directory.contacts(intent.ods_code, intent.role)
    if not readers:
        logs.warning("nobody_to_email", kind=intent.kind, organisation=intent.ods_code)
    text, blanks, path = TEXTS[intent.kind], _blanks(intent), _page(intent.params)
    return [
        letter(f"{intent.reference}:{one.person_id}", (one.name, one.email), text, blanks, path) for one in readers
    ]


def _to_the_person(intent: Intent) -> list[Email]:
    """To the address that HR entered, with a link of their own; to nobody once the person is erased."""
    entry_id = intent.params["entry_id"]
    entry = MatchingStore().as_they_stand([entry_id])[0].get(entry_id)
    if entry is None or entry.details is None:
        logs.warning("nobody_to_email", kind=intent.kind, organisation="")
        return []
    contact, link = entry.details.contact, mint_link(entry_id, clock.now())
    to = (contact.name, contact.email)
    return [letter(f"{intent.reference}:person", to, TEXTS[intent.kind], _blanks(intent), link, where=_OWN_PAGE)]


def _page(params: Mapping[str, str]) -> str:
    """Where the reader does something about it."""
    if "saving_id" in params:
        return f"/redeploy/savings/{params['saving_id']}"
    if "match_id" in params:
        return f"/redeploy/matches/{params['match_id']}"
    if "vacancy_id" in params:
        return f"/redeploy/vacancies/{params['vacancy_id']}"
    return f"/redeploy/people/{params['entry_id']}"


def _blanks(intent: Intent) -> Mapping[str, str]:
    """The parameters, with the references that people quote made of the ids among them."""
    params = intent.params
    known = {"person": reference_of("RD", params["entry_id"])} if "entry_id" in params else {}
    known |= {"vacancy": reference_of("RV", params["vacancy_id"])} if "vacancy_id" in params else {}
    return params | known
