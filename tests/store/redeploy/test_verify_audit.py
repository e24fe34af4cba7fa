"""The walk of redeployment's audit, and of what stands apart from it: savings and the counts of open matches."""

import pytest

from functions.redeploy import verify_audit
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.items import vacancy_key
from shared import audit
from shared.table import Table, Update
from tests.partners import NOW
from tests.redeployments import a_person, a_vacancy, done, offered, take, the_person, with_partners
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    with_partners()
    return Table(tables["redeploy"])


def found() -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in verify_audit.find().faults]


def test_what_the_use_cases_made_is_whole(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    person, vacancy_id = a_person(), a_vacancy()
    a_person()
    a_vacancy()
    done(take(the_person(person), MatchAction.ACCEPT, offered(person, vacancy_id)))
    audit.seal(table, "QXX", NOW)
    assert verify_audit.main() == 0
    printed = capsys.readouterr().out
    assert "redeploy audit: blocks = 1, sealed = " in printed
    assert "counts: vacancies = 2" in printed
    assert printed.endswith("Redeployment is whole.\n")


def test_an_altered_record_is_named_and_nothing_else_is_looked_at(
    table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    vacancy_id = a_vacancy()
    pk, sk = vacancy_key(vacancy_id)
    body = table.get(pk, sk)
    assert body is not None
    assert table.update(Update(pk, sk, put={"body": body["body"] | {"created_by": "somebody else"}}))
    assert found() == [("altered", f"the record VACANCY#{vacancy_id}")]
    assert verify_audit.main() == 1
    assert "not looked at, because the audit is not whole" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [{"open_2": 0}, {"open_1": 1}, {"open_2": 2}])
def test_a_count_that_its_matches_do_not_explain_is_named(wrong: dict[str, int], table: Table) -> None:
    a_person()
    vacancy_id = a_vacancy()
    assert found() == []
    assert table.update(Update(*vacancy_key(vacancy_id), put=dict(wrong)))
    assert found() == [("unexplained", f"VACANCY#{vacancy_id}")]
