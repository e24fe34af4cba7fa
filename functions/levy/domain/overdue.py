"""What a day that passes does: money that nobody uses goes back, what nobody decided is declined, what nobody was
promised by the end of its tax year lapses. By schedule only; pure functions."""

from datetime import date

from functions.levy.domain.applications import Application, Award, DeclineReason
from functions.levy.domain.confirming import is_use_over
from functions.levy.domain.cost import YearShare
from functions.levy.domain.decisions import move
from functions.levy.domain.ledger import EntryKind, LedgerEntry, entry_key, lapse_key
from functions.levy.domain.notices import to_ics, to_receiver, to_senders
from functions.levy.domain.pledges import Pledge, PledgeStatus, is_year_over
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.shares import Portion, portions
from functions.levy.domain.stages import MOVES, Action
from shared.actors import Role
from shared.clock import london_day
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.values.dates import months_after
from shared.values.money import pounds

NOT_USED = "The apprentices were not confirmed by the last day."
NOT_DECIDED = "Nobody decided in time."


def release_unused(application: Application, circumstances: Circumstances) -> Decision[Application] | Refusal:
    """Give back what no confirmed apprentice uses. Without any, the application ends; with some, it goes on."""
    is_over = is_use_over(application, london_day(circumstances.now))
    if (application.status, Action.RELEASE_UNUSED) not in MOVES or not is_over:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    unused = _unused(application)
    if application.confirmed_apprentices:
        changed = application.model_copy(update={"deadline_on": None})
    else:
        changed = move(application, Action.RELEASE_UNUSED, circumstances)
    kind = "part_not_used" if application.confirmed_apprentices else "not_used"
    return decided(
        changed,
        Action.RELEASE_UNUSED,
        circumstances,
        why=NOT_USED,
        entries=tuple(_released(application, award, circumstances) for award in unused),
        intents=(
            to_receiver(changed, kind),
            to_ics(changed, "not_used_ics"),
            *to_senders(changed, unused, "money_released"),
        ),
    )


def decline_stale(application: Application, circumstances: Circumstances) -> Decision[Application] | Refusal:
    """Decline what nobody decided for so long, with that as the reason."""
    is_stale = stale_on(application) < london_day(circumstances.now)
    if (application.status, Action.DECLINE_STALE) not in MOVES or not is_stale:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    changed = move(
        application,
        Action.DECLINE_STALE,
        circumstances,
        decline_reasons=(DeclineReason.NOT_DECIDED_IN_TIME,),
        decision_words="",
        proposal=None,
    )
    return decided(
        changed,
        Action.DECLINE_STALE,
        circumstances,
        why=NOT_DECIDED,
        facts={"reasons": [DeclineReason.NOT_DECIDED_IN_TIME.value]},
        intents=(to_receiver(changed, "declined_stale"), to_ics(changed, "declined_stale_ics")),
    )


def stale_on(application: Application) -> date:
    """The last day for a decision, counted from the day on which it was sent, or an appeal put it back."""
    appeal = application.appeal
    begun = appeal.answered_at if appeal and appeal.answered_at else application.submitted_at
    return last_day_to_decide(london_day(begun)) if begun else date.max


def last_day_to_decide(sent_on: date) -> date:
    """The last day for a decision on what was sent on a day."""
    return months_after(sent_on, rule("decide_within_months", sent_on).number)


def lapse_pledge(pledge: Pledge, circumstances: Circumstances) -> Decision[Pledge] | Refusal:
    """Let what nobody was promised lapse once the tax year is over, and close the pledge."""
    today, held = london_day(circumstances.now), pledge.balances
    if not is_year_over(pledge, today) or not held.available_pence:
        return Refusal(Reason.NOTHING_DUE)
    entry = LedgerEntry(
        pledge_id=pledge.pledge_id,
        key=lapse_key(pledge.pledge_id, pledge.head.number + 1),
        kind=EntryKind.LAPSE,
        application_id="",
        pence=held.available_pence,
        years=(YearShare(tax_year=pledge.tax_year, pence=held.available_pence),),
        at=circumstances.now,
    )
    lapsed = pledge.model_copy(update={"balances": held.after(entry), "status": PledgeStatus.CLOSED})
    return decided(
        lapsed, "lapse_pledge", circumstances, entries=(entry,), intents=(_pledge_lapsed(pledge, entry),)
    )


def _unused(application: Application) -> tuple[Award, ...]:
    """What the apprentices who were not confirmed would have had of each award."""
    numbers = range(application.confirmed_apprentices + 1, application.approved_apprentices + 1)
    own = [portions(application, number) for number in numbers]
    return tuple(
        _left_of(award, [row[place] for row in own]) for place, award in enumerate(application.awards) if own
    )


def _left_of(award: Award, parts: list[Portion]) -> Award:
    years: dict[str, int] = {}
    for part in parts:
        for year in part.years:
            years[year.tax_year] = years.get(year.tax_year, 0) + year.pence
    shares = tuple(YearShare(tax_year=year, pence=pence) for year, pence in sorted(years.items()))
    return award.model_copy(update={"pence": sum(years.values()), "years": shares})


def _released(application: Application, award: Award, circumstances: Circumstances) -> LedgerEntry:
    return LedgerEntry(
        pledge_id=award.pledge_id,
        key=entry_key(application.application_id, EntryKind.RELEASE),
        kind=EntryKind.RELEASE,
        application_id=application.application_id,
        pence=award.pence,
        years=award.years,
        at=circumstances.now,
        sending_ods_code=award.sending_ods_code,
    )


def _pledge_lapsed(pledge: Pledge, entry: LedgerEntry) -> Intent:
    return Intent(
        reference=f"{entry.key}:{pledge.ods_code}",
        kind="pledge_lapsed",
        ods_code=pledge.ods_code,
        role=Role.SENDING_EMPLOYER,
        params={"amount": pounds(entry.pence), "pledge_id": pledge.pledge_id, "tax_year": pledge.tax_year},
    )
