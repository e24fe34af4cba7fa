import pytest

from shared.schema import EXPIRES, TABLES, IndexSpec, TableSpec
from tests.infra.templates import Resource, Template

TABLE = "AWS::DynamoDB::GlobalTable"


def replica_of(data: Template, spec: TableSpec) -> tuple[Resource, Resource]:
    """The table's properties, and those of its one replica."""
    ((_, table),) = [
        (name, one)
        for name, one in data.of_type(TABLE).items()
        if name.startswith(f"{spec.name.capitalize()}Table")
    ]
    (replica,) = table["Properties"]["Replicas"]
    return table["Properties"], replica


def test_there_is_a_table_for_each_specification_and_no_other(data: Template) -> None:
    assert len(data.of_type(TABLE)) == len(TABLES)


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_a_table_can_be_restored_to_any_second_of_35_days(spec: TableSpec, data: Template) -> None:
    _, replica = replica_of(data, spec)
    assert replica["PointInTimeRecoverySpecification"] == {
        "PointInTimeRecoveryEnabled": True,
        "RecoveryPeriodInDays": 35,
    }


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_a_table_cannot_be_deleted_by_mistake(spec: TableSpec, data: Template) -> None:
    assert replica_of(data, spec)[1]["DeletionProtectionEnabled"] is True


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_a_table_streams_its_new_items_and_forgets_what_expired(spec: TableSpec, data: Template) -> None:
    table, _ = replica_of(data, spec)
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": EXPIRES, "Enabled": True}


def test_each_table_has_a_key_of_its_own_that_rotates(data: Template) -> None:
    keys = [replica_of(data, spec)[1]["SSESpecification"]["KMSMasterKeyId"] for spec in TABLES]
    ids = {key["Fn::GetAtt"][0] for key in keys}
    assert len(ids) == len(TABLES)
    for name in ids:
        assert data.body["Resources"][name]["Properties"]["EnableKeyRotation"] is True


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_a_table_has_the_keys_and_indexes_of_its_specification(spec: TableSpec, data: Template) -> None:
    table, _ = replica_of(data, spec)
    assert table["KeySchema"] == _keys("pk", "sk")
    assert table["GlobalSecondaryIndexes"] == [_index(index) for index in spec.indexes]


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def _index(spec: IndexSpec) -> Resource:
    return {
        "IndexName": spec.name,
        "KeySchema": _keys(spec.partition_key, spec.sort_key),
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(spec.projected)},
    }


def test_nobody_signs_up_by_themselves_and_everybody_has_a_second_factor(data: Template) -> None:
    pool = data.only("AWS::Cognito::UserPool")["Properties"]
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["MfaConfiguration"] == "ON"
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert pool["DeletionProtection"] == "ACTIVE"
    assert pool["UserPoolAddOns"] == {"AdvancedSecurityMode": "ENFORCED"}
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 14
