"""Uploads of people: what the routes that take them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.avatars import cut_picture
from app.blueprints.current import parts

if TYPE_CHECKING:
    from app.media.uploads import Upload
    from app.storage.files import Storage


async def avatar_key(upload: Upload) -> str:
    """Make a profile picture of an upload and store it; gives its key.

    Raises:
        WrongType: it is no picture.
        TooLarge: it has too many pixels.
    """
    return await cut_picture(parts().storage, parts().decoder, upload)


def media_storage() -> Storage:
    """The storage of this installation."""
    return parts().storage
