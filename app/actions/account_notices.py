"""What a person does about acts of moderators: reading of them, and one appeal against each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Conflict, Invalid, NotFound
from app.store import account_notices
from app.text.normalise import clean_bio

if TYPE_CHECKING:
    from app.db import Database


async def note_seen(database: Database, *, user_id: int) -> None:
    """The person has read what they were told."""
    async with database.transaction() as db:
        await account_notices.update_seen(db, user_id=user_id)


async def appeal(database: Database, *, user_id: int, act_id: int, text: str) -> None:
    """Ask another moderator to look at an act again, once.

    Raises:
        Invalid: nothing is said.
        NotFound: this person was told of no such act.
        Conflict: there was an appeal already.
    """
    words = clean_bio(text, "text")
    if not words:
        raise Invalid(text="Say why you see it differently.")
    async with database.transaction() as db:
        if not await account_notices.list_notices(db, user_id=user_id, act_id=act_id):
            raise NotFound
        if not await account_notices.update_appeal(db, act_id=act_id, user_id=user_id, appeal=words):
            raise Conflict("You have appealed already. You'll find the answer here.")
