"""The form of every email: a greeting, what happened, what to do next, where to do it, and who writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.outbox import Email
from shared.settings import settings


@dataclass(frozen=True)
class Text:
    """An email's words; the blanks are filled from the parameters of its intent."""

    subject: str
    says: str
    next: str


_BODY = """Dear {name},

{says}

What to do next
{next}

{where}
{link}

Workforce Exchange, for {ics_name}
This email was sent by the service. Replies are not read."""

SIGNED_IN = "See it in the service (you will be asked to sign in):"


def letter(
    reference: str,
    to: tuple[str, str],
    text: Text,
    blanks: Mapping[str, str],
    path: str,
    where: str = SIGNED_IN,
) -> Email:
    """The email to a reader (name and address), leading to a path of ours.

    Raises KeyError for a blank without a parameter: a bug, which each service's test of its words looks for.
    """
    name, address = to
    return Email(
        reference=reference,
        to=address,
        subject=text.subject.format_map(blanks),
        body=_BODY.format(
            name=name,
            says=text.says.format_map(blanks),
            next=text.next.format_map(blanks),
            where=where,
            link=f"{settings().origin}{settings().base_path}{path}",
            ics_name=settings().ics_name,
        ),
    )
