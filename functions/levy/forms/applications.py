"""What beginning an application sends: nothing but the id that the page minted for it."""

from functions.levy.domain.record import Frozen
from functions.levy.forms.acts import FormId


class StartForm(Frozen):
    """Begin the application of this id."""

    application_id: FormId
