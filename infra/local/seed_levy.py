"""Demo pledges, levy and applications, made by the use cases with fixed keys: the same again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from functions.levy.account_store import AccountStore
from functions.levy.domain.accounts import SaveLevyAccount
from functions.levy.domain.allowance import EnglishShare, Figures
from functions.levy.domain.applications import (
    Account,
    ApprenticeGroup,
    Commitments,
    DeclineReason,
    Rationale,
    Sharing,
    Training,
)
from functions.levy.domain.commands import Accept, Approve, Ask, Decline, OnVersion, PutOnWaitingList, Share
from functions.levy.domain.correspondence import WriteMessage
from functions.levy.domain.drafting import Section
from functions.levy.domain.pledges import Criteria, OfferPledge
from functions.levy.domain.saving import AgeBand, EmployerKind
from functions.levy.store import LevyStore
from functions.levy.usecases import allowance, applications, decisions, pledges
from functions.levy.usecases.correspondence import write_message
from infra.local.people import DemoIcs
from shared.actors import Actor, OrganisationType
from shared.clock import LONDON, london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.reference.standards import Standard, standard_for
from shared.sessions import actor_for
from shared.values.dates import Month, tax_year_of

APPROVER = "demo-grace-stonechat"
_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class _Pledge:
    subject: str
    ods_code: str
    pounds: int
    shows_name: bool = True
    criteria: Criteria = field(default_factory=Criteria)
    note: str = ""


@dataclass(frozen=True)
class _Application:
    subject: str
    ods_code: str
    standard: str
    count: int
    days_ago: int
    fate: str = "submitted"  # draft, submitted, asked, waiting, declined, offered or accepted
    age_band: AgeBand = AgeBand.FROM_25
    months_ahead: int = 3


@dataclass(frozen=True)
class _Levy:
    subject: str
    ods_code: str
    pounds: int  # of a usual month
    english: int  # basis points
    elsewhere_pounds: int = 0  # promised outside the Exchange this tax year


LEVIES = (  # the trust ZT4 has entered nothing yet: its promises are not checked
    _Levy("demo-dev-curlewdale", "ZT1", 85_000, 9_850, elsewhere_pounds=150_000),
    _Levy("demo-hannah-peatfield", "ZT2", 30_000, 9_700),
    _Levy("demo-tomasz-gritstone", "ZC1", 22_000, 10_000, elsewhere_pounds=20_000),
)

PLEDGES = (
    _Pledge("demo-dev-curlewdale", "ZT1", 120_000, note="For any partner in health or care."),
    _Pledge(
        "demo-hannah-peatfield",
        "ZT2",
        60_000,
        criteria=Criteria(organisation_types=(OrganisationType.CARE_HOME, OrganisationType.NURSING_HOME)),
        note="We work closely with the care homes around our wards.",
    ),
    _Pledge("demo-lena-fernhollow", "ZT4", 25_000, shows_name=False, criteria=Criteria(levels=(2, 3))),
    _Pledge(
        "demo-tomasz-gritstone", "ZC1", 40_000, criteria=Criteria(places=("Potteries North", "Potteries South"))
    ),
)

APPLICATIONS = (
    _Application("demo-imran-lapwing", "M99901", "ST0216", 1, 12, "accepted"),
    _Application("demo-martin-harebell", "M99905", "ST0217", 1, 10, "offered"),
    _Application("demo-chloe-sedgewater", "ZN01", "ST0827", 2, 9),
    _Application("demo-yusuf-cloughend", "ZD01", "ST0005", 4, 7, age_band=AgeBand.FROM_19),
    _Application("demo-nia-brackenfell", "ZH01", "ST0217", 1, 6, "asked"),
    _Application("demo-piotr-emberkiln", "FZZ01", "ST0300", 1, 5),
    _Application("demo-esther-wheelthrow", "ZV01", "ST0070", 1, 4, "declined"),
    _Application("demo-amina-roebeck", "ZR02", "ST0005", 3, 3),
    _Application("demo-amina-roebeck", "ZR02", "ST0005", 2, 2, months_ahead=4),
    _Application("demo-farah-oatcake", "M99902", "ST0781", 1, 2, "waiting"),
    _Application("demo-zoe-claymarsh", "ZN03", "ST0217", 1, 1, "draft"),
)


def seed_levy(demo: DemoIcs, now: datetime) -> None:
    """Make what is lacking of the demo pledges, figures and applications, dated over the fortnight before the
    first start.

    Whenever this is cut short, the next start takes it up with the same dates: an act that was done is replayed.
    """
    store = LevyStore(None)
    last = store.application(f"demo-application-{len(APPLICATIONS) - 1}")
    if last and last.sharing:
        return
    first = store.pledge("demo-pledge-0")
    day = first.created_on + _FORTNIGHT if first else london_day(now)
    today = datetime.combine(day, time(9), LONDON).astimezone(UTC)
    for number, pledge in enumerate(PLEDGES):
        _offer(actor_of(demo, pledge.subject, pledge.ods_code), number, pledge, today - _FORTNIGHT)
    for levy in LEVIES:
        _enter(actor_of(demo, levy.subject, levy.ods_code), levy, today - _FORTNIGHT)
    approver = actor_of(demo, APPROVER, demo.ics.code)
    for number, application in enumerate(APPLICATIONS):
        manager = actor_of(demo, application.subject, application.ods_code)
        _apply(manager, approver, number, application, today - timedelta(days=application.days_ago))


def actor_of(demo: DemoIcs, subject: str, ods_code: str) -> Actor:
    """A demo person acting for one of their organisations. Raises LookupError where they hold no role there."""
    person = next(demo.as_person(one) for one in demo.people if one.subject == subject)
    actor = actor_for(person, ods_code)
    if actor is None:
        raise LookupError(f"{subject} holds no role at {ods_code}")
    return actor


def _offer(actor: Actor, number: int, pledge: _Pledge, at: datetime) -> None:
    command = OfferPledge(
        pledge_id=f"demo-pledge-{number}",
        amount_pence=pledge.pounds * 100,
        tax_year=tax_year_of(london_day(at)),
        shows_name=pledge.shows_name,
        criteria=pledge.criteria,
        note=pledge.note,
    )
    sure(pledges.offer_pledge(actor, command, at))


def _enter(actor: Actor, levy: _Levy, at: datetime) -> None:
    """Two years of levy up to the last month that is surely declared: a little more or less in each. Figures that
    somebody entered before stay as they are."""
    found = AccountStore(None).account(levy.ods_code)
    if found and found[1]:
        return
    last = Month.of(london_day(at)).plus(-2)
    months = [last.plus(-passed) for passed in range(24)]
    figures = Figures(
        declared={month: levy.pounds * (100 + month.month * 7 % 12 - 5) for month in months},
        english=(EnglishShare(starts=min(months), basis_points=levy.english),),
        elsewhere={tax_year_of(london_day(at)): levy.elsewhere_pounds * 100},
    )
    command = SaveLevyAccount(version=0, figures=figures)
    sure(allowance.save_account(actor, command, f"demo-levy-of-{levy.ods_code}", at))


def _apply(manager: Actor, approver: Actor, number: int, wanted: _Application, at: datetime) -> None:
    own = f"demo-application-{number}"
    done = sure(applications.start_application(manager, own, at))
    for step, section in enumerate(_sections(wanted, at)):
        done = sure(applications.save_section(manager, own, section, f"{own}-{step}", at))
    if wanted.fate == "draft":
        return
    group = ApprenticeGroup(
        group_id=f"{own}-group", count=wanted.count, age_band=wanted.age_band, is_existing_staff=True
    )
    done = sure(applications.save_group(manager, own, group, f"{own}-group", at))
    sent = OnVersion(application_id=own, version=done.version)
    done = sure(applications.submit(manager, sent, f"{own}-submit", at))
    _decide(manager, approver, done, wanted, at + timedelta(hours=5))


def _sections(wanted: _Application, at: datetime) -> Sequence[Section]:
    return sections(wanted.standard, Month.of(london_day(at)).plus(wanted.months_ahead))


def sections(ref: str, start: Month) -> Sequence[Section]:
    """The answers of an application for a standard at its band. Raises LookupError where it is closed."""
    standard = standard_for(ref, start)
    if not isinstance(standard, Standard):
        raise LookupError(f"{ref}: {standard}")
    return (
        Account(has_service_account=True, has_signed_agreement=True, levy_position=EmployerKind.NON_LEVY),
        Training(standard=ref, start=start, price_each_pence=standard.band_pence),
        Rationale(
            relevance="We find it hard to recruit people with this training, and would rather grow our own.",
            skills_gap="Nobody on the night shifts holds this qualification.",
        ),
        Commitments(
            keeps_in_contact=True,
            reports_leavers=True,
            pays_excess=True,
            gives_training_time=True,
            pays_living_wage=True,
        ),
        Sharing(shares_with_senders=True, has_other_applications=False),
    )


def _decide(manager: Actor, approver: Actor, sent: Done, wanted: _Application, at: datetime) -> None:
    on = {"application_id": sent.id, "version": sent.version}
    key = f"{sent.id}-decide"
    match wanted.fate:
        case "asked":
            question = "Which training provider are you talking to, and have they a place in that month?"
            sure(decisions.ask(approver, Ask(**on, question=question), key, at))
        case "waiting":
            why = "The pledges of this year cannot carry the whole of this apprenticeship yet."
            command = PutOnWaitingList(**on, has_conflict=False, why=why)
            sure(decisions.put_on_waiting_list(approver, command, key, at))
            _write(manager, sent, "Is there anything that we can do to help our application along?", at, 1)
            _write(approver, sent, "Nothing, thank you. We look again when money comes back to a pledge.", at, 2)
        case "declined":
            why = "Please apply again when your account in the apprenticeship service is open."
            reasons = (DeclineReason.NO_ACCOUNT_YET,)
            sure(decisions.decline(approver, Decline(**on, has_conflict=False, reasons=reasons, why=why), key, at))
        case "offered" | "accepted":
            offered = sure(decisions.approve(approver, _approval(sent, wanted, at), key, at))
            if wanted.fate == "accepted":
                accept = Accept(application_id=sent.id, version=offered.version, accepts_terms=True)
                sure(applications.accept(manager, accept, f"{sent.id}-accept", at + timedelta(days=1)))


def _write(who: Actor, sent: Done, words: str, at: datetime, days_later: int) -> None:
    command = WriteMessage(application_id=sent.id, words=words)
    key = f"{sent.id}-message-{days_later}"
    sure(write_message(who, command, key, at + timedelta(days=days_later)))


def _approval(sent: Done, wanted: _Application, at: datetime) -> Approve:
    standard = standard_for(wanted.standard, Month.of(london_day(at)).plus(wanted.months_ahead))
    if not isinstance(standard, Standard):
        raise LookupError(f"{wanted.standard}: {standard}")
    share = Share(pledge_id="demo-pledge-0", pence=standard.band_pence * wanted.count)
    return Approve(
        application_id=sent.id,
        version=sent.version,
        has_conflict=False,
        apprentices=wanted.count,
        shares=(share,),
        why="It meets a need of the area and the employer has shown how.",
    )


def sure(outcome: Done | Refusal) -> Done:
    """What an act of the demo led to. Raises RuntimeError where it was refused: then the demo is wrong."""
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"the demo ICS cannot be made: {outcome.reason} {outcome.details}")
    return outcome
