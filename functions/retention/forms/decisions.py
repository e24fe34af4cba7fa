"""What a manager types about a request to join their unit, read into a command."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.retention.domain.decisions import DecideOn, DeclineReason, UnitDecision, Verdict
from functions.retention.forms.typed import ActOnDraft
from functions.retention.messages.decisions import DECIDE_WORDS
from shared.values.faults import fault
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read


class Decide(ActOnDraft):
    """Accept or decline, with the reason."""

    verdict: Verdict
    because: DeclineReason | None = None
    words: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _is_reasoned(self) -> Self:
        if self.verdict is Verdict.DECLINE and self.because is None:
            raise fault("because.missing")
        if self.verdict is Verdict.DECLINE and not self.words:
            raise fault("words.missing")
        return self


def read_decide(typed: FormBody, window_id: str, unit_id: str, handle: str) -> tuple[DecideOn, str] | FieldErrors:
    """The decision, and the key of the form."""
    said = read(Decide, typed, DECIDE_WORDS)
    if isinstance(said, FieldErrors):
        return said
    command = DecideOn(
        window_id=window_id,
        unit_id=unit_id,
        handle=handle,
        version=said.version,
        verdict=said.verdict,
        because=said.because,
        words=said.words,
    )
    return command, said.key


def decide_form(decision: UnitDecision | None) -> Form:
    """The form as it opens: what was decided before, if anything was."""
    if decision is None:
        return Form()
    because = decision.because.value if decision.because else ""
    return Form({"verdict": decision.verdict.value, "because": because, "words": decision.words})
