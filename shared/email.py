"""How email leaves: by SES on AWS, by whatever the local runner puts in its place elsewhere."""

import os
from functools import cache
from typing import TYPE_CHECKING

from shared.outbox import Email, Sender
from shared.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

_replacement: Sender | None = None


def sender() -> Sender:
    """What sends this process's email. Raises RuntimeError where nothing does."""
    if _replacement is not None:
        return _replacement
    if not settings().email_sender:
        raise RuntimeError("No sender of email is set: EXCHANGE_EMAIL_SENDER on AWS, `use_sender` elsewhere.")
    return send_by_ses


def use_sender(replacement: Sender | None) -> None:
    """Send by `replacement` instead (None: by SES again): the mailbox of the local runner.

    Raises RuntimeError on AWS, where email must reach its reader.
    """
    global _replacement  # noqa: PLW0603 - the one replaceable sender of the process
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        raise RuntimeError("The sender of email cannot be replaced on AWS.")
    _replacement = replacement


def send_by_ses(email: Email) -> None:
    """Hand one email to SES, which tries for half a day to deliver it. Raises ClientError where SES refuses it."""
    _ses().send_email(
        FromEmailAddress=settings().email_sender,
        Destination={"ToAddresses": [email.to]},
        Content={
            "Simple": {
                "Subject": {"Data": email.subject, "Charset": "UTF-8"},
                "Body": {"Text": {"Data": email.body, "Charset": "UTF-8"}},
            }
        },
    )


@cache
def _ses() -> "SESV2Client":
    import boto3  # noqa: PLC0415 - only for who sends
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client("sesv2", config=Config(retries={"mode": "standard"}, connect_timeout=2, read_timeout=10))
