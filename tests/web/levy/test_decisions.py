"""The ICS decides: the money beside the button, each decision, and what is said when it is refused."""

import pytest

from functions.levy.domain.applications import DeclineReason
from functions.levy.domain.commands import Ask, Confirm, Decline, DeclineAll, PutOnWaitingList, SendBack
from functions.levy.domain.pledges import Criteria, OfferPledge, Pledge, PledgeStatus, SetPledgeStatus
from functions.levy.domain.stages import Status
from functions.levy.forms.decisions import OnePledge, Shown
from functions.levy.messages import decisions as words
from functions.levy.usecases import decisions, pledges
from shared.ids import new_id
from shared.web.forms import missing_words
from tests.levies import (
    APPROVER,
    FINANCE_LEAD,
    approval,
    done,
    read,
    read_pledge,
    stored_application,
    stored_draft,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.client import Page, Typed
from tests.web.levy.visitors import approver, approver_of, auditor, finance_lead, manager, second_approver

NO_CONFLICT = {"has_conflict": "no", "why": "It meets the need of the area."}
STALE = "Open the page again: this form no longer says what it was about"


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def at(application_id: str, act: str) -> str:
    return f"/levy/applications/{application_id}/{act}"


def offered(pledge_id: str, apprentices: int = 1) -> str:
    application = stored_application(apprentices)
    share = (pledge_id, 1_500_000 * apprentices)
    done(decisions.approve(APPROVER, approval(application, share), new_id(), NOW))
    return application.application_id


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


def field(page: Page, name: str) -> str:
    return dict(page.form().fields)[name]


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


def test_an_approval_reserves_what_the_button_named_and_says_until_when_it_can_be_accepted() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    assert "Available now £100,000.00. After this £85,000.00. Fit 100 of 100." in form.main
    assert "Reserve £15,000.00 and make the offer" in form.main

    page = browser.save(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})

    assert page.headings[0] == "£15,000.00 is reserved"
    assert "They must accept it by 3 January 2027" in page.main
    assert read(application.application_id).status == Status.OFFERED
    held = read_pledge(pledge.pledge_id).balances
    assert (held.available_pence, held.reserved_pence) == (8_500_000, 1_500_000)


def test_two_clicks_reserve_once() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    typed = {**NO_CONFLICT, "pledge_id": pledge.pledge_id}

    first, second = browser.submit(form, typed), browser.submit(form, typed)

    assert first.location == second.location == at(application.application_id, "decided")
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


def test_an_approval_in_part_shows_and_reserves_the_cost_of_fewer() -> None:
    pledge, application = stored_pledge(), stored_application(3)
    browser = approver()
    address = at(application.application_id, "approve")
    part = browser.get(f"{address}?apprentices=1")
    assert "For 1 apprentice that is £15,000.00" in part.main
    assert "After this £85,000.00" in part.main
    assert "Reserve £15,000.00 and make the offer" in part.main

    page = browser.save(part, {**NO_CONFLICT, "pledge_id": pledge.pledge_id}, to=address)

    assert "the offer for 1 apprentice" in page.main
    assert read(application.application_id).approved_apprentices == 1
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


@pytest.mark.parametrize("typed", ["0", "4", "-1", "many", "1.5", "9" * 5000])
def test_an_impossible_number_of_apprentices_is_refused_beside_its_field(typed: str) -> None:
    stored_pledge()
    application = stored_application(3)
    page = approver().get(f"{at(application.application_id, 'approve')}?apprentices={typed}")
    assert page.status == 422
    assert page.errors == {"apprentices": "Enter how many apprentices to fund, from 1 to 3"}


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"pledge_id": None}, "pledge_id", "Choose the pledge that pays"),
        ({"has_conflict": None}, "has_conflict", "Say whether you have a conflict of interest"),
        (
            {"has_conflict": "yes"},
            "has_conflict",
            "Somebody without a connection to this employer must decide.",
        ),
        ({"why": ""}, "why", "Enter your reasons"),
        ({"why": "x" * 2001}, "why", "Enter your reasons in 2,000 characters or fewer"),
        ({"key": "short"}, "key", STALE),
        ({"pence": "lots"}, "pence", STALE),
        ({"version": "x"}, "version", STALE),
    ],
)
def test_what_is_wrong_with_an_approval_is_said_beside_its_field_and_nothing_is_reserved(
    typed: Typed, name: str, sentence: str
) -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id, **typed})

    assert page.status == 422
    assert page.errors == {name: sentence}
    if name == "has_conflict":
        assert field(page, "key") == field(form, "key")
        assert field(page, "why") == NO_CONFLICT["why"]
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0
    assert read(application.application_id).status == Status.SUBMITTED


