"""What an approver sees: the application, the money of each pledge now and after, others like it, the outcome."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from functions.levy.domain.accounts import Left, refuse_promise
from functions.levy.domain.applications import Application, Award, DeclineReason
from functions.levy.domain.approvals import cost_of, second_approver_above
from functions.levy.domain.cost import years_of
from functions.levy.domain.duplicates import NearDuplicate
from functions.levy.domain.options import Option
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.policy import has_conflict
from functions.levy.domain.stages import STAGES, Action, Status
from functions.levy.messages.applications import DECLINE_REASONS
from functions.levy.messages.decisions import EVIDENCE, OBSTACLES, UNMET
from functions.levy.messages.reasons import sentence
from functions.levy.pages.applications import STATUS_COLOURS
from functions.levy.pages.drafting import answers_shown, employer_shown, own_saving_shown, standard_title
from functions.levy.usecases.desk import Alike, is_own_decline, is_own_proposal, refuse_act
from shared.actors import Actor
from shared.clock import london_day
from shared.values.dates import uk_date, uk_month
from shared.values.money import pounds
from shared.web.templates import days_ago, plural

Shown = dict[str, Any]

_OFFERED_ACTS = (
    Action.APPROVE,
    Action.CONFIRM,
    Action.SEND_BACK,
    Action.PUT_ON_WAITING_LIST,
    Action.ASK,
    Action.DECLINE,
    Action.ALLOW_APPEAL,
    Action.UPHOLD,
)


def heading_shown(application: Application) -> Shown:
    """What stands at the top of every page about one application."""
    assert application.training is not None  # noqa: S101 - it was sent
    return {
        "id": application.application_id,
        "version": application.head.number,
        "reference": application.reference,
        "employer": application.employer.name,
        "training": standard_title(application.training.standard),
        "start": uk_month(application.training.start),
        "asked": application.apprentice_count,
        "label": STAGES[application.status].label,
        "colour": STATUS_COLOURS[application.status],
    }


def application_shown(application: Application, today: date) -> Shown:
    """The whole application for who decides: who asks, for what, since when, and what was said before."""
    sent = london_day(application.submitted_at) if application.submitted_at else today
    return {
        **heading_shown(application),
        "employer_facts": employer_shown(application.employer),
        "answers": [{"title": one["title"], "facts": one["facts"]} for one in answers_shown(application)],
        "saving": own_saving_shown(application),
        "sent": uk_date(sent),
        "waiting": days_ago((today - sent).days),
        "exchanges": application.exchanges,
        "decision_words": application.decision_words,
        "reasons": [DECLINE_REASONS[one] for one in application.decline_reasons],
        "deadline": application.deadline_on,
        "is_accepted": application.status is Status.ACCEPTED,
        "appeal": application.appeal,
    }


def acts_shown(actor: Actor, application: Application) -> dict[str, bool]:
    """What this approver may do now, and why not where that is about them. An auditor only reads."""
    acts = {action.value: refuse_act(actor, application, action) is None for action in _OFFERED_ACTS}
    return {
        **acts,
        "any": any(acts.values()),
        "is_own_decline": is_own_decline(actor, application),
        "is_own_proposal": is_own_proposal(actor, application),
        "is_own_employer": has_conflict(actor, application),
    }


def cost_shown(application: Application, apprentices: int, today: date) -> Shown:
    """What so many of the apprentices cost, in all and in each tax year, and whether one may decide it alone."""
    assert application.priced is not None and application.training is not None  # noqa: S101 - it was sent
    pence = cost_of(application, apprentices)
    years = years_of(pence, application.priced.duration_months, application.training.start)
    limit = second_approver_above(today)
    return {
        "pence": pence,
        "apprentices": apprentices,
        "people": plural(apprentices, "apprentice"),
        "is_part": apprentices < application.apprentice_count,
        "each": pounds(application.priced.funded_each_pence),
        "total": pounds(pence),
        "excess": pounds(application.priced.excess_pence) if application.priced.excess_pence else "",
        "years": [[year.tax_year, pounds(year.pence)] for year in years],
        "snapshot": uk_date(application.priced.snapshot_on),
        "needs_second": pence > limit,
        "limit": pounds(limit),
    }


def options_shown(options: Sequence[Option], base: str) -> list[Shown]:
    """Each open pledge: what it has now, what it would have after, in which years, how it fits, and what its
    employer may still promise. `base` is the address that every page of the levy service begins with."""
    return [_option(option, base) for option in options]


def proposal_shown(
    application: Application, pledges: Mapping[str, Pledge], left: Mapping[str, Left]
) -> Shown | None:
    """What the first approver proposed, with the money of its pledges as it stands now."""
    proposal = application.proposal
    if proposal is None:
        return None
    is_covered = all(_covers(award, pledges.get(award.pledge_id)) for award in proposal.awards)
    refusal = refuse_promise(proposal.awards, pledges, left) if is_covered else None
    return {
        "by": proposal.by_name,
        "people": plural(proposal.apprentices, "apprentice"),
        "why": proposal.why,
        "total": pounds(sum(award.pence for award in proposal.awards)),
        "pledge_ids": [award.pledge_id for award in proposal.awards],
        "rows": [_award_row(award, pledges.get(award.pledge_id)) for award in proposal.awards],
        "is_covered": is_covered,
        "not_allowed": sentence(refusal) if refusal else "",
        "unchecked": sorted(
            {
                pledge.organisation_name
                for pledge in pledges.values()
                if not left.get(pledge.ods_code, Left()).is_checked
            }
        ),
    }


def outcome_shown(application: Application) -> Shown:
    """What is true after a decision: the money that is held, for whom, until when."""
    return {
        **heading_shown(application),
        "status": application.status.value,
        "people": plural(application.approved_apprentices, "apprentice"),
        "total": pounds(sum(award.pence for award in application.awards)),
        "awards": [_outcome_row(award) for award in application.awards],
        "deadline": application.deadline_on,
        "holds_money": application.status in (Status.OFFERED, Status.ACCEPTED),
        "proposed_by": application.proposal.by_name if application.proposal else "",
        "words": application.decision_words,
        "reasons": [DECLINE_REASONS[one] for one in application.decline_reasons],
        "question": application.exchanges[-1].question if application.exchanges else "",
        "appeal": application.appeal,
    }


def alike_shown(found: Alike, base: str) -> Shown:
    """Applications that seem to be for the same need, with the evidence, and how many were compared."""
    return {
        "rows": [_duplicate_row(one, base) for one in found.duplicates],
        "compared": plural(found.compared, "application"),
        "is_cut": found.is_cut,
    }


def reason_items() -> list[dict[str, str]]:
    """The reasons for declining, as boxes."""
    given = [one for one in DeclineReason if one is not DeclineReason.NOT_DECIDED_IN_TIME]
    return [{"value": one.value, "text": DECLINE_REASONS[one]} for one in given]


def _option(option: Option, base: str) -> Shown:
    pledge, pledges, allowances = option.pledge, f"{base}/pledges/", f"{base}/allowance/"
    return {
        "id": pledge.pledge_id,
        "href": f"{pledges}{pledge.pledge_id}",
        "sender": pledge.organisation_name,
        "tax_year": pledge.tax_year,
        "score": option.fit.score,
        "unmet": ", ".join(UNMET[name] for name in option.fit.unmet),
        "note": pledge.note,
        "available": pounds(option.available_pence),
        "after": pounds(option.after_pence),
        "shortfall": pounds(option.shortfall_pence) if option.shortfall_pence else "",
        "obstacle": OBSTACLES[option.obstacle] if option.obstacle else "",
        "is_checked": option.is_checked,
        "allowance_href": f"{allowances}{pledge.ods_code}",
        "not_allowed": _not_allowed(option),
        "pays_alone": option.pays_alone,
        "pays_part": option.pays_part,
        "years": [
            [
                year.tax_year,
                pounds(year.reserved_pence),
                pounds(year.award_pence),
                pounds(year.after_pence),
                pounds(max(0, year.left_pence)) if year.left_pence is not None else "Not checked",
            ]
            for year in option.years
        ],
        "total": ["Whole life", pounds(pledge.balances.reserved_pence), *_whole_life(option), ""],
    }


def _not_allowed(option: Option) -> str:
    """Which tax year of the employer's allowance has too little left for this award."""
    year = option.year_too_small
    if year is None or year.left_pence is None:
        return ""
    left, needed = pounds(max(0, year.left_pence)), pounds(year.award_pence)
    return f"Its employer may promise {left} more in {year.tax_year}, and {needed} falls in it."


