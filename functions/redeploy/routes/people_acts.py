"""The acts on a person that ask first: leave, answer, keep, erase. One form each, all sent and answered alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import is_hr_of
from functions.redeploy.domain.posting import AnswerMatter, ErasePerson, KeepPerson, LeaveRegister
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus
from functions.redeploy.forms.people import AnswerForm, EraseForm, KeepForm, LeaveForm
from functions.redeploy.messages.people import ANSWER_WORDS, ERASE_WORDS, KEEP_WORDS, LEAVE_WORDS
from functions.redeploy.pages import people as pages
from functions.redeploy.routes.answers import actor_of, key_of, say_no
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import people as usecases
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.reference.rules import rule
from shared.web.acts import ActOnVersion
from shared.web.forms import FieldErrors, Form, read
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

_EMPTY = Form()
_GONE = (EntryStatus.LEFT, EntryStatus.REDEPLOYED)


@dataclass(frozen=True)
class _Act:
    """When an act may be taken, what its form asks, what else its page shows, and what takes it."""

    form: type[ActOnVersion]
    words: Mapping[str, str]
    may: Callable[[PoolEntry, Visit], bool]
    shown: Callable[[PoolEntry, Visit], dict[str, Any]]
    take: Callable[[Actor, str, Any, datetime], Done | Refusal]


def is_hr(visit: Visit) -> bool:
    """Whether they advise on HR for the organisation that they act for."""
    actor = actor_of(visit)
    return is_hr_of(actor, actor.ods_code, actor.ics_code)


def act_page(visit: Visit, entry_id: str, name: str, form: Form = _EMPTY) -> Reply:
    """The page that asks before an act, or what is true now where it can no longer be taken."""
    found, asked = RedeployStore(actor_of(visit)).person(entry_id), _ACTS[name]
    if found is None:
        return not_found(visit)
    if not asked.may(found, visit):
        return after_act(visit, Refusal(Reason.NOT_ALLOWED_NOW), entry_id)
    return render(
        visit,
        f"redeploy/people/{name}.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        person=pages.person_title(found),
        **asked.shown(found, visit),
    )


def act(visit: Visit, entry_id: str, name: str) -> Reply:
    """Take an act, or show its form again with what is wrong."""
    form = read(_ACTS[name].form, visit.form, _ACTS[name].words)
    if isinstance(form, FieldErrors):
        return act_page(visit, entry_id, name, form)
    return after_act(visit, _ACTS[name].take(actor_of(visit), entry_id, form, visit.now), entry_id)


def after_act(visit: Visit, outcome: Done | Refusal, entry_id: str) -> Reply:
    """The page of the person as they are now, or why nothing was done."""
    path = f"/redeploy/people/{entry_id}"
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=path, back_text="See the person as they are now")
    return see_other(visit, path)


def _leave(actor: Actor, entry_id: str, form: LeaveForm, now: datetime) -> Done | Refusal:
    command = LeaveRegister(entry_id=entry_id, version=form.version, because=form.because)
    return usecases.leave_register(actor, command, form.key, now)


def _answer(actor: Actor, entry_id: str, form: AnswerForm, now: datetime) -> Done | Refusal:
    command = AnswerMatter(entry_id=entry_id, version=form.version, raised_id=form.raised_id, words=form.words)
    return usecases.answer_matter(actor, command, form.key, now)


def _erase(actor: Actor, entry_id: str, form: EraseForm, now: datetime) -> Done | Refusal:
    return usecases.erase_person(actor, ErasePerson(entry_id=entry_id, version=form.version), form.key, now)


def _keep(actor: Actor, entry_id: str, form: KeepForm, now: datetime) -> Done | Refusal:
    return usecases.keep_person(actor, KeepPerson(entry_id=entry_id, version=form.version), form.key, now)


def _waits_for_answer(found: PoolEntry, visit: Visit) -> bool:
    return any(one.raised_id == _matter_id(visit) and not one.answer for one in found.raised)


def _matter(found: PoolEntry, visit: Visit) -> dict[str, Any]:
    one = next(one for one in found.raised if one.raised_id == _matter_id(visit))
    return {"matter": pages.raised_shown(one)}


def _matter_id(visit: Visit) -> str:
    return visit.form.get("raised_id") or visit.query.get("matter", "")


def _kept_for(found: PoolEntry, visit: Visit) -> dict[str, Any]:
    again = rule("redeploy_appraise_after_days", london_day(visit.now)).number
    return {"appraise_on": found.appraise_on, "again_days": again}


def _today(visit: Visit) -> date:
    return london_day(visit.now)


_ACTS: Mapping[str, _Act] = {
    "leave": _Act(
        LeaveForm,
        LEAVE_WORDS,
        lambda found, _: found.status is EntryStatus.ACTIVE,
        lambda _, __: {"reasons": pages.leave_items()},
        _leave,
    ),
    "answer": _Act(AnswerForm, ANSWER_WORDS, _waits_for_answer, _matter, _answer),
    "erase": _Act(EraseForm, ERASE_WORDS, lambda found, _: found.status in _GONE, lambda _, __: {}, _erase),
    "keep": _Act(KeepForm, KEEP_WORDS, lambda found, visit: pages.is_due(found, _today(visit)), _kept_for, _keep),
}
