"""What tests of decisions and pledges share: the addresses, an offer that is made, and what stands in a field."""

from functions.levy.usecases import decisions
from shared.ids import new_id
from tests.levies import APPROVER, approval, done, stored_application, stored_pledge
from tests.partners import NOW
from tests.web.client import Page, Typed

NO_CONFLICT: Typed = {"has_conflict": "no", "why": "It meets the need of the area."}


def at(application_id: str, act: str) -> str:
    """Where an act on an application is asked for."""
    return f"/levy/applications/{application_id}/{act}"


def offered(pledge_id: str, apprentices: int = 1) -> str:
    """An application with an offer that the pledge pays in full, £15,000 an apprentice."""
    application = stored_application(apprentices)
    share = (pledge_id, 1_500_000 * apprentices)
    done(decisions.approve(APPROVER, approval(application, share), new_id(), NOW))
    return application.application_id


def promised(amount_pence: int = 10_000_000) -> str:
    """A pledge of which an application has reserved £15,000."""
    pledge_id = stored_pledge(amount_pence).pledge_id
    offered(pledge_id)
    return pledge_id


def field(page: Page, name: str) -> str:
    """What stands in a field of the first form."""
    return dict(page.form().fields)[name]
