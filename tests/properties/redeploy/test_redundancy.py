"""Laws of redundancy pay and of savings that hold for everybody."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from functions.redeploy.domain.redundancy import (
    AskContractual,
    AskStatutory,
    ContractualPay,
    Reading,
    StatutoryPay,
    contractual,
    statutory,
)
from functions.redeploy.domain.savings import (
    EvidenceGrade,
    MoveCosts,
    Saving,
    SavingFacts,
    contra,
    saving,
)
from functions.redeploy.domain.terms import Terms

DAYS = st.dates(date(2019, 4, 6), date(2027, 4, 5))
LIVES = st.integers(16, 100).flatmap(lambda age: st.tuples(st.just(age), st.integers(0, age - 15)))
PAY = st.integers(0, 10_000_000)
SALARIES = st.integers(0, 100_000_000)
PARTS = st.integers(1, 10_000)


def by_statute(age: int, years: int, week: int, on: date) -> StatutoryPay:
    found = statutory(AskStatutory(dismissed_on=on, age=age, years=years, weekly_pay_pence=week))
    assert isinstance(found, StatutoryPay)
    return found


@st.composite
def services(draw: st.DrawFn) -> tuple[int, int, int]:
    years = draw(st.integers(0, 85))
    pensioned = draw(st.integers(0, years))
    return years, pensioned, draw(st.integers(0, years - pensioned))


@st.composite
def any_facts(draw: st.DrawFn) -> SavingFacts:
    age, continuous = draw(LIVES)
    years, pensioned, paid = draw(services())
    costs = st.integers(0, 5_000_000)
    return SavingFacts(
        terms=draw(st.sampled_from(Terms)),
        section_16_by_contract=draw(st.booleans()),
        age=age,
        notice_would_expire_on=draw(DAYS),
        continuous_years=continuous,
        reckonable_years=years,
        pensioned_years=pensioned,
        paid_years=paid,
        annual_salary_pence=draw(SALARIES),
        weekly_pay_pence=draw(PAY),
        fte_ten_thousandths=draw(PARTS),
        receiving_is_nhs=draw(st.booleans()),
        nothing_was_paid=draw(st.sampled_from([True, False, None])),
        reading=draw(st.sampled_from(Reading)),
        costs=MoveCosts(protection_pence=draw(costs), travel_pence=draw(costs), retraining_pence=draw(costs)),
        evidence=draw(st.sampled_from(EvidenceGrade)),
    )


@given(LIVES, PAY, DAYS)
def test_statute_is_the_plain_sum_year_by_year_and_never_above_thirty_weeks(
    life: tuple[int, int], week: int, on: date
) -> None:
    age, years = life
    found = by_statute(age, years, week, on)
    halves = 0
    for back in range(min(years, 20) if years >= 2 else 0):
        halves += 1 if age - back <= 22 else 2 if age - back <= 41 else 3
    assert found.weeks == halves * 500
    assert found.pence == (halves * min(week, found.weekly_cap_pence) + 1) // 2
    assert found.pence <= 30 * found.weekly_cap_pence


@given(LIVES, PAY, DAYS)
def test_statute_never_falls_with_another_year_or_another_penny(
    life: tuple[int, int], week: int, on: date
) -> None:
    age, years = life
    found = by_statute(age, years, week, on)
    assert by_statute(age, years, week + 1, on).pence >= found.pence
    if years:
        assert by_statute(age, years - 1, week, on).pence <= found.pence


@given(services(), st.integers(0, 85), SALARIES, PARTS, st.sampled_from(Reading))
def test_section_16_is_at_most_160_000_pounds_and_deducting_first_never_pays_less(
    service: tuple[int, int, int], continuous: int, salary: int, part: int, reading: Reading
) -> None:
    years, pensioned, paid = service
    ask = AskContractual(
        dismissed_on=date(2026, 5, 1),
        years=years,
        continuous_years=continuous,
        annual_salary_pence=salary,
        fte_ten_thousandths=part,
        pensioned_years=pensioned,
        paid_years=paid,
    )
    found = contractual(ask, reading)
    assert isinstance(found, ContractualPay)
    exact = found.months * found.salary_used_pence * part  # of a 120,000th of a penny
    assert -60_000 < found.pence * 120_000 - exact <= 60_000
    assert 0 <= found.pence <= found.week_route_pence <= 16_000_000
    assert found.months <= 24
    first, last = (found.pence, found.other_pence)[:: 1 if reading is Reading.DEDUCT_THEN_CAP else -1]
    assert first >= last


@given(any_facts())
def test_the_same_facts_give_the_same_saving_and_its_lines_add_up(facts: SavingFacts) -> None:
    made = saving(facts)
    again = saving(SavingFacts.model_validate_json(facts.model_dump_json()))
    assert isinstance(made, Saving)
    assert made == again
    assert sum(line.pence for line in made.lines) == made.net_pence
    assert 0 <= made.gross_pence <= made.avoided_pence
    assert made.net_pence <= made.gross_pence
    if not made.is_booked:
        assert (made.gross_pence, made.net_pence, made.attributable_pence) == (0, 0, 0)


@given(any_facts(), st.integers(0, 10_000))
def test_other_facts_have_another_hash(facts: SavingFacts, more: int) -> None:
    changed = facts.model_copy(update={"annual_salary_pence": facts.annual_salary_pence + more})
    made, other = saving(facts), saving(changed)
    assert isinstance(made, Saving) and isinstance(other, Saving)
    assert (made.inputs_hash == other.inputs_hash) == (more == 0)


@given(any_facts(), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 800))
def test_a_saving_with_its_contra_is_nothing(facts: SavingFacts, recognised_on: date, days: int) -> None:
    made = saving(facts)
    assert isinstance(made, Saving)
    taken = contra(made, date.fromordinal(recognised_on.toordinal() + days), recognised_on)
    assert (taken is not None) == (made.is_booked and days <= 365)
    if taken:
        assert made.net_pence + taken.net_pence == made.gross_pence + taken.gross_pence == 0
