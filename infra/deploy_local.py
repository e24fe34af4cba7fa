"""Deploy the synthesised templates, unchanged, into ministack: AWS's interfaces on this machine's loopback.

    python -m infra.deploy_local            deploys cdk.out, prints the address, stays until Ctrl-C

ministack lives in a virtual environment of its own (`make .venv-e2e/installed`). `AUTH=true` makes it check each
call against the policies of its caller, so that a missing grant fails here before it fails on AWS. The CDK's
command line cannot publish to it then (its publishing role is refused), so this does what that would: the assets
to the bucket that the templates name, then one CreateStack each.
"""

import io
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from infra.bundle import ROOT
from infra.stages import REGION

PROGRAM = ROOT / ".venv-e2e" / "bin" / "ministack"
ACCOUNT = "000000000000"
_ROOT_CALLER = "test"  # ministack's name for the account's root; its secret is drawn for each run
_BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"
_ASSET_BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
_START_SECONDS = 60
_STACK_SECONDS = 120
LEFT_OUT = ("Firewall",)  # ministack knows no WebACLAssociation and refuses a template that holds one


class DeployError(Exception):
    """The emulator does not start or a stack is refused; the message says why."""


@dataclass(frozen=True)
class Cloud:
    """A running emulator."""

    endpoint: str
    secret: str

    def client(self, service: str, **options: Any) -> Any:
        """A boto3 client that speaks to the emulator as the account's root."""
        import boto3  # noqa: PLC0415 - `--help` should not wait for it

        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=_ROOT_CALLER,
            aws_secret_access_key=self.secret,
            **options,
        )


@contextmanager
def running() -> Iterator[Cloud]:
    """An emulator of our own, on a free port of the loopback, with a state folder that goes when it goes."""
    if not PROGRAM.is_file():
        raise DeployError("ministack is not installed. Run 'make .venv-e2e/installed' first.")
    with tempfile.TemporaryDirectory(prefix="exchange-cloud-") as folder:
        port, secret = _free_port(), secrets.token_hex(16)
        cloud = Cloud(f"http://127.0.0.1:{port}", secret)
        log = Path(folder) / "ministack.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [str(PROGRAM)], env=_environment(port, secret, folder), cwd=folder, stdout=output, stderr=output
            )
        try:
            _wait(cloud, process, log)
            yield cloud
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def deploy(cloud: Cloud, out: Path, parameters: Mapping[str, str]) -> dict[str, str]:
    """Publish the assets of a cloud assembly and create its stacks in order; return all of their outputs.

    `parameters` go to whichever stack has a parameter of that name. Raises DeployError where one is refused.
    """
    _bootstrap(cloud)
    manifest = json.loads((out / "manifest.json").read_text())
    outputs: dict[str, str] = {}
    for name, stack in _in_order(manifest["artifacts"]):
        if name in LEFT_OUT:
            continue
        own = str(stack["properties"]["templateFile"])
        url = _publish(cloud, out, json.loads((out / f"{name}.assets.json").read_text()), own)
        template = json.loads((out / own).read_text())
        given = {key: value for key, value in parameters.items() if key in template.get("Parameters", {})}
        outputs |= _create(cloud, stack["properties"]["stackName"], url, given)
    return outputs


def sign_in_here(cloud: Cloud) -> dict[str, str]:
    """The parameters that lead sign-in to the emulator, where AWS would lead it to Cognito's own addresses."""
    return {
        "SignInOrigin": cloud.endpoint,
        "TokenKeysOrigin": cloud.endpoint,
        "EmailDomain": "exchange.example",
    }


def _bootstrap(cloud: Cloud) -> None:
    """Leave what `cdk bootstrap` leaves and the templates ask for: a version and a bucket for assets."""
    cloud.client("ssm").put_parameter(Name=_BOOTSTRAP_VERSION, Value="30", Type="String")
    location = {"LocationConstraint": REGION}
    cloud.client("s3").create_bucket(Bucket=_ASSET_BUCKET, CreateBucketConfiguration=location)


