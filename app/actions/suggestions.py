"""Suggestions of people: dismissing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.store import follows, people

if TYPE_CHECKING:
    from app.db import Database


async def dismiss_suggestion(database: Database, *, viewer_id: int, user_id: int) -> None:
    """Suggest somebody no more. Twice is harmless.

    Raises:
        NotFound: unknown, not visible, or oneself.
    """
    async with database.transaction() as db:
        if user_id == viewer_id:
            raise NotFound
        await follows.require_target(db, viewer_id=viewer_id, user_id=user_id)
        await people.insert_dismissal(db, viewer_id=viewer_id, user_id=user_id)
