"""Reading archives that people brought in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson
import structlog

from app.actions.imports import IMPORT_JOB, import_post, known_posts
from app.actions.media import MAX_PICTURES, store_upload
from app.errors import SkeinError
from app.media.archives import Archive
from app.media.decoder import Decoder
from app.media.sniffing import MAX_VIDEO_BYTES, SNIFFED_BYTES, sniff
from app.media.uploads import Upload, work_folder
from app.storage.choose import opened_storage
from app.store import imports
from app.text.notes import Note, notes_in

if TYPE_CHECKING:
    from pathlib import Path

    from pgqueuer import PgQueuer
    from pgqueuer.models import Job, Schedule

    from app.db import Database
    from app.settings import Settings
    from app.storage.files import Storage
    from app.store.imports import ImportOwnerRow

log = structlog.get_logger()

NOTES_AT_ONCE = 50
STUCK_HOURS = 6


def register_importing(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the jobs into the queue."""

    @queue.entrypoint(IMPORT_JOB, concurrency_limit=1)
    async def read(job: Job) -> None:
        wish = orjson.loads(job.payload or b"{}")
        await read_archive(settings, database, import_id=wish["import_id"], site=wish["site"])

    @queue.schedule("purge_imports", "29 * * * *", clean_old=True)
    async def purge(_schedule: Schedule) -> None:
        await imports.update_stuck(database.pool, max_hours=STUCK_HOURS)


async def read_archive(settings: Settings, database: Database, *, import_id: int, site: str) -> None:
    """Bring one archive in; what fails says so. The archive's file goes in any case."""
    owner = await imports.select_owner(database.pool, import_id=import_id)
    if owner is None or owner.storage_key is None:
        return
    async with opened_storage(settings) as storage, work_folder(settings.uploads_dir) as folder:
        reading = _Reading(database, storage, owner, import_id, site, folder)
        try:
            await reading.read()
        except SkeinError as error:
            log.warning("an archive could not be read", import_id=str(import_id), reason=error.message)
            await reading.tell("failed", 0)
        except Exception:
            log.exception("an import failed", import_id=str(import_id))
            await reading.tell("failed", 0)
        else:
            await reading.tell("ready", 100)
        finally:
            await storage.delete(owner.storage_key)


class _Reading:
    """One archive while it is read."""

    def __init__(
        self, database: Database, storage: Storage, owner: ImportOwnerRow, import_id: int, site: str, folder: Path
    ) -> None:
        self._database = database
        self._storage = storage
        self._owner = owner
        self._import_id = import_id
        self._site = site
        self._folder = folder
        self._decoder = Decoder(1)
        self._imported = 0
        self._skipped = 0

    async def tell(self, state: str, progress: int) -> None:
        """Note how far it is."""
        await imports.update_state(
            self._database.pool,
            import_id=self._import_id,
            state=state,
            progress=progress,
            imported_count=self._imported,
            skipped_count=self._skipped,
        )

    async def read(self) -> None:
        """Bring the posts in, the oldest first, some at a time."""
        await self.tell("running", 0)
        path = self._folder / "archive"
        await self._fetch(path)
        archive = await asyncio.to_thread(Archive, path)
        try:
            outbox = await asyncio.to_thread(lambda: orjson.loads(archive.outbox()))
            notes, self._skipped = notes_in(outbox, with_followers_only=self._owner.is_private)
            for start in range(0, len(notes), NOTES_AT_ONCE):
                await self._write(archive, notes[start : start + NOTES_AT_ONCE])
                await self.tell("running", min(99, 100 * (start + NOTES_AT_ONCE) // len(notes)))
        finally:
            archive.close()
            await self._decoder.close()

    async def _fetch(self, path: Path) -> None:
        assert self._owner.storage_key is not None  # noqa: S101  looked at before
        with path.open("wb") as out:
            async for piece in self._storage.read(self._owner.storage_key):
                await asyncio.to_thread(out.write, piece)

    async def _write(self, archive: Archive, notes: list[Note]) -> None:
        async with self._database.transaction() as db:
            known = await known_posts(db, user_id=self._owner.id, notes=notes, site=self._site)
        new = [note for note in notes if note.source_id not in known]
        # Outside the transaction: decoding takes long.
        media_ids = {note.source_id: await self._media(archive, note) for note in new}
        async with self._database.transaction() as db:
            await imports.set_quiet(db)
            for note in new:
                # An answer to somebody else makes no sense without what it answers.
                reply_to_id = None if note.answered is None else known.get(note.answered)
                post_id = None
                if note.source_id not in known and (note.answered is None or reply_to_id is not None):
                    post_id = await import_post(
                        db,
                        user_id=self._owner.id,
                        note=note,
                        reply_to_id=reply_to_id,
                        media_ids=media_ids[note.source_id],
                    )
                if post_id is not None:
                    known[note.source_id] = post_id
                    self._imported += 1
        self._skipped += len(notes) - sum(note.source_id in known for note in new)

    async def _media(self, archive: Archive, note: Note) -> list[int]:
        """The pictures (or the one video) of a post, stored; what cannot be read is left out."""
        found: list[int] = []
        kinds: set[str] = set()
        for path, alt in note.attachments[:MAX_PICTURES]:
            member = archive.find(path)
            if member is None:
                continue
            async with work_folder(self._folder) as folder:
                upload = await asyncio.to_thread(_upload_of, archive, member, folder / "file")
                if upload is None or (kinds and (upload.file_type.kind == "video" or "video" in kinds)):
                    continue
                try:
                    found.append(
                        await store_upload(
                            self._database,
                            self._storage,
                            self._decoder,
                            owner_id=self._owner.id,
                            upload=upload,
                            alt=alt,
                        )
                    )
                except SkeinError as error:
                    log.info("a picture of an archive was left out", reason=error.message)
                else:
                    kinds.add(upload.file_type.kind)
        return found


def _upload_of(archive: Archive, member: str, target: Path) -> Upload | None:
    size = archive.copy(member, target, MAX_VIDEO_BYTES)
    if size is None:
        return None
    with target.open("rb") as file:
        head = file.read(SNIFFED_BYTES)
    try:
        file_type = sniff(head)
        file_type.check_size(size)
    except SkeinError:
        return None
    return Upload(target, size, file_type)
