"""The need and the money of the whole system, added up."""

from datetime import date, timedelta

from functions.levy.domain.ledger import Balances
from functions.levy.domain.overview import (
    Sum,
    Wanting,
    by_year,
    promised_by_year,
    summed_by,
    summed_by_age,
    unmet_pence,
    would_fund,
)
from functions.levy.domain.pledges import PledgeStatus
from functions.levy.domain.stages import Status
from shared.actors import OrganisationType
from tests.levies import a_pledge

TODAY = date(2026, 11, 22)


def wanting(pence: int, days: int = 1, **changed: object) -> Wanting:
    known = {
        "application_id": f"app-{days:03d}-{pence}",
        "reference": "LT-AAAAAAAA",
        "employer": "Emberkiln House",
        "organisation_type": OrganisationType.CARE_HOME,
        "district": "ST4",
        "standard": "ST0827",
        "apprentices": 1,
        "pence": pence,
        "sent_on": TODAY - timedelta(days=days),
        "status": Status.SUBMITTED,
    }
    return Wanting(**known | changed)  # type: ignore[arg-type]


def test_each_group_is_added_up_and_the_dearest_stands_first() -> None:
    waiting = [wanting(100), wanting(300, district="ST1", apprentices=2), wanting(150)]
    assert summed_by(waiting, lambda one: one.district) == [("ST1", Sum(1, 2, 300)), ("ST4", Sum(2, 2, 250))]


def test_every_application_stands_in_one_age_whatever_day_it_was_sent() -> None:
    waiting = [wanting(1, days) for days in range(120)]
    found = summed_by_age(waiting, TODAY)
    assert [one.applications for one in found] == [15, 28, 49, 28]
    assert sum(one.applications for one in found) == len(waiting)


def test_more_money_goes_to_the_longest_waiting_and_passes_over_what_does_not_fit() -> None:
    dear, first, second = wanting(900, days=30), wanting(400, days=20), wanting(300, days=10)
    found = would_fund([second, dear, first], 800)
    assert found.funded == (first, second)
    assert found.left_pence == 100
    assert would_fund([dear], 899).funded == ()
    assert would_fund([dear], 900).left_pence == 0


def test_only_open_pledges_of_years_that_are_not_over_are_free() -> None:
    balances = Balances(amount_pence=1_000, available_pence=600, reserved_pence=300, drawn_pence=100)
    pledges = [
        a_pledge(balances=balances),
        a_pledge(balances=balances, status=PledgeStatus.CLOSED),
        a_pledge(balances=balances, tax_year="2025/26"),
    ]
    over, now = by_year(pledges, TODAY)
    assert (over.tax_year, over.pledges, over.free_pence) == ("2025/26", 1, 0)
    assert (now.pledges, now.free_pence, now.amount_pence, now.reserved_pence) == (2, 600, 2_000, 600)
    assert unmet_pence([wanting(1_000)], [over, now]) == 400
    assert unmet_pence([wanting(600)], [over, now]) == 0


def test_what_is_reserved_is_told_by_the_year_in_which_it_is_due() -> None:
    pledges = [a_pledge(reserved_by_year={"2027/28": 5, "2026/27": 2}), a_pledge(reserved_by_year={"2027/28": 1})]
    assert promised_by_year(pledges) == [("2026/27", 2), ("2027/28", 6)]
