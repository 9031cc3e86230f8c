"""Whether a browser asks not to be tracked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers


def asks_not_to_track(headers: Headers) -> bool:
    """Do Not Track, or Global Privacy Control."""
    return headers.get("DNT") == "1" or headers.get("Sec-GPC") == "1"
