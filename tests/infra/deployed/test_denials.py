"""A grant that is missing is missing: a function with the role of another tries what that one may not do.

Email is not tried: ministack asks for `ses:SendEmail` on every resource, where AWS asks for it on the identity
that the grants name. `tests/infra/test_grants.py` reads those grants instead.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest

from tests.infra.deployed.conftest import SERVICE, Deployment

pytestmark = pytest.mark.deployed

PROBE = """
from botocore.exceptions import ClientError
from botocore.session import get_session

def attempt(event, context):
    try:
        getattr(get_session().create_client(event["service"]), event["call"])(**event["arguments"])
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "allowed"
"""

Attempt = Callable[..., str]
KEY = {"pk": {"S": "PERSON#nobody"}, "sk": {"S": "PERSON"}}
DENIED = "AccessDeniedException"


@pytest.fixture
def attempt_as(deployment: Deployment) -> Iterator[Callable[[str], Attempt]]:
    """Makes a function that has the role of one of ours and does what it is told."""
    functions = deployment.cloud.client("lambda")
    made: list[str] = []

    def as_role(prefix: str) -> Attempt:
        role = deployment.physical(SERVICE, prefix, "AWS::IAM::Role")
        name = f"probe-{prefix}"
        functions.create_function(
            FunctionName=name,
            Runtime="python3.11",
            Handler="probe.attempt",
            Role=f"arn:aws:iam::000000000000:role/{role}",
            Code={"ZipFile": zipped(PROBE)},
            Timeout=20,
        )
        made.append(name)

        def attempt(service: str, call: str, **arguments: object) -> str:
            event = {"service": service, "call": call, "arguments": arguments}
            reply = functions.invoke(FunctionName=name, Payload=json.dumps(event))
            return str(json.loads(reply["Payload"].read()))

        return attempt

    yield as_role
    for name in made:
        functions.delete_function(FunctionName=name)


def test_redeployment_cannot_read_the_money(deployment: Deployment, attempt_as: Callable[[str], Attempt]) -> None:
    redeploy = attempt_as("RedeployRole")
    assert redeploy("dynamodb", "get_item", TableName=deployment.table("levy"), Key=KEY) == DENIED
    assert redeploy("dynamodb", "get_item", TableName=deployment.table("directory"), Key=KEY) == "allowed"


def test_the_levy_service_can_enter_nobody_in_the_directory_and_delete_nothing(
    deployment: Deployment, attempt_as: Callable[[str], Attempt]
) -> None:
    levy = attempt_as("LevyRole")
    directory, money = deployment.table("directory"), deployment.table("levy")
    assert levy("dynamodb", "put_item", TableName=directory, Item=KEY) == DENIED
    assert levy("dynamodb", "delete_item", TableName=directory, Key=KEY) == DENIED
    assert levy("dynamodb", "delete_item", TableName=money, Key=KEY) == DENIED
    assert levy("dynamodb", "put_item", TableName=money, Item=KEY) == "allowed"


def test_the_levy_service_cannot_read_who_is_at_risk(
    deployment: Deployment, attempt_as: Callable[[str], Attempt]
) -> None:
    levy = attempt_as("LevyRole")
    assert levy("dynamodb", "get_item", TableName=deployment.table("redeploy"), Key=KEY) == DENIED
    assert levy("dynamodb", "get_item", TableName=deployment.table("levy"), Key=KEY) == "allowed"


def test_what_sends_email_for_redeployment_can_delete_nothing_and_change_nobody_in_the_directory(
    deployment: Deployment, attempt_as: Callable[[str], Attempt]
) -> None:
    sends, people = attempt_as("RedeployStreamRole"), deployment.table("redeploy")
    assert sends("dynamodb", "delete_item", TableName=people, Key=KEY) == DENIED
    assert sends("dynamodb", "put_item", TableName=deployment.table("directory"), Item=KEY) == DENIED
    link = {"pk": {"S": "LINK#1"}, "sk": {"S": "LINK"}}
    assert sends("dynamodb", "put_item", TableName=people, Item=link) == "allowed"


def test_nothing_but_their_own_service_reads_conversations(
    deployment: Deployment, attempt_as: Callable[[str], Attempt]
) -> None:
    talks = deployment.table("conversations")
    for other in ("LevyRole", "RedeployRole", "RetentionRole"):
        assert attempt_as(other)("dynamodb", "get_item", TableName=talks, Key=KEY) == DENIED, other
    own = attempt_as("ConversationsRole")
    assert own("dynamodb", "get_item", TableName=talks, Key=KEY) == "allowed"
    assert own("dynamodb", "get_item", TableName=deployment.table("retention"), Key=KEY) == DENIED


def zipped(source: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("probe.py", source)
    return archive.getvalue()
