"""What pages and API share about showing one post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from app.actions.idempotency import StoredAnswer
from app.blueprints.current import base_url
from app.errors import NotFound
from app.feeds.hydrate import hydrate_cards, hydrate_json

if TYPE_CHECKING:
    from app.db import Executor
    from app.present.posts import PostCard


async def post_body(db: Executor, post_id: int, *, viewer_id: int | None) -> dict[str, Any]:
    """The API's `post`.

    Raises:
        NotFound: unknown or not visible.
    """
    found = await hydrate_json(db, viewer_id=viewer_id, post_ids=[post_id], base_url=base_url())
    if not found:
        raise NotFound
    return found[0]


async def post_card(db: Executor, post_id: int, *, viewer_id: int | None) -> PostCard:
    """A post for a page.

    Raises:
        NotFound: unknown or not visible.
    """
    found = await hydrate_cards(db, viewer_id=viewer_id, post_ids=[post_id])
    if not found:
        raise NotFound
    return found[0]


async def created_answer(db: Executor, post_ids: list[int], *, viewer_id: int) -> StoredAnswer:
    """The answer of the API to a new post, or to a chain: its first post."""
    return StoredAnswer(201, orjson.dumps(await post_body(db, post_ids[0], viewer_id=viewer_id)).decode())
