"""How long something has waited, in words."""

from datetime import date

from shared.web.templates import plural


def age_shown(sent_on: date, today: date) -> str:
    """How long ago something was sent, in days of London."""
    days = (today - sent_on).days
    return f"{plural(days, 'day')} ago" if days > 0 else "today"
