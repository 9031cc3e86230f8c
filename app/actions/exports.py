"""Asking for a copy of one's data; the worker makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.errors import NotFound
from app.store import exports, jobs

if TYPE_CHECKING:
    from app.db import Database
    from app.store.exports import ExportRow

EXPORT_JOB = "make_export"


async def request_export(database: Database, *, user_id: int, site: str) -> ExportRow:
    """Have a copy made; while one is under way, that is the answer."""
    async with database.transaction() as db:
        export_id = await exports.insert_export(db, user_id=user_id)
        if export_id is not None:
            payload = orjson.dumps({"export_id": export_id, "site": site})
            await jobs.insert_job(db, entrypoint=EXPORT_JOB, payload=payload)
    return await latest_export(database, user_id=user_id)


async def latest_export(database: Database, *, user_id: int) -> ExportRow:
    """The newest copy.

    Raises:
        NotFound: there is none.
    """
    row = await exports.select_latest(database.pool, user_id=user_id)
    if row is None:
        raise NotFound
    return row


async def export_file(database: Database, *, user_id: int) -> tuple[str, int]:
    """Name in the storage and size of the newest copy.

    Raises:
        NotFound: there is none that is ready.
    """
    row = await latest_export(database, user_id=user_id)
    if row.state != "ready" or row.storage_key is None:
        raise NotFound
    return row.storage_key, row.size_bytes