def test_a_link_may_choose_a_pledge_and_nothing_else() -> None:
    pledge, application = stored_pledge(), stored_application()
    query = f"?pledge_id={pledge.pledge_id}&why=Because&has_conflict=no&key={'k' * 22}"
    fields = approver().get(f"{at(application.application_id, 'approve')}{query}").form().fields
    assert ("pledge_id", pledge.pledge_id) in fields
    assert ("why", "") in fields
    assert "has_conflict" not in dict(fields)
    assert dict(fields)["key"] != "k" * 22


def test_a_cost_that_was_tampered_with_reserves_nothing() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id, "pence": "1"})
    assert page.status == 409
    assert page.headings == ["The shares do not add up to the cost"]
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0


def test_a_pledge_that_was_spent_meanwhile_is_refused_with_what_it_has_now() -> None:
    pledge, other = stored_pledge(2_000_000), stored_pledge()
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    offered(pledge.pledge_id)

    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})

    assert page.status == 422
    assert page.errors == {
        "pledge_id": "The pledge of Moorland University Trust has £5,000.00 left, and £15,000.00 is needed."
    }
    assert "£5,000.00 available, £10,000.00 short." in page.main
    approved = browser.save(page, {**NO_CONFLICT, "pledge_id": other.pledge_id})
    assert approved.headings[0] == "£15,000.00 is reserved"


def test_a_pledge_that_was_closed_meanwhile_is_refused() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    close = SetPledgeStatus(pledge_id=pledge.pledge_id, version=1, status=PledgeStatus.CLOSED, why="Needed.")
    done(pledges.set_pledge_status(FINANCE_LEAD, close, new_id(), NOW))

    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})

    assert page.status == 422
    assert "takes no more applications" in page.errors["pledge_id"]
    assert "No open pledge can pay £15,000.00 alone." in page.main


def test_a_form_of_before_somebody_else_decided_says_what_is_true_now() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = second_approver()
    form = browser.get(at(application.application_id, "approve"))
    offer = approval(application, (pledge.pledge_id, 1_500_000))
    done(decisions.approve(APPROVER, offer, new_id(), NOW))

    late = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})
    reopened = browser.get(at(application.application_id, "approve"))

    assert (late.status, late.headings) == (409, ["This changed while you had the page open"])
    assert (reopened.status, reopened.headings) == (409, ["This can no longer be done"])
    assert at(application.application_id, "decide") in late.links
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


def test_somebody_who_belongs_to_the_employer_is_not_offered_to_decide() -> None:
    application = stored_application()
    browser = approver_of("VLA01")
    page = browser.get(at(application.application_id, "decide"))
    assert "You belong to this employer, so somebody else must decide." in page.main
    assert at(application.application_id, "approve") not in page.links
    refused = browser.get(at(application.application_id, "approve"))
    assert (refused.status, refused.headings) == (409, ["You have a conflict of interest"])


