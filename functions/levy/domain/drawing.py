"""The monthly run draws an instalment: out of each award's pledge, and of the tax years that promised it, the
earliest first. Pure, and for one payment: a second one is a decision of its own."""

from functions.levy.domain.apprenticeships import Apprenticeship, AwardShare
from functions.levy.domain.cost import InstalmentKind
from functions.levy.domain.ledger import EntryKind, LedgerEntry, draw_key
from functions.levy.domain.notices import of_apprentice
from functions.levy.domain.progress import Progress, Step
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.schedule import Payment, next_payment
from functions.levy.domain.shares import taken
from shared.actors import Role
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.values.dates import Month


def draw(
    apprenticeship: Apprenticeship, month: Month, circumstances: Circumstances
) -> Decision[Apprenticeship] | Refusal:
    """Draw the next payment, if it falls due in `month`. By schedule only. The month is that of the payment and no
    later one: under the key of another month it would stand in the way of that month's own payment."""
    payment = next_payment(apprenticeship)
    if payment is None or payment.month != month:
        return Refusal(Reason.NOTHING_DUE)
    drawn = apprenticeship.model_copy(
        update={
            "shares": tuple(map(_paid, apprenticeship.shares, payment.parts)),
            "payments_drawn": payment.number,
            "last_drawn": payment.month,
        }
    )
    return decided(
        drawn,
        Step.DRAW,
        circumstances,
        facts={"month": str(payment.month), "payment": payment.kind.value},
        entries=_entries(apprenticeship, payment, circumstances),
        intents=_intents(drawn, payment),
    )


def _entries(
    apprenticeship: Apprenticeship, payment: Payment, circumstances: Circumstances
) -> tuple[LedgerEntry, ...]:
    return tuple(
        LedgerEntry(
            pledge_id=share.pledge_id,
            key=draw_key(apprenticeship.apprenticeship_id, payment.month),
            kind=EntryKind.DRAW,
            application_id=apprenticeship.application_id,
            apprenticeship_id=apprenticeship.apprenticeship_id,
            pence=pence,
            years=taken(share.held, pence)[0],
            at=circumstances.now,
        )
        for share, pence in zip(apprenticeship.shares, payment.parts, strict=True)
        if pence
    )


def _paid(share: AwardShare, pence: int) -> AwardShare:
    _, held = taken(share.held, pence)
    return share.model_copy(update={"drawn_pence": share.drawn_pence + pence, "held": held})


def _intents(drawn: Apprenticeship, payment: Payment) -> tuple[Intent, ...]:
    """The last payment asks the employer whether the apprentice finished: nobody else can say so."""
    if payment.kind is not InstalmentKind.COMPLETION or drawn.status is Progress.COMPLETED:
        return ()
    return (of_apprentice(drawn, "last_payment", drawn.ods_code, Role.RECEIVING_EMPLOYER),)
