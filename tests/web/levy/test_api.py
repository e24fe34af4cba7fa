"""The JSON API: the same acts as the pages', for machines; every answer is one that its document names."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from functions.levy.api.operations import OPERATIONS, description
from functions.levy.app import app
from shared import directory
from shared.actors import Actor, Role
from shared.table import Busy, Table
from shared.web.openapi import Operation
from tests.levies import (
    ACCOUNT,
    APPROVER,
    AUDITOR,
    CARE_HOME,
    COMMITMENTS,
    FINANCE_LEAD,
    MANAGER,
    RATIONALE,
    SECOND_APPROVER,
    SHARING,
    TRAINING,
    TRUST,
    a_group,
    stored_application,
    stored_draft,
    stored_pledge,
    with_partners,
)
from tests.partners import a_membership, a_person, an_actor
from tests.web.machine import Machine, Said, machine_of

OTHER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLB02", person_id="other")
ANYBODY = Machine(app)
ESTIMATE = "/api/levy/estimate"
NURSING_ASSOCIATE = "standard=ST0827&apprentices=1&start=2026-10"


def machine(actor: Actor) -> Machine:
    membership = a_membership(actor.ods_code, *actor.roles, name=actor.organisation_name)
    directory.put_person(a_person(membership, person_id=actor.person_id, name=actor.name))
    return machine_of(app, actor)


@pytest.fixture
def partners(tables: object) -> None:
    with_partners()


@pytest.fixture
def manager(partners: None) -> Machine:
    return machine(MANAGER)


@pytest.fixture
def approver(partners: None) -> Machine:
    return machine(APPROVER)


@pytest.fixture
def finance_lead(partners: None) -> Machine:
    return machine(FINANCE_LEAD)


def pledge_body(**changed: Any) -> dict[str, Any]:
    terms = {"amount_pence": 10_000_000, "tax_year": "2026/27", "shows_name": False, "criteria": {}, "note": "x"}
    return terms | changed


def approve_body(application: Any, pledge_id: str, **changed: Any) -> dict[str, Any]:
    shares = [{"pledge_id": pledge_id, "pence": application.priced.total_pence}]
    version = application.head.number
    decision = {"version": version, "has_conflict": False, "apprentices": 1, "shares": shares, "why": "Needed."}
    return decision | changed


# -- open to anybody --------------------------------------------------------------------------------------


def test_the_estimate_of_the_issue_is_answered_to_the_penny(tables: object) -> None:
    said = ANYBODY.get(ESTIMATE, NURSING_ASSOCIATE)
    assert said.status == 200
    assert list(said.body)[:7] == [
        "standard",
        "band_pence",
        "duration_months",
        "total_pence",
        "one_year_pence",
        "years",
        "snapshot_on",
    ]
    assert said.body["standard"] == "ST0827"
    assert said.body["band_pence"] == said.body["total_pence"] == 1_500_000
    assert (said.body["duration_months"], said.body["one_year_pence"]) == (24, 600_000)
    assert said.body["years"] == [
        {"tax_year": "2026/27", "pence": 250_000},
        {"tax_year": "2027/28", "pence": 600_000},
        {"tax_year": "2028/29", "pence": 650_000},
    ]
    assert said.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("apprentices=1&start=2026-10", "standard", "missing"),
        ("standard=nurse&apprentices=1&start=2026-10", "standard", "standard_ref_invalid"),
        ("standard=ST9999&apprentices=1&start=2026-10", "standard", "unknown"),
        ("standard=ST0239&apprentices=1&start=2026-10", "standard", "retired"),
        ("standard=ST0384&apprentices=1&start=2027-02", "standard", "closed_to_new_starts"),
        ("standard=ST0827&apprentices=0&start=2026-10", "apprentices", "greater_than_equal"),
        ("standard=ST0827&apprentices=many&start=2026-10", "apprentices", "int_parsing"),
        ("standard=ST0827&apprentices=1&start=October", "start", "month_invalid"),
        ("standard=ST0827&apprentices=1&start=2019-10", "start", "start_too_early"),
        ("standard=ST0827&apprentices=1&start=2999-10", "start", "start_too_late"),
        (f"{NURSING_ASSOCIATE}&price_each_pence=99", "price_each_pence", "greater_than_equal"),
        (f"{NURSING_ASSOCIATE}&colour=blue", "colour", "extra_forbidden"),
    ],
)
def test_bad_input_is_told_with_the_field_and_the_rule(tables: object, query: str, field: str, rule: str) -> None:
    said = ANYBODY.get(ESTIMATE, query)
    assert (said.status, said.headers["content-type"]) == (422, "application/problem+json")
    assert said.wrong == [(field, rule)]
    assert said.body["errors"][0]["detail"]


def test_an_address_may_ask_sixty_times_a_minute(tables: object) -> None:
    statuses = [ANYBODY.get(ESTIMATE, NURSING_ASSOCIATE).status for _ in range(60)]
    assert set(statuses) == {200}
    said = ANYBODY.get(ESTIMATE, NURSING_ASSOCIATE)
    assert (said.status, said.headers["content-type"]) == (429, "application/problem+json")
    assert 1 <= int(said.headers["retry-after"]) <= 60
    assert Machine(app, address="192.0.2.8").get(ESTIMATE, NURSING_ASSOCIATE).status == 200


def test_the_standards_of_a_month_are_listed_with_the_date_of_their_figures(tables: object) -> None:
    said = ANYBODY.get("/api/levy/standards", "start=2027-01")
    listed = {one["standard"]: one for one in said.body["items"]}
    assert listed["ST0827"]["band_pence"] == 1_500_000
    assert listed["ST0827"]["snapshot_on"]
    assert "ST0384" not in listed  # closed to new starts by then
    assert "ST0384" in str(ANYBODY.get("/api/levy/standards", "start=2026-11").body)


def test_the_document_is_served_to_anybody(tables: object) -> None:
    said = ANYBODY.get("/api/openapi.json")
    assert said.status == 200
    assert said.body["openapi"] == "3.1.0"
    assert "/api/levy/estimate" in said.body["paths"]


# -- tokens, keys and bodies ------------------------------------------------------------------------------


def test_without_a_good_token_nothing_else_is_answered(partners: None) -> None:
    for one in OPERATIONS:
        if not one.is_open:
            path = one.path.replace("{", "").replace("}", "")
            for who in (ANYBODY, Machine(app, "wx_manager." + "a" * 43), Machine(app, "rubbish")):
                assert who.ask(one.method, path, {} if one.bodies else None, key="k").status == 401, one.name


def test_a_post_without_a_key_is_refused_and_the_header_named(manager: Machine) -> None:
    said = manager.post("/api/levy/applications", key="")
    assert (said.status, said.wrong) == (400, [("Idempotency-Key", "missing")])


@pytest.mark.parametrize("key", ["k" * 129, "two words"])
def test_a_key_that_could_not_be_kept_is_refused(manager: Machine, key: str) -> None:
    assert manager.post("/api/levy/applications", key=key).status == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b'{"note": "\\u0000"}', 400),
        (b'{"note": "\\ud800"}', 400),
        (b'{"amount_pence": NaN}', 400),
        (b"[" * 10_000, 400),
        (b'{"note": "' + b"x" * 100_000 + b'"}', 413),
        (b"[]", 400),
        (b"null", 400),
        (b'"text"', 400),
        (b"{}", 422),
    ],
)
def test_a_body_that_is_no_command_is_a_4xx(finance_lead: Machine, body: bytes, status: int) -> None:
    assert finance_lead.post("/api/levy/pledges", body).status == status


def test_another_content_type_is_refused(finance_lead: Machine) -> None:
    typed = Machine(app, finance_lead.token, headers={"content-type": "text/xml"})
    assert typed.post("/api/levy/pledges", pledge_body()).status == 415


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"colour": "blue"}, "colour", "extra_forbidden"),
        ({"pledge_id": "mine"}, "pledge_id", "extra_forbidden"),
        ({"amount_pence": "1000000"}, "amount_pence", "int_type"),
        ({"amount_pence": 10.5}, "amount_pence", "int_type"),
        ({"tax_year": "2026/28"}, "tax_year", "tax_year_invalid"),
        ({"criteria": {"levels": [9]}}, "criteria.levels", "less_than_equal"),
        ({"note": "x" * 2001}, "note", "string_too_long"),
    ],
)
def test_a_field_that_is_wrong_or_unknown_is_named(
    finance_lead: Machine, changed: dict[str, Any], field: str, rule: str
) -> None:
    said = finance_lead.post("/api/levy/pledges", pledge_body(**changed))
    assert (said.status, said.wrong) == (422, [(field, rule)])


# -- pledges ----------------------------------------------------------------------------------------------


def test_a_pledge_is_offered_read_changed_closed_and_reopened(finance_lead: Machine) -> None:
    made = finance_lead.post("/api/levy/pledges", pledge_body())
    assert (made.status, made.body["status"]) == (201, "open")
    address = made.headers["location"]
    assert address == f"/api/levy/pledges/{made.body['id']}"

    read = finance_lead.get(address).body
    assert read["balances"]["available_pence"] == 10_000_000
    assert (read["version"], read["ods_code"]) == (1, TRUST.ods_code)
    changed = {"version": 1, "amount_pence": 12_000_000, "shows_name": True, "criteria": {}, "note": "more"}
    assert finance_lead.put(address, changed).body["version"] == 2
    assert finance_lead.post(f"{address}/close", {"version": 2, "why": "spent"}).body["status"] == "closed"
    assert finance_lead.post(f"{address}/reopen", {"version": 3, "why": "not spent"}).body["status"] == "open"
    assert finance_lead.get(address).body["balances"]["amount_pence"] == 12_000_000


def test_the_same_key_again_is_a_replay_with_one_effect(finance_lead: Machine) -> None:
    first = finance_lead.post("/api/levy/pledges", pledge_body(), key="once")
    again = finance_lead.post("/api/levy/pledges", pledge_body(), key="once")
    assert (again.status, again.body) == (first.status, first.body)
    assert len(finance_lead.get("/api/levy/pledges").body["items"]) == 1


def test_the_same_key_with_another_body_is_refused(finance_lead: Machine) -> None:
    finance_lead.post("/api/levy/pledges", pledge_body(), key="once")
    said = finance_lead.post("/api/levy/pledges", pledge_body(amount_pence=20_000_000), key="once")
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:key_reused")


def test_the_same_key_of_two_people_makes_two_things(manager: Machine) -> None:
    colleague = machine(an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLA01", person_id="colleague"))
    one, two = (who.post("/api/levy/applications", key="once").body["id"] for who in (manager, colleague))
    assert one != two


def test_a_rule_that_says_no_is_told_in_its_sentence(finance_lead: Machine) -> None:
    said = finance_lead.post("/api/levy/pledges", pledge_body(amount_pence=100))
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:pledge_below_minimum")
    assert said.body["detail"] == "Enter £2,000.00 or more"


def test_a_change_of_what_somebody_else_changed_is_refused(finance_lead: Machine) -> None:
    pledge = stored_pledge()
    body = {"version": 7, "why": "late"}
    said = finance_lead.post(f"/api/levy/pledges/{pledge.pledge_id}/close", body)
    assert (said.status, said.body["type"]) == (409, "urn:exchange:refusal:changed_since")


def test_a_sending_employer_reads_the_ledger_of_its_pledge_but_not_whose_it_is(
    finance_lead: Machine, approver: Machine
) -> None:
    pledge, sent = stored_pledge(), stored_application()
    approver.post(f"/api/levy/applications/{sent.application_id}/approve", approve_body(sent, pledge.pledge_id))
    said = finance_lead.get(f"/api/levy/pledges/{pledge.pledge_id}/ledger")
    [line] = said.body["items"]
    assert (line["kind"], line["pence"], line["reference"]) == ("reserve", 1_500_000, sent.reference)
    assert sum(year["pence"] for year in line["years"]) == 1_500_000
    assert sent.application_id not in str(said.body)
    assert CARE_HOME.name not in str(said.body)


def test_lists_go_on_by_a_cursor_that_opens_nothing_else(finance_lead: Machine) -> None:
    for _ in range(26):
        stored_pledge()
    first = finance_lead.get("/api/levy/pledges").body
    second = finance_lead.get("/api/levy/pledges", f"after={first['next']}").body
    assert (len(first["items"]), len(second["items"]), second["next"]) == (25, 1, None)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}

    same_person = machine_of(app, FINANCE_LEAD)
    for who, path in (
        (same_person, "/api/levy/pledges"),
        (finance_lead, f"/api/levy/pledges/{first['items'][0]['id']}/ledger"),
    ):
        said = who.get(path, f"after={first['next']}")
        assert (said.status, said.wrong) == (422, [("after", "cursor_invalid")])


# -- applications -----------------------------------------------------------------------------------------


def test_a_care_home_applies_the_ics_approves_and_the_care_home_accepts(
    manager: Machine, approver: Machine, finance_lead: Machine
) -> None:
    pledge_id = finance_lead.post("/api/levy/pledges", pledge_body()).body["id"]
    made = manager.post("/api/levy/applications")
    assert made.status == 201
    address = made.headers["location"]
    for name, section in (
        ("account", ACCOUNT),
        ("training", TRAINING),
        ("rationale", RATIONALE),
        ("commitments", COMMITMENTS),
        ("sharing", SHARING),
    ):
        assert manager.put(f"{address}/sections/{name}", section.model_dump(mode="json")).status == 200
    group = a_group(1).model_dump(mode="json", exclude={"group_id"})
    assert manager.put(f"{address}/apprentices/g1", group).status == 200
    assert manager.put(f"{address}/apprentices/g2", group).status == 200
    assert manager.delete(f"{address}/apprentices/g2").status == 200
    draft = manager.get(address).body
    assert draft["missing_sections"] == []
    assert "submit" in draft["may"]
    assert manager.post(f"{address}/submit", {"version": draft["version"]}).body["status"] == "submitted"

    asked = {"version": 10, "question": "When do they start?"}
    assert approver.post(f"{address}/question", asked).body["status"] == "question_asked"
    answered = {"version": 11, "answer": "In January."}
    assert manager.post(f"{address}/answer", answered).body["status"] == "submitted"

    [line] = approver.get("/api/levy/queue").body["items"]
    assert (line["id"], line["total_pence"], line["score"]) == (made.body["id"], 1_500_000, 100)
    shares = [{"pledge_id": pledge_id, "pence": 1_500_000}]
    decision = {"version": 12, "has_conflict": False, "apprentices": 1, "shares": shares, "why": "Needed."}
    assert approver.post(f"{address}/approve", decision).body["status"] == "offered"
    assert finance_lead.get(f"/api/levy/pledges/{pledge_id}").body["balances"]["reserved_pence"] == 1_500_000

    offer = manager.get(address).body
    assert offer["deadline_on"] == "2027-01-03"
    accepted = manager.post(f"{address}/accept", {"version": offer["version"], "accepts_terms": True})
    assert accepted.body == {"id": made.body["id"], "status": "accepted", "version": 14}


def test_a_large_award_needs_a_second_approver_who_may_send_it_back(approver: Machine) -> None:
    second = machine(SECOND_APPROVER)
    pledge, sent = stored_pledge(), stored_application(2)
    address = f"/api/levy/applications/{sent.application_id}"
    body = approve_body(sent, pledge.pledge_id, apprentices=2)
    assert approver.post(f"{address}/approve", body).body["status"] == "awaiting_second_approver"
    confirm = {"version": 9, "has_conflict": False, "pledge_ids": [pledge.pledge_id]}
    own = approver.post(f"{address}/confirm", confirm)
    assert (own.status, own.body["type"]) == (422, "urn:exchange:refusal:same_approver")
    back = {"version": 9, "has_conflict": False, "why": "Ask first."}
    assert second.post(f"{address}/send-back", back).body["status"] == "submitted"
    approver.post(f"{address}/approve", body | {"version": 10})
    assert second.post(f"{address}/confirm", confirm | {"version": 11}).body["status"] == "offered"


def test_waiting_list_decline_turning_down_and_withdrawing(manager: Machine, approver: Machine) -> None:
    waits, gone = stored_application(), stored_application()
    decided = {"version": 8, "has_conflict": False, "why": "No money."}
    at = "/api/levy/applications/"
    said = approver.post(f"{at}{waits.application_id}/waiting-list", decided)
    assert said.body["status"] == "waiting_list"
    declined = decided | {"version": 9, "reasons": ["out_of_funds"]}
    assert approver.post(f"{at}{waits.application_id}/decline", declined).body["status"] == "declined"
    assert manager.post(f"{at}{gone.application_id}/withdraw", {"version": 8}).body["status"] == "withdrawn"
    too_late = manager.post(f"{at}{gone.application_id}/decline-offer", {"version": 9})
    assert (too_late.status, too_late.body["type"]) == (409, "urn:exchange:refusal:not_allowed_now")


def test_an_incomplete_draft_is_not_sent(manager: Machine) -> None:
    address = manager.post("/api/levy/applications").headers["location"]
    said = manager.post(f"{address}/submit", {"version": 1})
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:incomplete")
    assert len(manager.get(address).body["missing_sections"]) == 6


@pytest.mark.parametrize(
    ("section", "body", "status"),
    [("training", {"standard": "ST0827", "start": "2027-13", "price_each_pence": 1}, 422), ("colour", {}, 404)],
)
def test_a_section_that_is_wrong_or_unknown_is_not_saved(
    manager: Machine, section: str, body: dict[str, Any], status: int
) -> None:
    address = manager.post("/api/levy/applications").headers["location"]
    assert manager.put(f"{address}/sections/{section}", body).status == status


# -- who sees what ----------------------------------------------------------------------------------------


def test_what_is_not_yours_is_not_there(partners: None) -> None:
    sent, pledge, draft = stored_application(), stored_pledge(), stored_draft()
    other, lead, auditor = machine(OTHER), machine(FINANCE_LEAD), machine(AUDITOR)
    unknown = other.get("/api/levy/applications/unknown")
    assert unknown.status == 404
    for who, path in (
        (other, f"/api/levy/applications/{sent.application_id}"),
        (other, f"/api/levy/applications/{sent.application_id}/history"),
        (lead, f"/api/levy/applications/{sent.application_id}"),
        (other, f"/api/levy/pledges/{pledge.pledge_id}"),
        (other, f"/api/levy/pledges/{pledge.pledge_id}/ledger"),
        (auditor, f"/api/levy/applications/{draft.application_id}"),
        (other, "/api/levy/queue"),
        (other, "/api/levy/pledges"),
        (lead, "/api/levy/applications"),
        (lead, "/api/levy/queue"),
    ):
        said = who.get(path)
        assert (said.status, said.body) == (404, unknown.body), path


def test_an_act_that_is_not_yours_is_refused_as_not_there(partners: None) -> None:
    sent, pledge = stored_application(), stored_pledge()
    body = approve_body(sent, pledge.pledge_id)
    for who in (machine(OTHER), machine(MANAGER), machine(FINANCE_LEAD), machine(AUDITOR)):
        said = who.post(f"/api/levy/applications/{sent.application_id}/approve", body)
        assert said.status == 404
    assert machine(MANAGER).get(f"/api/levy/applications/{sent.application_id}").body["status"] == "submitted"


def test_the_employer_does_not_see_who_pays_nor_what_the_ics_weighs(manager: Machine, approver: Machine) -> None:
    pledge, sent = stored_pledge(), stored_application()
    address = f"/api/levy/applications/{sent.application_id}"
    approver.post(f"{address}/approve", approve_body(sent, pledge.pledge_id))
    theirs, ours = manager.get(address).body, approver.get(address).body
    assert theirs["deciding"] is None
    assert theirs["awards"][0]["pledge_id"] is theirs["awards"][0]["sending_ods_code"] is None
    assert ours["awards"][0]["pledge_id"] == pledge.pledge_id
    assert ours["deciding"]["best_score"] == sent.best_score


def test_near_duplicates_are_shown_to_the_ics(approver: Machine) -> None:
    one, two = stored_application(), stored_application()
    shown = approver.get(f"/api/levy/applications/{one.application_id}").body["deciding"]["near_duplicates"]
    assert [found["other"]["application_id"] for found in shown] == [two.application_id]


def test_the_history_tells_the_employer_what_was_done_but_not_what_approvers_said_to_each_other(
    manager: Machine, approver: Machine
) -> None:
    pledge, sent = stored_pledge(), stored_application(2)
    address = f"/api/levy/applications/{sent.application_id}"
    approver.post(f"{address}/approve", approve_body(sent, pledge.pledge_id, apprentices=2, why="Between us."))
    theirs, ours = (
        manager.get(f"{address}/history").body["items"],
        approver.get(f"{address}/history").body["items"],
    )
    assert [one["action"] for one in theirs] == [one["action"] for one in ours]
    assert (theirs[-1]["action"], theirs[-1]["why"], theirs[-1]["by_name"]) == ("propose", "", None)
    assert ours[-1]["why"] == "Between us."
    assert theirs[0]["by_name"] == MANAGER.name


def test_the_queue_is_filtered_ordered_and_paged(approver: Machine) -> None:
    for _ in range(3):
        stored_application()
    by_cost = approver.get("/api/levy/queue", "order=cost&newest_first=true&organisation_type=care_home")
    assert len(by_cost.body["items"]) == 3
    assert approver.get("/api/levy/queue", "organisation_type=hospice").body["items"] == []
    assert approver.get("/api/levy/queue", "status=declined").body["items"] == []
    for query, wrong in (
        ("status=declined&order=cost", ("order", "not_queued")),
        ("status=draft", ("status", "not_queued")),
        ("order=colour", ("order", "string_pattern_mismatch")),
    ):
        assert approver.get("/api/levy/queue", query).wrong == [wrong]


def test_a_busy_database_is_told_with_when_to_try_again(
    finance_lead: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pledge = stored_pledge()

    def busy(*_: object, **__: object) -> None:
        raise Busy

    monkeypatch.setattr(Table, "commit", busy)
    wrote = finance_lead.post(f"/api/levy/pledges/{pledge.pledge_id}/close", {"version": 1, "why": ""})
    monkeypatch.setattr(Table, "page", busy)
    read = finance_lead.get("/api/levy/pledges")
    assert (wrote.status, wrote.headers["retry-after"]) == (429, "1")
    assert wrote.body["type"] == "urn:exchange:refusal:busy"
    assert (read.status, read.headers["retry-after"]) == (429, "2")


# -- every answer is one that the document names ----------------------------------------------------------

DOCUMENT = description()


def documented(one: Operation, said: Said) -> None:
    """The status is one of the operation's, and the body is what the document says for it."""
    assert said.status in one.statuses, (one.name, said)
    assert said.status < 500, (one.name, said)
    answer = DOCUMENT["paths"][one.path][one.method.lower()]["responses"][str(said.status)]
    [(media_type, content)] = answer["content"].items()
    assert said.headers["content-type"] == media_type
    schema = content["schema"] | {"components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(said.body)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values near what a schema asks: mostly of the right kind, sometimes anything."""
    if "$ref" in schema:
        return values_of(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return st.one_of(*map(values_of, schema[several]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | anything
    if "pattern" in schema and schema.get("type") == "string":
        return st.from_regex(schema["pattern"], fullmatch=True) | anything
    match schema.get("type"):
        case "object":
            fields = {name: values_of(about) for name, about in schema.get("properties", {}).items()}
            needed = {name: fields[name] for name in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional={n: v for n, v in fields.items() if n not in needed})
        case "array":
            return st.lists(values_of(schema.get("items", {})), max_size=3)
        case "integer":
            return st.integers(min_value=0, max_value=20_000_000) | anything
        case "boolean":
            return st.booleans()
        case "string":
            return st.text(max_size=30)
    return anything


def bodies_of(one: Operation) -> st.SearchStrategy[Any]:
    content = DOCUMENT["paths"][one.path][one.method.lower()]["requestBody"]["content"]
    return values_of(content["application/json"]["schema"])


_few = settings(max_examples=10, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.bodies], ids=lambda one: one.name)
def test_whatever_is_sent_the_answer_is_one_that_the_document_names(partners: None, one: Operation) -> None:
    everything = Role.RECEIVING_EMPLOYER, Role.SENDING_EMPLOYER, Role.ICS_APPROVER
    who = machine(an_actor(*everything, ods_code="RZZ", person_id="everybody"))
    pledge_id = who.post("/api/levy/pledges", pledge_body()).body["id"]
    application_id = who.post("/api/levy/applications").body["id"]
    path = one.path.format(pledge_id=pledge_id, application_id=application_id, section="training", group_id="g1")

    @_few
    @given(body=bodies_of(one), key=st.from_regex("[!-~]{1,128}", fullmatch=True))
    def sent(body: Any, key: str) -> None:
        documented(one, who.ask(one.method, path, body, key=key))

    sent()


queries = st.dictionaries(
    st.sampled_from(["standard", "apprentices", "start", "price_each_pence", "x"]),
    st.sampled_from(
        ["ST0827", "ST0239", "ST9999", "1", "999", "0", "-1", "2026-12", "2030-11", "2026-00", "", "%E9"]
    )
    | st.from_regex("[A-Za-z0-9-]{0,10}", fullmatch=True),
)


def test_whatever_the_estimate_is_asked_the_answer_is_one_that_the_document_names(tables: object) -> None:
    [estimate] = [one for one in OPERATIONS if one.name == "estimate"]
    addresses = iter(range(10_000))

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(query=queries)
    def asked(query: dict[str, str]) -> None:
        text = "&".join(f"{name}={value}" for name, value in query.items() if value != "%E9")
        documented(estimate, Machine(app, address=f"192.0.2.{next(addresses)}").get(ESTIMATE, text))

    asked()


def test_every_document_that_is_read_is_what_the_api_describes(
    manager: Machine, approver: Machine, finance_lead: Machine
) -> None:
    pledge, sent = stored_pledge(), stored_application()
    at = f"/api/levy/applications/{sent.application_id}"
    approver.post(f"{at}/approve", approve_body(sent, pledge.pledge_id))
    path = {"pledge_id": pledge.pledge_id, "application_id": sent.application_id}
    reads = [one for one in OPERATIONS if one.method == "GET" and one.name != "estimate"]
    answered = set()
    for one in reads:
        for who in (manager, approver, finance_lead):
            said = who.get(one.path.format(**path))
            documented(one, said)
            answered |= {one.name} if said.status == 200 else set()
    assert answered == {one.name for one in reads}
