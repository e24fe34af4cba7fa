"""The web application firewall before the API: AWS's rules for common attacks, and a limit for each address."""

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from infra.stages import Stage

# A paragraph of free text is larger than the 8 kB that this rule stops at; the pages have a limit of their own.
_COUNTED_ONLY = ("SizeRestrictions_BODY",)
_MANAGED = (
    ("AWSManagedRulesCommonRuleSet", _COUNTED_ONLY),
    ("AWSManagedRulesKnownBadInputsRuleSet", ()),
    ("AWSManagedRulesAmazonIpReputationList", ()),
)


def add_firewall(scope: Construct, stage: Stage, api: apigateway.RestApi) -> wafv2.CfnWebACL:
    """Put the firewall before the API's stage."""
    firewall = wafv2.CfnWebACL(
        scope,
        "Firewall",
        scope="REGIONAL",
        default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
        visibility_config=_visibility("Firewall"),
        rules=[_rate_rule(stage), *(_managed_rule(n, *rule) for n, rule in enumerate(_MANAGED, start=1))],
    )
    wafv2.CfnWebACLAssociation(
        scope,
        "FirewallOfApi",
        resource_arn=api.deployment_stage.stage_arn,
        web_acl_arn=firewall.attr_arn,
    )
    return firewall


def log_firewall(scope: Construct, firewall: wafv2.CfnWebACL, group: logs.ILogGroup) -> None:
    """Log what the firewall stopped, without the cookies, the query and the sign-in of who was stopped."""
    redacted: list[object] = [
        {"SingleHeader": {"Name": "cookie"}},
        {"SingleHeader": {"Name": "authorization"}},
        {"QueryString": {}},
    ]
    wafv2.CfnLoggingConfiguration(
        scope,
        "FirewallLogging",
        resource_arn=firewall.attr_arn,
        log_destination_configs=[group.log_group_arn],
        redacted_fields=redacted,
        logging_filter={
            "DefaultBehavior": "DROP",
            "Filters": [
                {
                    "Behavior": "KEEP",
                    "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}],
                    "Requirement": "MEETS_ANY",
                }
            ],
        },
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
