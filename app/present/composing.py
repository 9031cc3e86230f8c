"""The composer as templates take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.present.media import MediaItem
    from app.present.posts import PostCard


@dataclass(frozen=True, slots=True)
class Composer:
    """`_composer.html`: what was typed, and what was wrong with it."""

    body: str = ""
    reply_audience: str = "everyone"
    is_closed_to_quotes: bool = False
    # One-time value that makes a repeated form harmless (B2).
    nonce: str = ""
    reply_to: PostCard | None = None
    quote_of: PostCard | None = None
    # Texts of the further posts of a thread.
    more_bodies: list[str] = field(default_factory=list)
    content_note: str = ""
    # Four, some or all of them empty.
    poll_options: list[str] = field(default_factory=lambda: [""] * 4)
    poll_minutes: str = "1440"
    is_poll_multiple: bool = False
    # Uploaded already.
    uploads: list[MediaItem] = field(default_factory=list)
    # When to publish it, as the field holds it (UTC); empty: now.
    publish_at: str = ""
    # The draft, or what waits for its time, that this is; empty: neither.
    draft_id: str = ""
    scheduled_id: str = ""
    # Field name to sentence; empty: nothing was wrong.
    errors: dict[str, str] = field(default_factory=dict)
