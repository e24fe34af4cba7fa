"""`python -m functions.retention.conversations.verify_audit`: walks the audit of conversations.

It reads the table that the environment names (`shared/settings.py`), changes nothing, and may run beside the
service. It prints counts and, where something is wrong, which history: never what anybody said.
"""

import sys

from shared import audit
from shared.audit import Verified
from shared.settings import settings
from shared.table import Table


def report(walked: Verified) -> list[str]:
    """The findings in words, a line each."""
    fault = walked.fault
    return [
        f"conversations audit: blocks = {walked.blocks}, sealed = {walked.sealed},"
        f" waiting to be sealed = {walked.unsealed}",
        *([f"FAULT: {fault.kind}: {fault.where}"] if fault else []),
        "Conversations are not whole." if fault else "Conversations are whole.",
    ]


def main() -> int:
    """Print the findings; 1 when anything is altered, missing or foreign."""
    walked = audit.verify(Table(settings().conversations_table), settings().ics_code)
    print("\n".join(report(walked)))  # noqa: T201 - a command's answer
    return 1 if walked.fault else 0


if __name__ == "__main__":
    sys.exit(main())
