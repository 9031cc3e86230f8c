"""Taking another username."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from app.errors import Conflict, NotSignedIn
from app.security.usernames import clean_username
from app.store import usernames

if TYPE_CHECKING:
    from app.db import Database

TAKEN = "That username is taken."


async def change_username(database: Database, *, user_id: int, username: str) -> None:
    """Take another name. The old one is kept for 30 days, and its links lead to the new one.

    Raises:
        Invalid: it is no username.
        Conflict: somebody has it, or had it lately.
    """
    clean_name = clean_username(username)
    try:
        async with database.transaction() as db:
            old_name = await usernames.lock_username(db, user_id=user_id)
            if old_name is None:
                raise NotSignedIn
            if old_name == clean_name:
                return
            if await usernames.has_username(db, user_id=user_id, username=clean_name):
                raise Conflict(username=TAKEN)
            await usernames.delete_old(db, username=clean_name)
            await usernames.update_username(db, user_id=user_id, username=clean_name)
            await usernames.upsert_old(db, user_id=user_id, username=old_name)
    except asyncpg.UniqueViolationError as error:
        raise Conflict(username=TAKEN) from error
