"""What beginning an application sends: nothing but the id that the page minted for it."""

from shared.records import Frozen
from shared.web.acts import FormId


class StartForm(Frozen):
    """Begin the application of this id."""

    application_id: FormId
