"""An account that outgrows the fan-out is read where its posts are, and nothing is doubled or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from tests.people import People, Person

pytestmark = pytest.mark.usefixtures("small_limit")


pytestmark = pytest.mark.usefixtures("small_limit")


@pytest_asyncio.fixture
async def small_limit(db: asyncpg.Connection[asyncpg.Record]) -> AsyncIterator[None]:
    """More than two followers are many."""
    before = await db.fetchval("SELECT fanout_limit FROM instance")
    await db.execute("UPDATE instance SET fanout_limit = 2")
    yield
    await db.execute("UPDATE instance SET fanout_limit = $1", before)


async def timeline(person: Person, **query: int) -> list[str]:
    page = checked(await person.api.get("/api/timeline", params=query))
    return [post["id"] for post in page["items"]]


async def test_crossing_the_limit_neither_doubles_nor_loses(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    readers = [await people.new("ben") for _ in range(4)]
    posts: list[str] = []
    for reader in readers:
        posts.insert(0, (await ana.post("before"))["id"])
        await reader.follow(ana)
        posts.insert(0, (await ana.post("after"))["id"])

    is_pulled = await db.fetchval("SELECT is_pulled FROM users WHERE id = $1", int(ana.id))

    assert is_pulled
    for person in (ana, *readers):
        assert await timeline(person) == posts


async def test_pages_join_across_the_limit(people: People) -> None:
    ana, eve = await people.new("ana"), await people.new("eve")
    readers = [await people.new("ben") for _ in range(3)]
    ben = readers[0]
    await ben.follow(eve)
    posts = []
    for number, reader in enumerate(readers):
        await reader.follow(ana)
        posts += [(await ana.post(f"{number}"))["id"], (await eve.post(f"{number}"))["id"]]

    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = checked(await ben.api.get("/api/timeline", params={"limit": 2, **cursor}))
        seen += [post["id"] for post in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert seen == posts[::-1]


async def test_replies_of_a_large_account_keep_the_rule(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    readers = [await people.new("ben") for _ in range(3)]
    for reader in readers:
        await reader.follow(ana)

    to_stranger = await ana.reply(await cleo.post("hello"), "hi cleo")
    to_reader = await ana.reply(await readers[0].post("hello"), "hi ben")

    assert to_stranger["id"] not in await timeline(readers[0])
    assert to_reader["id"] in await timeline(readers[0])
    assert to_reader["id"] not in await timeline(readers[1])


async def test_unfollowing_a_large_account_takes_its_posts_out(people: People) -> None:
    ana = await people.new("ana")
    readers = [await people.new("ben") for _ in range(3)]
    await ana.post("before")
    for reader in readers:
        await reader.follow(ana)
    await ana.post("after")

    await readers[0].api.delete(f"/api/users/{ana.id}/follow")

    assert await timeline(readers[0]) == []
