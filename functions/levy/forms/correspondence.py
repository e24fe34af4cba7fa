"""What writing about an application asks."""

from typing import Annotated

from pydantic import Field

from functions.levy.domain.anonymity import NAMELESS
from functions.levy.domain.correspondence import WriteMessage
from shared.web.acts import Act


class MessageForm(Act):
    """A message."""

    words: Annotated[str, Field(min_length=1, max_length=2000), NAMELESS]

    def command(self, application_id: str) -> WriteMessage:
        """The wish to send it."""
        return WriteMessage(application_id=application_id, words=self.words)
