"""The words of the one email of conversations. They say nothing of what it is about."""

from collections.abc import Mapping

from functions.retention.conversations.domain.decision import SOMETHING_TO_READ
from shared.letters import Text

TEXTS: Mapping[str, Text] = {
    SOMETHING_TO_READ: Text(
        "There is something to read",
        "There is something for you to read.",
        "Sign in, and open what is listed there for you.",
    )
}
