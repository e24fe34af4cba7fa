"""What a transfer honestly saves an employer: what it would have paid towards the training without one.

The figure warns and never decides. Whether somebody whose training is fully funded anyway may be paid for by a
transfer is not settled in any rule that was found, so the page says that too.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from shared.reference.rules import rule
from shared.values.dates import Month
from shared.values.money import Pence


class EmployerKind(StrEnum):
    """How an employer would pay for training without a transfer."""

    NON_LEVY = "non_levy"
    LEVY_PAYER_WITH_FUNDS = "levy_payer_with_funds"
    LEVY_PAYER_OUT_OF_FUNDS = "levy_payer_out_of_funds"


class AgeBand(StrEnum):
    """The age of an apprentice at the start, as far as anybody needs to know it."""

    FROM_16 = "16-18"
    FROM_19 = "19-21"
    FROM_22 = "22-24"
    FROM_25 = "25+"


class SavingSentence(StrEnum):
    """Why one group of apprentices costs the employer what it does without a transfer."""

    OWN_LEVY_PAYS = "own_levy_pays"  # the employer's own levy pays: a transfer spares that, not cash
    CO_INVESTMENT = "co_investment"
    FULLY_FUNDED = "fully_funded"
    FULLY_FUNDED_WITH_CARE_PLAN = "fully_funded_with_care_plan"  # the share is due, unless there is a plan


class SavingWarning(StrEnum):
    """What an employer should read before it asks for a transfer."""

    NO_SAVING = "no_saving"
    FULLY_FUNDED_ANYWAY = "fully_funded_anyway"
    TRANSFER_OF_FULLY_FUNDED_UNSETTLED = "transfer_of_fully_funded_unsettled"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class SavingLine(_Frozen):
    """One age band: how many apprentices, the employer's share without a transfer, and the rule it comes from."""

    count: int
    age_band: AgeBand
    rate_percent: int
    pence: Pence
    rule_key: str
    sentence: SavingSentence


class Saving(_Frozen):
    """What a transfer saves this employer for these apprentices. Parts of a penny are dropped, never added."""

    total_pence: Pence
    per_line: tuple[SavingLine, ...]
    fully_funded_anyway: int
    warnings: tuple[SavingWarning, ...]


_OLDEST = {AgeBand.FROM_16: 18, AgeBand.FROM_19: 21, AgeBand.FROM_22: 24}
_UNSETTLED = (SavingWarning.FULLY_FUNDED_ANYWAY, SavingWarning.TRANSFER_OF_FULLY_FUNDED_UNSETTLED)


def _non_levy_share(age_band: AgeBand, start: date | Month) -> tuple[int, str, SavingSentence]:
    """Percent, rule and reason for an employer that pays no levy."""
    share = rule("co_investment_percent_non_levy", start)
    if age_band not in _OLDEST:
        return share.number, share.key, SavingSentence.CO_INVESTMENT
    fully_funded = rule("fully_funded_oldest_age", start)
    if _OLDEST[age_band] <= fully_funded.number:
        return 0, fully_funded.key, SavingSentence.FULLY_FUNDED
    return share.number, share.key, SavingSentence.FULLY_FUNDED_WITH_CARE_PLAN


def _share(kind: EmployerKind, age_band: AgeBand, start: date | Month) -> tuple[int, str, SavingSentence]:
    """Percent of the training that the employer pays without a transfer, with its rule and reason."""
    if kind is EmployerKind.NON_LEVY:
        return _non_levy_share(age_band, start)
    share = rule("co_investment_percent_levy_payer", start)
    if kind is EmployerKind.LEVY_PAYER_WITH_FUNDS:
        return 0, share.key, SavingSentence.OWN_LEVY_PAYS
    return share.number, share.key, SavingSentence.CO_INVESTMENT


def _line(each_pence: int, count: int, age_band: AgeBand, kind: EmployerKind, start: date | Month) -> SavingLine:
    percent, key, sentence = _share(kind, age_band, start)
    return SavingLine(
        count=count,
        age_band=age_band,
        rate_percent=percent,
        pence=each_pence * count * percent // 100,
        rule_key=key,
        sentence=sentence,
    )


def saving(
    each_pence: int, ages: tuple[tuple[AgeBand, int], ...], kind: EmployerKind, start: date | Month
) -> Saving:
    """What a transfer of `each_pence` for every apprentice saves an employer under the rules at the start.

    Raises RuleNotFound for a start before April 2024, from when full funding by age is known.
    """
    lines = tuple(_line(each_pence, count, band, kind, start) for band, count in ages if count)
    funded = sum(line.count for line in lines if line.sentence is SavingSentence.FULLY_FUNDED)
    total = sum(line.pence for line in lines)
    no_saving = () if total else (SavingWarning.NO_SAVING,)
    return Saving(
        total_pence=total,
        per_line=lines,
        fully_funded_anyway=funded,
        warnings=no_saving + (_UNSETTLED if funded else ()),
    )
