"""What a person is asked on their own page: interest, consent, an answer to an offer, what they raise, leaving."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from functions.redeploy.domain.acts import OnMatch
from functions.redeploy.domain.interest import ExpressInterest, RefuseOffer, SayNotForMe
from functions.redeploy.domain.matches import NotForMeReason
from functions.redeploy.domain.people import RaisedKind, Text, Words
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister, RaiseMatter
from shared.web.acts import Act, ActOnVersion

Ticked = Literal["yes"]
"""A box that must be ticked."""


def _own_reason(reason: NotForMeReason) -> NotForMeReason:
    """A reason that a person may give; that nobody could reach them is for their HR to say."""
    if reason is NotForMeReason.NO_ANSWER:
        raise ValueError("not_yours")
    return reason


class InterestForm(ActOnVersion):
    """Where the post stands in the person's own order."""

    rank: Annotated[int, Field(ge=1, le=999)]

    def command(self, match_id: str) -> ExpressInterest:
        """The wish to be considered."""
        return ExpressInterest(match_id=match_id, version=self.version, rank=self.rank)


class NotForMeForm(ActOnVersion):
    """Why the post is not wanted."""

    reason: Annotated[NotForMeReason, AfterValidator(_own_reason)]
    words: Text = ""

    def command(self, match_id: str) -> SayNotForMe:
        """That the post is not wanted."""
        return SayNotForMe(match_id=match_id, version=self.version, reason=self.reason, words=self.words)


class ConsentForm(ActOnVersion):
    """The box under what will be shown, and to whom."""

    agrees: Ticked

    def command(self, match_id: str) -> OnMatch:
        """The agreement to be named for this vacancy."""
        return OnMatch(match_id=match_id, version=self.version)


class WithdrawConsentForm(ActOnVersion):
    """Take that agreement back."""

    def command(self, match_id: str) -> OnMatch:
        """That the employer may see the name no longer."""
        return OnMatch(match_id=match_id, version=self.version)


class AcceptForm(ActOnVersion):
    """The box under what accepting means."""

    accepts: Ticked

    def command(self, match_id: str) -> OnMatch:
        """The written acceptance."""
        return OnMatch(match_id=match_id, version=self.version)


class RefuseForm(ActOnVersion):
    """Why the offer is refused: two people's judgements start from these words."""

    words: Words

    def command(self, match_id: str) -> RefuseOffer:
        """The refusal."""
        return RefuseOffer(match_id=match_id, version=self.version, words=self.words)


MatchForm = InterestForm | NotForMeForm | ConsentForm | WithdrawConsentForm | AcceptForm | RefuseForm


class RaiseForm(Act):
    """Something to correct, to complain of, or to contest."""

    kind: RaisedKind
    words: Words

    def command(self, entry_id: str) -> RaiseMatter:
        """What is raised. The form's key is its id, so the same form sent twice is one matter."""
        return RaiseMatter(entry_id=entry_id, raised_id=self.key, kind=self.kind, words=self.words)


class LeaveForm(ActOnVersion):
    """The box under what leaving means."""

    is_sure: Ticked

    def command(self, entry_id: str) -> LeaveRegister:
        """The wish to leave the register."""
        return LeaveRegister(entry_id=entry_id, version=self.version, because=LeaveReason.ASKED_TO)
