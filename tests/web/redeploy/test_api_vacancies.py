"""An applicant-tracking system holds vacancies by reference, reads them and takes them back."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

from functions.redeploy.api.operations import OPERATIONS, PUT_VACANCY, VACANCIES_AT, description
from functions.redeploy.app import app
from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.messages.vacancies import WITHDRAW_REASONS, WithdrawReason
from functions.redeploy.usecases import vacancies as usecases
from shared import directory
from shared.actors import Actor
from shared.ids import new_id
from shared.web.openapi import Operation
from tests.partners import NOW, a_membership
from tests.partners import a_person as somebody
from tests.redeployments import (
    AUDITOR,
    COORDINATOR,
    HOME_HR,
    HR,
    MANAGER,
    OTHER_HR,
    a_person,
    a_vacancy,
    done,
    interested,
    person_details,
    vacancy,
)
from tests.web.machine import Machine, Said, machine_of

DOCUMENT = description()
LATER = NOW + timedelta(days=14)


def machine(actor: Actor) -> Machine:
    """The machine of somebody who is in the directory, with a token of theirs."""
    membership = a_membership(actor.ods_code, *actor.roles, name=f"Organisation {actor.ods_code}")
    directory.put_person(somebody(membership, person_id=actor.person_id, name=actor.name))
    return machine_of(app, actor)


def body(**changed: Any) -> dict[str, Any]:
    """A staff nurse's post."""
    post: dict[str, Any] = {
        "title": "Staff nurse, acute medicine",
        "job_role": "03007",
        "framework": "afc",
        "band": "5",
        "hours_week_hundredths": 3750,
        "district": "ST4 6QG",
        "registration": "nmc",
        "is_permanent": True,
        "essential": [{"kind": "skill", "text": "IV therapy", "trainable_months": 3}],
    }
    return post | changed


def documented(one: Operation, said: Said) -> None:
    """The status is one of the operation's, and the body is what the document says for it."""
    assert said.status in one.statuses, (one.name, said)
    assert said.status < 500, (one.name, said)
    answer = DOCUMENT["paths"][one.path][one.method.lower()]["responses"][str(said.status)]
    [(media_type, content)] = answer["content"].items()
    assert said.headers["content-type"] == media_type
    Draft202012Validator(content["schema"] | {"components": DOCUMENT["components"]}).validate(said.body)


def test_the_document_is_valid_and_names_every_route_of_the_api(tables: object) -> None:
    said = Machine(app).get("/api/redeploy/openapi.json")
    assert (said.status, said.body) == (200, DOCUMENT)
    validate(said.body)
    described = {(path, method.upper()) for path, about in DOCUMENT["paths"].items() for method in about}
    served = {
        (path, method)
        for path, by_method in app.routes.items()
        for method in by_method
        if path.startswith("/api/") and not path.endswith("openapi.json")
    }
    assert described == served == {(one.path, one.method) for one in OPERATIONS}


def test_a_vacancy_is_held_by_its_reference_and_read_back() -> None:
    ats = machine(OTHER_HR)
    said = ats.put(f"{VACANCIES_AT}/REQ-1", body())
    documented(PUT_VACANCY, said)
    assert said.body["status"] == "held"
    read = ats.get(f"{VACANCIES_AT}/REQ-1").body
    assert (read["hold_ends_on"], read["hold_days"], read["district"]) == ("2026-11-27", 5, "ST4")
    assert (read["salary_pence"], read["staff_group"], read["certificate"]) == (3_904_300, "03", None)
    assert read["essential"] == [{"kind": "skill", "text": "IV therapy", "trainable_months": 3}]
    assert read["id"] == said.body["id"] == usecases.vacancy_id_of("RYY", "REQ-1")


