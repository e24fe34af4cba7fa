"""The service itself: functions, one REST API, sign-in, schedules, alarms. It keeps nothing."""

from collections.abc import Sequence

from aws_cdk import Aws, CfnOutput, CfnParameter, Environment, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.bundle import ASSETS, Bundle
from infra.stacks.alarms import Alarms
from infra.stacks.data import DataStack
from infra.stacks.functions import FUNCTIONS, Runs
from infra.stacks.lambdas import EmailIdentity, Ground, make_function
from infra.stacks.rest_api import Service, add_routes, check_routes, make_api, publish
from infra.stacks.sign_in import SignIn, Site
from infra.stacks.work import Work
from infra.stages import REGION, Stage
from shared.schema import TABLES


class ServiceStack(Stack):
    """Everything that a deployment may replace.

    `origin`: the address that people use, where it is a domain of the ICS's own; None: the API's address.
    """

    def __init__(
        self,
        scope: Construct,
        stage: Stage,
        data: DataStack,
        bundle: Bundle,
        services: Sequence[Service],
        origin: str | None = None,
    ) -> None:
        super().__init__(
            scope,
            "Service",
            stack_name=f"workforce-exchange-{stage.name}",
            description="Workforce Exchange: functions, API, sign-in, schedules and alarms",
            env=Environment(region=REGION),
        )
        check_routes(services)
        key = self._key()
        api = make_api(self, stage)
        site = Site(origin, "") if origin else Site(_api_origin(api.rest_api_id), f"/{stage.name}")
        sign_in = SignIn(self, stage, data.people, site)
        email = self._email(stage)
        environment = _environment(stage, site, data, email) | sign_in.environment
        work = Work(self)
        ground = Ground(stage, data, bundle, key, email, work.failures, environment)
        made = {spec.name: make_function(self, spec, ground) for spec in FUNCTIONS}
        publish(api, stage, key, services, made, add_routes(api, services, made))
        for spec in FUNCTIONS:
            work.trigger(spec, made[spec.name], data.tables)
        alarms = Alarms(self, key)
        alarms.watch_api(api)
        alarms.watch_functions(made)
        streams = {spec.name: made[spec.name] for spec in FUNCTIONS if spec.runs is Runs.AT_EACH_EMAIL}
        alarms.watch_work(work.failures, streams)
        alarms.watch_tables(data.tables)
        alarms.draw(f"workforce-exchange-{stage.name}")
        self.api, self.operations_key = api, key
        CfnOutput(self, "Address", value=site.url("/"), description="Where people find the product")

    def _key(self) -> kms.Key:
        """The key of logs and alarms: nothing in them is about a person, but who reads them is still known."""
        key = kms.Key(
            self,
            "OperationsKey",
            description="Encrypts logs and alarms",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.DESTROY,
        )
        own_groups = f"arn:{Aws.PARTITION}:logs:{REGION}:{Aws.ACCOUNT_ID}:log-group:*"
        key.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(f"logs.{REGION}.amazonaws.com")],
                actions=["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
                resources=["*"],
                conditions={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": own_groups}},
            )
        )
        return key

    def _email(self, stage: Stage) -> EmailIdentity:
        """Email goes out from a domain of the ICS; SES verifies it by the DNS records in its console."""
        domain = CfnParameter(
            self,
            "EmailDomain",
            type="String",
            description="The domain that email is sent from, such as exchange.example.nhs.uk",
            allowed_pattern=r"[a-z0-9-]+(\.[a-z0-9-]+)+",
        ).value_as_string
        identity = ses.EmailIdentity(self, "EmailIdentity", identity=ses.Identity.domain(domain))
        if stage.keeps_records:
            identity.apply_removal_policy(RemovalPolicy.RETAIN)
        return EmailIdentity(f"workforce-exchange@{domain}", identity.email_identity_arn)


def _api_origin(api_id: str) -> str:
    return f"https://{api_id}.execute-api.{REGION}.{Aws.URL_SUFFIX}"


def _environment(stage: Stage, site: Site, data: DataStack, email: EmailIdentity) -> dict[str, str]:
    """What `shared.settings` reads: addresses and names, never a secret. And that pydantic has no plugin: it would
    look through every package for one at each cold start."""
    tables = {f"EXCHANGE_{spec.setting.upper()}": data.tables[spec.name].table_name for spec in TABLES}
    return {
        "EXCHANGE_STAGE": stage.name,
        "EXCHANGE_ICS_CODE": stage.ics_code,
        "EXCHANGE_ICS_NAME": stage.ics_name,
        "EXCHANGE_ORIGIN": site.origin,
        "EXCHANGE_BASE_PATH": site.base_path,
        "EXCHANGE_EMAIL_SENDER": email.sender,
        "EXCHANGE_ASSETS_DIR": ASSETS,
        **tables,
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }
