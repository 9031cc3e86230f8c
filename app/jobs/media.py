"""Work on media that nobody waits for: encoding videos, and throwing away uploads that nobody posted."""

from __future__ import annotations

import asyncio
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from app.actions.media import delete_files
from app.errors import SkeinError
from app.media.decoder import Decoder
from app.media.sniffing import SNIFFED_BYTES, sniff
from app.media.uploads import work_folder
from app.storage.choose import opened_storage
from app.store import media

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job, Schedule

    from app.db import Database
    from app.media.results import Encoded
    from app.settings import Settings
    from app.storage.files import Storage
    from app.store.media import StoredMediaRow

log = structlog.get_logger()

# Five minutes of the largest video, on a slow machine.
ENCODE_SECONDS = 1_800
UNPOSTED_HOURS = 24
DELETED_DAYS = 7
SWEPT_AT_ONCE = 100


def register_media(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the jobs into the queue."""

    @queue.entrypoint("encode_video", concurrency_limit=1)
    async def encode(job: Job) -> None:
        if job.payload is not None:
            await encode_video(settings, database, int(job.payload))

    @queue.schedule("sweep_media", "41 * * * *", clean_old=True)
    async def sweep(_schedule: Schedule) -> None:
        await sweep_media(settings, database)


async def encode_video(settings: Settings, database: Database, media_id: int) -> None:
    """Make a stored video ready to be played, or note that it cannot be."""
    row = await media.select_encoding(database.pool, media_id=media_id)
    if row is None:
        return
    decoder = Decoder(1)
    try:
        async with opened_storage(settings) as storage, work_folder(settings.uploads_dir) as folder:
            try:
                encoded = await _encode(database, storage, decoder, row, folder)
            except SkeinError as error:
                log.warning("a video could not be encoded", media_id=str(media_id), reason=error.message)
                await _note(database, media_id, "failed", None)
            else:
                if not await _note(database, media_id, "ready", encoded):
                    await delete_files(storage, row.names)
            await delete_files(storage, [row.source])
    finally:
        await decoder.close()


async def _encode(database: Database, storage: Storage, decoder: Decoder, row: StoredMediaRow, folder: Path) -> Encoded:
    source = folder / "source"
    with source.open("wb") as file:
        async for piece in storage.read(row.source):
            await asyncio.to_thread(file.write, piece)
    with source.open("rb") as stored:
        file_type = sniff(stored.read(SNIFFED_BYTES))

    async def report(percent: int) -> None:
        await media.update_progress(database.pool, media_id=row.id, progress=percent)

    encoded = await decoder.encode(source, folder, file_type.name, ENCODE_SECONDS, report)
    for made in encoded.files:
        await storage.put(f"{row.key}-{made.part}.{made.extension}", Path(made.path))
    return encoded


async def _note(database: Database, media_id: int, state: str, encoded: Encoded | None) -> bool:
    async with database.transaction() as db:
        return await media.update_encoded(
            db,
            media_id=media_id,
            state=state,
            width=None if encoded is None else encoded.width,
            height=None if encoded is None else encoded.height,
            duration_ms=None if encoded is None else encoded.duration_ms,
        )


async def sweep_media(settings: Settings, database: Database) -> None:
    """Remove uploads that nobody will see again, rows last: a crash between leaves them to the next sweep."""
    stuck = await media.update_stuck(database.pool)
    removed = 0
    async with opened_storage(settings) as storage:
        while rows := await media.list_abandoned(
            database.pool, unposted_hours=UNPOSTED_HOURS, deleted_days=DELETED_DAYS, page_size=SWEPT_AT_ONCE
        ):
            await delete_files(storage, [name for row in rows for name in (*row.names, row.source)])
            await media.delete_abandoned(database.pool, media_ids=[row.id for row in rows])
            removed += len(rows)
    await asyncio.to_thread(_sweep_folder, settings.uploads_dir)
    log.info("media swept", uploads=removed, stuck_videos=stuck)


def _sweep_folder(folder: Path) -> None:
    """Remove what processes that were killed left behind."""
    oldest = time.time() - timedelta(hours=UNPOSTED_HOURS).total_seconds()
    if folder.is_dir():
        for left in folder.iterdir():
            if left.stat().st_mtime < oldest:
                shutil.rmtree(left, ignore_errors=True)
