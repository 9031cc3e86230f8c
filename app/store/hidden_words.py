"""Hidden words as rows; a trigger makes the regular expressions that feeds look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class HiddenWordRow:
    """A word or phrase, and when hiding it ends (None: when taken back)."""

    id: int
    words: str
    # Further words or phrases that have to occur in the same post.
    also: list[str]
    is_whole_word: bool
    # Replies in a conversation that begins with such a post, or to such a post, are left out too.
    hides_threads: bool
    ends_at: datetime | None
    created_at: datetime


_INSERT_WORD = Query("hidden_words/insert_word", HiddenWordRow)
_DELETE_WORD = Query[None]("hidden_words/delete_word")
_COUNT_WORDS = Query[int]("hidden_words/count_words")
_LIST_WORDS = Query("hidden_words/list_words", HiddenWordRow)


async def insert_word(
    db: Executor,
    *,
    viewer_id: int,
    words: str,
    also: Sequence[str],
    is_whole_word: bool,
    hides_threads: bool,
    ends_at: datetime | None,
) -> HiddenWordRow | None:
    """The new entry; None where nothing is left of some of the words without case and accents."""
    return await _INSERT_WORD.maybe(
        db,
        viewer_id=viewer_id,
        words=words,
        also=list(also),
        is_whole_word=is_whole_word,
        hides_threads=hides_threads,
        ends_at=ends_at,
    )


async def delete_word(db: Executor, *, viewer_id: int, word_id: int) -> bool:
    """Whether the viewer had it."""
    return await _DELETE_WORD.none(db, viewer_id=viewer_id, word_id=word_id) > 0


async def count_words(db: Executor, *, viewer_id: int) -> int:
    """How many the viewer has; locks the person."""
    return int(await _COUNT_WORDS.value(db, viewer_id=viewer_id))


async def list_words(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[HiddenWordRow]:
    """What the viewer hides today, one more than the page."""
    return await _LIST_WORDS.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
