"""Drawn posts, kept in the process: a post that many people read is drawn once, not once per reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from app.present.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable

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
        signed_in: bool,  # noqa: FBT001  called like the macro
        back: str,
        extra: str = "",
        is_open: bool = False,  # noqa: FBT001, FBT002
        in_thread: bool = False,  # noqa: FBT001, FBT002
    ) -> Markup:
        """One post as HTML."""
        pieces = self._kept.get(
            (post.key, signed_in, extra, is_open, in_thread),
            lambda: str(self._draw(post, signed_in, _BACK, extra, is_open, in_thread)).split(_BACK),
        )
        return Markup(str(escape(back)).join(pieces))  # noqa: S704  drawn by an escaping template
