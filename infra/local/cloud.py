"""Keeps what is local, local."""

import os


def refuse_on_aws(what: str) -> None:
    """Raise RuntimeError wherever a Lambda runs: `what` is for a laptop only."""
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        raise RuntimeError(f"{what} is for the local runner only: it never runs on AWS.")