def _environment(port: int, secret: str, folder: str) -> dict[str, str]:
    """Loopback only, nothing but HTTP, nothing kept; the parent's AWS settings stay out."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "EXCHANGE_"))}
    return inherited | {
        "AUTH": "true",
        "AWS_ACCESS_KEY_ID": _ROOT_CALLER,
        "AWS_SECRET_ACCESS_KEY": secret,
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "MINISTACK_HOST": "localhost",
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "0",
        "S3_DATA_DIR": f"{folder}/s3",
        "SFTP_ENABLED": "0",
        "STATE_DIR": f"{folder}/state",
        "TMPDIR": folder,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(cloud: Cloud, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{cloud.endpoint}/_ministack/health", timeout=2):  # noqa: S310 - our own loopback
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise DeployError(f"ministack did not start: {log.read_text()[-2000:]}")


def _in_order(artifacts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The stacks, each after those that it depends on."""
    waiting = {name: one for name, one in artifacts.items() if one["type"] == "aws:cloudformation:stack"}
    while waiting:
        ready = [name for name, one in waiting.items() if not set(one.get("dependencies", ())) & set(waiting)]
        for name in ready:
            yield name, waiting.pop(name)


def _publish(cloud: Cloud, out: Path, assets: Mapping[str, Any], template: str) -> str:
    """Upload every asset of a stack to where its template looks for it, the templates of its nested stacks among
    them; return the address of its own template."""
    s3 = cloud.client("s3")
    template_url = ""
    for asset in assets["files"].values():
        source = out / asset["source"]["path"]
        body = _zipped(source) if asset["source"]["packaging"] == "zip" else source.read_bytes()
        for destination in asset["destinations"].values():
            bucket = destination["bucketName"].replace("${AWS::AccountId}", ACCOUNT)
            s3.put_object(Bucket=bucket, Key=destination["objectKey"], Body=body)
            if source.name == template:
                template_url = f"{cloud.endpoint}/{bucket}/{destination['objectKey']}"
    return template_url


def _zipped(folder: Path) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                zipped.write(path, path.relative_to(folder))
    return archive.getvalue()


def _create(cloud: Cloud, name: str, template_url: str, parameters: Mapping[str, str]) -> dict[str, str]:
    stacks = cloud.client("cloudformation")
    stacks.create_stack(
        StackName=name,
        TemplateURL=template_url,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )
    deadline = time.monotonic() + _STACK_SECONDS
    while time.monotonic() < deadline:
        stack = stacks.describe_stacks(StackName=name)["Stacks"][0]
        if stack["StackStatus"] == "CREATE_COMPLETE":
            return {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", ())}
        if not stack["StackStatus"].endswith("_IN_PROGRESS") or "ROLLBACK" in stack["StackStatus"]:
            raise DeployError(f"{name}: {stack['StackStatus']}\n{_why(stacks, name)}")
        time.sleep(0.25)
    raise DeployError(f"{name} is not created after {_STACK_SECONDS} s")


def _why(stacks: Any, name: str) -> str:
    events = stacks.describe_stack_events(StackName=name)["StackEvents"]
    failed = [one for one in events if one["ResourceStatus"].endswith("_FAILED")]
    return "\n".join(f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason', '')}" for one in failed)


def main() -> int:
    """The command."""
    try:
        if not (ROOT / "cdk.out").is_dir():
            raise DeployError("There is nothing to deploy. Run 'make synth' first.")
        with running() as cloud:
            outputs = deploy(cloud, ROOT / "cdk.out", sign_in_here(cloud))
            print(
                f"Deployed at {cloud.endpoint}. On AWS its address would be {outputs['Address']}. Ctrl-C ends it."
            )
            while True:
                time.sleep(60)
    except KeyboardInterrupt:
        return 0
    except DeployError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
