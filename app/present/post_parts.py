"""What a post can have beside its text: the card of its link, and a poll. Rows hold them as JSON text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from app.present.times import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUTE, HOUR, DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class LinkCard:
    """What a link leads to, in the words of that page; plain text."""

    url: str
    site_name: str
    title: str
    description: str
    # A copy of its picture in our own storage; None: it has none.
    image_url: str | None
    image_width: int | None
    image_height: int | None


@dataclass(frozen=True, slots=True)
class PollOption:
    """One choice. `percent` is None while the results are not shown."""

    number: int
    text: str
    percent: int | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as a card shows it."""

    options: list[PollOption]
    votes: str
    is_multiple: bool
    is_ended: bool
    # Voted, or over.
    shows_results: bool


def link_card(stored: str | None) -> LinkCard | None:
    """The card of a post's link."""
    if stored is None:
        return None
    card = orjson.loads(stored)
    key = card["image_key"]
    return LinkCard(
        card["url"],
        card["site_name"],
        card["title"],
        card["description"],
        None if key is None else f"/media/{key}",
        card["image_width"],
        card["image_height"],
    )


def link_card_json(stored: str | None) -> dict[str, Any] | None:
    """`link_card` of the API."""
    card = link_card(stored)
    return None if card is None else asdict(card)


def poll_json(stored: str | None, viewer_choices: str | None) -> dict[str, Any] | None:
    """`poll` of the API: votes of the single choices only for who voted, or when it is over."""
    if stored is None:
        return None
    poll = orjson.loads(stored)
    shows_results = poll["is_ended"] or viewer_choices is not None
    return {
        "options": [{"text": text, "votes_count": count if shows_results else None} for text, count in _options(poll)],
        "votes_count": poll["votes_count"],
        "ends_at": rfc3339(_end(poll)),
        "is_multiple": poll["is_multiple"],
        "is_ended": poll["is_ended"],
        "viewer_choices": None if viewer_choices is None else orjson.loads(viewer_choices),
    }


def poll_card(stored: str | None, viewer_choices: str | None) -> Poll | None:
    """A poll for a card."""
    if stored is None:
        return None
    poll = orjson.loads(stored)
    chosen = [] if viewer_choices is None else orjson.loads(viewer_choices)
    shows_results = poll["is_ended"] or viewer_choices is not None
    people = poll["votes_count"]
    options = [
        PollOption(number, text, round(100 * count / max(people, 1)) if shows_results else None, number in chosen)
        for number, (text, count) in enumerate(_options(poll))
    ]
    votes = f"{people:,} {'vote' if people == 1 else 'votes'}"
    return Poll(options, votes, poll["is_multiple"], poll["is_ended"], shows_results)


def poll_time_left(stored: str, now: datetime) -> str:
    """6 days left, 1 hour left, 12 minutes left; empty when it is over."""
    poll = orjson.loads(stored)
    if poll["is_ended"]:
        return ""
    seconds = max((_end(poll) - now).total_seconds(), 1)
    for size, unit in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {unit}{'' if number == 1 else 's'} left"
    return "Less than a minute left"


def _options(poll: dict[str, Any]) -> Iterable[tuple[str, int]]:
    return zip(poll["options"], poll["option_counts"], strict=True)


def _end(poll: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(float(poll["ends_at"]), UTC)
