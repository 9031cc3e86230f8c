"""Pinning one of one's own posts to one's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Forbidden
from app.store import pins, posts

if TYPE_CHECKING:
    from app.db import Connection, Database
    from app.store.posts import TargetRow


async def pin_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Pin a post; the one pinned before is pinned no longer. Gives the post.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: another person's post.
    """
    async with database.transaction() as db:
        target = await _own_target(db, viewer_id, post_id)
        await pins.upsert_pin(db, viewer_id=viewer_id, post_id=target.id)
    return target


async def unpin_post(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Unpin a post. Gives the post.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: another person's post.
    """
    async with database.transaction() as db:
        target = await _own_target(db, viewer_id, post_id)
        await pins.delete_pin(db, viewer_id=viewer_id, post_id=target.id)
    return target


async def _own_target(db: Connection, viewer_id: int, post_id: int) -> TargetRow:
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    if target.author_id != viewer_id:
        raise Forbidden("Only your own posts can be pinned.")
    return target
