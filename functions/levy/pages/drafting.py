"""A draft as its pages show it: the list of tasks, the groups of apprentices, and the answers to check."""

from datetime import datetime

from functions.levy.domain.applications import Application, ApprenticeGroup, Employer, Priced, Training
from functions.levy.domain.drafting import missing_sections, price, refuse_training
from functions.levy.domain.quotes import saving_for
from functions.levy.messages.applications import ATTENTION, ORGANISATION_TYPES, PROMISES, SECTION_TITLES
from functions.levy.messages.estimates import AGE_NAMES, EMPLOYER_KINDS
from functions.levy.messages.reasons import sentence
from functions.levy.pages.estimates import Shown, cost_shown, saving_shown
from shared.clock import london_day
from shared.reference.standards import standards_file
from shared.values.dates import uk_month
from shared.values.money import pounds
from shared.web.templates import plural

_DONE, _NOT_STARTED, _ATTENTION = ("Done", ""), ("Not started", "blue"), ("Needs attention", "yellow")

Fact = tuple[str, str]


def tasks_shown(application: Application, now: datetime) -> Shown:
    """The task list of a draft: each section with how far it is, and whether all are done."""
    blocked = refuse_draft_training(application, now)
    states = {name: _state(application, name, blocked) for name in SECTION_TITLES}
    done = sum(state is _DONE for state in states.values())
    return {
        "tasks": [
            {
                "path": section_path(application.application_id, name),
                "title": SECTION_TITLES[name],
                "status": state[0],
                "colour": state[1],
                "hint": _hint(name, state, blocked),
            }
            for name, state in states.items()
        ],
        "done": done,
        "all": len(states),
        "is_complete": done == len(states),
    }


def section_path(application_id: str, name: str) -> str:
    """Where a section is filled in."""
    here = f"/levy/applications/{application_id}"
    return f"{here}/apprentices" if name == "apprentices" else f"{here}/sections/{name}"


def refuse_draft_training(application: Application, now: datetime) -> str:
    """What is wrong by now with the training that was saved; empty where nothing is."""
    if application.training is None:
        return ""
    refusal = refuse_training(application.training, london_day(now))
    return sentence(refusal) if refusal else ""


def employer_shown(employer: Employer) -> list[Fact]:
    """The employer as the directory has it."""
    return [
        ("Organisation", employer.name),
        ("Kind", ORGANISATION_TYPES[employer.type]),
        ("ODS code", employer.ods_code),
        ("Where", f"{employer.place}, {employer.postcode}"),
        ("People who work there", employer.size_band.value.replace("-", " to ").replace("250+", "250 or more")),
    ]


def groups_shown(application: Application) -> list[Shown]:
    """The groups of apprentices."""
    return [group_shown(group) for group in application.apprentices]


def group_shown(group: ApprenticeGroup) -> Shown:
    """A group of apprentices in one line, with the employer's own reference for it."""
    return {"id": group.group_id, "text": _group(group), "reference": group.reference}


def answers_shown(application: Application) -> list[Shown]:
    """Every answer under the title of its section, with where it can be changed."""
    facts = {
        "account": _account(application),
        "training": _training(application.training),
        "apprentices": _apprentices(application),
        "rationale": _rationale(application),
        "commitments": _commitments(application),
        "sharing": _sharing(application),
    }
    return [
        {"title": title, "path": section_path(application.application_id, name), "facts": facts[name]}
        for name, title in SECTION_TITLES.items()
    ]


def price_shown(application: Application) -> Shown | None:
    """The cost of what is asked for; None before it can be worked out. A sent application's is frozen."""
    priced = priced_now(application)
    if priced is None or application.training is None:
        return None
    title = f"{priced.standard_title}, level {priced.level}"
    return cost_shown(priced, title, application.training.start, application.training.price_each_pence)


def own_saving_shown(application: Application) -> Shown | None:
    """What a transfer saves this employer for these apprentices; None before that can be worked out."""
    priced, training, account = priced_now(application), application.training, application.account
    if priced is None or training is None or account is None:
        return None
    saved = saving_for(application.apprentices, priced.funded_each_pence, account.levy_position, training.start)
    return saving_shown(saved)


def priced_now(application: Application) -> Priced | None:
    """The frozen price of a sent application, or what a draft would cost if it were sent now."""
    if application.priced or application.training is None or not application.apprentices:
        return application.priced
    try:
        return price(application.training, application.apprentice_count)
    except ValueError:  # the standard cannot be started then: the list of tasks says so
        return None


def standard_title(ref: str) -> str:
    """The title and level of a standard, whatever became of it."""
    lines = (line for line in standards_file().lines if line.ref == ref)
    line = next(lines, None)
    return f"{line.title}, level {line.level}" if line else ref


def _state(application: Application, name: str, blocked: str) -> Fact:
    saved = application.apprentices if name == "apprentices" else getattr(application, name)
    if not saved:
        return _NOT_STARTED
    if name in missing_sections(application) or (name == "training" and blocked):
        return _ATTENTION
    return _DONE


def _hint(name: str, state: Fact, blocked: str) -> str:
    if state is not _ATTENTION:
        return ""
    return f"{blocked}." if name == "training" else ATTENTION[name]


def _group(group: ApprenticeGroup) -> str:
    who = "working for you already" if group.is_existing_staff else "still to be taken on"
    return f"{plural(group.count, 'apprentice')} aged {AGE_NAMES[group.age_band]}, {who}"


def _account(application: Application) -> list[Fact]:
    account = application.account
    if account is None:
        return []
    return [
        ("Apprenticeship service account", _yes(account.has_service_account)),
        ("Employer agreement signed", _yes(account.has_signed_agreement)),
        ("Pays the levy", EMPLOYER_KINDS[account.levy_position]),
    ]


def _training(training: Training | None) -> list[Fact]:
    if training is None:
        return []
    provider = f"{training.provider_name}, UKPRN {training.ukprn}" if training.ukprn else "Not chosen yet"
    return [
        ("Training", standard_title(training.standard)),
        ("Start", uk_month(training.start)),
        ("Price for one apprentice", pounds(training.price_each_pence)),
        ("Training provider", provider),
    ]


def _apprentices(application: Application) -> list[Fact]:
    return [(group.reference or f"Group {n}", _group(group)) for n, group in enumerate(application.apprentices, 1)]


def _rationale(application: Application) -> list[Fact]:
    rationale = application.rationale
    if rationale is None:
        return []
    return [
        ("How it fits the work", rationale.relevance),
        ("What your team will be able to do", rationale.skills_gap),
    ]


def _commitments(application: Application) -> list[Fact]:
    made = application.commitments
    return [(text, _yes(getattr(made, name))) for name, text in PROMISES.items()] if made else []


def _sharing(application: Application) -> list[Fact]:
    sharing = application.sharing
    if sharing is None:
        return []
    asked = sharing.other_applications if sharing.has_other_applications else "No"
    return [
        ("Employers that may give the money can see it", _yes(sharing.shares_with_senders)),
        ("Others asked to pay for the same training", asked),
    ]


def _yes(is_so: bool) -> str:
    return "Yes" if is_so else "No"
