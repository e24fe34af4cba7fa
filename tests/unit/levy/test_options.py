"""The money that an approver chooses from: what each pledge has now, would have after, and in which years."""

from functions.levy.domain.accounts import Left
from functions.levy.domain.applications import Application
from functions.levy.domain.ledger import Balances
from functions.levy.domain.options import Option, options
from functions.levy.domain.pledges import Criteria, Need, Pledge, PledgeStatus
from functions.levy.domain.reasons import Reason
from shared.actors import OrganisationType
from tests.levies import a_pledge, an_application
from tests.partners import NOW

NEED = Need(place="Moorland East", organisation_type=OrganisationType.CARE_HOME, standard="ST0827", level=5)
ONE = 1_500_000


def of(
    *pledges: Pledge, cost: int = ONE, application: Application | None = None, left: Left | None = None
) -> tuple[Option, ...]:
    held = {"RZZ": left} if left else {}
    return options(application or an_application(), NEED, pledges, cost, NOW.date(), held)


def test_a_pledge_that_pays_it_all_has_so_much_less_after() -> None:
    (option,) = of(a_pledge(10_000_000))
    assert (option.available_pence, option.after_pence, option.shortfall_pence) == (10_000_000, 8_500_000, 0)
    assert option.pays_alone
    assert option.pays_part
    assert option.obstacle is None


def test_a_pledge_that_is_too_small_pays_what_it_has_and_names_what_is_lacking() -> None:
    (option,) = of(a_pledge(400_000))
    assert (option.after_pence, option.shortfall_pence) == (0, 1_100_000)
    assert not option.pays_alone
    assert option.pays_part
    assert sum(year.award_pence for year in option.years) == 400_000


def test_a_pledge_with_nothing_left_pays_nothing() -> None:
    spent = a_pledge(ONE, balances=Balances(amount_pence=ONE, available_pence=0, reserved_pence=ONE))
    (option,) = of(spent)
    assert not option.pays_part
    assert option.shortfall_pence == ONE


def test_each_tax_year_adds_the_award_to_what_is_reserved_already() -> None:
    (option,) = of(a_pledge(reserved_by_year={"2027/28": 700}))
    years = {year.tax_year: year for year in option.years}
    assert sum(year.award_pence for year in option.years) == ONE
    assert years["2027/28"].reserved_pence == 700
    assert years["2027/28"].after_pence == 700 + years["2027/28"].award_pence
    assert years["2026/27"].reserved_pence == 0


def test_a_pledge_whose_employer_may_not_promise_a_year_pays_a_part_at_most_and_names_the_year() -> None:
    (option,) = of(a_pledge(), left=Left(is_checked=True, by_year={"2026/27": 100_000, "2027/28": 599_999}))
    assert option.year_too_small is not None
    assert (option.year_too_small.tax_year, option.year_too_small.left_pence) == ("2027/28", 599_999)
    assert (option.is_checked, option.pays_alone, option.pays_part) == (True, False, True)


def test_a_pledge_whose_employer_may_promise_each_year_pays_alone() -> None:
    enough = {"2026/27": 100_000, "2027/28": 600_000, "2028/29": 800_000}
    (option,) = of(a_pledge(), left=Left(is_checked=True, by_year=enough))
    assert (option.is_checked, option.pays_alone) == (True, True)


def test_without_levy_figures_nothing_is_checked_and_nothing_refused() -> None:
    (option,) = of(a_pledge(), left=Left(is_checked=False, by_year={"2026/27": -5}))
    assert (option.is_checked, option.pays_alone) == (False, True)


def test_a_pledge_that_may_pay_nothing_says_why() -> None:
    own = a_pledge(ods_code="VLA01")
    over = a_pledge(tax_year="2025/26")
    closed = a_pledge(status=PledgeStatus.CLOSED)
    reasons = [of(pledge)[0].obstacle for pledge in (own, over, closed)]
    assert reasons == [Reason.PLEDGE_OF_RECEIVER, Reason.PLEDGE_YEAR_OVER, Reason.PLEDGE_CLOSED]
    assert not any(of(pledge)[0].pays_part for pledge in (own, over, closed))


def test_first_stand_those_that_pay_it_all_then_the_best_fit_then_those_that_lapse_first() -> None:
    later = a_pledge(pledge_id="later", tax_year="2027/28")
    richer = a_pledge(20_000_000, pledge_id="richer")
    plain = a_pledge(pledge_id="plain")
    picky = a_pledge(pledge_id="picky", criteria=Criteria(levels=(2,)))
    small = a_pledge(1_000, pledge_id="small")
    own = a_pledge(pledge_id="own", ods_code="VLA01")
    found = of(own, small, picky, later, plain, richer)
    assert [one.pledge.pledge_id for one in found] == ["richer", "plain", "later", "picky", "small", "own"]
    assert found[3].fit.unmet == ("level",)


def test_an_application_that_was_never_priced_has_no_years() -> None:
    (option,) = of(a_pledge(), application=an_application(priced=None))
    assert option.years == ()
