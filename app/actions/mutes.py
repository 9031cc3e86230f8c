"""Muting: the viewer's feeds leave somebody out, who is not told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.errors import Invalid
from app.store import blocks, follows

if TYPE_CHECKING:
    from app.db import Database


async def mute_user(database: Database, *, viewer_id: int, user_id: int, ends_at: datetime | None = None) -> None:
    """Mute somebody, for ever or until `ends_at`. A later call replaces the end.

    Raises:
        Invalid: oneself, or an end that has passed.
        NotFound: unknown or not visible.
    """
    if user_id == viewer_id:
        raise Invalid("You can't mute yourself.")
    if ends_at is not None and ends_at <= datetime.now(UTC):
        raise Invalid(ends_at="The end has to lie ahead.")
    async with database.transaction() as db:
        await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
        await blocks.upsert_mute(db, muter_id=viewer_id, muted_id=user_id, ends_at=ends_at)


async def unmute_user(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Hear of somebody again. Twice is harmless.

    Raises:
        NotFound: not muted, and unknown or not visible.
    """
    async with database.transaction() as db:
        was_muted = await blocks.delete_mute(db, muter_id=viewer_id, muted_id=user_id)
        if not was_muted:
            await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
