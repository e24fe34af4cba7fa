"""What people do at the front door, one function an action: load, decide, commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.portal.forms import NewToken, OrganisationEdit, Revocation
from functions.portal.messages import Reason
from functions.portal.policy import Action, may
from shared import directory, logs, oidc, pending, sessions, tokens
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.sessions import Session


@dataclass(frozen=True)
class SignedIn:
    """A sign-in that succeeded: the new session's cookie, whether it acts for an organisation already, and the
    path that the person wanted."""

    cookie: str
    is_acting: bool
    next_path: str


def begin_sign_in(next_path: str, browser: str, now: datetime) -> str:
    """Remember a sign-in of this browser; return where to send it."""
    return oidc.authorize_url(pending.begin(next_path, browser, now))


def finish_sign_in(
    code: str, state: str, browser: str, before: Session | None, now: datetime
) -> SignedIn | Refusal:
    """Sign in the person whom the sign-in service confirms. The browser's session of `before` ends: a new
    sign-in never goes on with an old cookie. Whoever is not known here leaves nothing behind."""
    begun = pending.claim(state, browser, now) if state and browser else None
    if begun is None:
        return Refusal(Reason.SIGN_IN_LOST)
    login = oidc.complete(code, begun, now) if code else Refusal(Reason.SIGN_IN_FAILED)
    if isinstance(login, Refusal):
        return Refusal(Reason.SIGN_IN_FAILED)
    person = directory.person_for_login(login.issuer, login.subject)
    if person is None:
        return Refusal(Reason.LOGIN_UNKNOWN, {"login": login.subject})
    if not person.memberships:
        return Refusal(Reason.NO_ORGANISATION)
    if before is not None:
        sessions.end(before)
    cookie, session = sessions.start(person, now)
    logs.info("signed_in", person=person.person_id)
    return SignedIn(cookie, bool(session.acting_for), begun.next_path)


def edit_organisation(
    actor: Actor, ods_code: str, edit: OrganisationEdit, now: datetime
) -> Organisation | Refusal | None:
    """Save an organisation's details; None where there is none for this actor to change."""
    organisation = directory.organisation(ods_code) if may(actor, Action.EDIT, ods_code) else None
    if organisation is None:
        return None
    edited = edit.applied_to(organisation)
    if edit.version == organisation.version and edited == organisation:
        return organisation  # nothing was changed, so there is nothing to write or to remember
    if not directory.save_organisation(edited, edit.version, actor, now):
        return Refusal(Reason.CHANGED_MEANWHILE)
    return edited


def make_token(actor: Actor, wanted: NewToken, now: datetime) -> tuple[str, tokens.Token] | Refusal:
    """Make an API token for the organisation that the actor acts for. Its text is shown once."""
    if len(tokens.tokens_of_person(actor.person_id)) >= tokens.MOST_TOKENS:
        return Refusal(Reason.TOO_MANY_TOKENS)
    made = tokens.make_token(actor, wanted.label, timedelta(days=int(wanted.days)), now)
    logs.info("token_made", person=actor.person_id, organisation=actor.ods_code)
    return made


def revoke_token(actor: Actor, wanted: Revocation) -> bool:
    """Revoke a token of the actor, or any token of an organisation that they administer; False where it is not
    theirs or not there."""
    if wanted.person_id != actor.person_id and not may(actor, Action.REVOKE_ANY_TOKEN, actor.ods_code):
        return False
    if not tokens.revoke_token(wanted.person_id, wanted.secret_hash, actor.ods_code):
        return False
    logs.info("token_revoked", person=wanted.person_id, by=actor.person_id)
    return True


def tokens_to_show(actor: Actor, after: str | None) -> tokens.TokenPage:
    """The tokens that the actor may revoke: their own here, or everybody's whose organisation they administer."""
    if may(actor, Action.REVOKE_ANY_TOKEN, actor.ods_code):
        return tokens.tokens_of_organisation(actor.ods_code, after)
    own = tokens.tokens_of_person(actor.person_id)
    return tokens.TokenPage(tuple(one for one in own if one.ods_code == actor.ods_code), None)
