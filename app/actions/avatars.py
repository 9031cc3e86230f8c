"""The picture of a person: put in, replace, take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.cut_pictures import cut_picture, replace_picture
from app.storage.files import new_key
from app.store import accounts

if TYPE_CHECKING:
    from app.db import Database
    from app.media.decoder import Decoder
    from app.media.uploads import Upload
    from app.storage.files import Storage


async def cut_avatar(storage: Storage, decoder: Decoder, upload: Upload) -> str:
    """Store the square that is cut out of an uploaded picture; gives its name in the storage.

    Raises:
        Invalid: it is damaged.
        WrongType: it is no picture of a type that we read.
        TooLarge: it has too many pixels or bytes.
    """
    name = f"{new_key()}.webp"
    await cut_picture(storage, decoder, upload, "avatar", name)
    return name


async def set_avatar(database: Database, storage: Storage, *, user_id: int, key: str) -> None:
    """Give a person a picture that `cut_avatar` made. The old file goes after the new one is in place."""
    await replace_picture(storage, key, _exchange(database, user_id, key))


async def remove_avatar(database: Database, storage: Storage, *, user_id: int) -> None:
    """Take a person's picture away."""
    await replace_picture(storage, None, _exchange(database, user_id, None))


async def _exchange(database: Database, user_id: int, key: str | None) -> str | None:
    async with database.transaction() as db:
        old_key = await accounts.select_avatar_key(db, user_id=user_id)
        await accounts.update_avatar_key(db, user_id=user_id, avatar_key=key)
    return old_key
