"""Synthesise a stage and check it: `python -m infra.synth [--stage dev] [--validate] [--out cdk.out]`.

cdk-nag looks at the constructs (AWS Solutions and Serverless packs), cfn-lint at the templates; with
`--validate` the CDK's own schema check runs too. Leaves the templates and assets in the output folder, ready
for `cdk deploy --app cdk.out`. Exit status 1 where anything is found that is not acknowledged.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from infra import app as stacks
from infra import bundle, packages
from infra.acknowledgements import LINT, acknowledge
from infra.bundle import ROOT, Bundle
from infra.stacks.rest_api import Service
from infra.stages import REGION, Stage

# isort: split
# After infra.app, which quietens the CDK's banner about Node.js.
from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

REPORT = "validation-report.json"


class Found(Exception):
    """Checks found something; the message has one finding a line."""


def synthesise(
    stage: Stage,
    built: Bundle,
    services: Sequence[Service],
    out: Path,
    *,
    validate: bool = False,
    acknowledged: bool = True,
) -> None:
    """Write the stage's cloud assembly to `out`. Raises Found with what cdk-nag or the CDK object to.

    `acknowledged` False leaves every finding in: the test of the acknowledgements looks at them all.
    """
    shutil.rmtree(out, ignore_errors=True)
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = App(
        outdir=str(out),
        context=context,
        analytics_reporting=False,
        builtin_cloud_formation_validation=validate,
    )
    stacks.add_stacks(app, stage, built, services)
    if acknowledged:
        acknowledge(app)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    try:
        app.synth()
    except RuntimeError as error:
        if not (out / REPORT).is_file():
            raise
        raise Found("\n".join(f"{path}: {rule}" for path, rule in findings(out))) from error


def findings(out: Path) -> Iterator[tuple[str, str]]:
    """The construct and the rule of each finding in the report of a synthesis that failed."""
    for plugin in json.loads((out / REPORT).read_text())["pluginReports"]:
        for violation in plugin.get("violations", []):
            for construct in violation["violatingConstructs"]:
                yield construct["constructPath"], violation["ruleName"]


def lint(out: Path) -> None:
    """Check the templates with cfn-lint. Raises Found with what it says."""
    templates = sorted(str(path) for path in out.glob("*.template.json"))
    ignored = [argument for rule in LINT for argument in ("--ignore-checks", rule)]
    program = str(Path(sys.executable).with_name("cfn-lint"))
    command = [program, "--regions", REGION, *ignored, "--", *templates]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Found(done.stdout + done.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Synthesise a stage and check it.")
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--ics-code")
    parser.add_argument("--ics-name")
    parser.add_argument("--out", type=Path, default=ROOT / "cdk.out")
    parser.add_argument("--validate", action="store_true", help="run the CDK's own template check too")
    asked = parser.parse_args(arguments)
    try:
        stage = stacks.chosen_stage(asked.stage, asked.ics_code, asked.ics_name)
        synthesise(stage, bundle.build(), stacks.services(), asked.out, validate=asked.validate)
        lint(asked.out)
    except (Found, stacks.StageError, bundle.BundleError, packages.PackagesError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The stage {stage.name!r} is in {asked.out}; cdk-nag and cfn-lint found nothing to object to.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
