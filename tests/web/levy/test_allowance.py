"""A sending employer enters its levy, sees its allowance, and the ICS is held to it."""

import re
from html import unescape

import pytest

from functions.levy.account_items import left_key
from functions.levy.domain.allowance import EnglishShare
from functions.levy.usecases import decisions
from shared import audit
from shared.ids import new_id
from shared.settings import settings
from shared.table import Table
from shared.values.dates import Month
from tests.levies import (
    APPROVER,
    approval,
    done,
    left,
    some_figures,
    stored_application,
    stored_figures,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.client import Page, Typed
from tests.web.levy.deciding import NO_CONFLICT, at, field, offered
from tests.web.levy.visitors import approver, auditor, finance_lead, manager, second_approver

OWN, FIGURES, OF_THE_TRUST = "/levy/allowance", "/levy/allowance/figures", "/levy/allowance/RZZ"
PASTED = "\r\n".join(f"{Month(2025, 4).plus(passed)}\t10,000.00" for passed in range(12))
A_YEAR: Typed = {"declared": PASTED}


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def sent(typed: Typed) -> Page:
    browser = finance_lead()
    return browser.submit(browser.get(FIGURES), typed)


def entered(typed: Typed) -> Page:
    browser = finance_lead()
    return browser.save(browser.get(FIGURES), typed)


# -- what it allows -----------------------------------------------------------------------------------------


def test_figures_that_are_pasted_become_an_allowance_with_its_arithmetic() -> None:
    page = entered(A_YEAR)

    assert page.headings == ["Your transfer allowance"]
    assert (
        "2026/27 Allowance £66,000.00 Paid or promised elsewhere £0.00 Promised here £0.00 Left £66,000.00"
        in page.main
    )
    assert "Levy declared for 2025/26: 12 months Amount £120,000.00" in page.main
    assert "Government top-up on that part Amount £12,000.00" in page.main
    assert "Allowance: 50% of the English part and its top-up Amount £66,000.00" in page.main
    assert "2027/28, projected Allowance £61,500.00" in page.main
    assert "2028/29, projected Allowance £60,000.00" in page.main
    assert "2029/30, projected Allowance £60,000.00" in page.main
    assert "March 2026 is the last month that was entered. Each month after it counts as £10,000.00" in page.main


def test_the_sources_of_the_rules_are_told() -> None:
    page = entered(A_YEAR)
    assert "22 April 2024" in page.main
    assert "GOV.UK 'Transferring your apprenticeship levy'; DfE help" in page.main
    assert "Government top-up of levy entering an account Value 0% In force from 1 August 2026" in page.main


def test_without_figures_the_page_says_that_nothing_is_checked() -> None:
    offered(stored_pledge().pledge_id)
    for browser, address in ((finance_lead(), OWN), (approver(), OF_THE_TRUST)):
        page = browser.get(address)
        assert "Not checked" in page.main
        assert (
            "2026/27 Allowance Not known Paid or promised elsewhere Not known Promised here £1,000.00" in page.main
        )
    assert FIGURES in finance_lead().get(OWN).links
    assert FIGURES not in approver().get(OF_THE_TRUST).links


def test_what_is_promised_here_and_elsewhere_is_taken_off() -> None:
    offered(stored_pledge().pledge_id)
    page = entered({**A_YEAR, "elsewhere-2026-27": "6,000", "elsewhere-2027-28": ""})
    row = (
        "2026/27 Allowance £66,000.00 Paid or promised elsewhere £6,000.00 Promised here £1,000.00 Left £59,000.00"
    )
    assert row in page.main
    assert (
        "2027/28, projected Allowance £61,500.00 Paid or promised elsewhere £0.00 Promised here £6,000.00"
        in page.main
    )


def test_what_more_could_be_pledged_is_worked_out_beside_it() -> None:
    stored_pledge(1_000_000)
    page = entered(A_YEAR)
    assert "You could pledge £56,000.00 more in 2026/27" in page.main
    stored_pledge(10_000_000)
    assert "Nothing more in 2026/27: £66,000.00 of the allowance is left" in finance_lead().get(OWN).main


def test_figures_that_allow_less_than_is_promised_are_kept_and_told() -> None:
    offered(stored_pledge().pledge_id)
    page = entered({**A_YEAR, "elsewhere-2026-27": "65,500"})
    assert "More is promised for 2026/27 than its allowance, by £500.00" in page.main


# -- what is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "pence"),
    [
        ("2026-05 12,345.67", 1_234_567),
        ("May 2026, £12,345.67", 1_234_567),
        ("may 2026;12345.67", 1_234_567),
        ("05/2026\t12345", 1_234_500),
        ("5/2026: £ 12 345.6", 1_234_560),
        ("May 2026 -1,200", -120_000),
        ("May 2026 £-1,200.00", -120_000),
        ("May 2026 \N{MINUS SIGN}1200", -120_000),
    ],
)
def test_a_month_and_an_amount_are_read_as_people_write_them(line: str, pence: int) -> None:
    page = entered({"declared": f"{line}\n\n  April 2026   1.00 "})
    assert page.status == 200
    again = field(finance_lead().get(FIGURES), "declared")
    assert again.split("\n") == ["April 2026 1.00", f"May 2026 {_written(pence)}"]


