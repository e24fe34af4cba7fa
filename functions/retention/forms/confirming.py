"""What people type about a run and about proposed moves, read into commands."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.retention.domain.announcing import Announce, RunWindow
from functions.retention.domain.confirming import ConfirmMove, LeaveWindow, ObjectToMove, ReceiveMove, ReleaseMove
from functions.retention.domain.decisions import DeclineReason, Verdict
from functions.retention.domain.reasons import Reason
from functions.retention.messages.run import RECEIVE_WORDS, RELEASE_WORDS, RUN_WORDS
from shared.values.faults import fault
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

RELEASE_FIELDS = {Reason.RELEASE_OUT_OF_RANGE: "release_on"}
"""Refusals that are about a field of the form."""


class ActOnRun(Act):
    """A form about a run as its page showed it."""

    run: Annotated[int, Field(ge=1)]


class Receive(ActOnRun):
    """Whether somebody is expected, or why not."""

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


class Release(ActOnRun):
    """The last day in the old unit."""

    release_on: date


def read_run(typed: FormBody, window_id: str) -> tuple[RunWindow, str] | FieldErrors:
    """The wish to run a window, and the key of the form."""
    wish = read(ActOnVersion, typed, RUN_WORDS)
    if isinstance(wish, FieldErrors):
        return wish
    return RunWindow(window_id=window_id, version=wish.version), wish.key


def read_announce(typed: FormBody, window_id: str) -> tuple[Announce, str] | FieldErrors:
    """The wish to announce the moves of a run, and the key of the form."""
    wish = read(ActOnRun, typed, RUN_WORDS)
    return wish if isinstance(wish, FieldErrors) else (Announce(window_id=window_id, run=wish.run), wish.key)


def read_confirm(typed: FormBody, window_id: str) -> tuple[ConfirmMove, str] | FieldErrors:
    """A person's yes, and the key of the form."""
    wish = read(ActOnRun, typed, RUN_WORDS)
    return wish if isinstance(wish, FieldErrors) else (ConfirmMove(window_id=window_id, run=wish.run), wish.key)


def read_leave(typed: FormBody, window_id: str) -> tuple[LeaveWindow, str] | FieldErrors:
    """A person's wish to leave the window, and the key of the form."""
    wish = read(ActOnVersion, typed, RUN_WORDS)
    if isinstance(wish, FieldErrors):
        return wish
    return LeaveWindow(window_id=window_id, version=wish.version), wish.key


def read_receive(
    typed: FormBody, window_id: str, unit_id: str, handle: str
) -> tuple[ReceiveMove | ObjectToMove, str] | FieldErrors:
    """A manager's answer about whoever would come, and the key of the form."""
    said = read(Receive, typed, RECEIVE_WORDS)
    if isinstance(said, FieldErrors):
        return said
    where = {"window_id": window_id, "unit_id": unit_id, "handle": handle, "run": said.run}
    if said.verdict is Verdict.ACCEPT:
        return ReceiveMove.model_validate(where), said.key
    return ObjectToMove.model_validate(where | {"because": said.because, "words": said.words}), said.key


def read_release(
    typed: FormBody, window_id: str, unit_id: str, handle: str
) -> tuple[ReleaseMove, str] | FieldErrors:
    """The last day of whoever would go, and the key of the form."""
    said = read(Release, typed, RELEASE_WORDS)
    if isinstance(said, FieldErrors):
        return said
    command = ReleaseMove(
        window_id=window_id, unit_id=unit_id, handle=handle, run=said.run, release_on=said.release_on
    )
    return command, said.key


def release_form(release_on: date | None) -> Form:
    """The form as it opens: the day that stands, if one does."""
    return Form({"release_on": release_on.isoformat()} if release_on else {})
