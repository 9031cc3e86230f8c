"""Pictures and videos as rows; their files are in the storage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class MediaRow:
    """An upload as it is shown."""

    id: int
    post_id: int | None
    kind: str
    state: str
    key: str
    width: int
    height: int
    widths: list[int]
    is_animated: bool
    blur: str
    duration_ms: int | None
    progress: int
    alt: str


@dataclass(frozen=True, slots=True)
class StoredMediaRow:
    """What tells the names of an upload's files."""

    id: int
    kind: str
    key: str
    widths: list[int]
    is_animated: bool

    @property
    def names(self) -> list[str]:
        """Its files in the storage; not all of them have to be there."""
        if self.kind == "video":
            return [f"{self.key}-video.mp4", *(f"{self.key}-p{width}.webp" for width in self.widths)]
        moving = [f"{self.key}-moving.webp"] if self.is_animated else []
        return [*moving, *(f"{self.key}-{width}.webp" for width in self.widths)]

    @property
    def source(self) -> str:
        """Where a video waits until it is encoded."""
        return f"{self.key}-source.bin"


@dataclass(frozen=True, slots=True)
class UnpostedRow:
    """An upload that waits for a post."""

    id: int
    kind: str


@dataclass(frozen=True, slots=True)
class FileNameRow:
    """A file in the storage."""

    name: str


_INSERT_MEDIA: Query[None] = Query("media/insert_media")
_SELECT_VISIBLE = Query("media/select_visible", MediaRow)
_IS_VISIBLE: Query[None] = Query("media/is_visible")
_LIST_UNPOSTED = Query("media/list_unposted", MediaRow)
_UPDATE_ALT: Query[None] = Query("media/update_alt")
_LOCK_UNPOSTED = Query("media/lock_unposted", UnpostedRow)
_UPDATE_POST: Query[None] = Query("media/update_post")
_DELETE_UNPOSTED = Query("media/delete_unposted", StoredMediaRow)
_LIST_ABANDONED = Query("media/list_abandoned", StoredMediaRow)
_DELETE_ABANDONED: Query[None] = Query("media/delete_abandoned")
_INSERT_ENCODING: Query[None] = Query("media/insert_encoding")
_SELECT_ENCODING = Query("media/select_encoding", StoredMediaRow)
_UPDATE_PROGRESS: Query[None] = Query("media/update_progress")
_UPDATE_ENCODED: Query[None] = Query("media/update_encoded")
_UPDATE_STUCK: Query[None] = Query("media/update_stuck")
_LIST_STORED = Query("media/list_stored", StoredMediaRow)
_LIST_SINGLE_NAMES = Query("media/list_single_names", FileNameRow)


async def insert_media(
    db: Executor,
    *,
    owner_id: int,
    kind: str,
    state: str,
    key: str,
    width: int,
    height: int,
    widths: Sequence[int],
    is_animated: bool,
    blur: str,
    duration_ms: int | None,
    progress: int,
    alt: str,
) -> int:
    """Note an upload; gives its id."""
    media_id = await _INSERT_MEDIA.value(
        db,
        owner_id=owner_id,
        kind=kind,
        state=state,
        key=key,
        width=width,
        height=height,
        widths=list(widths),
        is_animated=is_animated,
        blur=blur,
        duration_ms=duration_ms,
        progress=progress,
        alt=alt,
    )
    return cast("int", media_id)


async def select_visible(db: Executor, *, viewer_id: int | None, media_id: int) -> MediaRow | None:
    """An upload that the viewer may see."""
    return await _SELECT_VISIBLE.maybe(db, viewer_id=viewer_id, media_id=media_id)


async def is_visible(db: Executor, *, viewer_id: int | None, key: str) -> bool:
    """Whether the viewer (None: everybody) may get the files of an upload, or a picture above a profile."""
    return await _IS_VISIBLE.value(db, viewer_id=viewer_id, key=key) is not None


async def update_alt(db: Executor, *, owner_id: int, media_id: int, alt: str) -> bool:
    """Describe one's own upload, and tell the pages that show it; False when there is no such one."""
    return await _UPDATE_ALT.value(db, owner_id=owner_id, media_id=media_id, alt=alt) is not None


async def list_unposted(db: Executor, *, owner_id: int, media_ids: Sequence[int]) -> list[MediaRow]:
    """Those that wait for a post of the person, in no order."""
    return await _LIST_UNPOSTED.many(db, owner_id=owner_id, media_ids=list(media_ids))


async def lock_unposted(db: Executor, *, owner_id: int, media_ids: Sequence[int]) -> list[UnpostedRow]:
    """Those that the person may put into a post now, locked until the transaction ends."""
    return await _LOCK_UNPOSTED.many(db, owner_id=owner_id, media_ids=list(media_ids))


async def update_post(db: Executor, *, post_id: int, media_ids: Sequence[int]) -> None:
    """Put uploads into a new post, in this order."""
    await _UPDATE_POST.none(db, post_id=post_id, media_ids=list(media_ids))


async def delete_unposted(db: Executor, *, owner_id: int, media_id: int) -> StoredMediaRow | None:
    """Take back an upload of one's own that is in no post."""
    return await _DELETE_UNPOSTED.maybe(db, owner_id=owner_id, media_id=media_id)


async def list_abandoned(
    db: Executor, *, unposted_hours: int, deleted_days: int, page_size: int
) -> list[StoredMediaRow]:
    """Uploads that nobody will see again."""
    return await _LIST_ABANDONED.many(db, unposted_hours=unposted_hours, deleted_days=deleted_days, page_size=page_size)


async def delete_abandoned(db: Executor, *, media_ids: Sequence[int]) -> None:
    """Forget uploads whose files are gone."""
    await _DELETE_ABANDONED.none(db, media_ids=list(media_ids))


async def insert_encoding(db: Executor, *, media_id: int) -> None:
    """Ask the worker to encode a video."""
    await _INSERT_ENCODING.none(db, media_id=media_id)


async def select_encoding(db: Executor, *, media_id: int) -> StoredMediaRow | None:
    """A video that waits to be encoded."""
    return await _SELECT_ENCODING.maybe(db, media_id=media_id)


async def update_progress(db: Executor, *, media_id: int, progress: int) -> None:
    """Note how many percent of a video are encoded."""
    await _UPDATE_PROGRESS.none(db, media_id=media_id, progress=progress)


async def update_encoded(
    db: Executor,
    *,
    media_id: int,
    state: str,
    width: int | None = None,
    height: int | None = None,
    duration_ms: int | None = None,
) -> bool:
    """Note that a video can be played, or never will; False when it is gone."""
    changed = await _UPDATE_ENCODED.none(
        db, media_id=media_id, state=state, width=width, height=height, duration_ms=duration_ms
    )
    return changed > 0


async def update_stuck(db: Executor) -> int:
    """Give up on videos whose job is lost; gives how many."""
    return await _UPDATE_STUCK.none(db)


async def list_stored(db: Executor, *, after_id: int, page_size: int) -> list[StoredMediaRow]:
    """Uploads after an id."""
    return await _LIST_STORED.many(db, after_id=after_id, page_size=page_size)


async def list_single_names(db: Executor) -> list[str]:
    """The names of all pictures that are one file each: of people, above profiles, on link cards."""
    return [row.name for row in await _LIST_SINGLE_NAMES.many(db)]
