"""Time: stored in UTC, shown in the viewer's zone."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone(name: str) -> tzinfo:
    """The named IANA zone; UTC when the name is unknown, so that a page never breaks over a setting."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def in_zone(moment: datetime, name: str) -> datetime:
    """`moment` (aware) as the clock of zone `name` shows it."""
    return moment.astimezone(zone(name))
