"""What a person may not or does not want to see comes out of no door of the recommender, also when it became so
after the training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.recommender.world import Reader, World

CHANGES: dict[str, tuple[str, object, object]] = {
    "private": ("UPDATE users SET is_private = $2 WHERE id = $1", True, False),
    "suspended": ("UPDATE users SET state = $2 WHERE id = $1", "suspended", "active"),
}


async def somebody(world: World) -> tuple[Reader, int, int]:
    """A reader of wool, one of the posts that come first for them, and its author."""
    reader = await world.reader()
    for post_id in (await world.posts_of("wool"))[:2]:
        await reader.like(post_id)
    item = (await reader.feed())["items"][0]
    return reader, int(item["id"]), int(item["author"]["id"])


async def ids_by(world: World, author_id: int) -> set[str]:
    return {str(row["id"]) for row in await world.db.fetch("SELECT id FROM posts WHERE author_id = $1", author_id)}


@pytest.mark.parametrize("change", CHANGES)
async def test_authors_who_went_out_of_sight(change: str, world: World) -> None:
    reader, _, author_id = await somebody(world)
    update, value, before = CHANGES[change]

    await world.db.execute(update, author_id, value)
    found = await reader.every_door()
    named = [item["reason"] for item in (await reader.feed())["items"]]
    username = await world.db.fetchval("SELECT username FROM users WHERE id = $1", author_id)
    await world.db.execute(update, author_id, before)

    assert found
    assert not found & await ids_by(world, author_id)
    assert not any(f"@{username}" in reason for reason in named)


@pytest.mark.parametrize("act", ["block", "mute"])
async def test_people_who_are_blocked_or_muted(act: str, world: World) -> None:
    reader, _, author_id = await somebody(world)

    await reader.call(f"/api/users/{author_id}/{act}", 204, method="POST")

    assert not await reader.every_door() & await ids_by(world, author_id)


async def test_people_who_block_the_reader(world: World) -> None:
    reader, _, author_id = await somebody(world)

    await world.db.execute("INSERT INTO blocks (blocker_id, blocked_id) VALUES ($1, $2)", author_id, reader.id)

    assert not await reader.every_door() & await ids_by(world, author_id)


async def test_hidden_posts(world: World) -> None:
    reader, post_id, _ = await somebody(world)

    await world.db.execute("INSERT INTO hidden_posts (user_id, post_id) VALUES ($1, $2)", reader.id, post_id)

    assert str(post_id) not in await reader.every_door()


async def test_deleted_posts_and_a_page_that_fills_up_nevertheless(world: World) -> None:
    reader, post_id, _ = await somebody(world)

    await world.db.execute("UPDATE posts SET deleted_at = now() WHERE id = $1", post_id)
    page = await reader.feed(5)
    found = await reader.every_door()
    await world.db.execute("UPDATE posts SET deleted_at = NULL WHERE id = $1", post_id)

    assert str(post_id) not in found
    assert len(page["items"]) == 5


async def test_what_happens_while_a_list_is_pinned(world: World) -> None:
    reader, _, _ = await somebody(world)
    page = await reader.feed(2)
    second = await reader.call(f"/api/feeds?limit=2&cursor={page['next_cursor']}")
    author_id = int(second["items"][0]["author"]["id"])

    await reader.call(f"/api/users/{author_id}/mute", 204, method="POST")
    again = await reader.call(f"/api/feeds?limit=2&cursor={page['next_cursor']}")

    assert author_id not in {int(item["author"]["id"]) for item in again["items"]}
    assert len(again["items"]) == 2


async def test_private_posts_are_not_learned_from(world: World) -> None:
    known = {int(value) for value in world.models.current.model.items.values}  # type: ignore[union-attr]
    hidden = await world.db.fetchval(
        "SELECT count(*) FROM posts AS p INNER JOIN users AS u ON u.id = p.author_id "
        "WHERE p.id = ANY($1) AND (u.is_private OR p.deleted_at IS NOT NULL)",
        list(known),
    )

    assert hidden == 0