def test_two_payrolls_of_a_month_are_added_up() -> None:
    entered({"declared": "May 2026 1,000\nMay 2026 250.50"})
    assert field(finance_lead().get(FIGURES), "declared") == "May 2026 1,250.50"


def _written(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Enter the levy that you declared, a line for each month"),
        ("Month Amount", "Enter the levy of at least one month, like 2026-05 12,345.67"),
        ("April 2026 1\nnonsense", "Line 2: begin with a month, like 2026-05 or May 2026"),
        ("2026-13 1", "Line 1: begin with a month, like 2026-05 or May 2026"),
        ("March 2017 1", "Line 1: enter April 2017 or a later month. The levy began then"),
        ("May 2026", "Line 1: enter an amount in pounds after the month, like 12,345.67"),
        ("May 2026 --5", "Line 1: enter an amount in pounds after the month, like 12,345.67"),
        ("May 2026 9999999999999", "Line 1: enter an amount of £1,000,000,000 or less"),
        ("May 2026 999999999\nMay 2026 999999999", "Lines 1 and 2: enter an amount of £1,000,000,000 or less"),
        ("\n".join(["2026-05 1"] * 201), "Enter 200 lines or fewer"),
        ("December 2026 1", "Take out December 2026: its levy cannot have been declared yet"),
        ("\n".join(["x1"] * 12), "8, 9, 10 and 2 more: begin with a month, like 2026-05 or May 2026"),
    ],
)
def test_a_wrong_line_is_told_by_its_number_and_nothing_is_lost(text: str, told: str) -> None:
    page = sent({"declared": text, "english": "97.5", "elsewhere-2026-27": "7"})
    assert page.status == 422
    assert list(page.errors) == ["declared"]
    assert page.errors["declared"].endswith(told)
    assert page.title.startswith("Error:")
    assert field(page, "declared").replace("\r\n", "\n") == text
    assert (field(page, "english"), field(page, "elsewhere-2026-27")) == ("97.5", "7")
    assert not left().is_checked


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("97.5", {Month(2017, 4): 9_750}),
        ("97.55%", {Month(2017, 4): 9_755}),
        ("100", {Month(2017, 4): 10_000}),
        ("April 2025 97.5\n2025-10, 95%", {Month(2025, 4): 9_750, Month(2025, 10): 9_500}),
    ],
)
def test_the_english_share_is_one_percentage_or_one_for_each_change(text: str, shares: dict[Month, int]) -> None:
    entered({**A_YEAR, "english": text})
    stored = Table(settings().levy_table).get("ACCOUNT#RZZ", "ACCOUNT")
    assert stored is not None
    found = [EnglishShare.model_validate(one) for one in stored["body"]["figures"]["english"]]
    assert {one.starts: one.basis_points for one in found} == shares


def test_every_wrong_field_is_told_at_once() -> None:
    page = sent({"declared": "x1", "english": "101", "elsewhere-2026-27": "-5", "elsewhere-2028-29": "much"})
    assert list(page.errors) == ["declared", "english", "elsewhere-2026-27", "elsewhere-2028-29"]
    assert page.errors["english"] == "Line 1: enter a percentage from 0 to 100 after the month, like 97.5"
    assert page.errors["elsewhere-2026-27"] == "Enter an amount above £0, or leave it empty"


def test_the_form_opens_with_what_was_entered_and_a_year_that_is_emptied_is_cleared() -> None:
    entered({**A_YEAR, "english": "97.5", "elsewhere-2026-27": "6,000"})
    browser = finance_lead()
    page = browser.get(FIGURES)
    assert field(page, "declared").startswith("April 2025 10,000.00")
    assert (field(page, "english"), field(page, "elsewhere-2026-27")) == ("April 2017 97.5", "6,000.00")
    assert "Paid or promised elsewhere £0.00" in browser.save(page, {"elsewhere-2026-27": ""}).main


def test_figures_that_somebody_changed_meanwhile_are_not_overwritten() -> None:
    browser = finance_lead()
    form = browser.get(FIGURES)
    entered(A_YEAR)
    late = browser.submit(form, {"declared": "May 2026 1"})
    assert late.status == 409
    assert late.headings == ["This changed while you had the page open"]


def test_the_same_form_twice_is_saved_once() -> None:
    browser = finance_lead()
    form = browser.get(FIGURES)
    assert [browser.submit(form, A_YEAR).status for _ in range(2)] == [303, 303]
    assert field(browser.get(FIGURES), "version") == "1"


# -- who may --------------------------------------------------------------------------------------------------


def test_only_the_employer_the_ics_and_auditors_see_an_allowance() -> None:
    stored_figures()
    for browser in (finance_lead(), approver(), auditor()):
        assert browser.get(OF_THE_TRUST).status == 200
        assert browser.get(f"{OF_THE_TRUST}/history").status == 200
    for browser in (manager(), finance_lead("RXX", "elsewhere")):
        assert browser.get(OF_THE_TRUST).status == 404
        assert browser.get(f"{OF_THE_TRUST}/history").status == 404