def test_the_same_again_changes_nothing_and_other_content_brings_it_up_to_date() -> None:
    ats = machine(OTHER_HR)
    replies = [ats.put(f"{VACANCIES_AT}/REQ-1", body(hold_days=days)) for days in (7, 7, 9)]
    assert [one.body["version"] for one in replies] == [1, 1, 1]
    edited = ats.put(f"{VACANCIES_AT}/REQ-1", body(title="Staff nurse, surgery"))
    assert edited.body["version"] == 2
    assert ats.get(f"{VACANCIES_AT}/REQ-1").body["hold_days"] == 7


def test_a_late_repeat_with_its_key_undoes_no_later_change() -> None:
    ats = machine(OTHER_HR)
    ats.put(f"{VACANCIES_AT}/REQ-1", body(), key="first")
    ats.put(f"{VACANCIES_AT}/REQ-1", body(title="Second"), key="second")
    ats.put(f"{VACANCIES_AT}/REQ-1", body(title="Third"), key="third")
    assert ats.put(f"{VACANCIES_AT}/REQ-1", body(), key="first").body["version"] == 1
    assert ats.put(f"{VACANCIES_AT}/REQ-1", body(title="Second"), key="second").body["version"] == 2
    assert ats.get(f"{VACANCIES_AT}/REQ-1").body["title"] == "Third"
    other = ats.put(f"{VACANCIES_AT}/REQ-1", body(title="Fourth"), key="second")
    assert (other.status, other.body["type"]) == (422, "urn:exchange:refusal:key_reused")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"title": ""}, [("title", "missing")]),
        ({"job_role": "99999"}, [("job_role", "not_listed")]),
        ({"band": ""}, [("band", "missing")]),
        ({"framework": "other", "band": "", "salary_pence": None}, [("salary_pence", "missing")]),
        ({"salary_pence": 0}, [("salary_pence", "greater_than")]),
        ({"hours_week_hundredths": "37.5"}, [("hours_week_hundredths", "int_type")]),
        ({"is_permanent": "yes"}, [("is_permanent", "bool_type")]),
        ({"district": "nowhere"}, [("district", "district_invalid")]),
        ({"essential": [{"kind": "magic", "text": "x"}]}, [("essential.0.kind", "enum")]),
        ({"staff_group": "03"}, [("staff_group", "extra_forbidden")]),
        ({"employer_ref": "REQ-2"}, [("employer_ref", "extra_forbidden")]),
        ({"hold_days": 2}, [("hold_days", "hold_length")]),
    ],
)
def test_a_wrong_field_is_named_with_its_rule(changed: dict[str, Any], wrong: list[tuple[str, str]]) -> None:
    said = machine(OTHER_HR).put(f"{VACANCIES_AT}/REQ-1", body(**changed))
    documented(PUT_VACANCY, said)
    assert (said.status, said.wrong) == (422, wrong)


def test_a_reference_that_no_vacancy_may_have_is_named() -> None:
    said = machine(OTHER_HR).put(f"{VACANCIES_AT}/~x", body())
    assert (said.status, said.wrong) == (422, [("employer_ref", "string_pattern_mismatch")])


def test_a_list_goes_on_by_cursor_and_holds_the_own_vacancies_alone() -> None:
    for number in range(26):
        a_vacancy(employer_ref=f"V-{number}")
    a_vacancy(actor=HOME_HR, employer_ref="HOME-1")
    ats = machine(MANAGER)
    first = ats.get(VACANCIES_AT).body
    rest = ats.get(VACANCIES_AT, f"after={first['next']}").body
    references = [line["employer_ref"] for line in (*first["items"], *rest["items"])]
    assert sorted(references) == sorted(f"V-{number}" for number in range(26))
    assert (len(first["items"]), rest["next"]) == (25, None)
    wrong = machine(HOME_HR).get(VACANCIES_AT, f"after={first['next']}")
    assert (wrong.status, wrong.wrong) == (422, [("after", "cursor_invalid")])


