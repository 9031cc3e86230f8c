"""No notification comes from, or shows, what the reader may not or does not want to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.notification_reading import groups_of, read, told, unread_of

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def do_everything(actor: Person, reader: Person, post: dict[str, str]) -> None:
    """Each act that could be told; some are refused."""
    await actor.api.post(f"/api/posts/{post['id']}/like")
    await actor.api.post(f"/api/posts/{post['id']}/repost")
    await actor.api.post(f"/api/posts/{post['id']}/comments", json={"body": "hm"})
    await actor.api.post("/api/posts", json={"body": "see", "quote_of_id": post["id"]})
    await actor.post(f"@{reader.username}")
    await actor.api.post(f"/api/users/{reader.id}/follow")


@pytest.mark.parametrize("act", ["block", "mute"])
async def test_nothing_comes_from_the_blocked_and_the_muted(people: People, act: str) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    post = await ana.post("Red wool")
    assert (await ana.api.post(f"/api/users/{dan.id}/{act}")).status_code == 204

    await do_everything(dan, ana, post)

    assert await groups_of(ana) == []


async def test_nothing_comes_from_who_blocked_the_reader(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    post = await ana.post("Red wool")
    await dan.api.post(f"/api/users/{ana.id}/block")

    await do_everything(dan, ana, post)

    assert await groups_of(ana) == []


async def test_a_block_takes_back_what_was_told(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await do_everything(dan, ana, await ana.post("Red wool"))
    assert len(await groups_of(ana)) == 6

    await ana.api.post(f"/api/users/{dan.id}/block")
    assert await groups_of(ana) == []

    await ana.api.delete(f"/api/users/{dan.id}/block")
    assert await groups_of(ana) == []


async def test_muting_hides_what_was_told_until_it_ends(people: People) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    post = await ana.post("Red wool")
    await ben.like(post)
    await do_everything(dan, ana, post)
    hidden = (await groups_of(ana))[0]["id"]

    await ana.api.post(f"/api/users/{dan.id}/mute")

    assert await told(ana) == [("like", ben.username)]
    assert await read(ana, hidden) == 404
    await ana.api.delete(f"/api/users/{dan.id}/mute")
    assert await unread_of(ana) == 6


async def test_a_private_person_reaches_only_followers_with_posts(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await cleo.post("Blue wool")
    await ben.follow(ana)
    await ana.go_private()

    await ana.post(f"secret @{ben.username} @{cleo.username}")
    await ana.repost(post)
    await ana.reply(post, "secret")

    assert await told(ben) == [("mention", ana.username)]
    assert await groups_of(cleo) == []


async def test_what_was_told_goes_when_the_actor_goes_private(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await cleo.post("Blue wool")
    await do_everything(ana, cleo, post)

    await ana.go_private()

    # A follow and a like show the card only, which strangers may see.
    assert [kind for kind, _ in await told(cleo)] == ["follow", "like"]


async def test_a_suspended_person_is_shown_nowhere(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await do_everything(dan, ana, await ana.post("Red wool"))

    await db.execute("UPDATE users SET state = 'suspended' WHERE id = $1", int(dan.id))

    assert await groups_of(ana) == []


async def test_a_hidden_newest_one_leaves_the_rest_of_the_group(people: People) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    post = await ana.post("Red wool")
    await ben.like(post)
    await dan.like(post)

    await ana.api.post(f"/api/users/{dan.id}/mute")

    [group] = await groups_of(ana)
    assert (group["actors"][0]["username"], group["actors_count"]) == (ben.username, 1)
    assert await read(ana, group["id"]) == 204
    assert await unread_of(ana) == 0
