"""Posts as JSON text, kept in the process under the stamps of all the rows that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from app.kept import Kept
from app.present.posts import post_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.store.post_rows import PostRow

# About 3 KB each.
KEPT_POSTS = 4_000

_kept: Kept[bytes] = Kept(KEPT_POSTS)


def post_fragments(
    rows: Iterable[PostRow], post_ids: Sequence[int], *, base_url: str, more: dict[int, dict[str, Any]] | None = None
) -> list[orjson.Fragment]:
    """The `post`s of the API in the order of `post_ids`; ids without a row are left out.

    Args:
        more: further fields of single posts, as the reason in For you.
    """
    by_id = {row.id: row for row in rows}
    texts = [(post_id, _text(by_id[post_id], by_id, base_url)) for post_id in post_ids if post_id in by_id]
    if more is None:
        return [orjson.Fragment(text) for _, text in texts]
    return [orjson.Fragment(_with_fields(text, more[post_id])) for post_id, text in texts]


def _text(row: PostRow, by_id: dict[int, PostRow], base_url: str) -> bytes:
    original = by_id.get(row.repost_of_id) if row.repost_of_id is not None else None
    quoting = original or row
    quoted = by_id.get(quoting.quote_of_id) if quoting.quote_of_id is not None else None
    stamps = (row.stamp, original and original.stamp, quoted and quoted.stamp)
    return _kept.get((stamps, base_url), lambda: orjson.dumps(post_json(row, by_id, base_url=base_url)))


def _with_fields(text: bytes, fields: dict[str, Any]) -> bytes:
    return text[:-1] + b"," + orjson.dumps(fields)[1:]
