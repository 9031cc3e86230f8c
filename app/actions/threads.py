"""Muting a conversation, following it, and hiding replies in one's own. Nobody is told of any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Forbidden
from app.store import posts, threads

if TYPE_CHECKING:
    from app.db import Connection, Database
    from app.store.posts import TargetRow


async def mute_thread(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Mute the whole conversation that a post belongs to; gives the post. Twice is harmless.

    No notifications of it, and it stays out of the feeds. Whoever followed it does so no longer.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await threads.insert_mute(db, viewer_id=viewer_id, post_id=post_id)
        target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
        await threads.delete_follow(db, viewer_id=viewer_id, post_id=target.id)
        return target


async def unmute_thread(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Hear of the conversation again; gives the post. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        await threads.delete_mute(db, viewer_id=viewer_id, post_id=post_id)
        return await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)


async def follow_thread(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Be told of every reply in a post's conversation, muted or not until now; gives the post. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
        await threads.delete_mute(db, viewer_id=viewer_id, post_id=target.id)
        await threads.insert_follow(db, viewer_id=viewer_id, post_id=target.id)
        return target


async def unfollow_thread(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Be told of one's own part of the conversation only; gives the post. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
    """
    async with database.transaction() as db:
        target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
        await threads.delete_follow(db, viewer_id=viewer_id, post_id=target.id)
        return target


async def hide_reply(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Leave somebody's reply, and so all below it, out of the viewer's conversation; gives it. Twice is harmless.

    Everybody finds it behind "Hidden by the author".

    Raises:
        NotFound: unknown or not visible.
        Forbidden: no reply to the viewer, and none in a conversation of the viewer.
    """
    async with database.transaction() as db:
        target = await _hideable(db, viewer_id, post_id)
        await threads.insert_hidden(db, viewer_id=viewer_id, post_id=target.id)
        return target


async def show_reply(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Show a hidden reply again; gives it. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: no reply to the viewer, and none in a conversation of the viewer.
    """
    async with database.transaction() as db:
        target = await _hideable(db, viewer_id, post_id)
        await threads.delete_hidden(db, post_id=target.id)
        return target


async def _hideable(db: Connection, viewer_id: int, post_id: int) -> TargetRow:
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    if not await threads.can_hide(db, viewer_id=viewer_id, post_id=target.id):
        raise Forbidden("Only who is answered, or began the conversation, hides a reply.")
    return target
