"""Drawn posts, kept in the process: a post that many people read is drawn once, not once per reader."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.kept import Kept
from app.present.frames import slot_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.present.posts import PostCard

# About 4 KB each.
KEPT_CARDS = 6_000
KEPT_WORDS = 4_000
# Stand for the words that say why a reader is shown the post, which hardly two share. Nobody's text can hold them.
_TOKEN = secrets.token_hex(8)
_REASON, _REASON_NOTE = f"line-{_TOKEN}".encode(), f"note-{_TOKEN}".encode()
_WORDS = re.compile(b"(%b|%b)" % (_REASON, _REASON_NOTE))

_words_html = lru_cache(maxsize=KEPT_WORDS)(slot_html)


class CardList(list["PostCard"]):
    """Cards that are drawn once, as a whole, as long as the list is kept."""

    def __init__(self, cards: Iterable[PostCard]) -> None:
        super().__init__(cards)
        # Under whether they are for somebody signed in, and in a thread.
        self.drawn: dict[tuple[bool, bool], list[bytes]] = {}


class CardDrawer:
    """Looks a card up as it is sent, or draws it with the macro `draw_card`."""

    def __init__(self, draw: Callable[..., str]) -> None:
        self._draw = draw
        # Each cut where the words of a reason belong.
        self._kept: Kept[list[bytes]] = Kept(KEPT_CARDS)

    def card(
        self, post: PostCard, signed_in: bool, extra: str = "", is_open: bool = False, in_thread: bool = False
    ) -> list[bytes]:
        """One post, in pieces."""
        drawn_with = (signed_in, extra, is_open, in_thread)
        pieces = self._kept.get(
            (post.key, drawn_with), lambda: _WORDS.split(str(self._draw(_for_all(post), *drawn_with)).encode())
        )
        if len(pieces) == 1:
            return pieces
        words = {_REASON: _words_html(post.reason), _REASON_NOTE: _words_html(post.reason_note)}
        return [words.get(piece, piece) for piece in pieces]

    def cards(self, posts: Iterable[PostCard], signed_in: bool, in_thread: bool = False) -> list[bytes]:
        """The posts of a list, in pieces."""
        drawn = posts.drawn if isinstance(posts, CardList) else {}
        if (known := drawn.get((signed_in, in_thread))) is not None:
            return known
        pieces: list[bytes] = []
        for post in posts:
            pieces += self.card(post, signed_in, in_thread=in_thread)
        drawn[signed_in, in_thread] = pieces
        return pieces


def _for_all(post: PostCard) -> PostCard:
    return replace(post, reason=_REASON.decode(), reason_note=_REASON_NOTE.decode()) if post.reason else post
