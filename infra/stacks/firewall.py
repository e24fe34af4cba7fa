"""The web application firewall before the API: AWS's rules for common attacks, and a limit for each address."""

from typing import Any

from aws_cdk import Environment, IResolvable, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_kms as kms
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from infra.stacks.lambdas import log_group
from infra.stages import REGION, Stage

# A paragraph of free text is larger than the 8 kB that this rule stops at; the pages have a limit of their own.
_COUNTED_ONLY = ("SizeRestrictions_BODY",)
_MANAGED = (
    ("AWSManagedRulesCommonRuleSet", _COUNTED_ONLY),
    ("AWSManagedRulesKnownBadInputsRuleSet", ()),
    ("AWSManagedRulesAmazonIpReputationList", ()),
)

# A log of what was stopped, without the cookies, the query and the sign-in of who was stopped.
_REDACTED: list[IResolvable | wafv2.CfnLoggingConfiguration.FieldToMatchProperty | dict[str, Any]] = [
    {"SingleHeader": {"Name": "cookie"}},
    {"SingleHeader": {"Name": "authorization"}},
    {"QueryString": {}},
]
_ONLY_STOPPED = {
    "DefaultBehavior": "DROP",
    "Filters": [
        {
            "Behavior": "KEEP",
            "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}],
            "Requirement": "MEETS_ANY",
        }
    ],
}


class FirewallStack(Stack):
    """The firewall, in a stack of its own: it can be changed, or taken away in an emergency, by itself."""

    def __init__(self, scope: Construct, stage: Stage, api: apigateway.RestApi, logs_key: kms.IKey) -> None:
        super().__init__(
            scope,
            "Firewall",
            stack_name=f"workforce-exchange-{stage.name}-firewall",
            description="Workforce Exchange: the web application firewall before the API",
            env=Environment(region=REGION),
        )
        rules = [_rate_rule(stage), *(_managed_rule(n, *rule) for n, rule in enumerate(_MANAGED, start=1))]
        firewall = wafv2.CfnWebACL(
            self,
            "Firewall",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visibility("Firewall"),
            rules=rules,
        )
        wafv2.CfnWebACLAssociation(
            self,
            "BeforeApi",
            resource_arn=api.deployment_stage.stage_arn,
            web_acl_arn=firewall.attr_arn,
        )
        name = f"aws-waf-logs-workforce-exchange-{stage.name}"  # WAF insists on the prefix
        group = log_group(self, "Logs", stage, logs_key, name)
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=firewall.attr_arn,
            log_destination_configs=[group.log_group_arn],
            redacted_fields=_REDACTED,
            logging_filter=_ONLY_STOPPED,
        )


def _rate_rule(stage: Stage) -> wafv2.CfnWebACL.RuleProperty:
    statement = wafv2.CfnWebACL.RateBasedStatementProperty(
        aggregate_key_type="IP", limit=stage.pages_per_address, evaluation_window_sec=300
    )
    return wafv2.CfnWebACL.RuleProperty(
        name="TooManyFromOneAddress",
        priority=0,
        action=wafv2.CfnWebACL.RuleActionProperty(block={}),
        statement=wafv2.CfnWebACL.StatementProperty(rate_based_statement=statement),
        visibility_config=_visibility("TooManyFromOneAddress"),
    )


def _managed_rule(priority: int, name: str, counted: tuple[str, ...]) -> wafv2.CfnWebACL.RuleProperty:
    only_counted = wafv2.CfnWebACL.RuleActionProperty(count={})
    group = wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
        vendor_name="AWS",
        name=name,
        rule_action_overrides=[
            wafv2.CfnWebACL.RuleActionOverrideProperty(name=rule, action_to_use=only_counted) for rule in counted
        ],
    )
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(managed_rule_group_statement=group),
        visibility_config=_visibility(name),
    )


def _visibility(name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        metric_name=name,
        cloud_watch_metrics_enabled=True,
        sampled_requests_enabled=False,  # a sample would keep what somebody typed
    )
