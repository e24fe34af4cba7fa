"""The number of a certificate is written with it, once, and read without a scan."""

from datetime import timedelta

import pytest

from functions.redeploy.certificate_store import CertificateStore
from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.usecases import vacancies
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.table import client
from tests.partners import NOW
from tests.redeployments import (
    COORDINATOR,
    HOME_HR,
    HR,
    OTHER_HR,
    a_person,
    a_vacancy,
    done,
    vacancy,
    with_partners,
)
from tests.tables import Tables

LATER = NOW + timedelta(days=14)


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> Tables:
    with_partners()
    return tables


def released(own: str, key: str = "") -> Done | Refusal:
    command = ReleaseVacancy(vacancy_id=own, version=1)
    return vacancies.release_vacancy(OTHER_HR, command, key or new_id(), LATER)


def numbers_kept(tables: Tables) -> list[tuple[str, str]]:
    items = client().scan(TableName=tables["redeploy"])["Items"]
    keys = [(item["pk"]["S"], item["sk"]["S"]) for item in items]
    return [key for key in keys if key[0].startswith("CERTIFICATE#")]


def test_a_release_writes_the_number_once_and_a_replay_no_second(partners: Tables) -> None:
    own, key = a_vacancy(), new_id()
    assert done(released(own, key)) == done(released(own, key))
    certificate = vacancy(own).certificate
    assert certificate is not None
    assert numbers_kept(partners) == [(f"CERTIFICATE#QXX#{certificate.number}", f"VACANCY#{own}")]


def test_a_release_that_is_refused_leaves_no_number(partners: Tables) -> None:
    own = a_vacancy()
    a_person()
    assert released(own) == Refusal(Reason.MATCH_WITHOUT_OUTCOME)
    assert numbers_kept(partners) == []


def test_the_vacancy_of_a_number_is_read_by_its_key_and_only_for_who_may_see_it() -> None:
    own = a_vacancy()
    done(released(own))
    certificate = vacancy(own).certificate
    assert certificate is not None
    asked: list[str] = []

    def note(model: object, **_: object) -> None:
        asked.append(str(getattr(model, "name", "")))

    events = client().meta.events
    events.register("before-call.dynamodb", note)
    found = CertificateStore(COORDINATOR).certified(certificate.number)
    events.unregister("before-call.dynamodb", note)
    assert asked == ["Query", "BatchGetItem"]
    assert [one.vacancy_id for one in found] == [own]
    assert CertificateStore(HR).certified(certificate.number) == []
    assert CertificateStore(HOME_HR).certified(certificate.number) == []
    assert CertificateStore(COORDINATOR).certified("CC-AAAAAAAA-2") == []
