"""What the tests of the queue share: a second employer that applies, and the applications on a page."""

from shared.actors import OrganisationType, Role
from tests.partners import an_actor, an_organisation
from tests.web.client import Page

HOSPICE = an_organisation("VLH01", name="Curlew Hospice", type=OrganisationType.HOSPICE, postcode="ST91 2BB")
HOSPICE_MANAGER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLH01", person_id="hospice-manager")


def listed(page: Page) -> list[str]:
    """The references of the applications on a page, in order."""
    return [word.strip(",") for word in page.main.split() if word.startswith("LT-") and word.endswith(",")]
