"""Descriptions that others suggest for one's pictures, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query
from app.store import users

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.users import UserRow


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """What somebody would say of a picture or video."""

    id: int
    media_id: int
    suggested_by_id: int
    alt: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion and whose it is."""

    row: SuggestionRow
    person: UserRow


_UPSERT_SUGGESTION: Query[None] = Query("alt_suggestions/upsert_suggestion")
_LIST_OF_POST = Query("alt_suggestions/list_of_post", SuggestionRow)
_DELETE_SUGGESTION = Query("alt_suggestions/delete_suggestion", SuggestionRow)


async def upsert_suggestion(db: Executor, *, viewer_id: int, media_id: int, alt: str) -> int | None:
    """Suggest; gives the id. None: unknown, not visible, in no post, or the viewer's own."""
    made = await _UPSERT_SUGGESTION.value(db, viewer_id=viewer_id, media_id=media_id, alt=alt)
    return None if made is None else int(made)


async def list_of_post(db: Executor, *, viewer_id: int, post_id: int) -> list[Suggestion]:
    """The suggestions for the viewer's own post, up to 100, the oldest first."""
    rows = await _LIST_OF_POST.many(db, viewer_id=viewer_id, post_id=post_id)
    cards = await users.list_cards(db, viewer_id=viewer_id, user_ids=[row.suggested_by_id for row in rows])
    people = {card.id: card for card in cards}
    return [Suggestion(row, people[row.suggested_by_id]) for row in rows if row.suggested_by_id in people]


async def delete_suggestion(db: Executor, *, viewer_id: int, suggestion_id: int) -> SuggestionRow | None:
    """Take a suggestion away; gives it. None: unknown, or for somebody else's picture."""
    return await _DELETE_SUGGESTION.maybe(db, viewer_id=viewer_id, suggestion_id=suggestion_id)
