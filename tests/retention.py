"""Windows, units and requests for tests: each builder shows only what the test is about."""

from datetime import date, datetime, timedelta
from typing import Any

from functions.retention.domain.decisions import DecideOn, DeclineReason, Verdict
from functions.retention.domain.opening import OpenWindow, PlanWindow
from functions.retention.domain.passport import Checked, CheckStatus, Item
from functions.retention.domain.publishing import NameAtRisk, PublishUnit, SetBounds
from functions.retention.domain.requesting import OnRequest
from functions.retention.domain.requests import Declarations, RequestDetails, TransferRequest
from functions.retention.domain.units import Unit, UnitDetails
from functions.retention.domain.windows import TransferWindow, WindowDates, WindowPlan, WindowRules, market_of
from functions.retention.items import handle_of
from functions.retention.request_store import RequestStore
from functions.retention.run_store import RunStore
from functions.retention.store import RetentionStore
from functions.retention.usecases import decisions, requests, units, windows
from shared import directory
from shared.actors import Actor, OrganisationType, Person, Role
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.sessions import actor_for
from shared.table import Table
from tests.partners import NOW, a_membership, an_actor, an_organisation

TRUST = an_organisation("RZZ", name="Moorland University Trust", type=OrganisationType.NHS_TRUST, pays_levy=True)
OTHER_TRUST = an_organisation("RYY", name="Canal Community Trust", type=OrganisationType.NHS_TRUST, pays_levy=True)
CARE_HOME = an_organisation("VLA01")
BOARD = an_organisation("QXX", name="Moorland Integrated Care Board", type=OrganisationType.ICB)

COORDINATOR = an_actor(Role.ICS_COORDINATOR, ods_code="QXX", person_id="coordinator")
AUDITOR = an_actor(Role.AUDITOR, ods_code="QXX", person_id="auditor")
ADVISER = an_actor(Role.CAREER_ADVISER, ods_code="QXX", person_id="adviser")
HR = an_actor(Role.HR_ADVISER, ods_code="RZZ", person_id="hr")
OTHER_HR = an_actor(Role.HR_ADVISER, ods_code="RYY", person_id="other-hr")
MANAGER = an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id="manager")
SECOND_MANAGER = an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id="second-manager")
OTHER_MANAGER = an_actor(Role.RECRUITING_MANAGER, ods_code="RYY", person_id="other-manager")
NURSE = an_actor(Role.STAFF, ods_code="RZZ", person_id="nurse")
COLLEAGUE = an_actor(Role.STAFF, ods_code="RZZ", person_id="colleague")
OTHER_NURSE = an_actor(Role.STAFF, ods_code="RYY", person_id="other-nurse")
EVERYBODY = (
    COORDINATOR,
    AUDITOR,
    ADVISER,
    HR,
    OTHER_HR,
    MANAGER,
    SECOND_MANAGER,
    OTHER_MANAGER,
    NURSE,
    COLLEAGUE,
    OTHER_NURSE,
)

TODAY = NOW.date()
DATES = WindowDates(
    opens_on=TODAY + timedelta(days=7),
    preferences_close_on=TODAY + timedelta(days=28),
    decisions_close_on=TODAY + timedelta(days=42),
    closes_on=TODAY + timedelta(days=120),
)
PUBLISHED_AT = NOW
CHOOSING_AT = NOW + timedelta(days=7)
DECIDING_AT = NOW + timedelta(days=29)
READY_AT = NOW + timedelta(days=43)


def with_partners() -> None:
    """Put the partners and everybody who acts for them in the directory."""
    for partner in (TRUST, OTHER_TRUST, CARE_HOME, BOARD):
        directory.put_organisation(partner, NOW)
    for actor in EVERYBODY:
        directory.put_person(person_behind(actor))


def person_behind(actor: Actor) -> Person:
    """The person who acts as an actor of the tests."""
    membership = a_membership(actor.ods_code, *actor.roles, name=f"Organisation {actor.ods_code}")
    name = actor.name
    return Person(person_id=actor.person_id, name=name, email=actor.email, memberships=(membership,))


def staff(person_id: str, ods_code: str = "RZZ") -> Actor:
    """A member of staff of that name, acting for an employer."""
    membership = a_membership(ods_code, Role.STAFF)
    email = f"{person_id}@example.org"
    person = Person(person_id=person_id, name=person_id.title(), email=email, memberships=(membership,))
    actor = actor_for(person, ods_code)
    assert actor is not None
    return actor


def a_plan(**changed: Any) -> WindowPlan:
    """Staff nurses of band 5 in two trusts and a care home."""
    details: dict[str, Any] = {
        "name": "Staff nurses, winter",
        "market": market_of("03007", "5"),
        "partners": ("RZZ", "RYY", "VLA01"),
        "dates": DATES,
        "rules": WindowRules(most_choices=3, months_in_post=9, most_words=250, start_within_weeks=8),
    }
    return WindowPlan.model_validate(details | changed)


def unit_details(name: str = "Ward 7", **changed: Any) -> UnitDetails:
    """A ward of ten nurses with twelve posts, two vacancies, that can spare one."""
    details: dict[str, Any] = {
        "name": name,
        "town": "Potters Hospital",
        "postcode_district": "ST4",
        "funded_posts": 12,
        "staff_in_window": 10,
        "vacancies": 2,
        "most_net_leavers": 1,
    }
    return UnitDetails.model_validate(details | changed)


CLOSING: dict[str, Any] = {"vacancies": 0, "most_net_leavers": 0, "is_closing": True}


