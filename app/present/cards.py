"""Drawn posts, kept in the process: a post that many people read is drawn once, not once per reader."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from app.kept import Kept
from app.present.frames import slot_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.present.posts import PostCard

# About 4 KB each.
KEPT_CARDS = 4_000
# Stand for the words that say why a reader is shown the post, which hardly two share. Nobody's text can hold them.
_TOKEN = secrets.token_hex(8)
_REASON, _REASON_NOTE = f"line-{_TOKEN}".encode(), f"note-{_TOKEN}".encode()


class CardDrawer:
    """Looks a card up as it is sent, or draws it with the macro `draw_card`."""

    def __init__(self, draw: Callable[..., str]) -> None:
        self._draw = draw
        self._kept: Kept[bytes] = Kept(KEPT_CARDS)

    def card(
        self, post: PostCard, signed_in: bool, extra: str = "", is_open: bool = False, in_thread: bool = False
    ) -> bytes:
        """One post."""
        drawn_with = (signed_in, extra, is_open, in_thread)
        drawn = self._kept.get((post.key, drawn_with), lambda: str(self._draw(_for_all(post), *drawn_with)).encode())
        if not post.reason:
            return drawn
        return drawn.replace(_REASON, slot_html(post.reason)).replace(_REASON_NOTE, slot_html(post.reason_note))

    def cards(self, posts: Iterable[PostCard], signed_in: bool, in_thread: bool = False) -> list[bytes]:
        """The posts of a list."""
        return [self.card(post, signed_in, in_thread=in_thread) for post in posts]


def _for_all(post: PostCard) -> PostCard:
    return replace(post, reason=_REASON.decode(), reason_note=_REASON_NOTE.decode()) if post.reason else post
