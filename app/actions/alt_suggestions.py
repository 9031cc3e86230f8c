"""Suggesting descriptions for the pictures of others, and deciding about those for one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.media import clean_alt
from app.errors import Forbidden, Invalid, NotFound
from app.store import alt_suggestions, media

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.db import Connection, Database
    from app.store.alt_suggestions import SuggestionRow


async def suggest_alts(database: Database, *, viewer_id: int, alts: Mapping[int, str]) -> list[int]:
    """Suggest descriptions for somebody's pictures or video, by their ids; gives the suggestions' ids. An earlier
    suggestion of the same person for the same picture goes.

    Raises:
        Invalid: one is empty, or cannot be used.
        NotFound: one is unknown, not visible or in no post.
        Forbidden: one is the viewer's own.
    """
    clean = {media_id: clean_alt(alt) for media_id, alt in alts.items()}
    if not all(clean.values()):
        raise Invalid(alt="Say what can be seen.")
    async with database.transaction() as db:
        return [await _suggest(db, viewer_id, media_id, alt) for media_id, alt in sorted(clean.items())]


async def _suggest(db: Connection, viewer_id: int, media_id: int, alt: str) -> int:
    made = await alt_suggestions.upsert_suggestion(db, viewer_id=viewer_id, media_id=media_id, alt=alt)
    if made is not None:
        return made
    row = await media.select_visible(db, viewer_id=viewer_id, media_id=media_id)
    if row is None or row.post_id is None:
        raise NotFound
    raise Forbidden("It is yours: describe it yourself.")


async def take_suggestion(database: Database, *, viewer_id: int, suggestion_id: int) -> SuggestionRow:
    """Describe one's own picture as somebody suggested; gives the suggestion, which is gone then.

    Raises:
        NotFound: unknown, or for somebody else's picture.
    """
    async with database.transaction() as db:
        taken = await _decided(db, viewer_id, suggestion_id)
        if not await media.update_alt(db, owner_id=viewer_id, media_id=taken.media_id, alt=taken.alt):
            raise NotFound
        return taken


async def decline_suggestion(database: Database, *, viewer_id: int, suggestion_id: int) -> SuggestionRow:
    """Leave one's own picture as it is; gives the suggestion, which is gone then.

    Raises:
        NotFound: unknown, or for somebody else's picture.
    """
    async with database.transaction() as db:
        return await _decided(db, viewer_id, suggestion_id)


async def _decided(db: Connection, viewer_id: int, suggestion_id: int) -> SuggestionRow:
    row = await alt_suggestions.delete_suggestion(db, viewer_id=viewer_id, suggestion_id=suggestion_id)
    if row is None:
        raise NotFound
    return row
