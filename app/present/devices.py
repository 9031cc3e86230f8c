"""Signed-in devices, under names that people know them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.present.pages import DeviceLine
from app.present.times import rfc3339, short_time

if TYPE_CHECKING:
    from app.store.sessions import DeviceRow

# The first that is found counts: most browsers also name the ones that they descend from.
_PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "A Python program"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str, kind: str) -> str:
    """As "Chrome on Linux"."""
    program = next((name for sign, name in _PROGRAMS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if not program:
        program = "A browser" if kind == "browser" else "A program"
    return f"{program} on {system}" if system else program


def device_line(row: DeviceRow, current_session_id: int) -> DeviceLine:
    """A device of the security page."""
    return DeviceLine(
        id=row.id,
        name=device_name(row.user_agent, row.kind),
        address=row.address,
        last_used_short=short_time(row.last_used_at),
        last_used_iso=rfc3339(row.last_used_at),
        is_current=row.id == current_session_id,
    )


def device_json(row: DeviceRow, current_session_id: int) -> dict[str, Any]:
    """A device of the API."""
    return {
        "id": str(row.id),
        "name": device_name(row.user_agent, row.kind),
        "kind": row.kind,
        "address": row.address,
        "created_at": rfc3339(row.created_at),
        "last_used_at": rfc3339(row.last_used_at),
        "is_current": row.id == current_session_id,
    }
