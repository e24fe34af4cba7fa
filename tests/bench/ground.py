"""What a storm needs: a data folder with the demo ICS, a sender, an employer, and an approver with a token."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from functions.levy.domain.accounts import SaveLevyAccount
from functions.levy.domain.allowance import Figures
from functions.levy.domain.applications import Application
from functions.levy.domain.pledges import Criteria, OfferPledge
from functions.levy.usecases import allowance, pledges
from infra.local.engine import point_sdk_at, start_engine
from infra.local.oidc import ISSUER
from infra.local.people import DemoIcs, demo_ics
from infra.local.seed import seed_directory
from infra.local.tables import create_tables
from shared import clock, table, tokens
from shared.actors import Actor, Organisation, Role
from shared.ids import new_id
from shared.sessions import actor_for
from shared.settings import settings
from shared.values.dates import Month
from tests.bench import seeding
from tests.bench.clients import Approval
from tests.levies import done
from tests.partners import NOW

LEVY, EACH_PENCE = "levy", seeding.PRICED.funded_each_pence


PLENTY = {Month(2025, 4).plus(passed): 10_000_000_000 for passed in range(12)}
"""Levy that allows more than any storm promises."""


@contextmanager
def database(file: Path | None) -> Iterator[None]:
    """The local engine on this file (None: in memory) for this process, while no product runs on it."""
    with pytest.MonkeyPatch.context() as environment, start_engine(file) as engine:
        pointed: dict[str, str] = {}
        point_sdk_at(engine.endpoint, pointed)
        for name, value in pointed.items():
            environment.setenv(name, value)
        table.client.cache_clear()
        settings.cache_clear()
        yield
    table.client.cache_clear()


@contextmanager
def fixed_time() -> Iterator[None]:
    """The present is `NOW`: whoever signed in then is still signed in."""
    clock.use_source(lambda: NOW)
    try:
        yield
    finally:
        clock.use_source(None)


@dataclass(frozen=True)
class Ground:
    """A demo ICS that is ready, and who plays in it."""

    employer: Organisation
    manager: Actor
    sender: Actor
    other_sender: Actor
    approver: Actor
    token: str

    @classmethod
    def laid(cls) -> "Ground":
        """Make the tables and the demo ICS in the present database, and a token for an approver."""
        create_tables(table.client(), settings())
        demo = demo_ics()
        seed_directory(demo, ISSUER, NOW)
        approver = _somebody(demo, Role.ICS_APPROVER)
        manager = _somebody(demo, Role.RECEIVING_EMPLOYER)
        token, _ = tokens.make_token(approver, "storm", timedelta(days=30), NOW)
        employer = next(one for one in demo.organisations if one.ods_code == manager.ods_code)
        sender, other, *_ = _everybody(demo, Role.SENDING_EMPLOYER)
        enter(sender, Figures(declared=PLENTY))
        return cls(employer, manager, sender, other, approver, token)

    def pledge(self, approvals: int) -> str:
        """A pledge that fits so many approvals, and no pound more."""
        command = OfferPledge(
            pledge_id=new_id(),
            amount_pence=approvals * EACH_PENCE,
            tax_year="2026/27",
            shows_name=True,
            criteria=Criteria(),
            note="",
        )
        return done(pledges.offer_pledge(self.sender, command, NOW)).id

    def applications(self, count: int) -> list[Application]:
        """So many applications that wait for a decision."""
        made = seeding.waiting(count, self.employer, self.manager)
        seeding.write_all(LEVY, seeding.items_of(made, self.manager))
        return made


def enter(sender: Actor, figures: Figures) -> None:
    """Enter an employer's levy figures, its first."""
    done(allowance.save_account(sender, SaveLevyAccount(version=0, figures=figures), new_id(), NOW))


def approvals_of(application_ids: list[str], pledge_id: str) -> list[Approval]:
    """An approval of each, paid by the pledge, each under a key of its own."""
    return [Approval(one, pledge_id, EACH_PENCE, new_id()) for one in application_ids]


def _somebody(demo: DemoIcs, role: Role) -> Actor:
    return _everybody(demo, role)[0]


def _everybody(demo: DemoIcs, role: Role) -> list[Actor]:
    """Who holds a role, one for each organisation. Raises AssertionError where nobody does."""
    found: dict[str, Actor] = {}
    for one in demo.people:
        for held in one.memberships:
            if role in held.roles and (actor := actor_for(demo.as_person(one), held.ods_code)):
                found.setdefault(held.ods_code, actor)
    assert found, f"nobody in the demo ICS is {role}"
    return list(found.values())
