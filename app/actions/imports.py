"""Bringing an archive in: the worker reads it; here it is taken, and its posts are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from app.errors import Conflict, Invalid, NotFound
from app.storage.files import new_key
from app.store import imports, jobs, media
from app.text.normalise import clean_body
from app.text.rich import parse_post, render_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Connection, Database
    from app.media.uploads import Upload
    from app.storage.files import Storage
    from app.store.imports import ImportRow
    from app.text.notes import Note

IMPORT_JOB = "read_archive"
_OWN_POST = re.compile(r"https?://[^/]+/@[^/]+/post/([0-9]{1,18})")


async def request_import(database: Database, storage: Storage, *, user_id: int, upload: Upload, site: str) -> ImportRow:
    """Take an archive; the worker brings its posts in.

    Raises:
        Conflict: another one is under way.
    """
    name = f"{new_key()}.{upload.file_type.name}"
    await storage.put(name, upload.path)
    try:
        async with database.transaction() as db:
            import_id = await imports.insert_import(db, user_id=user_id, storage_key=name)
            if import_id is None:
                raise Conflict("Another archive is being read. Wait until it's done.")
            payload = orjson.dumps({"import_id": import_id, "site": site})
            await jobs.insert_job(db, entrypoint=IMPORT_JOB, payload=payload)
    except BaseException:
        await storage.delete(name)
        raise
    return await latest_import(database, user_id=user_id)


async def latest_import(database: Database, *, user_id: int) -> ImportRow:
    """The archive that was brought in last.

    Raises:
        NotFound: there is none.
    """
    row = await imports.select_latest(database.pool, user_id=user_id)
    if row is None:
        raise NotFound
    return row


async def known_posts(db: Connection, *, user_id: int, notes: Sequence[Note], site: str) -> dict[str, int]:
    """Which of these, and of what they answer, are here already, and their ids here."""
    sources = {source for note in notes for source in (note.source_id, note.answered) if source is not None}
    own = {
        source: int(match[1])
        for source in sources
        if source.startswith(f"{site}/") and (match := _OWN_POST.fullmatch(source)) is not None
    }
    return await imports.list_known(
        db, user_id=user_id, source_ids=sorted(sources), own_source_ids=list(own), own_ids=list(own.values())
    )


async def import_post(
    db: Connection, *, user_id: int, note: Note, reply_to_id: int | None, media_ids: Sequence[int]
) -> int | None:
    """Write one post as it was; None when its text cannot be a post here.

    It mentions nobody: names of another place belong to other people here.
    """
    try:
        text = parse_post(clean_body(note.text))
    except Invalid:
        return None
    if not text.text and not media_ids:
        return None
    post_id = await imports.insert_post(
        db,
        author_id=user_id,
        source_id=note.source_id,
        published=note.published,
        body=text.text,
        body_html=str(render_html(text, {})),
        reply_to_id=reply_to_id,
        topics=text.topics,
    )
    if media_ids:
        await media.update_post(db, post_id=post_id, media_ids=media_ids)
    return post_id
