"""A new person's likes decide what comes first, with a reason that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.recommender.world import TASTES

if TYPE_CHECKING:
    from tests.recommender.world import World


async def test_without_likes_the_feed_says_that_it_is_not_the_model(world: World) -> None:
    reader = await world.reader()

    page = await reader.feed()

    assert page["metadata"]["source"] == "trending"
    assert page["metadata"]["model_version"] is None


@pytest.mark.parametrize("taste", TASTES)
async def test_two_likes_bring_their_taste_to_the_top(taste: str, world: World) -> None:
    reader = await world.reader()
    liked = (await world.posts_of(taste))[:2]
    for post_id in liked:
        await reader.like(post_id)

    page = await reader.feed()

    assert page["metadata"]["source"] == "model"
    assert page["metadata"]["model_version"] == await world.current()
    assert all(item["body"].startswith(taste) for item in page["items"][:5])
    author = await world.db.fetchval(
        "SELECT username FROM users INNER JOIN posts ON author_id = users.id WHERE posts.id = $1", liked[0]
    )
    reasons = {item["reason"] for item in page["items"][:5]}
    assert reasons <= {f"Because you liked a post by @{author}", "People who liked what you liked"}


async def test_a_taken_back_like_is_no_reason(world: World) -> None:
    reader = await world.reader()
    post_id = (await world.posts_of("wool"))[3]
    await reader.like(post_id)
    await reader.call(f"/api/posts/{post_id}/like", method="DELETE")

    assert not any("you liked" in item["reason"] for item in (await reader.feed())["items"])


async def test_at_most_two_in_a_row_by_one_author_and_scores_are_given(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("cars"))[0])

    items = (await reader.feed())["items"]

    authors = [item["author"]["id"] for item in items]
    assert not any(len(set(authors[n : n + 3])) == 1 for n in range(len(authors) - 2))
    assert items[0]["score"] > items[3]["score"] > 0


async def test_seen_posts_are_not_repeated(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("wool"))[0])
    seen = int((await reader.feed())["items"][0]["id"])
    await world.db.execute(
        "INSERT INTO seen_posts (user_id, post_id, seen_at, views) VALUES ($1, $2, now(), 1)", reader.id, seen
    )

    assert str(seen) not in await reader.every_door()


async def test_what_was_opened_but_not_seen_stays_until_it_is_seen(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("wool"))[0])
    opened = int((await reader.feed())["items"][0]["id"])
    await world.db.execute("INSERT INTO seen_posts (user_id, post_id, clicks) VALUES ($1, $2, 1)", reader.id, opened)
    assert str(opened) in await reader.every_door()

    await world.db.execute("UPDATE seen_posts SET seen_at = now(), views = 1 WHERE user_id = $1", reader.id)

    assert str(opened) not in await reader.every_door()


async def test_less_like_this_works_on_the_next_page(world: World) -> None:
    reader = await world.reader()
    wool, cars = await world.posts_of("wool"), await world.posts_of("cars")
    await reader.like(wool[0])
    await reader.like(cars[0])
    await world.db.execute("INSERT INTO less_like (user_id, post_id) VALUES ($1, $2)", reader.id, cars[1])

    items = (await reader.feed())["items"]

    assert all(item["body"].startswith("wool") for item in items[:4])
    assert str(cars[1]) not in {item["id"] for item in items}


async def test_switched_off_it_is_what_is_popular(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("wool"))[0])
    await world.db.execute("UPDATE users SET is_recommender_on = false WHERE id = $1", reader.id)

    page = await reader.feed()

    assert page["metadata"]["source"] in {"trending", "newest"}
    assert page["metadata"]["model_version"] is None


async def test_a_forgotten_history_counts_for_nothing(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("wool"))[0])
    await world.db.execute("UPDATE users SET history_since = now() WHERE id = $1", reader.id)

    assert (await reader.feed())["metadata"]["source"] == "trending"
