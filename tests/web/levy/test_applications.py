"""A receiving employer's applications: the list, a new one, and nobody else's; and machines that fail."""

from urllib.parse import urlencode

import pytest

from functions.levy.app import app
from shared.actors import Role
from shared.table import Busy, Table
from tests.levies import MANAGER, read, stored_application, stored_draft
from tests.partners import a_membership, a_person
from tests.web.client import Browser
from tests.web.levy.applying import SECTIONS, an_offer, path_of


def test_an_employer_without_applications_is_told_so_and_offered_an_estimate(manager: Browser) -> None:
    page = manager.get("/levy/applications")
    assert page.status == 200
    assert "Curlew Rise Care Home has no applications yet" in page.main
    assert "/levy/estimate" in page.links


def test_the_list_says_where_each_application_is_what_is_next_and_by_when(manager: Browser) -> None:
    offer, _ = an_offer()
    draft = stored_draft()
    page = manager.get("/levy/applications")
    assert "Offer made What is next Accept or turn down By when 3 January 2027" in page.main
    assert "Draft What is next Finish it and send it By when No date" in page.main
    assert {path_of(offer), path_of(draft)} <= set(page.links)


def test_starting_twice_with_one_page_begins_one_application(manager: Browser) -> None:
    page = manager.get("/levy/applications")
    first, second = manager.submit(page), manager.submit(page)
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert manager.get("/levy/applications").main.count("LT-") == 1


def test_a_start_without_its_id_begins_nothing(manager: Browser) -> None:
    page = manager.submit(manager.get("/levy/applications"), {"application_id": "x"})
    assert page.status == 400
    assert "Open the page again" in page.main
    assert "no applications yet" in manager.get("/levy/applications").main


def test_somebody_who_does_not_apply_for_the_organisation_is_told_whom_to_ask(manager: Browser) -> None:
    membership = a_membership("VLA01", Role.ORGANISATION_ADMIN)
    admin = Browser.of(a_person(membership, person_id="admin"), app)
    page = admin.get("/levy/applications")
    assert page.status == 403
    assert "Ask its administrator" in page.main


PAGES = [
    "",
    "sections/account",
    "apprentices",
    "apprentices/g1",
    "apprentices/g1/remove",
    "add-apprentices",
    "check",
    "sent",
    "withdraw",
]


@pytest.mark.parametrize("page", PAGES)
def test_another_employers_application_is_the_page_of_no_application(stranger: Browser, page: str) -> None:
    draft = stored_draft()
    theirs = stranger.get(f"{path_of(draft)}/{page}".rstrip("/"))
    nothing = stranger.get(f"/levy/applications/no-such-application/{page}".rstrip("/"))
    assert theirs.status == nothing.status == 404
    assert theirs.main == nothing.main


def test_no_form_of_another_employers_application_is_accepted_or_told_apart(
    stranger: Browser, manager: Browser
) -> None:
    draft = stored_draft()
    own = dict(manager.get(path_of(draft, "check")).form().fields)
    token = dict(stranger.get("/levy/applications").form().fields)["csrf"]
    for action, typed in (
        ("check", {}),
        ("sections/rationale", {"relevance": "a", "skills_gap": "b"}),
        ("sections/rationale", {"relevance": ""}),
        ("apprentices", {"count": "1"}),
        ("apprentices/g1/remove", {}),
        ("withdraw", {"why": "x"}),
        ("withdraw", {"why": "x" * 300}),
    ):
        answer = stranger.post(path_of(draft, action), urlencode({**own, "csrf": token, **typed}))
        assert answer.status == 404, action
    assert read(draft.application_id, MANAGER) == draft


def test_a_section_that_does_not_exist_is_not_found(manager: Browser) -> None:
    assert manager.get(path_of(stored_draft(), "sections/history")).status == 404


def test_a_form_of_an_older_session_is_refused_and_what_was_typed_is_given_back(manager: Browser) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "sections/rationale"))
    answer = manager.submit(page, {"csrf": "old", "relevance": "Many careful words."})
    assert answer.status == 403
    assert "Many careful words." in answer.main
    assert read(draft.application_id, MANAGER) == draft


def test_a_form_without_its_key_saves_nothing(manager: Browser) -> None:
    draft = stored_draft()
    answer = manager.submit(manager.get(path_of(draft, "check")), {"key": "short"})
    assert answer.status == 400
    assert read(draft.application_id, MANAGER) == draft


def test_when_the_database_is_busy_the_same_form_can_be_sent_again(
    manager: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "sections/rationale"))

    def throttled(*_: object) -> None:
        raise Busy

    with monkeypatch.context() as patched:
        patched.setattr(Table, "commit", throttled)
        busy = manager.submit(page, {"relevance": "First line.\nSecond line."})
    assert busy.status == 409
    assert busy.headings == ["We are very busy"]
    after = manager.save(busy)
    assert "6 of 6 parts are done" in after.main
    saved = read(draft.application_id, MANAGER).rationale
    assert saved is not None
    assert saved.relevance == "First line.\nSecond line."


def test_text_that_tries_to_be_markup_is_shown_as_text(manager: Browser) -> None:
    draft = stored_draft()
    typed = {"relevance": "<img src=x onerror=alert(1)>", "skills_gap": "{{ 7 * 7 }}"}
    manager.save(manager.get(path_of(draft, "sections/rationale")), typed)
    page = manager.get(path_of(draft, "check"))
    assert "<img src=x" not in page.html
    assert "{{ 7 * 7 }}" in page.main


def test_every_page_has_one_heading_and_a_title(manager: Browser) -> None:
    draft, (offer, _) = stored_draft(), an_offer()
    pages = [path_of(draft, page) if page else path_of(draft) for page in PAGES if page != "sent"]
    pages += [path_of(draft, section) for section in SECTIONS]
    pages += [path_of(offer, *act) for act in ((), ("accept",), ("turn-down",), ("withdraw",))]
    for address in ["/levy/applications", *pages]:
        page = manager.get(address)
        assert page.status == 200, address
        assert len(page.headings) == 1, address
        assert "Workforce Exchange" in page.title


def test_those_who_decide_do_not_get_the_pages_of_those_who_apply(manager: Browser) -> None:
    application = stored_application()
    approver = Browser.of(a_person(a_membership("QXX", Role.ICS_APPROVER), person_id="approver"), app)
    for page in ("", "withdraw", "sent"):
        assert approver.get(f"{path_of(application)}/{page}".rstrip("/")).status == 404
