"""A client that was away resumes from the last seq it saw."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from app.live.events import parse_seq

if TYPE_CHECKING:
    from app.live.events import Seq
    from tests.live.client import Live
    from tests.people import People, Person


async def test_what_was_missed_is_replayed(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("Fresh wool today")
    first = await live.program(ben)
    await first.subscribe(post)
    await ana.like(post)
    seq = (await first.next("post.counts"))["seq"]
    await first.connection.close()

    await ana.post("Rain again")
    await ana.reply(post, "Blue")
    await ana.api.post(f"/api/posts/{post['id']}/comments", json={"body": f"Hello @{ben.username}"})
    second = await live.program(ben)
    await second.subscribe(post)
    await second.say(since=seq)

    # What was published late may come by itself and once more by the replay, and in another order.
    while not (
        second.of_type("notification.created")
        and second.of_type("post.created")
        and len({message["reply_id"] for message in second.of_type("reply.created")}) == 2
    ):
        await second.next()
    assert not second.of_type("resync")


async def test_topics_that_come_after_since_are_replayed_too(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Fresh wool today")
    first = await live.program(ben)
    await first.subscribe(post)
    await ana.like(post)
    seq = (await first.next("post.counts"))["seq"]
    await first.connection.close()

    reply = await ana.reply(post, "Blue")
    second = await live.program(ben)
    await second.say(since=seq)
    await second.subscribe(post)

    assert (await second.next("reply.created"))["reply_id"] == reply["id"]


async def test_nothing_is_replayed_that_the_person_may_no_longer_see(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ben.follow(cleo)
    first = await live.program(ben)
    await cleo.post("Rain again")
    seq = (await first.next("post.created"))["seq"]
    await first.connection.close()

    closed, seen = await ana.post("Fresh wool today"), await cleo.post("Hail")
    await ana.api.post(f"/api/users/{ben.id}/block")
    second = await live.program(ben)
    await second.say(since=seq)

    await second.next("post.created", post_id=seen["id"])
    assert closed["id"] not in {message["post_id"] for message in second.of_type("post.created")}


async def test_a_seq_that_is_not_kept_means_resync(people: People, live: Live) -> None:
    socket = await live.program(await people.new("ana"))

    for seq in ("0-0", "1700000000000-0", "18446744073709551615-0"):
        await socket.say(since=seq)
        assert await socket.next("resync") == {"type": "resync"}


async def test_hello_gives_a_seq_to_resume_from(people: People, live: Live) -> None:
    ana = await people.new("ana")
    first = await live.program(ana)
    seq = first.messages[0]["seq"]

    post = await ana.post("Fresh wool today")
    second = await live.program(ana)
    await second.say(since=seq)

    assert (await second.next("post.created", "resync"))["post_id"] == post["id"]


async def seq_of_page(person: Person) -> Seq:
    """The event that a page's socket asks from."""
    found = re.search(r'data-live-seq="([^"]+)"', (await person.api.get("/following")).text)
    assert found is not None
    seq = parse_seq(found[1])
    assert seq is not None
    return seq


async def test_a_page_names_the_newest_event_at_each_reading(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    # From the second time on the page comes out of what was kept.
    before = max([await seq_of_page(ben) for _ in range(4)])
    socket = await live.program(ana)

    post = await ana.post("Fresh wool today")

    seq = parse_seq((await socket.next("post.created", post_id=post["id"]))["seq"])
    assert seq is not None
    assert seq > before
    # One of the processes may be told a moment later.
    async with asyncio.timeout(30):
        while await seq_of_page(ben) < seq:
            pass
