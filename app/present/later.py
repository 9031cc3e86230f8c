"""Drafts and scheduled posts as pages and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from app.present.times import full_time, rfc3339

if TYPE_CHECKING:
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


def draft_line(row: DraftRow) -> LaterPost:
    """A draft, for its page."""
    wanted = orjson.loads(row.request)
    return LaterPost(row.id, _text(wanted), _facts(wanted), rfc3339(row.updated_at), full_time(row.updated_at))


def scheduled_line(row: ScheduledRow) -> LaterPost:
    """A post that waits, for its page."""
    wanted = orjson.loads(row.request)
    return LaterPost(
        row.id, _text(wanted), _facts(wanted), rfc3339(row.publish_at), full_time(row.publish_at), row.problem
    )


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
