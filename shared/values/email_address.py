"""An email address as somebody types it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.values.faults import fault


def email_address(text: str) -> str:
    """The address in its one form. Raises ValueError: `email_invalid`. Whether anybody reads it is not asked."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - slow, and few pages need it

    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as wrong:
        raise fault("email_invalid") from wrong


EmailAddress = Annotated[str, Field(max_length=254), AfterValidator(email_address)]
