"""Levy accounts as DynamoDB items: the account that an employer enters, and what it has left to promise."""

from collections.abc import Mapping

from functions.levy.domain.accounts import Left, LevyAccount, moved_left
from functions.levy.domain.record import Decision
from shared.table import Item, Key, Put, Update, Write


def account_key(ods_code: str) -> Key:
    """Where the levy account of a sending employer stands."""
    return f"ACCOUNT#{ods_code}", "ACCOUNT"


def left_key(ods_code: str) -> Key:
    """Where what it has left to promise stands: beside the account, which is read and written far less often."""
    return f"ACCOUNT#{ods_code}", "LEFT"


def account_from(item: Item | None) -> LevyAccount | None:
    """The account that an item holds."""
    return LevyAccount.model_validate(item["body"] | {"head": item["head"]}) if item else None


def left_from(item: Item | None) -> Left:
    """What an employer has left; without an item it has promised nothing and entered nothing."""
    return Left(item["is_checked"], item["left_by_year"]) if item else Left()


def left_update(ods_code: str, promised: Mapping[str, int]) -> Update:
    """More is promised of each tax year (or less, below zero) only if so much of its allowance is left, or the
    employer has entered no figures."""
    pk, sk = left_key(ods_code)
    return Update(
        pk,
        sk,
        add_in={"left_by_year": {year: -pence for year, pence in promised.items()}},
        at_least_in={"left_by_year": {year: pence for year, pence in promised.items() if pence > 0}},
        unless={"is_checked": False},
    )


def left_put(ods_code: str, promised: Mapping[str, int]) -> Put:
    """What an employer has left before it enters any figures: nothing is checked, and what is promised counts."""
    pk, sk = left_key(ods_code)
    years = {year: -pence for year, pence in promised.items()}
    return Put({"pk": pk, "sk": sk, "is_checked": False, "left_by_year": years}, if_absent=True)


def account_writes(decision: Decision[LevyAccount], before: LevyAccount | None) -> list[Write]:
    """The account as its employer entered it; what is left moves by the difference, and is checked from now on."""
    account = decision.record
    pk, sk = account_key(account.ods_code)
    item = {"pk": pk, "sk": sk, "version": account.head.number, "head": account.head.model_dump()}
    put = Put(
        item | {"body": account.body()},
        if_absent=before is None,
        require={"version": before.head.number} if before else {},
    )
    left_pk, left_sk = left_key(account.ods_code)
    moved = {"left_by_year": moved_left(before, account)}
    return [put, Update(left_pk, left_sk, put={"is_checked": True}, add_in=moved)]
