"""Who there is: organisations, people, their roles, and the sign-ins that stand for them.

Access patterns, all in the directory table, with what a read or write of items under 1 kB costs:

| wanted                             | key                                                 | units         |
|------------------------------------|-----------------------------------------------------|---------------|
| an organisation                    | `ORG#<ods>` / `ORG`                                 | 1 read        |
| the history of an organisation     | `ORG#<ods>` / `EVENT#<number>`                      | 1 a 4 kB      |
| organisations in order of name     | index `by_name`, `ORG` / `<name>#<ods>`             | 0.5 a 4 kB    |
| organisations at a postcode        | `POSTCODE#<postcode>` / `ORG#<ods>`                 | 1, and 1 each |
| a person with their roles          | `PERSON#<id>` / `PERSON`                            | 1 read        |
| who holds a role in an organisation | index `members`, `ORG#<ods>` / `<role>#<name>#<id>` | 0.5 a 4 kB    |
| the person behind a sign-in        | `LOGIN#<hash of issuer and subject>` / `LOGIN`      | 1 read        |
| requests in the present minute     | `REQUESTS#<hash>` / `REQUESTS`                      | 1 write       |

Sessions (`shared/sessions.py`) and API tokens (`shared/tokens.py`) stand in `SECRETS#<id>`.
"""

from shared.directory.organisations import (
    OrganisationPage,
    organisation,
    organisation_history,
    organisations,
    places,
    put_organisation,
    save_organisation,
    search_organisations,
)
from shared.directory.people import (
    Contact,
    change_person,
    contact,
    contacts,
    link_login,
    people_by_id,
    person,
    person_for_login,
    put_person,
)
from shared.directory.requests import count_request

__all__ = [
    "Contact",
    "OrganisationPage",
    "change_person",
    "contact",
    "contacts",
    "count_request",
    "link_login",
    "organisation",
    "organisation_history",
    "organisations",
    "people_by_id",
    "person",
    "person_for_login",
    "places",
    "put_organisation",
    "put_person",
    "save_organisation",
    "search_organisations",
]
