"""What leads from the number of a clearance certificate to its vacancy.

| item               | pk                       | sk           |
|--------------------|--------------------------|--------------|
| certificate number | `CERTIFICATE#ics#number` | `VACANCY#id` |

- written once, in the transaction that issues the certificate: 1 write of 1 kB
- the vacancy of a number: one Query, strong, and one BatchGetItem: 1 read unit each; no index
The certificate itself stands in the vacancy: what this leads to is looked at there again.
"""

from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.items import vacancy_key
from functions.redeploy.store import RedeployStore
from shared.table import Put

_VACANCY = "VACANCY#"


def certificate_put(vacancy: Vacancy) -> Put:
    """The write that lets the certificate of a vacancy be found by its number."""
    number = vacancy.certificate.number if vacancy.certificate else ""
    return Put({"pk": _pk(vacancy.ics_code, number), "sk": f"{_VACANCY}{vacancy.vacancy_id}"}, if_absent=True)


class CertificateStore(RedeployStore):
    """The certificates that one asker may see."""

    def certified(self, number: str) -> list[Vacancy]:
        """The vacancies that a number was issued for, of those that the asker may see: none or one, but for a
        chance in a million millions. The certificate may since have lapsed. Two trips."""
        page = self.table.page(None, _pk(self._ics, number), limit=10)
        ids = [str(item["sk"]).removeprefix(_VACANCY) for item in page.items]
        items = self.table.fetch(*map(vacancy_key, ids)) if ids else []
        return [one for one in map(self._seen_vacancy, items) if one]


def _pk(ics_code: str, number: str) -> str:
    return f"CERTIFICATE#{ics_code}#{number}"
