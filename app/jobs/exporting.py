"""Making copies of people's data: a zip of ActivityStreams JSON and the files."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

import orjson
import structlog

from app.actions.exports import EXPORT_JOB
from app.errors import NotFound
from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.media.uploads import work_folder
from app.present.activities import CONTEXT, MEDIA_FOLDER, activity_json, actor_json, archive_name, post_url, stored_name
from app.storage.choose import opened_storage
from app.storage.files import new_key
from app.store import exports

if TYPE_CHECKING:
    from pathlib import Path

    from pgqueuer import PgQueuer
    from pgqueuer.models import Job, Schedule

    from app.db import Database
    from app.settings import Settings
    from app.storage.files import Storage
    from app.store.exports import MarkedRow, OwnerRow, OwnMediaRow

log = structlog.get_logger()

KEPT_DAYS = 7
STUCK_HOURS = 6
POSTS_AT_ONCE = 200
# Until here the progress is that of the posts; the rest are files.
POSTS_PERCENT = 50
_CSV_FILES = {
    "following": "following_accounts.csv",
    "followers": "followers.csv",
    "blocked": "blocked_accounts.csv",
    "muted": "muted_accounts.csv",
}


def register_exporting(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the jobs into the queue."""

    @queue.entrypoint(EXPORT_JOB, concurrency_limit=1)
    async def make(job: Job) -> None:
        wish = orjson.loads(job.payload or b"{}")
        await make_export(settings, database, export_id=wish["export_id"], site=wish["site"])

    @queue.schedule("purge_exports", "23 * * * *", clean_old=True)
    async def purge(_schedule: Schedule) -> None:
        await purge_exports(settings, database)


async def make_export(settings: Settings, database: Database, *, export_id: int, site: str) -> None:
    """Make one copy, store it, and tell its owner; what fails says so."""
    owner = await exports.select_owner(database.pool, export_id=export_id)
    if owner is None:
        return
    try:
        async with opened_storage(settings) as storage, work_folder(settings.uploads_dir) as folder:
            path = folder / "export.zip"
            await _Archive(database, storage, owner, export_id, site).write(path)
            name = f"{new_key()}.zip"
            await storage.put(name, path)
            size = path.stat().st_size
    except Exception:
        log.exception("an export failed", export_id=str(export_id))
        await exports.update_state(database.pool, export_id=export_id, state="failed", progress=0)
        return
    async with database.transaction() as db:
        await exports.update_state(
            db, export_id=export_id, state="ready", progress=100, storage_key=name, size_bytes=size
        )
        body = render_mail("export_ready", username=owner.username, site=site, days=KEPT_DAYS)
        await enqueue_body(db, to=owner.email_canonical, body=body)


async def purge_exports(settings: Settings, database: Database) -> None:
    """Throw old copies away, and give up those whose worker died."""
    await exports.update_stuck(database.pool, max_hours=STUCK_HOURS)
    async with opened_storage(settings) as storage:
        for old in await exports.list_old(database.pool, max_days=KEPT_DAYS):
            await storage.delete(old.storage_key)
            await exports.delete_export(database.pool, export_id=old.id)


