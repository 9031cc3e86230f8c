"""Noting where somebody is in Following, so that another device goes on there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import markers

if TYPE_CHECKING:
    from app.db import Database
    from app.store.markers import MarkerRow


async def note_place(database: Database, *, viewer_id: int, entry_id: int) -> MarkerRow:
    """Note the entry that was read last; whichever device says so last is right.

    It is a place in the order of entries and nothing is read through it, so it is not asked whether it is there.
    """
    async with database.transaction() as db:
        return await markers.upsert_marker(db, viewer_id=viewer_id, entry_id=entry_id)