def test_only_a_sending_employer_enters_figures() -> None:
    for browser in (manager(), approver(), auditor()):
        assert browser.get(FIGURES).status == 404
        assert browser.get(OWN).status == 404
        assert browser.post(FIGURES, "declared=May+2026+1").status in (403, 404)
    assert approver().get("/levy/allowance/NOBODY").status == 404


def test_the_history_says_who_entered_what() -> None:
    entered({**A_YEAR, "elsewhere-2026-27": "6,000"})
    page = auditor().get(f"{OF_THE_TRUST}/history")
    assert "Levy figures saved" in page.main
    assert "Fay Finance" in page.main
    assert "£120,000.00" in page.main
    assert "2026/27: £60,000.00" in page.main
    audit.seal(Table(settings().levy_table), "QXX", NOW)
    assert f"{OF_THE_TRUST}/history" in auditor().get("/levy/audit/1").links


# -- the ICS is held to it ------------------------------------------------------------------------------------


def small() -> None:
    """Figures that leave the trust £660 to promise in 2026/27."""
    stored_figures(some_figures(10_000))


def test_the_decision_page_says_whether_the_allowance_is_checked() -> None:
    stored_pledge()
    application = stored_application()
    page = approver().get(at(application.application_id, "decide"))
    assert "Not checked: no levy figures entered. See the allowance" in page.main
    assert OF_THE_TRUST in page.links
    assert "not checked" in approver().get(at(application.application_id, "approve")).main
    stored_figures(some_figures(100_000_000))
    page = approver().get(at(application.application_id, "decide"))
    assert "Enough in each tax year." in page.main
    assert "not checked" not in approver().get(at(application.application_id, "approve")).main


def test_a_pledge_whose_employer_may_not_promise_so_much_cannot_be_chosen() -> None:
    stored_pledge()
    small()
    application = stored_application()
    told = "Its employer may promise £660.00 more in 2026/27, and £1,000.00 falls in it."
    for act in ("decide", "approve"):
        assert told in approver().get(at(application.application_id, act)).main
    assert (
        "No open pledge can pay £15,000.00 alone."
        in approver().get(at(application.application_id, "approve")).main
    )


def test_an_approval_above_the_allowance_is_told_beside_the_pledge() -> None:
    pledge, application, browser = stored_pledge(), stored_application(), approver()
    page = browser.get(at(application.application_id, "approve"))
    small()  # after the page was shown
    page = browser.submit(page, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})
    assert page.status == 422
    told = (
        "Moorland University Trust may promise £660.00 more in the tax year 2026/27, and £1,000.00 of this award"
    )
    assert page.errors["pledge_id"].startswith(told)
    assert left().by_year["2026/27"] == 66_000


def test_a_split_above_the_allowance_is_told_beside_the_share() -> None:
    first, second, application = stored_pledge(), stored_pledge(), stored_application()
    small()
    browser = approver()
    shares = {f"share-{first.pledge_id}": "6,000", f"share-{second.pledge_id}": "9,000"}
    page = browser.submit(browser.get(at(application.application_id, "split")), {**NO_CONFLICT, **shares})
    assert page.status == 422
    [(name, told)] = page.errors.items()
    assert name in shares
    assert "£660.00 more in the tax year 2026/27, and £1,000.00" in told
    assert field(page, f"share-{first.pledge_id}") == "6,000"


def test_a_proposal_that_the_allowance_cannot_carry_is_not_offered_for_confirmation() -> None:
    pledge, application = stored_pledge(), stored_application(2)
    command = approval(application, (pledge.pledge_id, 3_000_000))
    done(decisions.approve(APPROVER, command, new_id(), NOW))
    address = at(application.application_id, "confirm")
    assert "The allowance is not checked: Moorland University Trust entered" in second_approver().get(address).main
    small()
    page = second_approver().get(address)
    assert "may promise £660.00 more in the tax year 2026/27, and £2,000.00 of this award" in page.main
    assert "Confirm and reserve" not in page.main


def test_an_employer_whose_promises_were_not_counted_yet_is_decided_on_as_any_other() -> None:
    pledge, application, browser = stored_pledge(), stored_application(), approver()
    Table(settings().levy_table).delete(*left_key("RZZ"))
    page = browser.get(at(application.application_id, "approve"))
    assert browser.submit(page, {**NO_CONFLICT, "pledge_id": pledge.pledge_id}).status == 303
    assert left().by_year["2026/27"] == -100_000


def test_the_forecast_opens_with_what_came_in_a_month_after_each_tax_month() -> None:
    page = entered({"declared": "June 2026 1,000\nJuly 2026 1,000", "english": "90"})
    (address,) = re.findall(r'href="([^"]*/levy/expiry/forecast[^"]*)"', page.html)
    form = finance_lead().get(unescape(address))
    assert form.status == 200
    assert field(form, "levy").split("\n") == [
        "2026-07 990.00",
        "2026-08 900.00",
    ]  # with the last top-up, and without
    assert 'href="/levy/expiry/forecast' not in approver().get("/levy/allowance/RZZ").html
