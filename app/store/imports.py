"""Archives that people bring in, and the posts out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An archive: queued, running (with progress in percent), ready or failed."""

    id: int
    user_id: int
    state: str
    progress: int
    storage_key: str | None
    imported_count: int
    skipped_count: int
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportOwnerRow:
    """Whose archive it is, and its file."""

    id: int
    is_private: bool
    storage_key: str | None


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A post of an archive that is here already."""

    source_id: str
    post_id: int


_INSERT_IMPORT = Query[int]("imports/insert_import")
_SELECT_LATEST = Query("imports/select_latest", ImportRow)
_SELECT_OWNER = Query("imports/select_owner", ImportOwnerRow)
_UPDATE_STATE = Query[None]("imports/update_state")
_UPDATE_STUCK = Query[None]("imports/update_stuck")
_LIST_KNOWN = Query("imports/list_known", KnownRow)
_INSERT_POST = Query[int]("imports/insert_post")
_SET_QUIET = Query[str]("imports/set_quiet")


async def insert_import(db: Executor, *, user_id: int, storage_key: str) -> int | None:
    """An archive to bring in; None while another one is."""
    import_id: int | None = await _INSERT_IMPORT.value(db, user_id=user_id, storage_key=storage_key)
    return import_id


async def select_latest(db: Executor, *, user_id: int) -> ImportRow | None:
    """The archive that a person brought in last."""
    return await _SELECT_LATEST.maybe(db, user_id=user_id)


async def select_owner(db: Executor, *, import_id: int) -> ImportOwnerRow | None:
    """Whose archive it is; None when it is not to be brought in any more."""
    return await _SELECT_OWNER.maybe(db, import_id=import_id)


async def update_state(
    db: Executor, *, import_id: int, state: str, progress: int, imported_count: int, skipped_count: int
) -> None:
    """Note how far an archive is."""
    await _UPDATE_STATE.none(
        db,
        import_id=import_id,
        state=state,
        progress=progress,
        imported_count=imported_count,
        skipped_count=skipped_count,
    )


async def update_stuck(db: Executor, *, max_hours: int) -> int:
    """Give up what takes too long; gives the number of archives."""
    return await _UPDATE_STUCK.none(db, max_hours=max_hours)


async def list_known(
    db: Executor, *, user_id: int, source_ids: Sequence[str], own_source_ids: Sequence[str], own_ids: Sequence[int]
) -> dict[str, int]:
    """Which posts of an archive are here already, and their ids here."""
    rows = await _LIST_KNOWN.many(
        db,
        user_id=user_id,
        source_ids=list(source_ids),
        own_source_ids=list(own_source_ids),
        own_ids=list(own_ids),
    )
    return {row.source_id: row.post_id for row in rows}


async def insert_post(
    db: Executor,
    *,
    author_id: int,
    source_id: str,
    published: datetime,
    body: str,
    body_html: str,
    reply_to_id: int | None,
    topics: Sequence[str],
) -> int:
    """Write a post of an archive; gives its id."""
    post_id = await _INSERT_POST.value(
        db,
        author_id=author_id,
        source_id=source_id,
        published=published,
        body=body,
        body_html=body_html,
        reply_to_id=reply_to_id,
        topics=list(topics),
    )
    return cast("int", post_id)


async def set_quiet(db: Executor) -> None:
    """Tell nobody of the posts that this transaction writes."""
    await _SET_QUIET.value(db)
