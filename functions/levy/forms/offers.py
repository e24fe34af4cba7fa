"""What an applicant is asked once the application is sent: answer, accept, turn down, withdraw."""

from typing import Annotated

from pydantic import Field

from functions.levy.domain.anonymity import NAMELESS
from functions.levy.domain.applications import Line
from functions.levy.domain.commands import Accept, Answer, AppealDecline, LeaveOffer, OnVersion, Withdraw
from functions.levy.domain.reasons import Reason
from shared.web.acts import ActOnVersion

ACCEPT_FIELDS = {Reason.TERMS_NOT_ACCEPTED: "accepts_terms"}


class SendForm(ActOnVersion):
    """Send the application as its answers were shown."""

    def command(self, application_id: str) -> OnVersion:
        """The wish to send it."""
        return OnVersion(application_id=application_id, version=self.version)


class AnswerForm(ActOnVersion):
    """The answer to the question of the ICS."""

    answer: Annotated[str, Field(min_length=1, max_length=2000), NAMELESS]

    def command(self, application_id: str) -> Answer:
        """The wish to answer."""
        return Answer(application_id=application_id, version=self.version, answer=self.answer)


class AppealForm(ActOnVersion):
    """Why the decline was wrong."""

    words: Annotated[str, Field(min_length=1, max_length=2000), NAMELESS]

    def command(self, application_id: str) -> AppealDecline:
        """The wish to appeal."""
        return AppealDecline(application_id=application_id, version=self.version, words=self.words)


class AcceptForm(ActOnVersion):
    """The box under the terms. That it must be ticked is the domain's rule."""

    accepts_terms: bool = False

    def command(self, application_id: str) -> Accept:
        """The wish to accept the offer."""
        return Accept(application_id=application_id, version=self.version, accepts_terms=self.accepts_terms)


class TurnDownForm(ActOnVersion):
    """Why the offer is turned down, if they care to say."""

    why: Line = ""

    def command(self, application_id: str) -> LeaveOffer:
        """The wish to turn the offer down."""
        return LeaveOffer(application_id=application_id, version=self.version, why=self.why)


class WithdrawForm(ActOnVersion):
    """Why the application is withdrawn, if they care to say."""

    why: Line = ""

    def command(self, application_id: str) -> Withdraw:
        """The wish to withdraw."""
        return Withdraw(application_id=application_id, version=self.version, why=self.why)
