"""What runs without a person asking: the sealing of the directory's audit."""

from collections.abc import Mapping
from typing import Any

from shared import audit, clock, logs
from shared.settings import settings
from shared.table import Table


def sweep(event: Mapping[str, Any], context: object) -> dict[str, int]:
    """Seal the changes of organisations that wait for it. A plain function, as Lambda calls it."""
    del event, context
    sealed = audit.seal(Table(settings().directory_table), settings().ics_code, clock.now())
    if sealed:
        logs.info("directory_sealed", sealed=sealed)
    return {"sealed": sealed}
