"""Finding people: suggestions and search, as ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query
from app.store.live import IdRow

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """Somebody worth following; `via_username` is one of those who lead there. Without: `via_count` shared likes."""

    user_id: int
    via_username: str | None
    via_count: int


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody found, and the rank by which the list is paged."""

    rank: int
    user_id: int


_LIST_SUGGESTIONS = Query("people/list_suggestions", SuggestionRow)
_LIST_POPULAR = Query("people/list_popular", SuggestionRow)
_SEARCH_MENTIONS = Query("people/search_mentions", IdRow)
_SEARCH_PREFIX = Query("people/search_prefix", FoundPerson)
_INSERT_DISMISSAL = Query[None]("people/insert_dismissal")
_SEARCH_NAMES = Query("people/search_names", FoundPerson)


async def list_suggestions(db: Executor, *, viewer_id: int, page_size: int) -> list[SuggestionRow]:
    """People followed by those the viewer follows, then popular ones; never known, blocked or muted ones."""
    return await _LIST_SUGGESTIONS.many(db, viewer_id=viewer_id, page_size=page_size)


async def list_popular(db: Executor, *, page_size: int) -> list[SuggestionRow]:
    """People with the most followers, for somebody who is signed out."""
    return await _LIST_POPULAR.many(db, page_size=page_size)


async def search_prefix(
    db: Executor, *, viewer_id: int | None, prefix: str, before_rank: int, before_id: int, page_size: int
) -> list[FoundPerson]:
    """People whose username or name begins so: exact, then followed, then popular; one more than the page."""
    return await _SEARCH_PREFIX.many(
        db,
        viewer_id=viewer_id,
        prefix=prefix,
        before_rank=before_rank,
        before_id=before_id,
        page_size=page_size,
    )


async def insert_dismissal(db: Executor, *, viewer_id: int, user_id: int) -> None:
    """Suggest somebody no more; twice is harmless."""
    await _INSERT_DISMISSAL.none(db, viewer_id=viewer_id, user_id=user_id)


async def search_mentions(db: Executor, *, viewer_id: int, prefix: str, page_size: int) -> list[int]:
    """Ids of people to mention whose username or name begins so: followed ones first; never blocked ones."""
    rows = await _SEARCH_MENTIONS.many(db, viewer_id=viewer_id, prefix=prefix, page_size=page_size)
    return [row.id for row in rows]


async def search_names(
    db: Executor, *, viewer_id: int | None, name: str, prefix: str, page_size: int
) -> list[FoundPerson]:
    """People whose names resemble `name` (lower case, Latin letters) and do not begin with `prefix`."""
    return await _SEARCH_NAMES.many(db, viewer_id=viewer_id, name=name, prefix=prefix, page_size=page_size)
