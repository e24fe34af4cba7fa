"""How email leaves: what SES is handed, and that nothing is lost in silence."""

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from shared import email
from shared.outbox import Email
from shared.settings import settings

LETTER = Email(reference="r:1", to="rosa@example.org", subject="You have an offer: £5", body="Dear Rosa,\n\n£5.")


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    monkeypatch.setenv("EXCHANGE_EMAIL_SENDER", "workforce-exchange@example.org")
    settings.cache_clear()
    with Stubber(email._ses()) as stub:
        yield stub
    settings.cache_clear()


def test_ses_is_handed_one_plain_email_from_our_sender(ses: Stubber) -> None:
    content = {
        "Simple": {
            "Subject": {"Data": LETTER.subject, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": LETTER.body, "Charset": "UTF-8"}},
        }
    }
    expected = {
        "FromEmailAddress": "workforce-exchange@example.org",
        "Destination": {"ToAddresses": ["rosa@example.org"]},
        "Content": content,
    }
    ses.add_response("send_email", {"MessageId": "m"}, expected)
    email.sender()(LETTER)
    ses.assert_no_pending_responses()


def test_a_refusal_of_ses_is_raised_so_that_the_email_is_tried_again(ses: Stubber) -> None:
    ses.add_client_error("send_email", "TooManyRequestsException", http_status_code=429)
    with pytest.raises(ClientError):
        email.sender()(LETTER)


def test_a_sender_that_was_put_in_its_place_gets_the_email() -> None:
    sent: list[Email] = []
    email.use_sender(sent.append)
    try:
        email.sender()(LETTER)
    finally:
        email.use_sender(None)
    assert sent == [LETTER]
