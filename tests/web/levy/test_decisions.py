"""The ICS decides: the page about an application, and the decisions that ask for words."""

import pytest

from functions.levy.app import app
from functions.levy.domain.applications import DeclineReason
from functions.levy.domain.commands import Ask, Confirm, Decline, DeclineAll, PutOnWaitingList, SendBack
from functions.levy.domain.pledges import Criteria, OfferPledge, Pledge
from functions.levy.domain.stages import Status
from functions.levy.forms.decisions import OnePledge, Shown
from functions.levy.messages import decisions as words
from functions.levy.usecases import pledges
from shared import directory
from shared.actors import Role
from shared.ids import new_id
from shared.web.forms import missing_words
from tests.levies import (
    FINANCE_LEAD,
    done,
    read,
    read_pledge,
    stored_application,
    stored_draft,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW, a_membership, a_person, an_actor, an_organisation
from tests.web.client import Browser
from tests.web.levy.deciding import NO_CONFLICT, at, offered
from tests.web.levy.visitors import approver, approver_elsewhere, approver_of, auditor, finance_lead, manager


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def picky_pledge(**criteria: object) -> Pledge:
    command = OfferPledge(
        pledge_id=new_id(),
        amount_pence=5_000_000,
        tax_year="2026/27",
        shows_name=True,
        criteria=Criteria.model_validate(criteria),
        note="",
    )
    return read_pledge(done(pledges.offer_pledge(FINANCE_LEAD, command, NOW)).id)


def test_the_decision_page_shows_the_whole_application_and_what_it_costs() -> None:
    stored_pledge()
    page = approver().get(at(stored_application(2).application_id, "decide"))

    assert page.headings == ["Curlew Rise Care Home Waiting for a decision"]
    for expected in ("VLA01", "ST90 1AA", "We need nursing associates.", "We have none.", "January 2027"):
        assert expected in page.main
    assert "A transfer pays £15,000.00 for each apprentice. For 2 apprentices that is £30,000.00" in page.main
    assert "Whole life Cost £30,000.00" in page.main.replace("Tax year ", "")
    assert "standards data of" in page.main


def test_the_money_of_each_pledge_is_shown_now_and_after_for_each_year_and_for_the_whole_life() -> None:
    pledge = stored_pledge(10_000_000)
    offered(pledge.pledge_id)
    page = approver().get(at(stored_application().application_id, "decide"))

    assert "Available now £85,000.00 After this £70,000.00" in page.main
    reserved = read_pledge(pledge.pledge_id).reserved_by_year
    for year, pence in reserved.items():
        assert f"{year} Reserved now £{pence / 100:,.2f} This adds £{pence / 100:,.2f}" in page.main
        assert f"Reserved after £{2 * pence / 100:,.2f}" in page.main
    assert "Whole life Reserved now £15,000.00 This adds £15,000.00 Reserved after £30,000.00" in page.main


def test_a_pledge_is_scored_and_what_an_application_does_not_meet_is_named() -> None:
    picky_pledge(places=("Elsewhere",), levels=(2,))
    page = approver().get(at(stored_application().application_id, "decide"))
    assert "Fit 50 of 100. It does not meet: place, level" in page.main


def test_the_pledge_that_can_pay_and_fits_best_stands_first() -> None:
    small, picky, best = stored_pledge(300_000), picky_pledge(levels=(2,)), stored_pledge()
    page = approver().get(at(stored_application().application_id, "decide"))
    links = [link for link in page.links if link.startswith("/levy/pledges/")]
    assert links == [f"/levy/pledges/{one.pledge_id}" for one in (best, picky, small)]
    assert "Not enough: £12,000.00 short. It can pay a part." in page.main


def test_other_applications_for_the_same_need_are_shown_with_the_evidence() -> None:
    other, one = stored_application(), stored_application()
    page = approver().get(at(one.application_id, "decide"))
    assert at(other.application_id, "decide") in page.links
    assert "The same employer, the same postcode, the same start month" in page.main
    assert page.main.count(other.reference) == 1
    assert "Compared with every application" in page.main


def test_drafts_of_others_and_unknown_ids_read_as_not_there() -> None:
    draft, sent = stored_draft(), stored_application()
    for act in ("decide", "decided", "approve", "split", "confirm", "send-back", "waiting-list", "ask", "decline"):
        assert approver().get(at(draft.application_id, act)).status == 404
        assert approver().get(at(new_id(), act)).status == 404
        assert manager().get(at(sent.application_id, act)).status == 404
        assert finance_lead().get(at(sent.application_id, act)).status == 404


def test_an_auditor_reads_the_page_and_can_decide_nothing() -> None:
    application = stored_application()
    page = auditor().get(at(application.application_id, "decide"))
    assert page.status == 200
    assert not [link for link in page.links if link.endswith(("/approve", "/decline", "/ask"))]
    assert auditor().get(at(application.application_id, "approve")).status == 404
    assert auditor().get(at(application.application_id, "decline")).status == 404


def test_somebody_who_belongs_to_the_employer_is_not_offered_to_decide() -> None:
    application = stored_application()
    browser = approver_of("VLA01")
    page = browser.get(at(application.application_id, "decide"))
    assert "You belong to this employer, so somebody else must decide." in page.main
    assert at(application.application_id, "approve") not in page.links
    refused = browser.get(at(application.application_id, "approve"))
    assert (refused.status, refused.headings) == (409, ["You have a conflict of interest"])


def test_an_application_is_put_on_the_waiting_list_with_words_for_the_applicant() -> None:
    application = stored_application()
    browser = approver()
    page = browser.save(browser.get(at(application.application_id, "waiting-list")), NO_CONFLICT)
    assert page.headings[0] == "On the waiting list"
    assert read(application.application_id).decision_words == NO_CONFLICT["why"]


def test_a_question_is_asked_and_shown_with_its_answer() -> None:
    application = stored_application()
    browser = approver()
    empty = browser.submit(browser.get(at(application.application_id, "ask")), {"question": " "})
    assert empty.errors == {"question": "Enter your question"}
    page = browser.save(empty, {"question": "Who teaches?"})
    assert page.headings[0] == "Question sent"
    shown = browser.get(at(application.application_id, "decide")).main
    assert "Who teaches?" in shown
    assert "Not answered yet." in shown


def test_an_application_is_declined_for_reasons_that_are_shown_in_words() -> None:
    application = stored_application()
    browser = approver()
    none = browser.submit(browser.get(at(application.application_id, "decline")), NO_CONFLICT)
    assert none.errors == {"reasons": "Choose at least one reason"}

    page = browser.save(none, {**NO_CONFLICT, "reasons": ["duplicate", "out_of_funds"]})

    assert page.headings[0] == "Declined"
    assert "There is another application for the same training." in page.main
    assert read(application.application_id).decline_reasons == (
        DeclineReason.DUPLICATE,
        DeclineReason.OUT_OF_FUNDS,
    )


def test_a_worded_decision_of_before_a_change_says_what_is_true_now() -> None:
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "decline"))
    browser.save(browser.get(at(application.application_id, "waiting-list")), NO_CONFLICT)

    late = browser.submit(form, {**NO_CONFLICT, "reasons": ["other"]})

    assert (late.status, late.headings) == (409, ["This changed while you had the page open"])
    assert read(application.application_id).status == Status.WAITING_LIST


