"""How long a cold start imports: each handler, and the bare libraries that it stands on, in fresh processes."""

import os
import statistics
import subprocess
import sys
import tempfile

_CLIENT = 'import boto3; boto3.client("dynamodb")'
BARE = f"import chalice.app, jinja2; from pydantic import BaseModel; {_CLIENT}"
HANDLERS = {
    "functions.portal.app": "from functions.portal.app import app",
    "functions.levy.app": "from functions.levy.app import app",
    "functions.levy.schedules": "from functions.levy.schedules import sweep",
    "functions.redeploy.app": "from functions.redeploy.app import app",
    "functions.retention.app": "from functions.retention.app import app",
}
_OUR_CLIENT = "from shared.table import client; client()"
_TIMED = "import time; began = time.process_time(); {}; print(time.process_time() - began)"


def import_seconds(rounds: int) -> dict[str, float]:
    """The median seconds of processor time of each import, a database client made too; the rounds are interleaved.

    Under "bare" the libraries alone; of pydantic what any model needs, since `import pydantic` loads next to
    nothing. Byte code is kept in a folder of the run's own, as the bundle keeps it beside the modules; the first
    round, which compiles it, is not counted. Time on the clock would tell of whatever else the machine does.
    """
    statements = {"bare": BARE} | {name: f"{one}; {_OUR_CLIENT}" for name, one in HANDLERS.items()}
    taken: dict[str, list[float]] = {name: [] for name in statements}
    with tempfile.TemporaryDirectory() as byte_code:
        for number in range(rounds + 1):
            for name, statement in statements.items():
                seconds = _fresh(statement, byte_code)
                if number:
                    taken[name].append(seconds)
    return {name: statistics.median(values) for name, values in taken.items()}


def _fresh(statement: str, byte_code: str) -> float:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "EXCHANGE_"))}
    environment |= {
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "PYTHONPYCACHEPREFIX": byte_code,
        "PYDANTIC_DISABLE_PLUGINS": "__all__",  # as in every function
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each import of ours would be compiled anew
    done = subprocess.run(
        [sys.executable, "-c", _TIMED.format(statement)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