class _Archive:
    """One copy while it is made. Nothing of it is held in memory but names."""

    def __init__(self, database: Database, storage: Storage, owner: OwnerRow, export_id: int, site: str) -> None:
        self._database = database
        self._storage = storage
        self._owner = owner
        self._export_id = export_id
        self._site = site
        self._progress = 0

    async def write(self, path: Path) -> None:
        """Write everything into a zip."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            await self._tell(0)
            await asyncio.to_thread(_write_json, archive, "actor.json", actor_json(self._owner, self._site))
            media = await self._write_outbox(archive)
            await self._write_marks(archive)
            await self._write_people(archive)
            await self._write_files(archive, media)

    async def _write_outbox(self, archive: zipfile.ZipFile) -> list[OwnMediaRow]:
        media: list[OwnMediaRow] = []
        after_id, written = 0, 0
        with archive.open("outbox.json", "w", force_zip64=True) as out:
            out.write(
                f'{{"@context":"{CONTEXT}","id":"outbox.json","type":"OrderedCollection","orderedItems":['.encode()
            )
            while posts := await exports.list_posts(
                self._database.pool, user_id=self._owner.id, after_id=after_id, page_size=POSTS_AT_ONCE
            ):
                after_id = posts[-1].id
                found = await exports.list_media(
                    self._database.pool, user_id=self._owner.id, post_ids=[post.id for post in posts]
                )
                media += found
                items = [
                    activity_json(post, [one for one in found if one.post_id == post.id], self._owner, self._site)
                    for post in posts
                ]
                separator = b"," if written else b""
                await asyncio.to_thread(out.write, separator + b",".join(orjson.dumps(item) for item in items))
                written += len(posts)
                await self._tell(POSTS_PERCENT * written // max(written, self._owner.posts_count, 1))
            out.write(f'],"totalItems":{written}}}'.encode())
        return media

    async def _write_marks(self, archive: zipfile.ZipFile) -> None:
        marked = await exports.list_marked(self._database.pool, user_id=self._owner.id)
        for kind, name in (("like", "likes.json"), ("save", "bookmarks.json")):
            rows = [row for row in marked if row.kind == kind]
            collection: dict[str, Any] = {
                "@context": CONTEXT,
                "id": name,
                "type": "OrderedCollection",
                "orderedItems": self._urls(rows),
            }
            if kind == "save":
                # What has no name in ActivityStreams.
                collection["skein"] = {"folders": self._folders(rows)}
            await asyncio.to_thread(_write_json, archive, name, collection)

    def _folders(self, saved: list[MarkedRow]) -> list[dict[str, Any]]:
        """The folders that something is in, each with its posts."""
        in_folders: dict[int, list[MarkedRow]] = {}
        for row in saved:
            if row.folder_id is not None:
                in_folders.setdefault(row.folder_id, []).append(row)
        return [{"name": rows[0].folder_name, "orderedItems": self._urls(rows)} for rows in in_folders.values()]

    def _urls(self, rows: list[MarkedRow]) -> list[str | None]:
        return [post_url(self._site, row.username, row.post_id) for row in rows]

    async def _write_people(self, archive: zipfile.ZipFile) -> None:
        people = await exports.list_people(self._database.pool, user_id=self._owner.id)
        for kind, name in _CSV_FILES.items():
            text = io.StringIO()
            rows = csv.writer(text)
            rows.writerow(["Account address"])
            rows.writerows([f"{self._site}/@{row.username}"] for row in people if row.kind == kind)
            archive.writestr(name, text.getvalue())

    async def _write_files(self, archive: zipfile.ZipFile, media: list[OwnMediaRow]) -> None:
        files = [(stored_name(one), f"{MEDIA_FOLDER}/{stored_name(one)}") for one in media]
        for what, stored in (("avatar", self._owner.avatar_key), ("header", self._owner.banner_key)):
            if stored is not None:
                files.append((stored, archive_name(what, stored)))
        for number, (stored, name) in enumerate(files):
            await self._copy(archive, stored, name)
            await self._tell(POSTS_PERCENT + (100 - POSTS_PERCENT) * number // len(files))

    async def _copy(self, archive: zipfile.ZipFile, stored: str, name: str) -> None:
        try:
            await self._storage.size(stored)
        except NotFound:  # deleted meanwhile, or a video that is not encoded yet
            return
        # Pictures and videos are packed already.
        entry = zipfile.ZipInfo(name)
        with archive.open(entry, "w", force_zip64=True) as out:
            async for piece in self._storage.read(stored):
                await asyncio.to_thread(out.write, piece)

    async def _tell(self, progress: int) -> None:
        if progress > self._progress or progress == 0:
            self._progress = progress
            await exports.update_state(
                self._database.pool, export_id=self._export_id, state="running", progress=min(progress, 99)
            )


def _write_json(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    archive.writestr(name, orjson.dumps(value, option=orjson.OPT_INDENT_2))
