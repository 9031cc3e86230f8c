"""Where people were in Following, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """The entry that was read last, and when."""

    entry_id: int
    read_at: datetime


_SELECT_MARKER = Query("markers/select_marker", MarkerRow)
_UPSERT_MARKER = Query("markers/upsert_marker", MarkerRow)


async def select_marker(db: Executor, *, viewer_id: int) -> MarkerRow | None:
    """The viewer's place; None when none was noted."""
    return await _SELECT_MARKER.maybe(db, viewer_id=viewer_id)


async def upsert_marker(db: Executor, *, viewer_id: int, entry_id: int) -> MarkerRow:
    """Note the viewer's place."""
    return await _UPSERT_MARKER.one(db, viewer_id=viewer_id, entry_id=entry_id)
