"""Saved posts as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

_INSERT_SAVE: Query[None] = Query("saves/insert_save")
_DELETE_SAVE: Query[None] = Query("saves/delete_save")


async def insert_save(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Save a post as far as it is visible; twice changes nothing."""
    await _INSERT_SAVE.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_save(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Take a post out of the saved ones."""
    await _DELETE_SAVE.none(db, viewer_id=viewer_id, post_id=post_id)
