"""The date and the time, here or elsewhere."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from app.services.tools.output import ToolFailed

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


def describe_time(moment: datetime, zone: str = "") -> str:
    """A moment in words that leave no doubt.

    Args:
        moment: with its time zone.
        zone: an IANA name, ``UTC`` or an offset such as ``+08:00``; empty means where the person is.

    Raises:
        ToolFailed: nobody knows such a zone.
    """
    there = moment.astimezone(_zone(zone) if zone else None)
    name = zone or there.tzname() or "local time"
    return f"{there:%A}, {there.isoformat(timespec='seconds')} ({name})"


def _zone(name: str) -> tzinfo:
    if offset := _OFFSET.fullmatch(name):
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[2]) % 24, minutes=int(offset[3] or 0) % 60))
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise ToolFailed(f"No time zone is called {name!r}. Use a name such as Asia/Shanghai.") from error
