"""Pages as they are sent: text that a template draws, and the posts in it, which are kept as bytes.

A list of posts is also kept as a whole, without what differs from one reading to the next: its *frame*, with *slots*
for the posts, the way on and one-time values. Who comes back to a feed gets the frame that was drawn before.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, TypeAlias

from markupsafe import Markup, escape

from app.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from jinja2 import Template

    from app.present.cards import CardDrawer
    from app.present.posts import PostCard

# A page in pieces: what is known, and the names of slots.
Frame: TypeAlias = "list[bytes | str]"

# About 28 KB each.
KEPT_FRAMES = 1_000
# Stands in a page that is being drawn for something that is put in afterwards. Nobody's text can hold it.
_TOKEN = secrets.token_hex(8)
_MARK = re.compile(f"\0{_TOKEN}:([0-9]+)\0")
POSTS = "posts"


class PageDrawer:
    """Draws templates; the globals `post_card`, `post_cards` and `slot` of templates are its methods."""

    def __init__(self, cards: CardDrawer) -> None:
        self._cards = cards
        self._frames: Kept[Frame] = Kept(KEPT_FRAMES)
        # What stands behind the marks of the page that is being drawn; None: it is drawn as text.
        self._marked: list[bytes | str] | None = None
        self._has_slots = False

    def draw(self, template: Template, context: dict[str, Any]) -> bytes:
        """A page in UTF-8."""
        return b"".join(self._pieces(template, context, has_slots=False))  # type: ignore[arg-type]

    def draw_framed(
        self,
        template: Callable[[], Template],
        context: dict[str, Any],
        *,
        key: Hashable,
        slots: Mapping[str, Sequence[bytes]],
    ) -> bytes:
        """The same page out of its frame.

        Args:
            key: all that the template reads but for the slots.
            slots: what goes into each slot of the template, as pieces of HTML.
        """
        frame = self._frames.get(key, lambda: self._pieces(template(), context, has_slots=True))
        pieces: list[bytes] = []
        # All at once at the end: a page is long enough for a second copy to count.
        for piece in frame:
            pieces += slots[piece] if isinstance(piece, str) else (piece,)
        return b"".join(pieces)

    def post_card(self, post: PostCard, signed_in: bool, *arguments: Any, **options: Any) -> Markup:
        """One post, in a template."""
        return self._put(b"".join(self._cards.card(post, signed_in, *arguments, **options)))

    def post_cards(self, posts: Iterable[PostCard], signed_in: bool, **options: Any) -> Markup:
        """The posts of a list, in a template; a frame has only one such list."""
        return self._put(POSTS if self._has_slots else b"".join(self._cards.cards(posts, signed_in, **options)))

    def slot(self, name: str, value: str) -> str:
        """A value that is no part of the frame."""
        return self._put(name) if self._has_slots else value

    def _pieces(self, template: Template, context: dict[str, Any], *, has_slots: bool) -> Frame:
        marked = self._marked = []
        self._has_slots = has_slots
        try:
            text = template.render(context)
        finally:
            self._marked, self._has_slots = None, False
        # Text and the numbers of marks by turns.
        return [marked[int(part)] if number % 2 else part.encode() for number, part in enumerate(_MARK.split(text))]

    def _put(self, drawn: bytes | str) -> Markup:
        if self._marked is None:
            assert isinstance(drawn, bytes)  # noqa: S101  slots are for pages
            return Markup(drawn.decode())  # noqa: S704  drawn by an escaping template
        self._marked.append(drawn)
        return Markup(f"\0{_TOKEN}:{len(self._marked) - 1}\0")  # noqa: S704


def slot_html(value: str) -> bytes:
    """A plain value as HTML."""
    return str(escape(value)).encode()
