"""Saving a post for later, and taking it out again. Each act means a repost's original, and twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import posts, saves

if TYPE_CHECKING:
    from app.db import Database
    from app.store.posts import TargetRow


async def save_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Gives the post with its counts after the act.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await saves.insert_save(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def unsave_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Gives the post with its counts after the act.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await saves.delete_save(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
