"""Drawn posts, kept in the process: a post that many people read is drawn once, not once per reader."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from app.present.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Template

    from app.present.posts import PostCard

# About 6 KB each.
KEPT_CARDS = 4_000
# Stands in a page that is being drawn for a card, which is bytes already. Nobody's text can hold it.
_MARK = f"\0{secrets.token_hex(8)}\0"


class CardDrawer:
    """`post_card` of the templates: looks a card up, or draws it with the macro `draw_card`."""

    def __init__(self, draw: Callable[..., str]) -> None:
        self._draw = draw
        self._kept: Kept[bytes] = Kept(KEPT_CARDS)
        # The cards of the page that is being drawn; None: it is not drawn as bytes.
        self._of_page: list[bytes] | None = None

    def __call__(
        self, post: PostCard, signed_in: bool, extra: str = "", is_open: bool = False, in_thread: bool = False
    ) -> Markup:
        """One post."""
        return self._put(self._drawn(post, signed_in, extra, is_open, in_thread))

    def in_order(self, posts: Iterable[PostCard], signed_in: bool, in_thread: bool = False) -> Markup:
        """`post_cards` of the templates: the posts of a list."""
        return self._put(b"".join([self._drawn(post, signed_in, "", False, in_thread) for post in posts]))

    def render(self, template: Template, context: dict[str, Any]) -> bytes:
        """A page in UTF-8. Its cards, nearly all of it, are put in as the bytes that are kept."""
        cards = self._of_page = []
        try:
            text = template.render(context)
        finally:
            self._of_page = None
        first, *rest = text.split(_MARK)
        pieces = [first.encode()]
        for card, between in zip(cards, rest, strict=True):
            pieces += (card, between.encode())
        return b"".join(pieces)

    def _put(self, drawn: bytes) -> Markup:
        if self._of_page is None:
            return Markup(drawn.decode())  # noqa: S704  drawn by an escaping template
        self._of_page.append(drawn)
        return Markup(_MARK)  # noqa: S704

    def _drawn(self, post: PostCard, *drawn_with: Any) -> bytes:
        return self._kept.get((post.key, drawn_with), lambda: str(self._draw(post, *drawn_with)).encode())
