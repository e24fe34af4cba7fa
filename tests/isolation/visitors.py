"""Everybody who asks: staff in every role, here and elsewhere, people by their link, nobody, and machines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from functions.redeploy.links_store import LinksStore
from functions.redeploy.usecases import links
from shared import directory, sessions, tokens
from shared.actors import Actor, Role
from tests import redeployments as of
from tests.isolation.rules import Viewer
from tests.isolation.world import ASKED_AT, World
from tests.partners import a_membership, a_person, an_actor

_BY_LINK = ("E01", "E02", "E03", "E06", "E07", "E10", "E12", "E14", "E15", "E17", "E18", "E20", "E21")


@dataclass(frozen=True)
class Visitor:
    """A viewer with what they send: a cookie and the token of its forms, or an API token."""

    viewer: Viewer
    cookie: str = ""
    csrf: str = ""
    token: str = ""


STAFF: tuple[Actor, ...] = (
    of.HR,
    of.OTHER_HR,
    of.SECOND_HR,
    of.MANAGER,
    of.HOME_HR,
    of.COORDINATOR,
    of.AUDITOR,
    an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id="manager-of-persons"),
    an_actor(Role.RECRUITING_MANAGER, ods_code="VLA01", person_id="manager-of-home"),
    an_actor(Role.ICS_COORDINATOR, ods_code="RZZ", person_id="coordinator-elsewhere"),
    an_actor(Role.RECEIVING_EMPLOYER, Role.ORGANISATION_ADMIN, ods_code="RYY", person_id="receiving"),
    an_actor(Role.SENDING_EMPLOYER, ods_code="RZZ", person_id="sending"),
    an_actor(Role.ICS_APPROVER, ods_code="QXX", person_id="approver"),
    an_actor(Role.FINANCE_LEAD, ods_code="RZZ", person_id="finance"),
    an_actor(Role.FINANCE_LEAD, ods_code="RYY", person_id="finance-of-posts"),
)


def everybody(world: World) -> list[Visitor]:
    """Every visitor, signed in."""
    people = [_by_link(world, code) for code in _BY_LINK]
    return [Visitor(Viewer("nobody")), *map(_signed_in, STAFF), *people, *_machines()]


def viewer_of(actor: Actor) -> Viewer:
    """A member of staff as the table of who may see what knows them."""
    return Viewer(actor.person_id, actor.ods_code, actor.roles)


def readers(world: World) -> dict[str, Viewer]:
    """Who reads which mail box."""
    boxes = {f"{actor.person_id}@example.org": viewer_of(actor) for actor in STAFF}
    for code in world.people:
        boxes[f"canary{code}emailqz@mail.example.org".casefold()] = Viewer(f"mail box of {code}", entry=code)
    return boxes


def _signed_in(actor: Actor) -> Visitor:
    membership = a_membership(actor.ods_code, *actor.roles, name=f"Organisation {actor.ods_code}")
    person = a_person(membership, person_id=actor.person_id, name=f"Name of {actor.person_id}")
    directory.put_person(person)
    cookie, session = sessions.start(person, ASKED_AT)
    return Visitor(viewer_of(actor), cookie, session.csrf_token)


def _by_link(world: World, code: str) -> Visitor:
    path = links.make_link(_hr_of(world, code), world.people[code], ASKED_AT)
    assert isinstance(path, str), path
    cookie = links.open_link(path.removeprefix(links.PATH), ASKED_AT)
    assert not isinstance(cookie, links.LinkState), cookie
    found = LinksStore().visitor(world.people[code], cookie.rpartition(".")[2])
    assert found is not None
    return Visitor(Viewer(f"the person {code}", entry=code), cookie, found[1].csrf_token)


def _hr_of(world: World, code: str) -> Actor:
    return next(one for one in STAFF if viewer_of(one).is_hr_of(world.employer_of[code]))


def _machines() -> Iterator[Visitor]:
    for actor in (of.HR, of.OTHER_HR, of.MANAGER, of.COORDINATOR, STAFF[10]):
        token, _ = tokens.make_token(actor, "isolation", timedelta(days=30), ASKED_AT)
        yield Visitor(viewer_of(actor), token=token)
