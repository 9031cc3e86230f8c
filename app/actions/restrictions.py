"""Restricting: somebody's replies are seen by themselves only until they are approved, and nobody is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Forbidden, Invalid, NotFound
from app.store import follows, restrictions

if TYPE_CHECKING:
    from app.db import Database


async def restrict_user(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Hold what somebody answers to the viewer from now on. Twice is harmless; they are not told.

    Raises:
        Invalid: oneself.
        NotFound: unknown or not visible.
    """
    if user_id == viewer_id:
        raise Invalid("You can't restrict yourself.")
    async with database.transaction() as db:
        await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
        await restrictions.insert_restriction(db, viewer_id=viewer_id, user_id=user_id)


async def unrestrict_user(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Hold nothing more of somebody; what is held waits on. Twice is harmless.

    Raises:
        NotFound: not restricted, and unknown or not visible.
    """
    async with database.transaction() as db:
        was_restricted = await restrictions.delete_restriction(db, viewer_id=viewer_id, user_id=user_id)
        if not was_restricted:
            await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)


async def approve_reply(database: Database, *, viewer_id: int, post_id: int) -> None:
    """Let everybody see a reply that waits for the viewer. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: it is not the viewer who approves it.
    """
    async with database.transaction() as db:
        found = await restrictions.select_held(db, viewer_id=viewer_id, post_id=post_id)
        if found is None:
            raise NotFound
        if found.waits_for_viewer:
            await restrictions.update_approved(db, viewer_id=viewer_id, author_id=found.author_id, post_id=post_id)
        elif not found.is_below_viewer or found.author_id == viewer_id:
            raise Forbidden("Only the person who is answered approves a reply.")
