"""post.created reaches everybody in whose Following the post is, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.db import Connection
    from tests.live.client import Live
    from tests.people import People


async def test_a_follower_hears_of_a_new_post(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    socket = await live.program(ben)

    post = await ana.post("Fresh wool today")

    message = await socket.next("post.created")
    assert message == {
        "type": "post.created",
        "seq": message["seq"],
        "post_id": post["id"],
        "author_id": ana.id,
    }


async def test_a_page_gets_the_face_of_the_author(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    socket = await live.page(ben)

    await ana.post("Fresh wool today")

    assert "avatar" in (await socket.next("post.created"))["face"]


async def test_the_author_hears_of_it_in_other_tabs(people: People, live: Live) -> None:
    ana = await people.new("ana")
    socket = await live.program(ana)

    await ana.post("Fresh wool today")

    assert (await socket.next("post.created"))["author_id"] == ana.id


async def test_a_stranger_hears_nothing(people: People, live: Live) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    socket = await live.program(cleo)

    await ana.post("Fresh wool today")
    own = await cleo.post("Rain again")

    assert (await socket.next("post.created"))["post_id"] == own["id"]


async def test_nobody_hears_of_a_muted_person(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ben.api.post(f"/api/users/{ana.id}/mute")
    socket = await live.program(ben)

    await ana.post("Fresh wool today")
    own = await ben.post("Rain again")

    assert (await socket.next("post.created"))["post_id"] == own["id"]


async def test_a_repost_names_the_original(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await cleo.follow(ben)
    post = await ana.post("Fresh wool today")
    socket = await live.program(cleo)

    await ben.repost(post)

    message = await socket.next("post.created")
    assert (message["author_id"], message["repost_of_id"]) == (ben.id, post["id"])


async def test_a_repost_of_somebody_who_blocks_the_listener_does_not_name_the_original(
    people: People, live: Live
) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    await dan.follow(ben)
    await ana.api.post(f"/api/users/{dan.id}/block")
    post = await ana.post("Fresh wool today")
    socket = await live.program(dan)

    await ben.repost(post)

    message = await socket.next("post.created")
    assert message["author_id"] == ben.id
    assert "repost_of_id" not in message
    assert (await dan.api.get("/api/timeline")).json()["items"][0]["id"] == message["post_id"]


async def test_a_repost_of_somebody_muted_says_nothing(people: People, live: Live) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    await dan.follow(ben)
    await dan.api.post(f"/api/users/{ana.id}/mute")
    post = await ana.post("Fresh wool today")
    socket = await live.program(dan)

    await ben.repost(post)
    own = await dan.post("Rain again")

    assert (await socket.next("post.created"))["post_id"] == own["id"]


async def test_the_post_of_a_large_account_is_heard_of_too(people: People, live: Live, db: Connection) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await db.execute("UPDATE users SET is_pulled = true WHERE id = $1", int(ana.id))
    await ben.follow(ana)
    socket = await live.program(ben)

    post = await ana.post("Fresh wool today")

    assert (await socket.next("post.created"))["post_id"] == post["id"]
