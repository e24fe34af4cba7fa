"""Whether what employers have left of their allowances is explained: by their figures, and by the ledgers of their
pledges. The account and the ledgers are read independently and compared; what differs is named."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from functions.levy.account_items import account_key, left_key
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from functions.levy.items import entry_from, pledge_key
from shared.audit import Fault
from shared.table import Item, Table

_SIGNS = {EntryKind.RESERVE: 1, EntryKind.RELEASE: -1}  # what is drawn stays promised
_MOST_LOOKS = 5
_BATCH = 100


@dataclass(frozen=True)
class Promises:
    """The pence of what employers have left that nothing explains, and the first thing that is wrong."""

    unexplained_pence: int
    fault: Fault | None


def reconcile_promises(table: Table, pledge_ids: list[str], employers: Iterable[str]) -> Promises:
    """Add up what each employer of these pledges has promised, and those that only entered figures."""
    pledges: dict[str, list[str]] = {code: [] for code in employers}
    for pledge_id, item in _pledges(table, pledge_ids):
        pledges.setdefault(item["body"]["ods_code"], []).append(pledge_id)
    found = [_reconcile_employer(table, code, own) for code, own in sorted(pledges.items())]
    return Promises(
        unexplained_pence=sum(one.unexplained_pence for one in found),
        fault=next((one.fault for one in found if one.fault), None),
    )


def _reconcile_employer(table: Table, ods_code: str, pledge_ids: list[str]) -> Promises:
    account, left, promised = _still(table, ods_code, pledge_ids)
    where = f"ACCOUNT#{ods_code}"
    if left is None:  # pledges older than accounts are counted when one is opened
        return Promises(0, Fault("missing", f"what {where} has left") if account else None)
    if left["is_checked"] != (account is not None):
        return Promises(0, Fault("altered", f"{where} is_checked"))
    expected = Counter(account["body"]["allowed_by_year"] if account else {})
    expected.subtract(promised)
    wrong = [
        (year, left["left_by_year"].get(year, 0), expected[year])
        for year in sorted({*expected, *left["left_by_year"]})
        if left["left_by_year"].get(year, 0) != expected[year]
    ]
    if not wrong:
        return Promises(0, None)
    year, stored, explained = wrong[0]
    said = f"{where} left in {year}: {stored} where {explained} is explained"
    return Promises(max(abs(stored - other) for _, stored, other in wrong), Fault("altered", said))


def _still(table: Table, ods_code: str, pledge_ids: list[str]) -> tuple[Item | None, Item | None, Counter[str]]:
    """The account, what it has left and what the ledgers say, between two equal looks at the account."""
    keys = (account_key(ods_code), left_key(ods_code))
    before = table.fetch(*keys)
    for _ in range(_MOST_LOOKS):
        promised = _promised(table, pledge_ids)
        after = table.fetch(*keys)
        if after == before:
            break
        before = after
    account, left = before
    return account, left, promised


def _promised(table: Table, pledge_ids: Iterable[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for pledge_id in pledge_ids:
        for entry in _entries(table, pledge_id):
            sign = _SIGNS.get(entry.kind, 0)
            years.update({year.tax_year: sign * year.pence for year in entry.years})
    return years


def _entries(table: Table, pledge_id: str) -> Iterator[LedgerEntry]:
    """The entries that can be read; one that cannot is a fault of its pledge, and told there."""
    after = None
    while True:
        page = table.page(None, f"PLEDGE#{pledge_id}", sk_prefix="LEDGER#", limit=200, after=after)
        for item in page.items:
            try:
                yield entry_from(item)
            except (KeyError, ValidationError):
                continue
        after = page.after
        if after is None:
            return


def _pledges(table: Table, pledge_ids: list[str]) -> Iterator[tuple[str, Item]]:
    for first in range(0, len(pledge_ids), _BATCH):
        batch = pledge_ids[first : first + _BATCH]
        for pledge_id, item in zip(batch, table.fetch(*map(pledge_key, batch)), strict=True):
            if item:
                yield pledge_id, item
