"""The levy of the whole ICS: who may look, what it adds up to, what more money would pay for."""

import csv
import io

from tests.levies import stored_application, stored_draft, stored_pledge
from tests.web.client import Browser
from tests.web.levy.visitors import approver, auditor, finance_lead

PAGE = "/levy/overview"


def test_the_need_and_the_money_are_told_with_what_is_lacking(manager: Browser) -> None:
    stored_pledge(2_000_000)
    for _ in range(2):
        stored_application()
    stored_draft()
    page = approver().get(PAGE)
    assert "2 applications for 2 apprentices wait for a decision, and ask for £30,000.00." in page.main
    assert "£20,000.00 is free in open pledges. £10,000.00 more is asked for than that." in page.main
    assert "Nursing associate" in page.main
    assert "Up to 2 weeks ago" in page.main


def test_more_money_is_told_with_what_it_would_pay_for(manager: Browser) -> None:
    application = stored_application()
    desk = approver()
    assert "It would pay for none of them in full." in desk.get(PAGE).main
    page = desk.get(f"{PAGE}?more=16,000")
    assert "What £16,000 more would pay for" in page.main
    assert application.reference in page.main
    assert "£1,000.00 would be left." in page.main
    wrong = desk.get(f"{PAGE}?more=much")
    assert wrong.status == 422
    assert "Enter an amount in pounds" in wrong.errors["more"]


def test_an_ics_without_anything_says_so(manager: Browser) -> None:
    page = auditor().get(PAGE)
    assert "0 applications for 0 apprentices" in page.main
    assert "Nobody has pledged anything yet." in page.main


def test_the_sums_are_a_file_too(manager: Browser) -> None:
    stored_pledge(2_000_000)
    stored_application()
    lines = list(csv.reader(io.StringIO(approver().get(f"{PAGE}/sums.csv").html.lstrip("\ufeff"))))
    assert [line[2:] for line in lines if line[0] == "By place"] == [["1", "1", "15000.00"]]
    assert ["Pledges of 2026/27", "Free now", "", "", "20000.00"] in lines


def test_it_is_for_the_ics_and_its_auditors_alone(manager: Browser) -> None:
    for nobody in (manager, finance_lead()):
        assert nobody.get(PAGE).status == 404
        assert nobody.get(f"{PAGE}/sums.csv").status == 404
