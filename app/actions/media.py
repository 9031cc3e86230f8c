"""Pictures and videos: take an upload in, describe it, take it back, put it into a post."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import Conflict, Invalid, NotFound
from app.media.sniffing import refuse_polyglot
from app.media.uploads import work_folder
from app.storage.files import new_key
from app.store import media
from app.text.normalise import check_length, normalise_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.db import Connection, Database, Executor
    from app.media.decoder import Decoder
    from app.media.results import MadeFile, Picture
    from app.media.uploads import Upload
    from app.storage.files import Storage

MAX_ALT = 1_500
MAX_PICTURES = 10
# A video of fewer pixels, all frames together, is encoded while its sender waits; about a second's work.
INLINE_PIXELS = 150_000_000
INLINE_SECONDS = 60
UNKNOWN_MEDIA = "There is no such picture or video."


def clean_alt(raw: str, field: str = "alt") -> str:
    """A description as it is stored.

    Raises:
        Invalid: it cannot be stored, or is too long.
    """
    alt = normalise_text(raw, field)
    check_length(alt, field=field, max_graphemes=MAX_ALT)
    return alt


async def store_upload(
    database: Database, storage: Storage, decoder: Decoder, *, owner_id: int, upload: Upload, alt: str = ""
) -> int:
    """Decode an upload, store what was made of it and note it; gives its id.

    Raises:
        Invalid: it is damaged, or its description cannot be used.
        TooLarge: too many pixels, or too long.
        WrongType: it is something else than it says.
    """
    alt = clean_alt(alt)
    await asyncio.to_thread(refuse_polyglot, upload.path, upload.file_type)
    async with work_folder(upload.path.parent) as folder:
        if upload.file_type.kind == "video":
            return await _store_video(database, storage, decoder, owner_id, upload, alt, folder)
        picture = await decoder.picture(upload.path, folder, upload.file_type)
        return await store_picture(database.pool, storage, owner_id=owner_id, picture=picture, alt=alt)


async def store_picture(db: Executor, storage: Storage, *, owner_id: int, picture: Picture, alt: str) -> int:
    """Store the files of a decoded picture and note it; gives its id."""
    key = new_key()
    async with _Stored(storage, key) as stored:
        await stored.put(picture.files)
        return await media.insert_media(
            db,
            owner_id=owner_id,
            kind="image",
            state="ready",
            key=key,
            width=picture.width,
            height=picture.height,
            widths=picture.widths,
            is_animated=picture.is_animated,
            blur=picture.blur,
            duration_ms=None,
            progress=100,
            alt=alt,
        )


async def _store_video(
    database: Database,
    storage: Storage,
    decoder: Decoder,
    owner_id: int,
    upload: Upload,
    alt: str,
    folder: Path,
) -> int:
    """A short video is ready at once; of a longer one the poster, and the worker does the rest."""
    demuxer = upload.file_type.name
    video = await decoder.probe(upload.path, folder, upload.file_type)
    width, height, duration_ms = video.poster.width, video.poster.height, video.duration_ms
    files, is_ready = list(video.poster.files), video.pixels <= INLINE_PIXELS
    if is_ready:
        encoded = await decoder.encode(upload.path, folder, demuxer, INLINE_SECONDS)
        width, height, duration_ms = encoded.width, encoded.height, encoded.duration_ms
        files += encoded.files
    key = new_key()
    async with _Stored(storage, key) as stored:
        await stored.put(files)
        if not is_ready:
            await stored.put_as(f"{key}-source.bin", upload.path)
        async with database.transaction() as db:
            media_id = await media.insert_media(
                db,
                owner_id=owner_id,
                kind="video",
                state="ready" if is_ready else "processing",
                key=key,
                width=width,
                height=height,
                widths=video.poster.widths,
                is_animated=False,
                blur=video.poster.blur,
                duration_ms=duration_ms,
                progress=100 if is_ready else 0,
                alt=alt,
            )
            if not is_ready:
                await media.insert_encoding(db, media_id=media_id)
    return media_id


class _Stored:
    """Files that are taken away again when something fails before they are noted."""

    def __init__(self, storage: Storage, key: str) -> None:
        self._storage = storage
        self._key = key
        self._names: list[str] = []

    async def __aenter__(self) -> _Stored:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            await asyncio.shield(delete_files(self._storage, self._names))

    async def put(self, files: Sequence[MadeFile]) -> None:
        """Store what was made."""
        for file in files:
            await self.put_as(f"{self._key}-{file.part}.{file.extension}", Path(file.path))

    async def put_as(self, name: str, path: Path) -> None:
        """Store a file under a name."""
        self._names.append(name)
        await self._storage.put(name, path)


async def delete_files(storage: Storage, names: Sequence[str]) -> None:
    """Remove files; one that cannot be removed now is found by `skein storage check`."""
    for name in names:
        with suppress(Exception):
            await storage.delete(name)


async def describe_media(database: Database, *, owner_id: int, alts: Mapping[int, str]) -> None:
    """Change the descriptions of one's own pictures and videos, by their ids; posted or not, at any time.

    Raises:
        Invalid: one cannot be used.
        NotFound: one is unknown, or somebody else's.
    """
    clean = {media_id: clean_alt(alt) for media_id, alt in alts.items()}
    async with database.transaction() as db:
        for media_id, alt in sorted(clean.items()):
            if not await media.update_alt(db, owner_id=owner_id, media_id=media_id, alt=alt):
                raise NotFound


async def take_back_media(database: Database, storage: Storage, *, owner_id: int, media_id: int) -> None:
    """Remove an upload that is in no post.

    Raises:
        NotFound: unknown, or somebody else's.
        Conflict: it is in a post.
    """
    row = await media.delete_unposted(database.pool, owner_id=owner_id, media_id=media_id)
    if row is None:
        if await media.select_visible(database.pool, viewer_id=owner_id, media_id=media_id) is None:
            raise NotFound
        raise Conflict("It is in a post. Delete the post to remove it.")
    await delete_files(storage, [*row.names, row.source])


async def lock_for_post(db: Connection, *, owner_id: int, media_ids: Sequence[str]) -> list[int]:
    """The uploads for a new post, locked so that no other post takes them.

    Raises:
        Invalid: one is unknown, somebody else's or in a post already; too many; a video among others.
    """
    if not media_ids:
        return []
    if len(media_ids) > MAX_PICTURES:
        raise Invalid(media_ids=f"A post holds up to {MAX_PICTURES} pictures.")
    if not all(text.isascii() and text.isdigit() and int(text) < 2**63 for text in media_ids):
        raise Invalid(media_ids=UNKNOWN_MEDIA)
    ids = [int(text) for text in media_ids]
    rows = await media.lock_unposted(db, owner_id=owner_id, media_ids=ids)
    if len(set(ids)) != len(ids) or len(rows) != len(ids):
        raise Invalid(media_ids=UNKNOWN_MEDIA)
    if len(rows) > 1 and any(row.kind == "video" for row in rows):
        raise Invalid(media_ids="A post holds pictures or one video.")
    return ids
