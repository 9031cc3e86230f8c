"""Drafts and scheduled posts as pages and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from app.present.times import full_time, rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.present.media import MediaItem
    from app.store.drafts import DraftRow
    from app.store.scheduled import ScheduledRow


@dataclass(frozen=True, slots=True)
class LaterPost:
    """A draft, or a post that waits for its time."""

    id: int
    text: str
    # "3 posts", "Poll", "Note: Film ending": what else there is.
    facts: list[str]
    time_iso: str
    time_full: str
    # What is uploaded for it, as far as it is still there.
    uploads: list[MediaItem]
    # Why it could not be published; empty: all is well.
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LaterPage:
    """`posts/drafts.html` and `posts/scheduled.html`."""

    posts: list[LaterPost]
    next_url: str | None = None


def draft_json(row: DraftRow) -> dict[str, Any]:
    """A draft, in the API."""
    return {**_request_json(row.id, row.request), "updated_at": rfc3339(row.updated_at)}


def scheduled_json(row: ScheduledRow) -> dict[str, Any]:
    """A post that waits, in the API."""
    return {
        **_request_json(row.id, row.request),
        "publish_at": rfc3339(row.publish_at),
        "problem": row.problem or None,
    }


def upload_ids(rows: Sequence[DraftRow | ScheduledRow]) -> list[str]:
    """The ids of all uploads that they name."""
    return [media_id for row in rows for media_id in orjson.loads(row.request)["media_ids"]]


def draft_line(row: DraftRow, uploads: Mapping[str, MediaItem]) -> LaterPost:
    """A draft, for its page; `uploads` by their ids."""
    return _line(row.id, row.request, row.updated_at, uploads)


def scheduled_line(row: ScheduledRow, uploads: Mapping[str, MediaItem]) -> LaterPost:
    """A post that waits, for its page; `uploads` by their ids."""
    return _line(row.id, row.request, row.publish_at, uploads, row.problem)


def _line(
    row_id: int, request: str, moment: datetime, uploads: Mapping[str, MediaItem], problem: str = ""
) -> LaterPost:
    wanted = orjson.loads(request)
    shown = [uploads[media_id] for media_id in wanted["media_ids"] if media_id in uploads]
    return LaterPost(row_id, _text(wanted), _facts(wanted), rfc3339(moment), full_time(moment), shown, problem)


def _request_json(row_id: int, request: str) -> dict[str, Any]:
    wanted = orjson.loads(request)
    first, *rest = wanted["bodies"]
    return {
        "id": str(row_id),
        "body": first,
        "more_bodies": rest,
        "reply_to_id": _id_text(wanted["reply_to_id"]),
        "quote_of_id": _id_text(wanted["quote_of_id"]),
        "reply_audience": wanted["reply_audience"],
        "media_ids": wanted["media_ids"],
        "content_note": wanted["content_note"],
        "poll": wanted["poll"],
        "is_closed_to_quotes": wanted.get("is_closed_to_quotes", False),
    }


def _id_text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _text(wanted: dict[str, Any]) -> str:
    return wanted["bodies"][0].strip() or "No words yet"


def _facts(wanted: dict[str, Any]) -> list[str]:
    facts = []
    if len(wanted["bodies"]) > 1:
        facts.append(f"{len(wanted['bodies'])} posts")
    if wanted["reply_to_id"] is not None:
        facts.append("Reply")
    if wanted["quote_of_id"] is not None:
        facts.append("Quote")
    if wanted["poll"] is not None:
        facts.append("Poll")
    if wanted["media_ids"]:
        facts.append("Pictures or video")
    if wanted["content_note"]:
        facts.append(f"Note: {wanted['content_note']}")
    return facts
