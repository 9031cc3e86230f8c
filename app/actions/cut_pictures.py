"""Pictures that are cut to the shape of one place: of a person, above a profile, on a link card."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import WrongType
from app.media.sniffing import UNREADABLE_PICTURE, refuse_polyglot
from app.media.uploads import work_folder

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from app.media.decoder import Decoder
    from app.media.results import Place
    from app.media.uploads import Upload
    from app.storage.files import Storage


@dataclass(frozen=True, slots=True)
class CutPicture:
    """The size of a stored picture, in pixels."""

    width: int
    height: int


async def cut_picture(storage: Storage, decoder: Decoder, upload: Upload, place: Place, name: str) -> CutPicture:
    """Store what is cut out of a picture under a name.

    Raises:
        Invalid: it is damaged.
        WrongType: it is no picture of a type that we read.
        TooLarge: it has too many pixels or bytes.
    """
    if upload.file_type.kind != "image":
        raise WrongType(UNREADABLE_PICTURE)
    upload.file_type.check_size(upload.size)
    await asyncio.to_thread(refuse_polyglot, upload.path, upload.file_type)
    async with work_folder(upload.path.parent) as folder:
        picture = await decoder.cut(upload.path, folder, upload.file_type, place)
        await storage.put(name, Path(picture.files[0].path))
    return CutPicture(picture.width, picture.height)


async def replace_picture(storage: Storage, key: str | None, exchange: Awaitable[str | None]) -> None:
    """Let `exchange` put a stored picture (None: nothing) in place of another, whose name it gives.

    The old file goes after the new one is in place; the new one when that fails.
    """
    try:
        old_key = await exchange
    except BaseException:
        if key is not None:
            await storage.delete(key)
        raise
    if old_key is not None:
        await storage.delete(old_key)
