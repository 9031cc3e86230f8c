"""Blocking: neither sees anything of the other any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Invalid
from app.store import blocks, follows

if TYPE_CHECKING:
    from app.db import Database


async def block_user(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Block somebody; following ends in both directions. Twice is harmless.

    Raises:
        Invalid: oneself.
        NotFound: unknown or not visible.
    """
    if user_id == viewer_id:
        raise Invalid("You can't block yourself.")
    async with database.transaction() as db:
        # Before the trigger ends the follows: follows and unfollows take their locks in this order too.
        await follows.lock_pair(db, one_id=viewer_id, other_id=user_id)
        if await blocks.has_block(db, blocker_id=viewer_id, blocked_id=user_id):
            return
        await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
        await blocks.insert_block(db, blocker_id=viewer_id, blocked_id=user_id)


async def unblock_user(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Take a block back. Twice is harmless.

    Raises:
        NotFound: not blocked, and unknown or not visible.
    """
    async with database.transaction() as db:
        await follows.lock_pair(db, one_id=viewer_id, other_id=user_id)
        was_blocked = await blocks.delete_block(db, blocker_id=viewer_id, blocked_id=user_id)
        if not was_blocked:
            await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
