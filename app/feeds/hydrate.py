"""From ids to what is shown: one query, whatever the page size."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.present.json_posts import post_fragments, post_json_list
from app.present.posts import PostCard, post_cards
from app.store import post_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import orjson

    from app.db import Executor


async def hydrate_cards(db: Executor, *, viewer_id: int | None, post_ids: Sequence[int]) -> list[PostCard]:
    """Cards in the order of the ids; what the viewer may not see is left out."""
    rows = await post_rows.list_by_ids(db, viewer_id=viewer_id, post_ids=post_ids, with_follows=False)
    return post_cards(rows, post_ids, viewer_id=viewer_id, now=datetime.now(UTC))


async def hydrate_json(
    db: Executor, *, viewer_id: int | None, post_ids: Sequence[int], base_url: str
) -> list[dict[str, Any]]:
    """The API's posts in the order of the ids; what the viewer may not see is left out."""
    rows = await post_rows.list_by_ids(db, viewer_id=viewer_id, post_ids=post_ids)
    return post_json_list(rows, post_ids, base_url=base_url)


async def hydrate_fragments(
    db: Executor, *, viewer_id: int | None, post_ids: Sequence[int], base_url: str
) -> list[orjson.Fragment]:
    """The same as JSON that is text already, for lists."""
    rows = await post_rows.list_by_ids(db, viewer_id=viewer_id, post_ids=post_ids)
    return post_fragments(rows, post_ids, base_url=base_url)
