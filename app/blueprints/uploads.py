"""Uploads of people: what the routes that take them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.avatars import cut_avatar
from app.actions.banners import cut_banner
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
    return await cut_avatar(parts().storage, parts().decoder, upload)


async def banner_key(upload: Upload) -> str:
    """Make the picture above a profile of an upload and store it; gives its key.

    Raises:
        WrongType: it is no picture.
        TooLarge: it has too many pixels.
    """
    return await cut_banner(parts().storage, parts().decoder, upload)


def media_storage() -> Storage:
    """The storage of this installation."""
    return parts().storage
