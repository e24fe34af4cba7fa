"""The emails of redeployment: words for every kind, a neutral title, and nothing that its reader may not know."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from functions.redeploy import emails
from functions.redeploy.domain import notices
from functions.redeploy.domain.matches import MatchRecord, NotForMeReason, match_id_of
from functions.redeploy.domain.matching import match
from functions.redeploy.domain.people import PoolEntry, employer_of
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.emails import compose
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.messages.emails import PERSONS_TITLE, TEXTS
from shared import directory
from shared.actors import Role
from shared.directory import Contact
from shared.outbox import Email, Intent
from shared.settings import settings
from tests.partners import NOW
from tests.redeployments import OTHER_TRUST, TODAY, TRUST, a_post, a_profile, person_details, vacancy_details

SERVICE = Path(emails.__file__).parent
TELLING = {"to_person", "to_persons_hr", "to_posts_side", "to_posts_hr", "to_finance"}
READER = Contact(name="Rosa Reader", email="rosa@example.org", person_id="rosa")
LINK = "/redeploy/link/the-secret"
OF_THE_PERSON = ("CANARY-REASON", "Wren Tilehurst", "wren@", "Moorland University Trust", "RZZ", "25,000")
RISKY = ("redundan", "at risk", "redeploy", "dismiss", "notice", "job", "trial failed")

ENTRY = PoolEntry(
    ics_code="QXX",
    entry_id="entry-one",
    employer=employer_of(TRUST),
    details=person_details(reason="CANARY-REASON"),
    status=EntryStatus.ACTIVE,
    status_since=NOW,
    created_at=NOW,
    created_by="hr",
)
VACANCY = Vacancy(
    ics_code="QXX",
    vacancy_id="vacancy-one",
    employer=employer_of(OTHER_TRUST),
    details=vacancy_details(title="CANARY-TITLE nurse"),
    status=VacancyStatus.HELD,
    status_since=NOW,
    created_at=NOW,
    created_by="other-hr",
    held_at=NOW,
    hold_ends_on=date(2026, 11, 27),
)
MATCH = MatchRecord(
    ics_code="QXX",
    match_id=match_id_of("entry-one", "vacancy-one"),
    entry_id="entry-one",
    vacancy_id="vacancy-one",
    person_employer=ENTRY.employer,
    post_employer=VACANCY.employer,
    title=VACANCY.details.title,
    tier=Tier.PROTECTED,
    result=match(a_profile(), a_post(), TODAY),
    status=MatchStatus.INTERESTED,
    status_since=NOW,
    created_at=NOW,
)
RECORDS = {"match": MATCH, "entry": ENTRY, "vacancy": VACANCY}
SAID = {"day": "3 December 2026", "waiting": "2"}


@pytest.fixture(autouse=True)
def _readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "contacts", lambda ods_code, role: [READER])
    monkeypatch.setattr(MatchingStore, "as_they_stand", lambda self, ids: ({"entry-one": ENTRY}, {}, {}))
    monkeypatch.setattr(emails, "mint_link", lambda entry_id, now: LINK)


def every_call() -> Iterator[tuple[str, str, str, dict[str, str], list[Role]]]:
    """Each call that tells somebody something: its function, its record, its kind, what it says besides."""
    for path in SERVICE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TELLING:
                record, kind, *roles = node.args
                assert isinstance(record, ast.Name) and isinstance(kind, ast.Constant)
                said = {one.arg or "day": SAID[one.arg or "day"] for one in node.keywords}
                yield node.func.id, record.id, str(kind.value), said, [Role.HR_ADVISER] * len(roles)


def every_intent() -> list[Intent]:
    made: list[Intent] = []
    for function, record, kind, said, roles in every_call():
        tell: Any = getattr(notices, function)
        made.append(tell(RECORDS[record], kind, *roles, **said))
    return made


def every_email() -> list[tuple[Intent, Email]]:
    return [(intent, email) for intent in every_intent() for email in compose(intent)]


def of_the_post() -> list[tuple[Intent, Email]]:
    return [(intent, email) for intent, email in every_email() if intent.role and intent.ods_code == "RYY"]


def to_the_person() -> list[tuple[Intent, Email]]:
    return [(intent, email) for intent, email in every_email() if intent.role is None]


def test_every_kind_that_the_code_names_has_words_and_no_words_are_idle() -> None:
    assert {kind for _, _, kind, _, _ in every_call()} == set(TEXTS)
    assert len(TEXTS) > 25


def test_every_email_says_what_to_do_next_and_where_and_has_no_blank_left() -> None:
    for intent, email in every_email():
        assert "What to do next" in email.body
        assert f"\n{settings().origin}{settings().base_path}/redeploy/" in email.body, intent.kind
        assert "{" not in email.subject + email.body


def test_the_person_is_written_to_at_the_address_that_hr_entered_with_a_link_of_their_own() -> None:
    assert to_the_person()
    for _, email in to_the_person():
        assert email.to == "wren@moorland-trust.example"
        assert email.body.startswith("Dear Wren Tilehurst,\n")
        assert f"{settings().origin}{LINK}\n" in email.body


def test_a_person_who_is_not_there_any_more_is_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    erased = ENTRY.model_copy(update={"details": None})
    for found in ({}, {"entry-one": erased}):
        monkeypatch.setattr(MatchingStore, "as_they_stand", lambda self, ids, found=found: (found, {}, {}))
        assert compose(notices.to_person(ENTRY, "person_posted")) == []


def test_the_title_of_an_email_to_the_person_is_the_same_whatever_has_happened() -> None:
    assert {email.subject for _, email in to_the_person()} == {PERSONS_TITLE}


def test_no_words_to_the_person_say_that_a_job_may_go() -> None:
    for kind, text in TEXTS.items():
        if text.subject == PERSONS_TITLE:
            words = (text.subject + text.says + text.next).lower()
            assert not [word for word in RISKY if word in words], kind


def test_of_what_hr_recorded_the_person_reads_what_when_and_how_to_contest_it_and_no_reason() -> None:
    told = [(intent.kind, email.body) for intent, email in to_the_person() if intent.kind.endswith("_recorded")]
    assert {kind for kind, _ in told} == {"person_interest_recorded", "person_no_recorded"}
    for _, body in told:
        assert "Your HR team has recorded for you, on 3 December 2026" in body
        assert "You can also contest it there" in body
        assert VACANCY.details.title in body
        assert f"{settings().origin}{LINK}\n" in body
    assert not [reason for reason in NotForMeReason for _, body in told if f" {reason.value} " in body]


def test_a_title_names_nobody_quotes_nothing_typed_and_says_nothing_of_risk() -> None:
    for intent, email in every_email():
        assert email.subject.isprintable() and len(email.subject) < 80
        typed = (*OF_THE_PERSON, "CANARY-TITLE", "Rosa Reader", "entry-one", "vacancy-one")
        assert not [one for one in typed if one in email.subject], intent.kind
        assert not [word for word in RISKY if word in email.subject.lower()], intent.kind


def test_the_side_of_the_post_learns_nothing_of_the_person_not_even_their_reference() -> None:
    assert {intent.kind for intent, _ in of_the_post()} > {"interest", "named", "accepted", "trial_review_soon"}
    for intent, email in of_the_post():
        text = email.subject + email.body
        assert not [one for one in (*OF_THE_PERSON, ENTRY.reference) if one in text], intent.kind
        assert VACANCY.reference in email.subject


def test_no_parameter_of_an_intent_is_confidential() -> None:
    for intent in every_intent():
        assert not [one for one in OF_THE_PERSON if one in " ".join(intent.params.values())], intent.kind


def test_the_persons_hr_reads_of_them_by_reference() -> None:
    own_hr = (Role.HR_ADVISER, "RZZ")
    told = [email for intent, email in every_email() if (intent.role, intent.ods_code) == own_hr]
    assert len(told) > 8
    for email in told:
        assert email.subject.startswith(ENTRY.reference)
        assert "Wren Tilehurst" not in email.body


def test_finance_reads_of_a_saving_by_its_own_reference_and_nothing_that_leads_to_the_person() -> None:
    told = [(intent, email) for intent, email in every_email() if intent.role is Role.FINANCE_LEAD]
    assert [intent.kind for intent, _ in told] == ["saving_to_sign_off"]
    for intent, email in told:
        assert email.subject.startswith("SV-")
        assert f"/redeploy/savings/{MATCH.match_id}\n" in email.body
        text = email.subject + email.body + " ".join(intent.params.values())
        hidden = ("CANARY", "Wren", ENTRY.reference, VACANCY.reference, ENTRY.entry_id, "Canal Community")
        assert not [one for one in hidden if one in text]


def test_every_reader_of_an_intent_gets_an_email_of_their_own_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    second = Contact(name="Sami Second", email="sami@example.org", person_id="sami")
    monkeypatch.setattr(directory, "contacts", lambda ods_code, role: [READER, second])
    intent = notices.to_posts_hr(VACANCY, "hold_ends_waiting", **SAID)
    assert [one.reference for one in compose(intent)] == [f"{intent.reference}:rosa", f"{intent.reference}:sami"]


def test_words_with_braces_stay_words() -> None:
    braced = MATCH.model_copy(update={"title": "{name} {0} {"})
    assert "{name} {0} {" in compose(notices.to_posts_side(braced, "interest"))[0].body
