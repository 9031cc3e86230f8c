"""Counters equal a recount, whatever happens at the same time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person

RECOUNT = """
    SELECT p.id
    FROM posts AS p
    WHERE p.root_id = ANY($1::bigint []) AND (
        p.likes_count <> (SELECT count(*) FROM likes AS l WHERE l.post_id = p.id)
        OR p.shares_count <> (SELECT count(*) FROM shares AS s WHERE s.post_id = p.id)
        OR p.comments_count <> rules.count_comments(p.id)
        OR p.reposts_count <> rules.count_reposts(p.id)
        OR p.quotes_count <> rules.count_quotes(p.id)
    )
"""


async def wrong_posts(db: asyncpg.Connection[asyncpg.Record], *posts: dict[str, Any]) -> list[int]:
    """Posts of these conversations whose counters differ from a recount."""
    return [row["id"] for row in await db.fetch(RECOUNT, [int(post["id"]) for post in posts])]


async def crowd(people: People, size: int) -> list[Person]:
    """Some people at once."""
    return list(await asyncio.gather(*(people.new("fan") for _ in range(size))))


async def test_50_people_like_share_and_repost_at_once(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, fans = await people.new("ana"), await crowd(people, 50)
    post = await ana.post("hello")

    answers = await asyncio.gather(
        *(fan.api.post(f"/api/posts/{post['id']}/{act}") for fan in fans for act in ("like", "share", "repost"))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert await wrong_posts(db, post) == []
    counts = await db.fetchrow(
        "SELECT likes_count, shares_count, reposts_count FROM posts WHERE id = $1", int(post["id"])
    )
    assert counts is not None
    assert tuple(counts) == (50, 50, 50)


async def test_liking_and_unliking_at_once(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, fans = await people.new("ana"), await crowd(people, 4)
    post = await ana.post("hello")
    address = f"/api/posts/{post['id']}/like"

    answers = await asyncio.gather(
        *(fan.api.request(method, address) for fan in fans for method in ("POST", "DELETE") * 4)
    )

    assert {answer.status_code for answer in answers} == {200}
    assert await wrong_posts(db, post) == []


async def test_reposting_and_undoing_at_once(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, fans = await people.new("ana"), await crowd(people, 3)
    post = await ana.post("hello")
    address = f"/api/posts/{post['id']}/repost"

    answers = await asyncio.gather(
        *(fan.api.request(method, address) for fan in fans for method in ("POST", "DELETE") * 5)
    )

    assert {answer.status_code for answer in answers} == {200}
    assert await wrong_posts(db, post) == []


async def test_deleting_while_others_act(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, fans = await people.new("ana"), await crowd(people, 8)
    root = await ana.post("root")
    post = await ana.reply(root, "hello")
    address = f"/api/posts/{post['id']}"

    answers = await asyncio.gather(
        *(fan.api.post(f"{address}/like") for fan in fans[:4]),
        *(fan.api.post(f"{address}/repost") for fan in fans[:4]),
        ana.api.delete(address),
        *(fan.api.post(f"{address}/like") for fan in fans[4:]),
        *(fan.api.post(f"{address}/comments", json={"body": "hi"}) for fan in fans[4:]),
    )

    assert {answer.status_code for answer in answers} <= {200, 201, 204, 404}
    assert await wrong_posts(db, root) == []
    told = await db.fetchval("SELECT count(*) FROM notifications WHERE post_id = $1", int(post["id"]))
    assert told == 0


async def test_going_private_and_back_recounts(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    await ben.reply(post, "hi")
    await ben.repost(post)
    await ben.post("look", quote_of_id=post["id"])
    counts = "SELECT comments_count, reposts_count, quotes_count FROM posts WHERE id = $1"

    await ben.go_private()
    hidden = await db.fetchrow(counts, int(post["id"]))
    await ben.reply(post, "not counted")
    await ben.api.patch("/api/me", json={"is_private": False})
    shown = await db.fetchrow(counts, int(post["id"]))

    assert hidden is not None
    assert shown is not None
    assert (tuple(hidden), tuple(shown)) == ((0, 0, 0), (2, 1, 1))
    assert await wrong_posts(db, post) == []


async def test_switching_privacy_while_replying_and_deleting(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    replies = [await ben.reply(post, f"hi {number}") for number in range(8)]

    answers = await asyncio.gather(
        *(ben.api.delete(f"/api/posts/{reply['id']}") for reply in replies),
        *(ben.api.patch("/api/me", json={"is_private": number % 2 == 0}) for number in range(4)),
        *(ben.api.post(f"/api/posts/{post['id']}/comments", json={"body": "new"}) for _ in range(4)),
        *(ben.api.post(f"/api/posts/{post['id']}/{act}") for act in ("repost", "like")),
    )

    assert {answer.status_code for answer in answers} <= {200, 201, 204}
    assert await wrong_posts(db, post) == []
