"""Drawn posts, kept in the process: a post that many people read is drawn once, not once per reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from app.present.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.present.posts import PostCard

# About 8 KB each.
KEPT_CARDS = 4_000
# Stands where a form says to which page it returns. No text can hold it: PostgreSQL stores no NUL.
_BACK = "\0"


class CardDrawer:
    """`post_card` of the templates: looks a card up, or draws it with the macro `draw_card`."""

    def __init__(self, draw: Callable[..., str]) -> None:
        self._draw = draw
        self._kept: Kept[list[str]] = Kept(KEPT_CARDS)

    def __call__(
        self,
        post: PostCard,
        signed_in: bool,
        back: str,
        extra: str = "",
        is_open: bool = False,
        in_thread: bool = False,
    ) -> Markup:
        """One post as HTML."""
        pieces = self._pieces(post, signed_in, extra, is_open, in_thread)
        return Markup(str(escape(back)).join(pieces))  # noqa: S704  drawn by an escaping template

    def in_order(
        self,
        posts: Iterable[PostCard],
        signed_in: bool,
        back: str,
        in_thread: bool = False,
    ) -> Markup:
        """`post_cards` of the templates: the posts of a list."""
        escaped = str(escape(back))
        drawn = [escaped.join(self._pieces(post, signed_in, "", False, in_thread)) for post in posts]
        return Markup("".join(drawn))  # noqa: S704

    def _pieces(self, post: PostCard, *drawn_with: Any) -> list[str]:
        """The HTML of a post, cut where the way back goes in."""
        signed_in, *options = drawn_with
        return self._kept.get(
            (post.key, drawn_with), lambda: str(self._draw(post, signed_in, _BACK, *options)).split(_BACK)
        )
