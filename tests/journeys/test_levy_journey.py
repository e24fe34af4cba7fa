"""The story of the README against the real product, over plain HTTP: no scripts, no styles, no browser."""

import re
import threading

import requests

from tests.journeys import story
from tests.journeys.conftest import Enter
from tests.journeys.plain import DoubleClicker, PlainVisitor
from tests.journeys.product import Product

_MINTED = re.compile(r'nonce="[^"]*"|nonce-[\w+/=-]+|data-seconds-left="\d+"|The clock says [^<.]*')
_RESERVED = re.compile(r"Reserved (?:Amount )?£([\d,]+\.\d\d)")


def signed_in(visitor: PlainVisitor, name: str) -> PlainVisitor:
    story.sign_in(visitor, name)
    return visitor


def reserved_pence(lender: PlainVisitor) -> int:
    """What the trust's pledge has reserved, as its page says."""
    lender.open("/levy/pledges/demo-pledge-0")
    found = _RESERVED.search(lender.text)
    assert found, lender
    return int(found[1].replace(",", "").replace(".", ""))


def email(visitor: PlainVisitor, *words: str) -> str:
    """The newest email that says all of this, once the outbox has been drained."""
    for _ in range(100):
        visitor.open("/demo/emails")
        for one in visitor.page.all("article"):
            if all(word in one.text for word in words):
                return one.text
        threading.Event().wait(0.1)
    raise AssertionError(f"no email says {words}: {visitor}")


def test_a_newcomer_walks_the_whole_story_of_the_readme(enter: Enter) -> None:
    story.estimate(enter())
    manager, approver, lender = (
        signed_in(enter(), name) for name in (story.MANAGER, story.APPROVER, story.LENDER)
    )
    before = reserved_pence(lender)

    wanted = story.apply_for_training(manager)
    email(manager, f"We have your application {wanted}", f"Dear {story.MANAGER}")

    story.open_from_queue(approver, wanted)
    story.approve(approver)
    assert "They must accept it by 3 January 2027" in approver.text, "42 days on"
    assert reserved_pence(lender) == before + 900_000

    story.accept(manager, wanted)
    story.read_ledger(lender, wanted)
    assert reserved_pence(lender) == before + 900_000, "accepting moves no more money"


def test_whoever_sends_every_form_twice_has_one_application_and_one_reservation(
    product: Product, enter: Enter
) -> None:
    lender = signed_in(enter(), story.LENDER)
    manager, approver = (
        signed_in(DoubleClicker(product.origin), name) for name in (story.MANAGER, story.APPROVER)
    )
    before = reserved_pence(lender)
    manager.open("/levy/applications")
    listed = manager.text.count("LT-")

    wanted = story.apply_for_training(manager, start=("6", "2027"))
    story.open_from_queue(approver, wanted)
    story.approve(approver)
    story.accept(manager, wanted)

    manager.open("/levy/applications")
    assert manager.text.count("LT-") == listed + 1
    assert reserved_pence(lender) == before + 900_000
    lender.open("/levy/pledges/demo-pledge-0")
    assert lender.text.count(wanted) == 1, "one entry in the ledger"


def test_a_stale_form_changes_nothing_and_says_what_is_true_now(enter: Enter) -> None:
    manager, approver, other = (
        signed_in(enter(), name) for name in (story.MANAGER, story.APPROVER, story.OTHER_APPROVER)
    )
    lender = signed_in(enter(), story.LENDER)
    wanted = story.apply_for_training(manager, start=("7", "2027"))
    for one in (approver, other):
        story.open_from_queue(one, wanted)
        story.choose_pledge(one)
    approver.press("Reserve £9,000.00 and make the offer")
    before = reserved_pence(lender)

    other.press("Reserve £9,000.00 and make the offer")
    assert other.status == 409
    assert other.heading == "This changed while you had the page open"
    other.follow("See the application as it is now")
    assert "Offer made" in other.text
    assert reserved_pence(lender) == before


