"""What must survive every deployment: the tables with their keys, and the people who may sign in."""

from aws_cdk import Duration, Environment, RemovalPolicy, Stack
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.stages import REGION, Stage
from shared.schema import EXPIRES, TABLES, IndexSpec, TableSpec

_STRING = dynamodb.AttributeType.STRING
_BACKUP_DAYS = 35  # the most that point-in-time recovery keeps


class DataStack(Stack):
    """One table and one key for each of `shared.schema.TABLES`, and the user pool.

    Point-in-time recovery, deletion protection and termination protection are on in every stage: a stage
    that may be thrown away is thrown away in two deliberate steps.
    """

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(
            scope,
            "Data",
            stack_name=f"workforce-exchange-{stage.name}-data",
            description="Workforce Exchange: tables, keys and people",
            env=Environment(region=REGION),  # a table with a key of its own needs a known region
            termination_protection=stage.keeps_records,
        )
        self._removal = RemovalPolicy.RETAIN if stage.keeps_records else RemovalPolicy.DESTROY
        self.keys = {spec.name: self._key(spec) for spec in TABLES}
        self.tables = {spec.name: self._table(spec) for spec in TABLES}
        self.people = self._people()

    def _key(self, spec: TableSpec) -> kms.Key:
        return kms.Key(
            self,
            f"{spec.name.capitalize()}Key",
            description=f"Encrypts the {spec.name} table, and nothing else",
            enable_key_rotation=True,
            removal_policy=self._removal,
        )

    def _table(self, spec: TableSpec) -> dynamodb.TableV2:
        return dynamodb.TableV2(
            self,
            f"{spec.name.capitalize()}Table",
            partition_key=_attribute("pk"),
            sort_key=_attribute("sk"),
            global_secondary_indexes=[_index(index) for index in spec.indexes],
            encryption=dynamodb.TableEncryptionV2.customer_managed_key(self.keys[spec.name]),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True, recovery_period_in_days=_BACKUP_DAYS
            ),
            deletion_protection=True,
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE,
            time_to_live_attribute=EXPIRES,
            removal_policy=self._removal,
        )

    def _people(self) -> cognito.UserPool:
        """Who may sign in. The ICS invites people; nobody enters themselves; everyone has a second factor."""
        return cognito.UserPool(
            self,
            "People",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            mfa=cognito.Mfa.REQUIRED,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            password_policy=cognito.PasswordPolicy(
                min_length=14,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                password_history_size=5,
                temp_password_validity=Duration.days(3),
            ),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            feature_plan=cognito.FeaturePlan.PLUS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION,
            deletion_protection=True,
            removal_policy=self._removal,
        )


def _attribute(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=_STRING)


def _index(spec: IndexSpec) -> dynamodb.GlobalSecondaryIndexPropsV2:
    return dynamodb.GlobalSecondaryIndexPropsV2(
        index_name=spec.name,
        partition_key=_attribute(spec.partition_key),
        sort_key=_attribute(spec.sort_key),
        projection_type=dynamodb.ProjectionType.INCLUDE,
        non_key_attributes=list(spec.projected),
    )