def test_a_cost_is_split_across_pledges_to_the_penny() -> None:
    first, second = stored_pledge(1_000_000), stored_pledge(900_000)
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "split"))
    shares = {f"share-{first.pledge_id}": "10,000", f"share-{second.pledge_id}": "£5,000.00"}

    page = browser.save(form, {**NO_CONFLICT, **shares})

    assert page.headings[0] == "£15,000.00 is reserved"
    assert "Amount £10,000.00" in page.main
    assert "Amount £5,000.00" in page.main
    assert read_pledge(first.pledge_id).balances.available_pence == 0
    assert read_pledge(second.pledge_id).balances.available_pence == 400_000


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("", "", "Enter how much each pledge pays"),
        ("lots", "", "Enter an amount in pounds, like 5,000 or 5000.50"),
        ("-1", "15000", "Enter an amount above £0, or leave it empty"),
        ("7000", "7999.99", "The shares must come from different pledges and add up to £15,000.00 exactly"),
        (
            "10000.01",
            "4999.99",
            "The pledge of Moorland University Trust has £10,000.00 left, and £10,000.01 is needed.",
        ),
    ],
)
def test_what_is_wrong_with_a_split_is_said_beside_a_share(one: str, other: str, sentence: str) -> None:
    first, second = stored_pledge(1_000_000), stored_pledge(900_000)
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "split"))
    names = [name for name, _ in form.form().fields if name.startswith("share-")]
    assert set(names) == {f"share-{first.pledge_id}", f"share-{second.pledge_id}"}
    typed = {f"share-{first.pledge_id}": one, f"share-{second.pledge_id}": other}

    page = browser.submit(form, {**NO_CONFLICT, **typed})

    assert page.status == 422
    assert list(page.errors.values()) == [sentence]
    assert next(iter(page.errors)).startswith("share-")
    assert field(page, f"share-{first.pledge_id}") == one
    assert read(application.application_id).status == Status.SUBMITTED


def test_the_share_that_its_pledge_cannot_pay_is_the_one_that_is_marked() -> None:
    first, second = stored_pledge(10_000_000), stored_pledge(300_000)
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "split"))
    typed = {f"share-{first.pledge_id}": "11,999", f"share-{second.pledge_id}": "3,001"}
    page = browser.submit(form, {**NO_CONFLICT, **typed})
    assert list(page.errors) == [f"share-{second.pledge_id}"]


def test_above_the_sum_that_one_may_decide_the_page_says_so_before_the_button() -> None:
    pledge, application = stored_pledge(), stored_application(2)
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    assert "above £25,000.00, the most that one approver decides alone" in form.main

    address = at(application.application_id, "approve")
    page = browser.save(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id}, to=address)

    assert page.headings[0] == "Proposed to a second approver"
    assert "No money is reserved until then" in page.main
    assert read(application.application_id).status == Status.AWAITING_SECOND_APPROVER
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0


def proposed(pledge: Pledge) -> str:
    application = stored_application(2)
    done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 3_000_000)), new_id(), NOW))
    return application.application_id


def test_a_second_approver_confirms_with_the_money_as_it_stands_now() -> None:
    pledge = stored_pledge()
    application_id = proposed(pledge)
    browser = second_approver()
    assert at(application_id, "confirm") in browser.get(at(application_id, "decide")).links
    form = browser.get(at(application_id, "confirm"))
    assert "It pays £30,000.00 Available now £100,000.00 After this £70,000.00" in form.main

    page = browser.save(form, {"has_conflict": "no"})

    assert page.headings[0] == "£30,000.00 is reserved"
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 3_000_000


def test_nobody_confirms_their_own_proposal() -> None:
    application_id = proposed(stored_pledge())
    browser = approver()
    page = browser.get(at(application_id, "decide"))
    assert "You proposed an award for this application." in page.main
    assert at(application_id, "confirm") not in page.links
    for act in ("confirm", "send-back"):
        refused = browser.get(at(application_id, act))
        assert (refused.status, refused.headings) == (409, ["A different approver must do this"])


def test_a_proposal_whose_money_is_gone_can_only_be_sent_back() -> None:
    pledge = stored_pledge(4_000_000)
    application_id = proposed(pledge)
    offered(pledge.pledge_id)
    browser = second_approver()
    page = browser.get(at(application_id, "confirm"))
    assert "There is not enough money in these pledges any more." in page.main
    assert "Not enough" in page.main

    sent = browser.save(browser.get(at(application_id, "send-back")), NO_CONFLICT)

    assert sent.headings[0] == "It waits for a decision"
    assert read(application_id).status == Status.SUBMITTED


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


def test_ids_too_long_to_be_stored_are_refused_and_never_break_the_page() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id * 200})
    assert (page.status, page.errors) == (422, {"pledge_id": "Choose the pledge that pays"})
    split = browser.submit(form, {**NO_CONFLICT, f"share-{'x' * 3000}": "5"})
    assert split.status == 422


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