def test_a_vacancy_is_taken_back_with_a_coded_reason_and_again_changes_nothing() -> None:
    ats = machine(OTHER_HR)
    ats.put(f"{VACANCIES_AT}/REQ-1", body())
    bare = ats.delete(f"{VACANCIES_AT}/REQ-1")
    assert (bare.status, bare.wrong) == (422, [("reason", "missing")])
    replies = [ats.ask("DELETE", f"{VACANCIES_AT}/REQ-1", query="reason=not_needed") for _ in range(2)]
    assert [(one.status, one.body["status"], one.body["version"]) for one in replies] == [
        (200, "withdrawn", 2)
    ] * 2
    late = ats.put(f"{VACANCIES_AT}/REQ-1", body(title="Late"))
    assert (late.status, late.body["type"]) == (409, "urn:exchange:refusal:not_allowed_now")


def test_every_reason_of_a_withdrawal_has_its_words() -> None:
    assert WITHDRAW_REASONS.keys() == set(WithdrawReason)


def test_a_certificate_is_read_once_it_is_there() -> None:
    post = a_vacancy(employer_ref="REQ-9")
    command = ReleaseVacancy(vacancy_id=post, version=vacancy(post).head.number)
    done(usecases.release_vacancy(OTHER_HR, command, new_id(), LATER))
    read = machine(OTHER_HR).get(f"{VACANCIES_AT}/REQ-9").body
    assert read["certificate"]["goes_to"] == "advert"
    assert (read["status"], read["waiting"]) == ("cleared", 0)


def test_nobody_else_reads_or_changes_a_vacancy() -> None:
    a_vacancy(employer_ref="REQ-1")
    for actor in (HR, HOME_HR, COORDINATOR, AUDITOR):
        stranger = machine(actor)
        for said in (
            stranger.get(f"{VACANCIES_AT}/REQ-1"),
            stranger.ask("DELETE", f"{VACANCIES_AT}/REQ-1", query="reason=not_needed"),
        ):
            assert (said.status, said.body["type"]) == (404, "urn:exchange:refusal:not_found")
    for actor in (COORDINATOR, AUDITOR):
        assert machine(actor).put(f"{VACANCIES_AT}/REQ-1", body()).status == 404
        assert machine(actor).get(VACANCIES_AT).status == 404
    nobody = Machine(app)
    assert nobody.get(VACANCIES_AT).status == nobody.put(f"{VACANCIES_AT}/REQ-1", body()).status == 401


def test_nothing_of_a_candidate_is_in_any_answer() -> None:
    named = person_details().contact.model_copy(update={"name": "Canary Namesworth"})
    person = a_person(reason="CANARY-REASON", contact=named)
    ats = machine(OTHER_HR)
    post = ats.put(f"{VACANCIES_AT}/REQ-1", body()).body["id"]
    ats.put(f"{VACANCIES_AT}/REQ-1", body(registration=""))
    post_id = a_vacancy(employer_ref="REQ-2")
    interested(person, post_id)
    for path in (VACANCIES_AT, f"{VACANCIES_AT}/REQ-1", f"{VACANCIES_AT}/REQ-2"):
        said = str(ats.get(path).body)
        for canary in ("Canary", "CANARY", person, "RZZ", "tier"):
            assert canary not in said, (path, canary)
    assert post != post_id


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)


def test_whatever_is_put_the_answer_is_one_that_the_document_names() -> None:
    ats = machine(OTHER_HR)
    fields = st.sampled_from([*body(), "salary_pence", "hold_days", "desirable", "about", "nonsense"])

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(changed=st.dictionaries(fields, anything, max_size=3))
    def put(changed: dict[str, Any]) -> None:
        documented(PUT_VACANCY, ats.put(f"{VACANCIES_AT}/REQ-1", body(**changed)))

    put()


def test_every_document_that_is_read_is_what_the_api_describes() -> None:
    ats = machine(OTHER_HR)
    ats.put(f"{VACANCIES_AT}/REQ-1", body())
    for one in OPERATIONS:
        if one.method == "GET":
            for reference in ("REQ-1", "NONE"):
                documented(one, ats.get(one.path.format(employer_ref=reference)))
