"""Every route of the redeployment API, once: registered and described from the same value."""

from functools import cache
from typing import Any

from functions.redeploy.api.redundancy import REDUNDANCY
from functions.redeploy.api.vacancies import ListQuery, PushVacancy, VacancyDocument, VacancyList, WithdrawQuery
from shared.perform import Done
from shared.settings import settings
from shared.web.openapi import Operation, document

VACANCIES_AT = "/api/redeploy/vacancies"
_VACANCY = f"{VACANCIES_AT}/{{employer_ref}}"

_ABOUT = (
    "Vacancies on hold for people at risk of redundancy in one Integrated Care System, as an applicant-tracking"
    " system sends them, and what redundancy would pay. Amounts are whole pence, hours a week hundredths. A PUT"
    " may be repeated: the same content changes nothing. With an Idempotency-Key a late repeat is a replay, even"
    " if somebody changed the vacancy meanwhile. An `employer_ref` in an address has letters, figures and . _ -"
    " alone. A vacancy may be advertised when its document has a certificate, and not before. Nothing here tells"
    " of a candidate."
)

VACANCIES = Operation(
    method="GET",
    path=VACANCIES_AT,
    name="vacancies",
    summary="Your vacancies, newest first",
    reply=VacancyList,
    query=ListQuery,
)
VACANCY = Operation(
    method="GET",
    path=_VACANCY,
    name="vacancy",
    summary="The vacancy that you know by this reference",
    reply=VacancyDocument,
)
PUT_VACANCY = Operation(
    method="PUT",
    path=_VACANCY,
    name="put_vacancy",
    summary="Hold a vacancy, or bring it up to date while it is held",
    reply=Done,
    bodies=(PushVacancy,),
    given=frozenset({"employer_ref"}),
)
WITHDRAW_VACANCY = Operation(
    method="DELETE",
    path=_VACANCY,
    name="withdraw_vacancy",
    summary="Take a vacancy back: the post will not be filled",
    reply=Done,
    query=WithdrawQuery,
)

OPERATIONS = (REDUNDANCY, VACANCIES, VACANCY, PUT_VACANCY, WITHDRAW_VACANCY)


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this API, at the address where it is served."""
    return _described(f"{settings().origin}{settings().base_path}")


@cache
def _described(server: str) -> dict[str, Any]:
    return document("Workforce Exchange: redeployment", "1", _ABOUT, server, OPERATIONS)
