"""Hiding a post, and wanting less like it. Each act means a repost's original, and twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import posts, unwanted

if TYPE_CHECKING:
    from app.db import Database
    from app.store.posts import TargetRow


async def hide_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Take a post out of the viewer's feeds; it stays readable at its address.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await unwanted.insert_hidden(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def unhide_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Put a post back into the viewer's feeds.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await unwanted.delete_hidden(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def want_less(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Show the viewer less like this post.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await unwanted.insert_less(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def want_less_no_more(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Take that wish back.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await unwanted.delete_less(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
