"""Redeployment records as DynamoDB items, and the writes of a decision: keys, item <-> model, conditions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from functions.redeploy.domain.board import reached
from functions.redeploy.domain.changes import Change
from functions.redeploy.domain.decision import OFFERS, Count, Decision, Follow
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.matching import GRADE_RANK
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Vacancy
from shared.history import Event
from shared.records import Record
from shared.schema import ROW
from shared.table import Check, Item, Key, Put, Remove, Tally, Update, Write

NO_DAY = "9999-12-31"
"""Where an index orders by a day that is not known: last."""

_OPEN = {OFFERS: "offers", **{tier.value: f"open_{tier.value}" for tier in Tier}}


def entry_key(entry_id: str) -> Key:
    """Where a person on the register stands."""
    return f"ENTRY#{entry_id}", "ENTRY"


def vacancy_key(vacancy_id: str) -> Key:
    """Where a vacancy stands."""
    return f"VACANCY#{vacancy_id}", "VACANCY"


def match_key(match_id: str) -> Key:
    """Where a match stands."""
    return f"MATCH#{match_id}", "MATCH"


def change_key(change_id: str) -> Key:
    """Where an organisational change stands."""
    return f"CHANGE#{change_id}", "CHANGE"


def register_pk(ics_code: str) -> str:
    """The partition of all who look for a post, as matching reads them: strongly, without an index. What it looks
    at is text: of a long register, taking maps apart would cost many times what matching does."""
    return f"REGISTER#{ics_code}"


def register_count_key(ics_code: str) -> Key:
    """The counter of changes to the register: a vacancy clears only if nobody came since it was matched."""
    return f"REGISTERCOUNT#{ics_code}", "COUNT"


def held_pk(ics_code: str) -> str:
    """The partition of all held vacancies, as matching reads them."""
    return f"HELD#{ics_code}"


def entry_from(item: Item) -> PoolEntry:
    """The person that an item holds."""
    return PoolEntry.model_validate(item["body"] | {"head": item["head"]})


def vacancy_from(item: Item) -> Vacancy:
    """The vacancy that an item holds; its counts are attributes of their own."""
    counts = {tier.value: item[_OPEN[tier]] for tier in Tier}
    counted = {"open_by_tier": counts, "offers_out": item[_OPEN[OFFERS]]}
    return Vacancy.model_validate(item["body"] | {"head": item["head"]} | counted)


def match_from(item: Item) -> MatchRecord:
    """The match that an item holds."""
    return MatchRecord.model_validate(item["body"] | {"head": item["head"]})


def change_from(item: Item) -> Change:
    """The organisational change that an item holds."""
    return Change.model_validate(item["body"] | {"head": item["head"]})


def record_writes(decision: Decision[Any]) -> list[Write]:
    """The writes of every record of a decision, with the counts and conditions of its vacancies: one write an
    item, as a transaction demands."""
    counts = _by_vacancy(decision.counts)
    clear = {decision.clear.vacancy_id: decision.clear.tiers} if decision.clear else {}
    writes: list[Write] = []
    for record, event in decision.changes:
        if isinstance(record, Vacancy):
            own = record.vacancy_id
            writes += _vacancy_writes(record, counts.pop(own, {}), clear.pop(own, ()))
        else:
            writes += _writes_of(record, event)
    required = _required_of_vacancies(decision.counts)
    writes += [
        _count_update(own, changes, required[own] | _none_open(clear.pop(own, ())))
        for own, changes in counts.items()
        if changes
    ]
    writes += [Check(*vacancy_key(own), require=_none_open(tiers)) for own, tiers in clear.items() if tiers]
    return writes


def follow_put(ics_code: str, follow: Follow, record_id: str, event: Event) -> Put:
    """The write that leaves what has to follow in the work list, until it is done."""
    return Put(
        {
            "pk": f"FOLLOW#{follow}#{record_id}",
            "sk": "FOLLOW",
            "stamp": event.hash,
            "work_pk": f"FOLLOW#{ics_code}",
            "work_sk": f"{event.at.isoformat(timespec='microseconds')}#{follow}#{record_id}",
            ROW: {"follow": follow.value, "record_id": record_id, "stamp": event.hash},
        }
    )


def follow_done(follow: Follow, record_id: str, stamp: str) -> Update:
    """The write that takes it off the list, unless a later decision has asked for it again."""
    pk = f"FOLLOW#{follow}#{record_id}"
    return Update(pk, "FOLLOW", remove=("work_pk", "work_sk"), require={"stamp": stamp})


def _writes_of(record: Record, event: Event) -> list[Write]:
    match record:
        case PoolEntry():
            return _entry_writes(record, event)
        case MatchRecord():
            return [_put(match_key(record.match_id), record, _match_item(record))]
        case Change():
            return [_put(change_key(record.change_id), record, _change_item(record))]
        case _:
            raise TypeError(f"no item for {type(record).__name__}")


def _put(key: Key, record: Record, more: Item) -> Put:
    """A record as decided, over the version that it was decided on and no other."""
    before = record.head.number - 1
    item = {
        "pk": key[0],
        "sk": key[1],
        "version": record.head.number,
        "head": record.head.model_dump(),
        "body": record.body(),
        **more,
    }
    return Put(item, if_absent=before == 0, require={"version": before})


def _entry_writes(entry: PoolEntry, event: Event) -> list[Write]:
    """The person; their row on the register while they look for a post; the register's count when it changes."""
    put = _put(entry_key(entry.entry_id), entry, _entry_item(entry))
    if event.action in ("raise", "answer", "keep"):
        return [put]
    return [put, _register_write(entry), Tally(*register_count_key(entry.ics_code))]


