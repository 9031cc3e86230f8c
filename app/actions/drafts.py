"""Drafts on the server: kept unchecked, checked when they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Conflict, NotFound
from app.store import drafts

if TYPE_CHECKING:
    from app.actions.post_requests import PostRequest
    from app.db import Database

MOST_DRAFTS = 100


async def save_draft(database: Database, *, user_id: int, wanted: PostRequest, draft_id: int | None = None) -> int:
    """Keep a new draft, or another text of the one with this id. Gives its id.

    Raises:
        Invalid: it cannot be stored.
        NotFound: there is no such draft.
        Conflict: there are too many.
    """
    request = wanted.stored()
    async with database.transaction() as db:
        if draft_id is not None:
            if not await drafts.update_draft(db, user_id=user_id, draft_id=draft_id, request=request):
                raise NotFound
            return draft_id
        new_id = await drafts.insert_draft(db, user_id=user_id, request=request, most=MOST_DRAFTS)
        if new_id is None:
            raise Conflict(f"There is room for {MOST_DRAFTS} drafts. Delete one first.")
        return new_id


async def delete_draft(database: Database, *, user_id: int, draft_id: int) -> None:
    """Throw a draft away.

    Raises:
        NotFound: there is no such draft.
    """
    async with database.transaction() as db:
        if not await drafts.delete_draft(db, user_id=user_id, draft_id=draft_id):
            raise NotFound
