"""What a transfer saves is never more than it pays, and never less under the later rule for levy payers."""

from hypothesis import given
from hypothesis import strategies as st

from functions.levy.domain.saving import AgeBand, EmployerKind, SavingWarning, saving
from shared.values.dates import Month

starts = st.integers(0, 8 * 12 - 1).map(Month(2025, 1).plus)
ages = st.lists(st.tuples(st.sampled_from(AgeBand), st.integers(0, 99)), max_size=4).map(tuple)
each = st.integers(0, 2_700_000)
kinds = st.sampled_from(EmployerKind)


@given(each, ages, kinds, starts)
def test_a_saving_is_the_sum_of_its_lines_and_at_most_a_quarter_of_the_cost(
    each_pence: int, by_age: tuple[tuple[AgeBand, int], ...], kind: EmployerKind, start: Month
) -> None:
    found = saving(each_pence, by_age, kind, start)
    count = sum(number for _, number in by_age)
    assert found.total_pence == sum(line.pence for line in found.per_line)
    assert sum(line.count for line in found.per_line) == count
    assert found.total_pence * 4 <= each_pence * count
    assert (SavingWarning.NO_SAVING in found.warnings) == (found.total_pence == 0)


@given(each, ages, starts)
def test_only_an_employer_without_levy_can_be_fully_funded_and_nobody_of_25_is(
    each_pence: int, by_age: tuple[tuple[AgeBand, int], ...], start: Month
) -> None:
    for kind in (EmployerKind.LEVY_PAYER_WITH_FUNDS, EmployerKind.LEVY_PAYER_OUT_OF_FUNDS):
        assert saving(each_pence, by_age, kind, start).fully_funded_anyway == 0
    young = sum(number for band, number in by_age if band is not AgeBand.FROM_25)
    assert saving(each_pence, by_age, EmployerKind.NON_LEVY, start).fully_funded_anyway <= young
