from pathlib import Path

import pytest

from infra.local.mailbox import PAGE_SIZE, Mailbox
from shared.outbox import Email


def email(number: int, body: str = "Hello") -> Email:
    return Email(reference=f"ref-{number}", to="beth@care.example", subject=f"Number {number}", body=body)


def test_an_empty_mailbox_has_an_empty_page(tmp_path: Path) -> None:
    page = Mailbox(tmp_path / "sent").page()
    assert (page.emails, page.older) == ((), None)


@pytest.mark.parametrize("count", [1, PAGE_SIZE, PAGE_SIZE + 1, 3 * PAGE_SIZE - 1])
def test_the_pages_hold_every_email_once_newest_first(tmp_path: Path, count: int) -> None:
    mailbox = Mailbox(tmp_path)
    for number in range(count):
        mailbox.send(email(number, body="A line\nwith £ and é " * 200))
    pages = [mailbox.page()]
    while (older := pages[-1].older) is not None:
        pages.append(mailbox.page(older))
    numbers = [sent.email.subject for page in pages for sent in page.emails]
    assert numbers == [f"Number {number}" for number in reversed(range(count))]
    assert all(0 < len(page.emails) <= PAGE_SIZE for page in pages)


def test_an_email_cut_short_by_a_crash_is_left_out(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    mailbox.send(email(1))
    with (tmp_path / "emails.jsonl").open("a") as file:
        file.write('{"sent_at": "2026-11-2')
    assert [sent.email.reference for sent in mailbox.page().emails] == ["ref-1"]


@pytest.mark.parametrize("before", [0, 7, 10**15])
def test_any_place_to_start_from_gives_a_page(tmp_path: Path, before: int) -> None:
    mailbox = Mailbox(tmp_path)
    mailbox.send(email(1))
    assert len(mailbox.page(before).emails) == (1 if before > 100 else 0)


def test_an_email_that_follows_a_torn_line_is_kept(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    (tmp_path / "emails.jsonl").write_text('{"sent_at": "2026-11-2')
    Mailbox(tmp_path).send(email(2))
    assert [sent.email.reference for sent in mailbox.page().emails] == ["ref-2"]
