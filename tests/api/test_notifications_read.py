"""Reading one closes its whole group; reading all closes everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.notification_reading import groups_of, read, unread_of

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


async def test_any_id_of_the_group_reads_the_whole_group_and_twice_is_once(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    await ben.like(post)
    await cleo.like(post)
    await ben.reply(post, "hm")
    oldest = await db.fetchval("SELECT min(id) FROM notifications WHERE user_id = $1", int(ana.id))

    assert await read(ana, str(oldest)) == 204
    assert await read(ana, str(oldest)) == 204

    assert [(group["kind"], group["read"]) for group in await groups_of(ana)] == [("reply", False), ("like", True)]


async def test_reading_a_closed_group_again_leaves_the_new_one_open(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    await ben.like(post)
    [old] = await groups_of(ana)
    await read(ana, old["id"])
    await cleo.like(post)

    assert await read(ana, old["id"]) == 204

    assert await unread_of(ana) == 1


async def test_unknown_and_somebody_elses_are_404(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.like(await ana.post("Red wool"))
    [group] = await groups_of(ana)

    assert await read(cleo, group["id"]) == 404
    for unknown in ("1", "0", "-1", "abc", "9" * 30, str(2**63), "%00"):
        assert await read(ana, unknown) == 404, unknown

    assert await unread_of(ana) == 1


async def test_read_all_is_for_oneself_only_and_twice_is_once(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    for fan in (ben, cleo):
        await fan.like(post)
        await fan.reply(post, "hm")
    await ana.reply(await ben.post("Blue"), "oh")

    for _ in range(2):
        assert (await ana.api.patch("/api/notifications/read-all")).status_code == 204

    assert [(group["kind"], group["actors_count"], group["read"]) for group in await groups_of(ana)] == [
        ("reply", 1, True),
        ("like", 2, True),
        ("reply", 1, True),
    ]
    assert await unread_of(ben) == 1


async def test_they_cannot_be_made_over_the_api(people: People) -> None:
    ana = await people.new("ana")

    assert (await ana.api.post("/api/notifications", json={"kind": "like"})).status_code == 405
    assert (await ana.api.post("/api/notifications/create", json={"kind": "like"})).status_code in {404, 405}
