"""Machines of three roles, with their partners in the directory."""

import pytest

from tests.levies import APPROVER, FINANCE_LEAD, MANAGER, with_partners
from tests.web.levy.api.machines import machine
from tests.web.machine import Machine


@pytest.fixture
def partners(tables: object) -> None:
    with_partners()


@pytest.fixture
def manager(partners: None) -> Machine:
    return machine(MANAGER)


@pytest.fixture
def approver(partners: None) -> Machine:
    return machine(APPROVER)


@pytest.fixture
def finance_lead(partners: None) -> Machine:
    return machine(FINANCE_LEAD)
