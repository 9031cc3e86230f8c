"""Hiding words from one's feeds and notifications."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.errors import Invalid, NotFound
from app.store import hidden_words
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from app.db import Database
    from app.store.hidden_words import HiddenWordRow

MOST_WORDS = 200
MOST_CHARACTERS = 100


async def hide_word(
    database: Database, *, viewer_id: int, text: str, is_whole_word: bool = True, ends_at: datetime | None = None
) -> HiddenWordRow:
    """Hide a word or phrase, for ever or until `ends_at`. The same words again replace the entry.

    Raises:
        Invalid: nothing to compare with, too long, too many, or an end that has passed.
    """
    words = clean_line(text, "text", MOST_CHARACTERS, required=True)
    if ends_at is not None and ends_at <= datetime.now(UTC):
        raise Invalid(ends_at="The end has to lie ahead.")
    async with database.transaction() as db:
        if await hidden_words.count_words(db, viewer_id=viewer_id) >= MOST_WORDS:
            raise Invalid(text=f"You can hide {MOST_WORDS} words. Remove one first.")
        row = await hidden_words.insert_word(
            db, viewer_id=viewer_id, words=words, is_whole_word=is_whole_word, ends_at=ends_at
        )
        if row is None:
            raise Invalid(text="Write a word or a phrase.")
        return row


async def show_word(database: Database, *, viewer_id: int, word_id: int) -> None:
    """Show a hidden word again.

    Raises:
        NotFound: the viewer has no such entry.
    """
    async with database.transaction() as db:
        if not await hidden_words.delete_word(db, viewer_id=viewer_id, word_id=word_id):
            raise NotFound
