"""Shares as rows: one per person and post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

_INSERT_SHARE: Query[None] = Query("shares/insert_share")


async def insert_share(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Note that a visible post was shared; again does not count."""
    await _INSERT_SHARE.none(db, viewer_id=viewer_id, post_id=post_id)