def test_every_field_of_a_decision_has_its_words() -> None:
    for model, sentences in (
        (OnePledge, words.APPROVE_WORDS),
        (OnePledge, words.SPLIT_WORDS),
        (Confirm, words.CONFIRM_WORDS),
        (SendBack, words.SEND_BACK_WORDS),
        (PutOnWaitingList, words.WAITING_LIST_WORDS),
        (Ask, words.ASK_WORDS),
        (Decline, words.DECLINE_WORDS),
        (DeclineAll, words.DECLINE_ALL_WORDS),
        (Shown, words.DECLINE_ALL_WORDS),
    ):
        assert missing_words(model, sentences) == [], model


def test_somebody_who_applies_for_the_icb_itself_finds_no_draft_of_it_on_the_desk() -> None:
    directory.put_organisation(an_organisation("QXX", name="Moorland Integrated Care Board"), NOW)
    both = an_actor(Role.ICS_APPROVER, Role.RECEIVING_EMPLOYER, ods_code="QXX", person_id="both")
    draft = stored_draft(manager=both)
    person = a_person(a_membership("QXX", *both.roles), person_id="both")
    assert Browser.of(person, app).get(at(draft.application_id, "decide")).status == 404


def test_an_approver_of_any_other_organisation_than_the_board_sees_and_decides_nothing() -> None:
    application, pledge = stored_application(), stored_pledge()
    browser = approver_elsewhere()
    one = application.application_id
    addresses = [at(one, act) for act in ("decide", "approve", "decline", "history")]
    lists = ["/levy/queue", "/levy/pledges", f"/levy/pledges/{pledge.pledge_id}", "/levy/audit"]
    declining = f"/levy/queue/decline?application={one}"
    assert {browser.get(address).status for address in [*addresses, *lists, declining]} == {404}
