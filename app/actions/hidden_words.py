"""Hiding words from one's feeds and notifications."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.errors import Invalid, NotFound
from app.store import hidden_words
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Database
    from app.store.hidden_words import HiddenWordRow

MOST_WORDS = 200
MOST_CHARACTERS = 100
# That have to occur together, the first one not counted.
MOST_FURTHER_WORDS = 4


async def hide_word(
    database: Database,
    *,
    viewer_id: int,
    text: str,
    also: Sequence[str] = (),
    is_whole_word: bool = True,
    hides_threads: bool = False,
    ends_at: datetime | None = None,
) -> HiddenWordRow:
    """Hide a word or phrase, for ever or until `ends_at`. The same words again replace the entry.

    Args:
        also: further words or phrases; a post is hidden only where all of them occur.
        hides_threads: whether what answers such a post, or stands below one that begins a conversation, goes too.

    Raises:
        Invalid: nothing to compare with, too long, too many, or an end that has passed.
    """
    words = clean_line(text, "text", MOST_CHARACTERS, required=True)
    further = sorted({clean_line(one, "also", MOST_CHARACTERS) for one in also} - {"", words})
    if len(further) > MOST_FURTHER_WORDS:
        raise Invalid(also=f"Name at most {MOST_FURTHER_WORDS} further words.")
    if ends_at is not None and ends_at <= datetime.now(UTC):
        raise Invalid(ends_at="The end has to lie ahead.")
    async with database.transaction() as db:
        if await hidden_words.count_words(db, viewer_id=viewer_id) >= MOST_WORDS:
            raise Invalid(text=f"You can hide {MOST_WORDS} words. Remove one first.")
        row = await hidden_words.insert_word(
            db,
            viewer_id=viewer_id,
            words=words,
            also=further,
            is_whole_word=is_whole_word,
            hides_threads=hides_threads,
            ends_at=ends_at,
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
