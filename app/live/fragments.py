"""The HTML inside messages. It is the same for everybody: nothing in it depends on who looks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.present.people import avatar_of
from app.present.posts import post_cards
from app.present.templates import render, render_body
from app.store.post_rows import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.post_rows import PostRow


def face_html(username: str, display_name: str, avatar_key: str | None) -> dict[str, str]:
    """A face of the banner."""
    return {"face": render("_face.html", avatar=avatar_of(username, display_name, avatar_key)).strip()}


def body_html(text: str) -> dict[str, str]:
    """The text of an edited post."""
    return {"html": render_body(text).strip()}


def reply_html(rows: Sequence[PostRow], reply_id: int, *, shows_quote: bool) -> dict[str, str]:
    """A reply as an article; `rows` hold it and what it quotes."""
    plain = [without_viewer(row) for row in rows]
    card = post_cards(plain, [reply_id], viewer_id=None, now=datetime.now(UTC))[0]
    if not shows_quote:
        card.quote, card.quote_unavailable = None, True
    return {"html": render("_post.html", post=card, signed_in=True).strip()}


def without_viewer(row: PostRow) -> PostRow:
    """The post as somebody sees it who has done nothing with it."""
    can_reply = Mark.CAN_REPLY if row.content.reply_audience == "everyone" else 0
    return row._replace(stamp=row.stamp._replace(marks=can_reply, viewer_choices=None))