def _register_write(entry: PoolEntry) -> Write:
    pk, sk = register_pk(entry.ics_code), f"ENTRY#{entry.entry_id}"
    details = entry.details
    if entry.status is not EntryStatus.ACTIVE or details is None:
        return Remove(pk, sk)
    return Put(
        {
            "pk": pk,
            "sk": sk,
            "entry_id": entry.entry_id,
            "profile": details.profile.model_dump_json(),
            "protection": details.protection.model_dump_json(),
            "notice": details.notice.model_dump_json(),
        }
    )


def _entry_item(entry: PoolEntry) -> Item:
    details = entry.details
    notice_ends = str(details.notice.ends_on or NO_DAY) if details else NO_DAY
    due = {"work_pk": f"DUE#{entry.ics_code}", "work_sk": f"{entry.appraise_on}#{entry.subject}"}
    return {
        "status": entry.status,
        ROW: {
            "entry_id": entry.entry_id,
            "reference": entry.reference,
            "ods_code": entry.employer.ods_code,
            "employer": entry.employer.name,
            "name": details.contact.name if details else "",
            "job_role": details.profile.job_role if details else "",
            "band": details.profile.band if details else "",
            "status": entry.status,
            "status_since": entry.status_since.isoformat(),
            "notice_ends_on": notice_ends if notice_ends != NO_DAY else "",
            "created_at": entry.created_at.isoformat(),
            "unanswered": sum(not one.answer for one in entry.raised),
            "appraise_on": str(entry.appraise_on or ""),
        },
        "by_owner_pk": f"ORG#{entry.employer.ods_code}#PEOPLE",
        "by_owner_sk": f"{entry.created_at.isoformat()}#{entry.entry_id}",
        "by_state_pk": f"PEOPLE#{entry.ics_code}#{entry.status}",
        "by_state_sk": f"{notice_ends}#{entry.entry_id}",
        **(due if entry.appraise_on else {}),
    }


def vacancy_row(vacancy: Vacancy) -> Item:
    """What a list shows of a vacancy."""
    post = vacancy.details.post
    return {
        "vacancy_id": vacancy.vacancy_id,
        "reference": vacancy.reference,
        "employer_ref": vacancy.details.employer_ref,
        "ods_code": vacancy.employer.ods_code,
        "employer": vacancy.employer.name,
        "title": vacancy.details.title,
        "job_role": post.job_role,
        "band": post.band,
        "district": post.postcode_district,
        "status": vacancy.status,
        "status_since": vacancy.status_since.isoformat(),
        "held_at": vacancy.held_at.isoformat(),
        "hold_ends_on": vacancy.hold_ends_on.isoformat(),
        "certificate": vacancy.certificate.number if vacancy.certificate else "",
    }


