"""Going public: people who asked to follow do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


async def test_waiting_requests_become_follows(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana", is_private=True)
    ben, cleo = await people.new("ben"), await people.new("cleo")
    for person in (ben, cleo):
        await db.execute(
            "INSERT INTO follow_requests (requester_id, target_id) VALUES ($1, $2)", int(person.id), int(ana.id)
        )

    me = checked(await ana.api.patch("/api/me", json={"is_private": False}))

    assert me["followers_count"] == 2
    assert await db.fetchval("SELECT count(*) FROM follow_requests WHERE target_id = $1", int(ana.id)) == 0
    kinds = await db.fetch("SELECT kind FROM notifications WHERE user_id = $1", int(ben.id))
    assert [row["kind"] for row in kinds] == ["request_accepted"]


async def test_staying_private_keeps_them_waiting(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana", is_private=True), await people.new("ben")
    await db.execute("INSERT INTO follow_requests (requester_id, target_id) VALUES ($1, $2)", int(ben.id), int(ana.id))

    checked(await ana.api.patch("/api/me", json={"is_private": True, "bio": "Still here"}))

    assert await db.fetchval("SELECT count(*) FROM follow_requests WHERE target_id = $1", int(ana.id)) == 1
