"""Muting a conversation: no notifications of it, and it stays out of the feeds. Nobody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import posts, threads

if TYPE_CHECKING:
    from app.db import Database
    from app.store.posts import TargetRow


async def mute_thread(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Mute the whole conversation that a post belongs to; gives the post. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await threads.insert_mute(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def unmute_thread(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Hear of the conversation again; gives the post. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await threads.delete_mute(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
