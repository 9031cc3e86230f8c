"""Hidden words as the settings and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.present.pages import LENGTHS
from app.present.times import full_time, rfc3339

if TYPE_CHECKING:
    from app.store.hidden_words import HiddenWordRow


@dataclass(frozen=True, slots=True)
class HiddenWordLine:
    """One entry of the list."""

    id: int
    words: str
    # As "Whole word, until 3 November 2026".
    facts: str


@dataclass(frozen=True, slots=True)
class HiddenWordsPage:
    """`settings/hidden_words.html`: the list, and what was typed into the form."""

    words: list[HiddenWordLine]
    next_url: str | None
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    lengths: tuple[tuple[str, str], ...] = LENGTHS


def hidden_word_line(row: HiddenWordRow) -> HiddenWordLine:
    """An entry for the page."""
    scope = "Whole word" if row.is_whole_word else "Also inside words"
    thread = ", with the whole thread" if row.hides_threads else ""
    end = "" if row.ends_at is None else f", until {full_time(row.ends_at)}"
    return HiddenWordLine(row.id, " + ".join([row.words, *row.also]), scope + thread + end)


def hidden_word_json(row: HiddenWordRow) -> dict[str, Any]:
    """An entry of the API."""
    return {
        "id": str(row.id),
        "text": row.words,
        "also": row.also,
        "whole_word": row.is_whole_word,
        "with_thread": row.hides_threads,
        "ends_at": None if row.ends_at is None else rfc3339(row.ends_at),
        "created_at": rfc3339(row.created_at),
    }
