"""What a socket may listen to, and how it is told that it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.live.client import Live
    from tests.people import People


async def test_a_private_post_and_an_unknown_one_are_refused_alike(people: People, live: Live) -> None:
    ana, cleo = await people.new("ana", is_private=True), await people.new("cleo")
    post = await ana.post("Marker of a private person")
    socket = await live.program(cleo)

    await socket.say(subscribe=[f"post:{post['id']}", "post:1"])

    private, unknown = await socket.next("error"), await socket.next("error")
    assert private == {**unknown, "topic": f"post:{post['id']}"}
    assert unknown["topic"] == "post:1"
    assert unknown["error"] == "not_found"


async def test_a_topic_that_cannot_be_is_refused(people: People, live: Live) -> None:
    socket = await live.program(await people.new("ana"))

    for topic in ("post:", "post:x", "post:99999999999999999999", "user:1", "posts", "post:-1", "post:\u0661"):
        await socket.say(subscribe=[topic])
        answer = await socket.next("error")
        assert (answer["error"], answer["topic"]) == ("not_found", topic)


async def test_ones_own_events_are_a_topic_too(people: People, live: Live) -> None:
    ana = await people.new("ana")
    socket = await live.program(ana)

    await socket.say(subscribe=[f"user:{ana.id}"])

    assert await socket.next() == {"type": "subscribed", "topic": f"user:{ana.id}"}


async def test_a_socket_follows_no_more_than_200_topics(people: People, live: Live) -> None:
    ana = await people.new("ana")
    post = await ana.post("Fresh wool today")
    socket = await live.program(ana)

    await socket.say(subscribe=[f"post:{number}" for number in range(201)])

    assert (await socket.next("error"))["error"] == "invalid"
    await socket.subscribe(post)