def _whole_life(option: Option) -> list[str]:
    added = option.available_pence - option.after_pence
    return [pounds(added), pounds(option.pledge.balances.reserved_pence + added)]


def _award_row(award: Award, pledge: Pledge | None) -> list[str]:
    if pledge is None:
        return [award.sender, pounds(award.pence), "Not found", "Not found"]
    available = pledge.balances.available_pence
    after = pounds(available - award.pence) if _covers(award, pledge) else "Not enough"
    return [f"{pledge.organisation_name}, {pledge.tax_year}", pounds(award.pence), pounds(available), after]


def _covers(award: Award, pledge: Pledge | None) -> bool:
    return pledge is not None and pledge.balances.available_pence >= award.pence


def _outcome_row(award: Award) -> list[str]:
    years = "; ".join(f"{year.tax_year}: {pounds(year.pence)}" for year in award.years)
    return [award.sender, pounds(award.pence), years]


def _duplicate_row(found: NearDuplicate, base: str) -> list[Any]:
    other = found.other
    return [
        {"text": other.reference, "href": f"{base}{other.application_id}/decide"},
        other.employer,
        uk_month(other.start),
        f"{other.apprentices:,}",
        STAGES[Status(other.status)].label,
        ", ".join(EVIDENCE[name] for name in found.evidence).capitalize(),
    ]
