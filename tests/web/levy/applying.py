"""What the tests of applying have in common: the answers of each part, a draft begun on the page, an offer."""

from functions.levy.domain.applications import Application
from functions.levy.domain.commands import Confirm
from functions.levy.usecases import decisions
from tests.levies import APPROVER, SECOND_APPROVER, approval, done, read, stored_application, stored_pledge
from tests.partners import NOW
from tests.web.client import Browser, Typed

SECTIONS: dict[str, Typed] = {
    "sections/account": {
        "service_account": "unsigned",
        "levy_position": "non_levy",
    },
    "sections/training": {
        "standard": "ST0827",
        "start-month": "03",
        "start-year": "2027",
        "price_each": "15,500",
        "provider_name": "Curlew College",
        "ukprn": "10001234",
    },
    "add-apprentices": {
        "count": "2",
        "age_band": "25+",
        "is_existing_staff": "yes",
        "reference": "Night team",
    },
    "sections/rationale": {"relevance": "They give medicines.", "skills_gap": "We have no nursing associate."},
    "sections/commitments": {
        "promises": ["keeps_in_contact", "reports_leavers", "pays_excess", "gives_training_time"]
    },
    "sections/sharing": {"shares_with_senders": "yes", "has_other_applications": "no"},
}


def path_of(application: Application, *more: str) -> str:
    return "/".join((f"/levy/applications/{application.application_id}", *more))


def begun(manager: Browser) -> str:
    """The path of a draft that was begun on the page."""
    return manager.submit(manager.get("/levy/applications")).location


def an_offer(pledge_pence: int = 10_000_000) -> tuple[Application, str]:
    """An application with an offer, and the id of its pledge."""
    pledge, application = stored_pledge(pledge_pence), stored_application(2)
    share = (pledge.pledge_id, 3_000_000)
    command = approval(application, share, apprentices=2)
    done(decisions.approve(APPROVER, command, "key-of-the-proposal", NOW))
    return confirmed(application, pledge.pledge_id), pledge.pledge_id


def confirmed(application: Application, pledge_id: str) -> Application:
    """The application once a second approver confirmed, where the sum asks for one."""
    proposed = read(application.application_id)
    command = Confirm(
        application_id=proposed.application_id,
        version=proposed.head.number,
        has_conflict=False,
        pledge_ids=(pledge_id,),
    )
    done(decisions.confirm(SECOND_APPROVER, command, "key-of-the-second", NOW))
    return read(application.application_id)
