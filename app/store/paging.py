"""Keyset paging: opaque cursors and pages.

A cursor is the sort key of the last item shown. It is opaque to clients, so that a sort key may change.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ItemT = TypeVar("ItemT")
OtherT = TypeVar("OtherT")

# Above every id: the key of "from the start" in a descending list.
NEWEST = 2**63 - 1
DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
NO_CURSOR = "This is not a cursor of this list."


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """Some items and the cursor of the next page; None when there is none."""

    items: list[ItemT]
    next_cursor: str | None

    def map(self, function: Callable[[ItemT], OtherT]) -> Page[OtherT]:
        """The same page with each item changed."""
        return Page([function(item) for item in self.items], self.next_cursor)


def encode_cursor(*key: int) -> str:
    """Pack signed 64-bit integers into URL-safe text."""
    return base64.urlsafe_b64encode(struct.pack(f">{len(key)}q", *key)).rstrip(b"=").decode()


def decode_cursor(text: str | None, size: int = 1) -> tuple[int, ...] | None:
    """The key of a cursor of `size` integers; None for no cursor.

    Raises:
        Invalid: not a cursor of this list.
    """
    if not text:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return struct.unpack(f">{size}q", raw)
    except (binascii.Error, ValueError, struct.error):
        raise Invalid(cursor=NO_CURSOR) from None


def refuse_cursor(text: str | None) -> None:
    """Check the cursor of a list that has one page only, and so gives none.

    Raises:
        Invalid: there is one.
    """
    if text:
        raise Invalid(cursor=NO_CURSOR)


def before_id(cursor: str | None) -> int:
    """The id below which a descending list goes on."""
    key = decode_cursor(cursor)
    return NEWEST if key is None else key[0]


def page_of(rows: Sequence[ItemT], page_size: int, key: Callable[[ItemT], int | tuple[int, ...]]) -> Page[ItemT]:
    """Cut the one row more than a page, which tells that there is a next one."""
    items = list(rows[:page_size])
    if len(rows) <= page_size or not items:
        return Page(items, None)
    last = key(items[-1])
    return Page(items, encode_cursor(*(last if isinstance(last, tuple) else (last,))))