def _vacancy_writes(vacancy: Vacancy, counts: dict[int, int], clear_tiers: Iterable[int]) -> list[Write]:
    """The vacancy, by an Update that leaves its counts to those who move them; and its row among the held."""
    pk, sk = vacancy_key(vacancy.vacancy_id)
    before = vacancy.head.number - 1
    state = {
        "version": vacancy.head.number,
        "head": vacancy.head.model_dump(),
        "body": vacancy.body(),
        "status": vacancy.status,
        ROW: vacancy_row(vacancy),
        "by_owner_pk": f"ORG#{vacancy.employer.ods_code}#VACANCIES",
        "by_owner_sk": f"{vacancy.created_at.isoformat()}#{vacancy.vacancy_id}",
        "by_state_pk": f"VACANCIES#{vacancy.ics_code}#{vacancy.status}",
        "by_state_sk": f"{vacancy.hold_ends_on.isoformat()}#{vacancy.vacancy_id}",
    }
    if before == 0:
        none = dict.fromkeys(_OPEN.values(), 0)
        return [Put({"pk": pk, "sk": sk, **state, **none}, if_absent=True), _held_write(vacancy)]
    added = {_OPEN[tier]: change for tier, change in counts.items()}
    required = {"version": before, **_none_open(clear_tiers)}
    return [Update(pk, sk, put=state, add=added, require=required), _held_write(vacancy)]


def _held_write(vacancy: Vacancy) -> Write:
    pk, sk = held_pk(vacancy.ics_code), f"VACANCY#{vacancy.vacancy_id}"
    if vacancy.status is not VacancyStatus.HELD:
        return Remove(pk, sk)
    post = vacancy.details.post.model_dump_json()
    return Put({"pk": pk, "sk": sk, "vacancy_id": vacancy.vacancy_id, "post": post})


def _count_update(vacancy_id: str, changes: dict[int, int], required: Mapping[str, Any]) -> Update:
    return Update(
        *vacancy_key(vacancy_id),
        add={_OPEN[tier]: change for tier, change in changes.items()},
        require=required,
        at_least={_OPEN[tier]: -change for tier, change in changes.items() if change < 0},
    )


def _required_of_vacancies(counts: Iterable[Count]) -> dict[str, dict[str, Any]]:
    required: dict[str, dict[str, Any]] = defaultdict(dict)
    for count in counts:
        own = required[count.vacancy_id]
        own |= {"status": VacancyStatus.HELD} if count.only_held else {}
        own |= {"version": count.at_version} if count.at_version else {}
    return required


def _by_vacancy(counts: Iterable[Count]) -> dict[str, dict[int, int]]:
    added: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for count in counts:
        added[count.vacancy_id][count.tier] += count.change
    return {one: {tier: change for tier, change in by.items() if change} for one, by in added.items()}


def _none_open(tiers: Iterable[int]) -> dict[str, int]:
    return {_OPEN[tier]: 0 for tier in tiers}


def _match_item(match: MatchRecord) -> Item:
    own = match.match_id
    grade = GRADE_RANK[match.result.grade]
    last_day = match.trial.last_day if match.trial and match.status is MatchStatus.ON_TRIAL else None
    due = {"work_pk": f"DUE#{match.ics_code}", "work_sk": f"{last_day}#{match.subject}"}
    return {
        "status": match.status,
        ROW: match_row(match),
        "by_person_pk": f"ENTRY#{match.entry_id}#MATCHES",
        "by_person_sk": f"{match.created_at.isoformat()}#{own}",
        "by_vacancy_pk": f"VACANCY#{match.vacancy_id}#MATCHES",
        "by_vacancy_sk": f"{match.tier}#{grade}#{own}",
        "by_state_pk": f"MATCHES#{match.ics_code}#{match.status}",
        "by_state_sk": f"{match.status_since.isoformat()}#{own}",
        **(due if last_day else {}),
    }


def match_row(match: MatchRecord) -> Item:
    """What a list shows of a match. The tier is for putting people in their turn, never for showing."""
    return {
        "match_id": match.match_id,
        "entry_id": match.entry_id,
        "vacancy_id": match.vacancy_id,
        "title": match.title,
        "person_ods": match.person_employer.ods_code,
        "post_ods": match.post_employer.ods_code,
        "post_employer": match.post_employer.name,
        "tier": int(match.tier),
        "grade": match.result.grade.value,
        "miles": match.result.miles,
        "rank": match.rank,
        "status": match.status,
        "status_since": match.status_since.isoformat(),
        "is_named": match.is_named,
        "reached": reached(match).value,
        "rejected_because": match.rejection.reason.value if match.rejection else "",
    }


def _change_item(change: Change) -> Item:
    return {
        "status": change.status,
        ROW: change.row(),
        "by_owner_pk": f"ORG#{change.employer.ods_code}#CHANGES",
        "by_owner_sk": f"{change.created_at.isoformat()}#{change.change_id}",
        "by_state_pk": f"CHANGES#{change.ics_code}#{change.status}",
        "by_state_sk": f"{change.first_dismissal_on.isoformat()}#{change.change_id}",
    }
