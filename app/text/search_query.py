"""What somebody typed to find posts: words, "phrases" and -minus, beside from:, has:media, since: and until:."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.errors import Invalid

# A filter stands alone between spaces; everything else is for PostgreSQL's websearch_to_tsquery.
_FILTER = re.compile(r"(?<!\S)(from|has|since|until):(\S+)", re.IGNORECASE)
_PHRASE = re.compile(r'"[^"]*"?')
_MEDIA = frozenset({"media", "image", "images", "picture", "pictures", "photo", "photos", "video", "videos"})


@dataclass(frozen=True, slots=True)
class PostQuery:
    """A search for posts. Times are UTC; `until` is the first moment that no longer counts."""

    words: str = ""
    from_username: str | None = None
    has_media: bool = False
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was asked: words that only say what is not meant ask nothing."""
        return not (self.has_words or self.from_username or self.has_media or self.since or self.until)

    @property
    def has_words(self) -> bool:
        """Whether some word has to be there."""
        return any(re.search(r"\w", word) and not word.startswith("-") for word in self.words.split())


def parse_post_query(typed: str) -> PostQuery:
    """Read filters out of the words; the last one of a kind counts. In "quotes" nothing is a filter.

    Raises:
        Invalid: a date that is none, or has: something unknown.
    """
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        found[match.group(1).lower()] = match.group(2)
        return " "

    parts: list[str] = []
    end = 0
    for phrase in _PHRASE.finditer(typed):
        parts += [_FILTER.sub(take, typed[end : phrase.start()]), phrase.group()]
        end = phrase.end()
    parts.append(_FILTER.sub(take, typed[end:]))
    has = found.get("has")
    if has is not None and has.lower() not in _MEDIA:
        raise Invalid(q="After has: only media can stand.")
    username = found.get("from", "").removeprefix("@").lower()
    return PostQuery(
        words=" ".join("".join(parts).split()),
        from_username=username or None,
        has_media=has is not None,
        since=_day("since", found.get("since"), 0),
        until=_day("until", found.get("until"), 1),
    )


def _day(name: str, text: str | None, days_later: int) -> datetime | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) + timedelta(days=days_later)
    except (ValueError, OverflowError):
        raise Invalid(q=f"After {name}: comes a day, like {name}:2026-01-31.") from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
