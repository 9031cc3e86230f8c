"""Sharing a post's link: counted once per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import posts, shares

if TYPE_CHECKING:
    from app.db import Database
    from app.store.posts import TargetRow


async def share_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Gives the post with its counts after the act.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await shares.insert_share(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