def test_an_application_of_another_organisation_is_the_same_page_as_one_that_is_not_there(enter: Enter) -> None:
    manager, stranger = signed_in(enter(), story.MANAGER), signed_in(enter(), "Imran Lapwing")
    story.start_application(manager)
    there, unknown = manager.path, "/levy/applications/" + "A" * 22

    for tail in (
        "",
        "/check",
        "/sections/training",
        "/apprentices",
        "/withdraw",
        "/accept",
        "/history",
        "/decide",
    ):
        pages = [stranger.session.get(f"{stranger.origin}{path}{tail}", timeout=20) for path in (there, unknown)]
        assert [page.status_code for page in pages] == [404, 404], tail
        assert as_shown(pages[0]) == as_shown(pages[1]), tail


def test_the_ics_never_sees_a_draft_even_one_that_was_given_up(enter: Enter) -> None:
    manager, approver = signed_in(enter(), story.MANAGER), signed_in(enter(), story.APPROVER)
    story.start_application(manager)
    draft = manager.path
    name = story.newest_reference(manager)
    manager.open(draft)
    manager.follow("Give up this application")
    manager.press("Give up this application")

    for path in (f"/levy/queue?search={story.CARE_HOME}", "/levy/queue?status=withdrawn&sort=newest"):
        approver.open(path)
        assert approver.status == 200
        assert name not in approver.text
    for tail in ("/decide", "/history", "/decided"):
        approver.open(draft + tail)
        assert approver.status == 404, tail


def test_an_offer_lapses_when_the_demo_clock_passes_its_last_day(own_product: Product) -> None:
    manager, approver, lender = (PlainVisitor(own_product.origin) for _ in range(3))
    story.sign_in(manager, story.MANAGER)
    story.sign_in(approver, story.APPROVER)
    story.sign_in(lender, story.LENDER)
    before = reserved_pence(lender)
    wanted = story.apply_for_training(manager)
    story.open_from_queue(approver, wanted)
    story.approve(approver)

    story.move_clock(manager, day="3", month="1", year="2027")
    story.sign_in(manager, story.MANAGER)
    story.open_own(manager, wanted)
    assert "Offer made" in manager.text, "its last day still counts"

    story.move_clock(manager, day="4", month="1", year="2027")
    email(manager, wanted, f"Dear {story.MANAGER}", "lapsed")
    story.sign_in(manager, story.MANAGER)
    story.open_own(manager, wanted)
    assert "Offer lapsed" in manager.text
    assert "Accept the offer" not in manager.text
    story.sign_in(lender, story.LENDER)
    assert reserved_pence(lender) == before - 900_000, "this offer's money and that of the demo ICS's own are back"


def test_what_was_sent_is_there_after_kill_9_and_a_new_start(own_product: Product) -> None:
    manager = signed_in(PlainVisitor(own_product.origin), story.MANAGER)
    story.start_application(manager)
    story.fill_rationale(manager)
    draft = manager.path
    wanted = story.apply_for_training(manager)
    own_product.kill()

    own_product.start()
    story.open_own(manager, wanted)
    assert "Waiting for a decision" in manager.text, "sent, and still signed in"
    manager.open(draft)
    assert "1 of 6 parts are done" in manager.text
    approver = signed_in(PlainVisitor(own_product.origin), story.APPROVER)
    story.open_from_queue(approver, wanted)
    story.approve(approver)


def test_a_form_that_is_oversized_or_of_the_wrong_kind_is_refused_and_never_breaks(enter: Enter) -> None:
    manager = signed_in(enter(), story.MANAGER)
    story.start_application(manager)
    manager.follow("Why you need the training")
    _, url, fields = manager.ready("Save and go back to the list")
    headers = {"Origin": manager.origin, "Sec-Fetch-Site": "same-origin"}

    too_much = manager.session.post(url, data=[*fields, ("relevance", "x" * 200_000)], headers=headers, timeout=20)
    not_text = manager.session.post(url, data=b"csrf=%ff%fe", headers=headers | _FORM, timeout=20)
    not_a_form = manager.session.post(url, json=dict(fields), headers=headers, timeout=20)
    unsigned = manager.session.post(url, data=[("key", "k")], headers=headers, timeout=20)
    assert [one.status_code for one in (too_much, not_text, not_a_form, unsigned)] == [413, 400, 415, 403]


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def as_shown(page: requests.Response) -> str:
    """A page without what is minted for each answer, and without the time that has gone by between two."""
    return _MINTED.sub("", page.text)
