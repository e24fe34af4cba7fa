"""What may be done to an application by a machine: the word in the address, the command, the use case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.levy.domain.commands import (
    Accept,
    Answer,
    AnswerAppeal,
    AppealDecline,
    Approve,
    Ask,
    Confirm,
    Decline,
    LeaveOffer,
    OnVersion,
    PutOnWaitingList,
    SendBack,
    Withdraw,
)
from functions.levy.usecases import applications, decisions
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done

Take = Callable[[Actor, Any, str, datetime], Done | Refusal]
"""A use case: who asks, the command, the key of the request, when."""


@dataclass(frozen=True)
class Act:
    """One act. Who may take it is the use case's to say."""

    word: str
    command: type[OnVersion]
    take: Take
    summary: str


ACTS = (
    Act("submit", OnVersion, applications.submit, "Send a complete draft to the ICS"),
    Act("question", Ask, decisions.ask, "Ask the applicant a question"),
    Act("answer", Answer, applications.answer, "Answer the question of the ICS"),
    Act("approve", Approve, decisions.approve, "Approve, or propose to where a second approver must confirm"),
    Act("confirm", Confirm, decisions.confirm, "Confirm another approver's proposal"),
    Act("send-back", SendBack, decisions.send_back, "Do not confirm another approver's proposal"),
    Act("waiting-list", PutOnWaitingList, decisions.put_on_waiting_list, "Keep it until there is money"),
    Act("decline", Decline, decisions.decline, "Decline, with reasons"),
    Act("accept", Accept, applications.accept, "Accept the offer and its terms"),
    Act("decline-offer", LeaveOffer, applications.decline_offer, "Turn the offer down"),
    Act("appeal", AppealDecline, applications.appeal, "Appeal against the decline"),
    Act("allow-appeal", AnswerAppeal, decisions.allow_appeal, "Allow an appeal: it waits for a decision again"),
    Act("uphold", AnswerAppeal, decisions.uphold, "Let the decline stand"),
    Act("withdraw", Withdraw, applications.withdraw, "Withdraw the application"),
)
