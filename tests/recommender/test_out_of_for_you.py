"""Whoever keeps their posts out of For you is in none of its doors from that moment on, and is not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest_asyncio

from app.actions.profile import ProfileChange, change_profile
from app.jobs.train import train

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.recommender.world import World


async def keep_out(world: World, author_id: int, *, is_out: bool) -> None:
    database = world.app.extensions["skein"].database
    await change_profile(database, user_id=author_id, change=ProfileChange(is_out_of_for_you=is_out))


@pytest_asyncio.fixture
async def author(world: World) -> AsyncIterator[tuple[int, set[str]]]:
    """A wool author and the ids of their posts; afterwards they may be recommended again."""
    author_id = await world.db.fetchval("SELECT id FROM users WHERE username = 'wool_author_1'")
    rows = await world.db.fetch("SELECT id FROM posts WHERE author_id = $1", author_id)
    yield author_id, {str(row["id"]) for row in rows}
    await keep_out(world, author_id, is_out=False)


async def every_page(world: World, token: str | None) -> set[str]:
    """The ids of all pages of For you, signed out or in."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    found: set[str] = set()
    cursor = ""
    while True:
        response = await world.app.test_client().get(f"/api/feeds?limit=7{cursor}", headers=headers)
        answer: dict[str, Any] = await response.get_json()
        found |= {item["id"] for item in answer["items"]}
        if not answer["next_cursor"]:
            return found
        cursor = f"&cursor={answer['next_cursor']}"


async def test_the_posts_leave_every_door_at_once(world: World, author: tuple[int, set[str]]) -> None:
    author_id, theirs = author
    liking, new = await world.reader(), await world.reader()
    for post_id in (await world.posts_of("wool"))[-2:]:
        await liking.like(post_id)
    await liking.call(f"/api/users/{author_id}/follow", method="POST")
    first = await liking.feed(2)
    assert theirs & await liking.every_door()
    assert theirs & await every_page(world, new.token)
    assert theirs & await every_page(world, None)

    await keep_out(world, author_id, is_out=True)

    assert not theirs & await liking.every_door()
    assert not theirs & await every_page(world, new.token)
    assert not theirs & await every_page(world, None)
    pinned = await liking.call(f"/api/feeds?limit=50&cursor={first['next_cursor']}")
    assert not theirs & {item["id"] for item in pinned["items"]}
    timeline = await liking.call("/api/timeline?limit=50")
    assert theirs & {item["id"] for item in timeline["items"]}


async def test_the_next_model_does_not_know_them(world: World, author: tuple[int, set[str]]) -> None:
    author_id, theirs = author
    await keep_out(world, author_id, is_out=True)

    await train(world.settings)
    await world.models.check()

    assert world.models.current is not None
    assert not theirs & {str(item) for item in world.models.current.model.items.values.tolist()}
    await keep_out(world, author_id, is_out=False)
    await train(world.settings)
    await world.models.check()
