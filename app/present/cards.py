"""Drawn posts, kept in the process: a post that many people read is drawn once, not once per reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.present.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.present.posts import PostCard

# About 6 KB each.
KEPT_CARDS = 4_000


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
        return self._kept.get((post.key, drawn_with), lambda: str(self._draw(post, *drawn_with)).encode())

    def cards(self, posts: Iterable[PostCard], signed_in: bool, in_thread: bool = False) -> bytes:
        """The posts of a list."""
        return b"".join([self.card(post, signed_in, in_thread=in_thread) for post in posts])
