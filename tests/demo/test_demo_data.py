"""The demo: a first look is alive, and its numbers are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from app.jobs.demo.data import POSTS, make_demo
from app.jobs.demo.people import PEOPLE
from app.jobs.demo.pictures import PICTURES
from tests.people import checked
from tests.sql.test_counters import RECOUNT

if TYPE_CHECKING:
    from tests.demo.conftest import DemoTown


def test_the_texts_fit_together() -> None:
    names, keys = {person.username for person in PEOPLE}, set[str]()
    for post in POSTS:
        assert post.author in names
        assert {post.reply_to, post.repost_of, post.quote_of} <= {"", *keys}
        assert set(post.pictures) <= set(PICTURES)
        keys.add(post.key)

    assert len(keys) == len(POSTS)
    assert [post.minutes_ago for post in POSTS] == sorted((post.minutes_ago for post in POSTS), reverse=True)
    assert len(names) == 40


async def test_both_feeds_show_pictures_polls_quotes_and_notes(town: DemoTown) -> None:
    following = checked(await town.mira.get("/api/timeline", params={"limit": 100}))["items"]
    for_you = checked(await town.mira.get("/api/feeds", params={"limit": 50}))["items"]

    assert len(for_you) >= 20
    assert len({post["author"]["id"] for post in for_you[:10]}) >= 5
    assert sum(bool(post["media"]) for post in for_you) >= 8
    assert any(len(post["media"]) == 4 for post in following)
    assert any(post["poll"] for post in following)
    assert any(post["repost_of"] for post in following)
    assert not any(post["viewer"]["liked"] for post in for_you[:10])
    picture = next(post for post in following if post["media"])["media"][0]
    assert picture["alt"]
    assert (await town.mira.get(picture["url"])).headers["Content-Type"] == "image/webp"
    assert (await town.mira.get(following[0]["author"]["avatar_url"])).status_code == 200


async def test_what_is_new_is_unread_and_as_old_as_the_act(town: DemoTown) -> None:
    unread = checked(await town.mira.get("/api/notifications/unread-count"))["unread_count"]
    told = checked(await town.mira.get("/api/notifications", params={"limit": 100}))["items"]

    assert 2 <= unread < len(told)
    assert [item["read"] for item in told] == sorted(item["read"] for item in told)
    assert len({item["created_at"][:10] for item in told}) > 2


async def test_counters_are_true_and_a_second_call_changes_nothing(town: DemoTown) -> None:
    db = await asyncpg.connect(town.settings.database_url)
    before = await db.fetchrow("SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM likes)")

    await make_demo(town.settings, "another password")

    roots = [row["id"] for row in await db.fetch("SELECT id FROM posts WHERE id = root_id")]
    assert await db.fetch(RECOUNT, roots) == []
    assert await db.fetchrow("SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM likes)") == before
    await db.close()
