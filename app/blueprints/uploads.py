"""The picture in a form, and where it is kept."""

from __future__ import annotations

from quart import request

from app.blueprints.current import parts
from app.media.avatars import MAX_BYTES, check_size
from app.storage.local import LocalStorage


async def uploaded_picture(field: str = "file") -> bytes | None:
    """The content of the picture that was sent; None when none was chosen.

    Raises:
        TooLarge: it has more than 8 MB.
    """
    file = (await request.files).get(field)
    if file is None or not file.filename:
        return None
    content: bytes = file.stream.read(MAX_BYTES + 1)
    check_size(len(content), field)
    return content


def media_storage() -> LocalStorage:
    """The storage of this installation."""
    return LocalStorage(parts().settings.media_dir)
