"""Times and counts in short words (DESIGN.md, section 7)."""

from __future__ import annotations

from datetime import UTC, datetime

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def minute_of(moment: datetime) -> int:
    """Which minute it is: what is kept with ages in words is kept within one."""
    return int(moment.timestamp() // MINUTE)


def rfc3339(moment: datetime) -> str:
    """UTC with a Z, microseconds only where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def short_time(moment: datetime, now: datetime | None = None) -> str:
    """now, 12m, 2h, Mon, 3 Nov, 3 Nov 2025."""
    now = now or datetime.now(UTC)
    seconds = (now - moment).total_seconds()
    if seconds < MINUTE:
        return "now"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)}m"
    if seconds < DAY:
        return f"{int(seconds // HOUR)}h"
    if seconds < 7 * DAY:
        return f"{moment:%a}"
    return f"{moment.day} {moment:%b}" if moment.year == now.year else f"{moment.day} {moment:%b} {moment.year}"


def full_time(moment: datetime) -> str:
    """24 Nov 2026, 14:32 (UTC; the browser puts it into the reader's zone)."""
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def short_count(number: int) -> str:
    """999, 1.2K, 34K, 5.6M; empty for zero, which is never shown."""
    if number == 0:
        return ""
    if number < 1_000:
        return str(number)
    for limit, unit in ((1_000_000, "K"), (1_000_000_000, "M")):
        if number < limit:
            value = number / (limit / 1_000)
            return f"{int(value * 10) / 10:g}{unit}" if value < 10 else f"{int(value)}{unit}"
    return f"{number // 1_000_000_000}B"
