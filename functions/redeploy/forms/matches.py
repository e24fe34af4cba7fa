"""What is typed about a match, read into commands. The match's id comes from the address, never from the form."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from functions.redeploy.domain.acts import OnMatch
from functions.redeploy.domain.interest import ExpressInterest, SayNotForMe
from functions.redeploy.domain.matches import NotForMeReason, RejectReason
from functions.redeploy.domain.people import Text, Words
from functions.redeploy.domain.selection import Invite, MakeOffer, NotRatify, Ratify, Reject, WithdrawOffer
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.trials import BeginTrial, ExtendTrial, FailTrial, JudgeRefusal, PassTrial
from functions.redeploy.forms.calculators import parse_day
from functions.redeploy.messages.matches import FORM_WORDS, REFUSED_FIELDS
from shared.outcomes import Refusal
from shared.values.money import parse_pounds
from shared.web.acts import ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, read

_EARLIEST, _LATEST = date(2015, 1, 1), date(2099, 12, 31)
"""Days beyond these are slips of the hand, not days of a match."""

Day = Annotated[date, BeforeValidator(parse_day), Field(ge=_EARLIEST, le=_LATEST)]
Pounds = Annotated[int, BeforeValidator(parse_pounds), Field(ge=0, le=100_000_000)]


class InviteForm(ActOnVersion):
    """An invitation to an interview."""

    interview_on: Day
    words: Text = ""


class RejectForm(ActOnVersion):
    """A rejection for a second person to look at."""

    reason: RejectReason
    words: Words


class RatifyForm(ActOnVersion):
    """The second person's agreement."""

    feedback: Text = ""


class WordsForm(ActOnVersion):
    """An act that asks for words alone."""

    words: Words


class OfferForm(ActOnVersion):
    """An offer in writing; pay protection in pounds for the whole time."""

    starts_on: Day
    words: Text = ""
    out_of_turn: Text = ""
    protection_pence: Pounds = 0


class BeginForm(ActOnVersion):
    """The first day of work."""

    starts_on: Day


class ExtendForm(ActOnVersion):
    """A longer trial, as agreed in writing."""

    agreed_on: Day
    until: Day
    retraining: Words


class PassForm(ActOnVersion):
    """A trial that is passed."""

    words: Text = ""


class JudgeForm(ActOnVersion):
    """The two judgements on a refused offer."""

    was_suitable: bool
    was_reasonable_to_refuse: bool
    words: Words


class InterestForm(ActOnVersion):
    """A person's interest, recorded by their HR."""

    rank: Annotated[int, Field(ge=1, le=999)]


class NotForMeForm(ActOnVersion):
    """A person's no, recorded by their HR, who say how they know."""

    reason: NotForMeReason
    words: Words


FORMS: Mapping[MatchAction, tuple[type[ActOnVersion], type[OnMatch]]] = {
    MatchAction.INVITE: (InviteForm, Invite),
    MatchAction.REJECT: (RejectForm, Reject),
    MatchAction.RATIFY: (RatifyForm, Ratify),
    MatchAction.NOT_RATIFY: (WordsForm, NotRatify),
    MatchAction.OFFER: (OfferForm, MakeOffer),
    MatchAction.WITHDRAW_OFFER: (WordsForm, WithdrawOffer),
    MatchAction.BEGIN_TRIAL: (BeginForm, BeginTrial),
    MatchAction.EXTEND_TRIAL: (ExtendForm, ExtendTrial),
    MatchAction.PASS_TRIAL: (PassForm, PassTrial),
    MatchAction.FAIL_TRIAL: (WordsForm, FailTrial),
    MatchAction.CONFIRM: (ActOnVersion, OnMatch),
    MatchAction.JUDGE: (JudgeForm, JudgeRefusal),
    MatchAction.EXPRESS_INTEREST: (InterestForm, ExpressInterest),
    MatchAction.SAY_NOT_FOR_ME: (NotForMeForm, SayNotForMe),
}
"""The form of each act and the command that it becomes."""


def read_act(action: MatchAction, typed: FormBody, match_id: str) -> tuple[OnMatch, str] | FieldErrors:
    """The command that was typed, and the key of its form; or what is wrong with it."""
    form_type, command_type = FORMS[action]
    form = read(form_type, typed, FORM_WORDS)
    if isinstance(form, FieldErrors):
        return form
    return command_type(match_id=match_id, **form.model_dump(exclude={"key"})), form.key


def refused_field(action: MatchAction, typed: FormBody, refusal: Refusal) -> FieldErrors | None:
    """A refusal as the error of the field that it is about; None where it is about none."""
    known = {reason: told for (act, reason), told in REFUSED_FIELDS.items() if act is action}
    told = next((told for reason, told in known.items() if reason is refusal.reason), None)
    if told is None:
        return None
    field, words = told
    return FieldErrors(
        typed=typed, by_field={field: words.format_map(refusal.details)}, rules={field: refusal.reason}
    )
