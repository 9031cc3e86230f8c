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


async def test_keeping_ones_posts_out_of_for_you(people: People) -> None:
    ana = await people.new("ana")
    assert checked(await ana.api.get("/api/me"))["is_out_of_for_you"] is False

    for _ in range(2):
        assert checked(await ana.api.patch("/api/me", json={"is_out_of_for_you": True}))["is_out_of_for_you"] is True

    assert checked(await ana.api.patch("/api/me", json={"bio": "Wool"}))["is_out_of_for_you"] is True
    refused = await ana.api.patch("/api/me", json={"is_out_of_for_you": "perhaps"})
    assert refused.status_code == 400
    assert "is_out_of_for_you" in refused.json()["fields"]


async def test_the_switch_on_the_privacy_page(people: People) -> None:
    ana = await people.new("ana")
    web = await people.browser_client(ana)

    await web.post("/settings/privacy", data={"theme": "system", "is_out_of_for_you": "true"})

    assert checked(await ana.api.get("/api/me"))["is_out_of_for_you"] is True
    shown = await web.get("/settings/privacy")
    assert "Keep my posts out of For you" in shown.text
    await web.post("/settings/privacy", data={"theme": "system"})
    assert checked(await ana.api.get("/api/me"))["is_out_of_for_you"] is False
