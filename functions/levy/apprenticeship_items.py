"""Apprenticeships as DynamoDB items, and what a schedule finds them by."""

from typing import Any

from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.record import Decision
from functions.levy.domain.schedule import next_payment
from functions.levy.items import record_put
from shared.schema import ROW
from shared.table import Item, Key, Put


def apprenticeship_from(item: Item) -> Apprenticeship:
    """The apprenticeship that an item holds."""
    return Apprenticeship.model_validate(item["body"] | {"head": item["head"]})


def apprenticeship_key(apprenticeship_id: str) -> Key:
    """Where an apprenticeship stands."""
    return f"APPR#{apprenticeship_id}", "APPR"


def of_application_pk(application_id: str) -> str:
    """Where the apprenticeships of an application are listed, in the order of their numbers."""
    return f"APP#{application_id}#APPRENTICES"


def of_pledge_pk(pledge_id: str) -> str:
    """Where what a pledge pays for is listed, an item an apprentice."""
    return f"PLEDGE#{pledge_id}#APPRENTICES"


def instalments_pk(ics_code: str) -> str:
    """The work list of the monthly run: by the month in which the next payment falls due."""
    return f"INSTALMENTS#{ics_code}"


def apprenticeship_put(decision: Decision[Apprenticeship]) -> Put:
    """The apprenticeship as decided, over the version that it was decided on and no other."""
    one = decision.record
    shown: dict[str, Any] = {
        ROW: apprenticeship_row(one),
        "by_owner_pk": of_application_pk(one.application_id),
        "by_owner_sk": f"{one.number:03d}",
    }
    payment = next_payment(one)
    if payment:
        shown |= {"work_pk": instalments_pk(one.ics_code), "work_sk": f"{payment.month}#{one.apprenticeship_id}"}
    return record_put(apprenticeship_key(one.apprenticeship_id), one, shown)


def pledge_rows_put(decision: Decision[Apprenticeship]) -> list[Put]:
    """What each pledge's page shows of an apprentice: where it is, and whose application it belongs to.

    Money is not here: the ledger of the pledge tells it.
    """
    one = decision.record
    row = {"reference": one.reference, "status": one.status}
    return [
        Put({"pk": of_pledge_pk(share.pledge_id), "sk": f"APPR#{one.apprenticeship_id}", ROW: row})
        for share in one.shares
    ]


def apprenticeship_row(one: Apprenticeship) -> Item:
    """What a list shows of an apprenticeship. The employer's own reference is for its own eyes and the ICS's."""
    return {
        "apprenticeship_id": one.apprenticeship_id,
        "number": one.number,
        "own_reference": one.own_reference,
        "status": one.status,
        "start": str(one.start),
        "months": one.months,
        "price_pence": one.price_pence,
        "excess_pence": one.excess_pence,
        "drawn_pence": one.drawn_pence,
        "held_pence": one.held_pence,
    }
