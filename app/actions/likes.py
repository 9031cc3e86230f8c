"""Liking a post, and taking it back. Each act means the original where the id is a repost's, and twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import likes, posts

if TYPE_CHECKING:
    from app.db import Database
    from app.store.posts import TargetRow


async def like_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Gives the post with its counts after the act.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await likes.insert_like(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def unlike_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Gives the post with its counts after the act.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await likes.delete_like(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
