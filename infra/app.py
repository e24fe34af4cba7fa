"""The CDK app: the three stacks of one stage. `cdk deploy` runs this module; `infra.synth` checks what it makes.

cdk deploy --all -c stage=dev --parameters workforce-exchange-dev:EmailDomain=exchange.example.nhs.uk
"""

import os
from collections.abc import Sequence
from dataclasses import replace

# Node.js 20 is enough for the CDK and is what the README asks for: no banner about it at every synth.
os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")

from aws_cdk import App

from infra import bundle
from infra.stacks.data import DataStack
from infra.stacks.firewall import FirewallStack
from infra.stacks.rest_api import Service
from infra.stacks.service import ServiceStack
from infra.stages import STAGES, Stage


class StageError(Exception):
    """A stage cannot be made as asked; the message says what to give."""


def services() -> tuple[Service, ...]:
    """The Chalice apps whose routes make the API, each with the function that runs it."""
    from functions.levy.app import app as levy  # noqa: PLC0415 - a page module reads its settings at import
    from functions.portal.app import app as portal  # noqa: PLC0415
    from functions.redeploy.app import app as redeploy  # noqa: PLC0415
    from functions.retention.app import app as retention  # noqa: PLC0415
    from functions.retention.conversations.app import app as conversations  # noqa: PLC0415

    named = {
        "portal": portal,
        "levy": levy,
        "redeploy": redeploy,
        "retention": retention,
        "conversations": conversations,
    }
    return tuple(Service(name, app) for name, app in named.items())


def chosen_stage(name: str, ics_code: str | None = None, ics_name: str | None = None) -> Stage:
    """The stage of that name, for that ICS. Raises StageError for an unknown stage or a live one of no ICS."""
    if name not in STAGES:
        raise StageError(f"There is no stage {name!r}: choose one of {', '.join(STAGES)}.")
    stage = STAGES[name]
    stage = replace(stage, ics_code=ics_code or stage.ics_code, ics_name=ics_name or stage.ics_name)
    if not (stage.ics_code and stage.ics_name):
        raise StageError(f"Whose is it? Give -c ics_code=... and -c ics_name=... for the stage {name!r}.")
    return stage


def add_stacks(
    app: App, stage: Stage, built: bundle.Bundle, apps: Sequence[Service], origin: str | None = None
) -> None:
    """Add the stacks of a stage. Raises StageError where a live stage would have no byte code."""
    if stage.needs_byte_code and not built.has_byte_code:
        raise StageError(f"The stage {stage.name!r} needs byte code: build with the Python of the Lambda runtime.")
    data = DataStack(app, stage)
    service = ServiceStack(app, stage, data, built, apps, origin)
    FirewallStack(app, stage, service.api, service.operations_key)


def main() -> None:
    """Make the stage that the CDK's context names (`-c stage=live`); dev where it names none."""
    app = App()

    def given(name: str) -> str | None:
        value = app.node.try_get_context(name)
        return str(value) if value else None

    stage = chosen_stage(given("stage") or "dev", given("ics_code"), given("ics_name"))
    add_stacks(app, stage, bundle.build(), services(), given("origin"))
    app.synth()


if __name__ == "__main__":
    main()
