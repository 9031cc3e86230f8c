"""What somebody typed to find something, brought into the form that is looked up."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from app.errors import Invalid, NotFound
from app.store.search import PostQuery
from app.text.normalise import normalise_text
from app.text.rich import normalise_topic

MAX_QUERY_CHARACTERS = 200
# A filter stands alone between spaces; everything else is for PostgreSQL's websearch_to_tsquery.
_FILTER = re.compile(r"(?<!\S)(from|has|since|until):(\S+)", re.IGNORECASE)
_PHRASE = re.compile(r'"[^"]*"?')
_MEDIA = frozenset({"media", "image", "images", "picture", "pictures", "photo", "photos", "video", "videos"})


def clean_query(raw: str) -> str:
    """Words to search for.

    Raises:
        Invalid: control characters, or too long.
    """
    query = normalise_text(raw, "q").strip()
    if len(query) > MAX_QUERY_CHARACTERS:
        raise Invalid(q=f"Use at most {MAX_QUERY_CHARACTERS} characters.")
    return query


def topic_prefix(query: str) -> str | None:
    """The beginning of a topic; None where no topic begins so."""
    return normalise_topic(query.removeprefix("#"))


def clean_topic(raw: str) -> str:
    """A topic's name out of an address.

    Raises:
        NotFound: no topic can have this name.
    """
    topic = normalise_topic(raw.removeprefix("#"))
    if topic is None:
        raise NotFound
    return topic


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