def declarations(**changed: Any) -> Declarations:
    """Five years in post, nothing under way, training in date, no need."""
    details: dict[str, Any] = {"months_in_post": 60, "no_live_process": True, "training_in_date": True}
    return Declarations.model_validate(details | changed)


def request_details(home_unit: str, *choices: str, **changed: Any) -> RequestDetails:
    """All that a request must have."""
    details: dict[str, Any] = {
        "home_unit": home_unit,
        "choices": choices,
        "statement": "I would like to work with children again.",
        "passport": (
            Checked(
                item=Item.IDENTITY,
                status=CheckStatus.CHECKED,
                checked_by="Moorland University Trust",
                checked_on=date(2025, 3, 1),
            ),
        ),
        "declarations": declarations(),
        "shares_profile": True,
    }
    return RequestDetails.model_validate(details | changed)


def done(outcome: Done | Refusal) -> Done:
    """The outcome of an act that must have been done."""
    assert isinstance(outcome, Done), outcome
    return outcome


def a_planned_window(actor: Actor = COORDINATOR, now: datetime = NOW, **changed: Any) -> TransferWindow:
    """A window that only the ICS sees."""
    window_id = new_id()
    done(windows.plan_window(actor, PlanWindow(window_id=window_id, plan=a_plan(**changed)), now))
    return window(window_id)


def a_window(now: datetime = NOW, **changed: Any) -> TransferWindow:
    """A window that is opened."""
    planned = a_planned_window(now=now, **changed)
    command = OpenWindow(window_id=planned.window_id, version=planned.head.number)
    done(windows.open_window(COORDINATOR, command, new_id(), now))
    return window(planned.window_id)


def window(window_id: str) -> TransferWindow:
    """A window as it stands."""
    found = RunStore().window(window_id)
    assert found is not None
    return found


def a_unit(
    of: TransferWindow, actor: Actor = MANAGER, name: str = "Ward 7", now: datetime = PUBLISHED_AT, **changed: Any
) -> Unit:
    """A unit, published by its use case by the manager who keeps it."""
    unit_id = new_id()
    command = PublishUnit(window_id=of.window_id, unit_id=unit_id, details=unit_details(name, **changed))
    done(units.publish_unit(actor, command, now))
    return unit(of, unit_id)


def unit(of: TransferWindow, unit_id: str) -> Unit:
    """A unit as it stands."""
    found = RetentionStore(COORDINATOR).unit(of.window_id, unit_id)
    assert found is not None
    return found[1]


def bounded(of: TransferWindow, actor: Actor = HR, most: int = 2, joiners: int | None = None) -> None:
    """Set the bounds of an employer that had none."""
    command = SetBounds(window_id=of.window_id, version=0, most_net_leavers=most, most_net_joiners=joiners)
    done(units.set_bounds(actor, command, new_id(), PUBLISHED_AT))


def named_at_risk(of: TransferWindow, home: Unit, *emails: str, actor: Actor = HR) -> None:
    """Name the people of a closing unit."""
    command = NameAtRisk(window_id=of.window_id, unit_id=home.unit_id, version=0, emails=emails)
    done(units.name_at_risk(actor, command, new_id(), PUBLISHED_AT))


def request(of: TransferWindow, actor: Actor) -> TransferRequest | None:
    """A person's own request as it stands."""
    own = RequestStore(actor).own(of.window_id)
    return own.request if own else None


def a_draft(
    of: TransferWindow, actor: Actor, home: Unit, *choices: Unit, now: datetime = CHOOSING_AT, **changed: Any
) -> TransferRequest:
    """A request that has all it needs and is not confirmed."""
    details = request_details(home.unit_id, *(one.unit_id for one in choices)).model_copy(update=changed)
    before = request(of, actor)
    command = OnRequest(window_id=of.window_id, version=before.head.number if before else 0)
    done(requests.save(actor, command, lambda _: details, details.model_dump(mode="json"), new_id(), now))
    found = request(of, actor)
    assert found is not None
    return found


def a_request(
    of: TransferWindow, actor: Actor, home: Unit, *choices: Unit, now: datetime = CHOOSING_AT, **changed: Any
) -> TransferRequest:
    """A confirmed request."""
    draft = a_draft(of, actor, home, *choices, now=now, **changed)
    done(requests.confirm(actor, on(draft), new_id(), now))
    found = request(of, actor)
    assert found is not None
    return found


def on(one: TransferRequest) -> OnRequest:
    """An act on a request as it stands."""
    return OnRequest(window_id=one.window_id, version=one.head.number)


def withdrawn(one: TransferRequest, actor: Actor, now: datetime = CHOOSING_AT) -> None:
    """Take a request back."""
    done(requests.withdraw(actor, on(one), new_id(), now))


def handle(at: Unit, actor: Actor) -> str:
    """How a person's request is named to the keeper of a unit."""
    return handle_of(at.window_id, at.unit_id, actor.person_id)


def decide(
    keeper: Actor,
    at: Unit,
    person: Actor,
    verdict: Verdict = Verdict.ACCEPT,
    now: datetime = DECIDING_AT,
    **said: Any,
) -> Done | Refusal:
    """Decide on a request as it was never decided before."""
    if verdict is Verdict.DECLINE:
        said = {"because": DeclineReason.ESSENTIAL_MISSING, "words": "The course is missing."} | said
    known: dict[str, Any] = {"window_id": at.window_id, "unit_id": at.unit_id, "handle": handle(at, person)}
    command = DecideOn.model_validate(known | {"version": 0, "verdict": verdict} | said)
    return decisions.decide_on(keeper, command, new_id(), now)


def retention_table() -> Table:
    """The table, to look at what no store shows."""
    return RunStore().table
