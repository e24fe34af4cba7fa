"""A demo award of half a year ago, with apprentices at work: what an accepted application looks like later.

Made by the use cases with fixed keys and fixed days before the first start, so that a start that was cut short is
taken up by the next.
"""

from datetime import UTC, datetime, time, timedelta

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.applications import ApprenticeGroup, SetUpStep
from functions.levy.domain.commands import (
    Accept,
    Approve,
    ConfirmApprentice,
    OnVersion,
    PauseApprentice,
    RecordReferences,
    RecordSetUpStep,
    Share,
    StartApprentice,
    StopApprentice,
)
from functions.levy.domain.pledges import Criteria, OfferPledge
from functions.levy.domain.saving import AgeBand
from functions.levy.usecases import applications, apprenticeships, decisions, pledges
from functions.levy.usecases.monthly import draw_instalments, month_to_draw
from infra.local.people import DemoIcs
from infra.local.seed_levy import APPROVER, actor_of, sections, sure
from shared.actors import Actor
from shared.clock import LONDON, london_day
from shared.perform import Done
from shared.reference.standards import Standard, standard_for
from shared.values.dates import Month, tax_year_of

OWN = "demo-at-work"
_PLEDGE = "demo-pledge-earlier"
_SENDER, _SENDER_ODS = "demo-dev-curlewdale", "ZT1"
_MANAGER, _MANAGER_ODS = "demo-amina-roebeck", "ZR02"
_STANDARD = "ST0005"
_DAYS_AGO = 170
_PEOPLE = ("Day team 1", "Day team 2", "Night team 1")


def seed_apprentices(demo: DemoIcs, now: datetime) -> None:
    """Make the award, its apprentices, and what was drawn for them; the same again changes nothing."""
    store = ApprenticeshipStore(None)
    one, first = store.apprenticeship(f"{OWN}.1"), store.pledge(_PLEDGE)
    if one and one.payments_drawn:
        return
    day = first.created_on if first else london_day(now) - timedelta(days=_DAYS_AGO)
    begun = datetime.combine(day, time(9), LONDON).astimezone(UTC)
    sender, manager = actor_of(demo, _SENDER, _SENDER_ODS), actor_of(demo, _MANAGER, _MANAGER_ODS)
    start = Month.of(day).plus(1)
    _offer(sender, begun)
    accepted = _accept(manager, actor_of(demo, APPROVER, demo.ics.code), start, begun + timedelta(days=1))
    set_up = _set_up(manager, accepted, begun + timedelta(days=10))
    _confirm(manager, set_up, start, begun + timedelta(days=12))
    _at_work(manager, start, begun)
    draw_instalments(month_to_draw(day + timedelta(days=_DAYS_AGO)), begun + timedelta(days=_DAYS_AGO))


def _offer(sender: Actor, at: datetime) -> None:
    command = OfferPledge(
        pledge_id=_PLEDGE,
        amount_pence=2_000_000,
        tax_year=tax_year_of(london_day(at)),
        shows_name=True,
        criteria=Criteria(),
        note="For care homes near our wards.",
    )
    sure(pledges.offer_pledge(sender, command, at))


def _accept(manager: Actor, approver: Actor, start: Month, at: datetime) -> Done:
    applied = sure(applications.start_application(manager, OWN, at))
    for step, section in enumerate(sections(_STANDARD, start)):
        applied = sure(applications.save_section(manager, OWN, section, f"{OWN}-{step}", at))
    group = ApprenticeGroup(
        group_id=f"{OWN}-group", count=len(_PEOPLE), age_band=AgeBand.FROM_25, is_existing_staff=True
    )
    applied = sure(applications.save_group(manager, OWN, group, f"{OWN}-group", at))
    sent = OnVersion(application_id=OWN, version=applied.version)
    applied = sure(applications.submit(manager, sent, f"{OWN}-submit", at))
    approve = Approve(
        application_id=OWN,
        version=applied.version,
        has_conflict=False,
        apprentices=len(_PEOPLE),
        shares=(Share(pledge_id=_PLEDGE, pence=_standard(start).band_pence * len(_PEOPLE)),),
        why="It meets a need of the area and the employer has shown how.",
    )
    offered = sure(decisions.approve(approver, approve, f"{OWN}-decide", at + timedelta(hours=5)))
    accept = Accept(application_id=OWN, version=offered.version, accepts_terms=True)
    return sure(applications.accept(manager, accept, f"{OWN}-accept", at + timedelta(days=1)))


def _set_up(manager: Actor, told: Done, at: datetime) -> Done:
    codes = RecordReferences(application_id=OWN, version=told.version, pledge_code="DEMO01", cohort_code="DEMO02")
    told = sure(apprenticeships.record_references(manager, codes, f"{OWN}-codes", at))
    for days, step in enumerate(reversed(SetUpStep), start=1):
        command = RecordSetUpStep(
            application_id=OWN, version=told.version, step=step, on=london_day(at) - timedelta(days=days)
        )
        told = sure(apprenticeships.record_set_up_step(manager, command, f"{OWN}-{step}", at))
    return told


def _confirm(manager: Actor, told: Done, start: Month, at: datetime) -> None:
    standard = _standard(start)
    for number, reference in enumerate(_PEOPLE):
        command = ConfirmApprentice(
            application_id=OWN,
            version=told.version + number,
            own_reference=reference,
            start=start,
            months=standard.months,
            price_pence=standard.band_pence,
        )
        sure(apprenticeships.confirm_apprentice(manager, command, f"{OWN}-confirm-{number}", at))


def _at_work(manager: Actor, start: Month, begun: datetime) -> None:
    """All start; the second pauses after two months, the third stops."""
    at = datetime.combine(start.first_day, time(9), LONDON).astimezone(UTC) + timedelta(days=2)
    for number in range(1, len(_PEOPLE) + 1):
        one = f"{OWN}.{number}"
        sure(
            apprenticeships.start_apprentice(
                manager, StartApprentice(apprenticeship_id=one, version=1), f"{one}-start", at
            )
        )
    later = begun + timedelta(days=_DAYS_AGO - 20)
    pause = PauseApprentice(apprenticeship_id=f"{OWN}.2", version=2, month=start.plus(3))
    sure(apprenticeships.pause_apprentice(manager, pause, f"{OWN}.2-pause", later))
    stop = StopApprentice(
        apprenticeship_id=f"{OWN}.3", version=2, month=start.plus(2), why="A move to another area."
    )
    sure(apprenticeships.stop_apprentice(manager, stop, f"{OWN}.3-stop", later))


def _standard(start: Month) -> Standard:
    standard = standard_for(_STANDARD, start)
    if not isinstance(standard, Standard):
        raise LookupError(f"{_STANDARD}: {standard}")
    return standard
