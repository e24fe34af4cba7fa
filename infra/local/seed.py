"""Puts the demo ICS into an empty directory. What is already there is left as people made it."""

from datetime import datetime

from infra.local.people import DemoIcs
from shared import directory


def seed_directory(demo: DemoIcs, issuer: str, now: datetime) -> None:
    """Enter the organisations, people and sign-ins that the directory lacks; the same again changes nothing.

    A sign-in goes in before its person: whenever this is cut short, the next start finishes it.
    """
    for organisation in demo.organisations:
        if directory.organisation(organisation.ods_code) is None:
            directory.put_organisation(organisation, now)
    for one in demo.people:
        if directory.person(one.person_id) is None:
            directory.link_login(one.person_id, issuer, one.subject)
            directory.put_person(demo.as_person(one))
