"""The picture of a person: put in, replace, take away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.media.avatars import make_avatar
from app.store import accounts

if TYPE_CHECKING:
    from app.db import Database
    from app.storage.local import LocalStorage

# A decoded picture takes up to 200 MB: not many at a time.
_cutting = asyncio.Semaphore(2)


async def cut_picture(content: bytes) -> bytes:
    """Make the picture to store out of an uploaded one, in a thread.

    Raises:
        WrongType: it is no picture of a type that we read.
        TooLarge: it has too many pixels.
    """
    async with _cutting:
        return await asyncio.to_thread(make_avatar, content)


async def set_avatar(database: Database, storage: LocalStorage, *, user_id: int, picture: bytes) -> None:
    """Give a person a picture that `cut_picture` made. The old file goes after the new one is in place."""
    key = await storage.save(picture, "webp")
    try:
        old_key = await _exchange(database, user_id, key)
    except BaseException:
        await storage.delete(key)
        raise
    if old_key is not None:
        await storage.delete(old_key)


async def remove_avatar(database: Database, storage: LocalStorage, *, user_id: int) -> None:
    """Take a person's picture away."""
    old_key = await _exchange(database, user_id, None)
    if old_key is not None:
        await storage.delete(old_key)


async def _exchange(database: Database, user_id: int, key: str | None) -> str | None:
    async with database.transaction() as db:
        old_key = await accounts.select_avatar_key(db, user_id=user_id)
        await accounts.update_avatar_key(db, user_id=user_id, avatar_key=key)
    return old_key
