"""What will not be drawn goes back: by an entry a pledge, out of the latest tax years that hold it."""

from collections.abc import Sequence

from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.ledger import EntryKind, LedgerEntry, release_key
from functions.levy.domain.shares import Years, given_back, split
from shared.records import Circumstances


def released_each(held: Sequence[int], pence: int) -> tuple[int, ...]:
    """How an amount is released out of what each share holds, in proportion: at most what it holds."""
    back, _ = split(held, [pence, sum(held) - pence])
    return back


def release_entries(
    apprenticeship: Apprenticeship, held: Sequence[Years], back: Sequence[int], circumstances: Circumstances
) -> tuple[LedgerEntry, ...]:
    """The entries that give `back` pence of each share, of the years that `held` it."""
    return tuple(
        LedgerEntry(
            pledge_id=share.pledge_id,
            key=release_key(apprenticeship.apprenticeship_id, apprenticeship.head.number + 1),
            kind=EntryKind.RELEASE,
            application_id=apprenticeship.application_id,
            apprenticeship_id=apprenticeship.apprenticeship_id,
            pence=pence,
            years=given_back(years, pence)[0],
            at=circumstances.now,
            sending_ods_code=share.sending_ods_code,
        )
        for share, years, pence in zip(apprenticeship.shares, held, back, strict=True)
        if pence
    )
