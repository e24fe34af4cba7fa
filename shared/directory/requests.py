"""How often somebody has asked, so that nobody can wear the open pages out."""

from datetime import datetime, timedelta

from shared.directory.keys import hashed, table

_KEPT_FOR = timedelta(hours=1)


def count_request(source: str, limit: int, now: datetime) -> bool:
    """Count a request; False once its source has sent more than `limit` in this minute. One write unit.

    Only a hash of `source` (an address or a person, with the thing asked for) is kept, for an hour.
    """
    minute = now.replace(second=0, microsecond=0)
    expires_at = int((minute + _KEPT_FOR).timestamp())
    counted = table().count(f"REQUESTS#{hashed(f'{minute.isoformat()} {source}')}", "REQUESTS", expires_at)
    return counted <= limit
