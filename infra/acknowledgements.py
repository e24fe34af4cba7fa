"""The findings of cdk-nag and cfn-lint that are right as they are: each one by name, with its reason.

A finding that is not here fails `make synth`; an entry here that answers no finding fails a test.
"""

from dataclasses import dataclass

from aws_cdk import Acknowledgment, App, Validations
from constructs import IConstruct

from infra.stacks.functions import FUNCTIONS, Runs
from infra.stacks.lambdas import title_of

_API = "Service/Api"


@dataclass(frozen=True)
class Acknowledged:
    """A finding at a construct (or at what is inside it), and why it stands."""

    path: str
    finding: str
    reason: str


_SIGN_IN = (
    "Pages are opened by a session cookie and machines by a bearer token of ours, both checked by the guard that "
    "every route stands behind; an authorizer of API Gateway reads neither, and open pages need no sign-in."
)
_RUNTIME = "The runtime is the project's one Python version, a constant in infra/stages.py: see ADR 0011."
_TRACES = "Only X-Ray's PutTraceSegments and PutTelemetryRecords, for which AWS knows no resource to name."
_WAITED_FOR = "API Gateway waits for this function and tells the person at once: no event is left over to keep."
_STREAM_KEEPS = (
    "It reads a stream, and what it fails to read goes to the failures queue by the stream's own setting."
)
_IS_THE_QUEUE = "It is itself the queue of what failed: an alarm watches it, and messages stay for 14 days."

OF_THE_API = (
    Acknowledged(
        _API,
        "AwsSolutions-APIG2",
        "A form with a mistake gets its page back with what was typed and a sentence beside the field; a "
        "validator of API Gateway would answer 400 with none of it. Pydantic models check every body.",
    ),
    Acknowledged(
        f"{_API}/CloudWatchRole",
        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
        "AmazonAPIGatewayPushToCloudWatchLogs]",
        "API Gateway has one log role for an account and region, and checks that it may do what this policy says.",
    ),
    Acknowledged(
        _API,
        "AwsSolutions-APIG3",
        "The firewall is associated with the stage by its own stack, infra/stacks/firewall.py.",
    ),
    Acknowledged(_API, "AwsSolutions-APIG4", _SIGN_IN),
    Acknowledged(_API, "AwsSolutions-COG4", _SIGN_IN),
)

_ROUTES = ("Levy", "Redeploy", "Retention", "Conversations")  # the services whose routes are a stack of their own
OF_THE_ROUTES = tuple(
    Acknowledged(f"Service/{name}Routes", rule, _SIGN_IN)
    for name in _ROUTES
    for rule in ("AwsSolutions-APIG4", "AwsSolutions-COG4")
)

OF_THE_WORK = (
    Acknowledged("Service/Work/Failures", "Serverless-SQSRedrivePolicy", _IS_THE_QUEUE),
    Acknowledged(
        "Service/Alarms/Subscription",
        "Serverless-SNSRedrivePolicy",
        "The subscriber is an email address, and SNS is never told that an email did not arrive.",
    ),
)


def _of_functions() -> list[Acknowledged]:
    found = []
    for spec in FUNCTIONS:
        function, role = f"Service/{title_of(spec)}Function", f"Service/{title_of(spec)}Role"
        found.append(Acknowledged(role, "AwsSolutions-IAM5[Resource::*]", _TRACES))
        found.append(Acknowledged(function, "AwsSolutions-L1", _RUNTIME))
        found.append(Acknowledged(function, "Serverless-LambdaLatestVersion", _RUNTIME))
        if not spec.runs_on_schedule:
            reason = _STREAM_KEEPS if spec.runs is Runs.AT_EACH_EMAIL else _WAITED_FOR
            found.append(Acknowledged(function, "Serverless-LambdaDLQ", reason))
    return found


FINDINGS = (*OF_THE_API, *OF_THE_ROUTES, *OF_THE_WORK, *_of_functions())

LINT = {
    "W3005": "CDK makes a function wait for its role's policy by naming the role too, which its Arn says already.",
}


def acknowledge(app: App) -> None:
    """Tell cdk-nag of every finding that stands. Raises an error where a construct is not there."""
    for one in FINDINGS:
        construct: IConstruct = app
        for part in one.path.split("/"):
            construct = construct.node.find_child(part)
        Validations.of(construct).acknowledge(Acknowledgment(id=one.finding, reason=one.reason))
