"""Muting a conversation: no notifications of it and none of it in the feeds, until it is unmuted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.notification_reading import told, unread_of
from tests.live.client import Live
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def following(person: Person) -> list[str]:
    return [post["body"] for post in checked(await person.api.get("/api/timeline"))["items"]]


async def test_nothing_of_a_muted_conversation_is_told(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    answer = await ben.reply(post, "Where from?")
    own = await ana.reply(answer, "The market")
    assert (await ana.api.post(f"/api/posts/{own['id']}/mute-thread")).status_code == 204
    assert (await ana.api.post(f"/api/posts/{post['id']}/mute-thread")).status_code == 204

    await ben.reply(own, f"Which one, @{ana.username}?")
    await ben.like(post)
    await ben.repost(own)
    await ben.post("See", quote_of_id=post["id"])
    await ben.follow(ana)

    assert await told(ana) == [("follow", ben.username)]
    assert await unread_of(ana) == 1
    assert (await ana.api.delete(f"/api/posts/{answer['id']}/mute-thread")).status_code == 204
    await ben.reply(own, "Hello?")
    # What was told before shows again, what happened meanwhile was never told.
    assert await told(ana) == [("reply", ben.username), ("follow", ben.username), ("reply", ben.username)]


async def test_a_muted_conversation_stays_out_of_following_but_can_be_read(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    loud, other = await ana.post("Loud"), await ana.post("Other")
    await ana.reply(loud, "Louder")
    browser = await people.browser_client(ben)

    loud_id = loud["id"]
    answer = await browser.post(f"/posts/{loud_id}/mute-thread", data={"back": "/following"})
    assert answer.status_code == 303
    assert await following(ben) == [other["body"]]
    assert (await ben.api.get(f"/api/posts/{loud['id']}")).status_code == 200
    page = (await browser.get(f"/@{ana.username}/post/{loud['id']}")).text
    assert "Unmute this conversation" in page
    answer = await browser.post(f"/posts/{loud_id}/unmute-thread", headers={"X-Fragment": "1"})

    assert answer.status_code == 204
    assert len(await following(ben)) == 3


async def test_reposts_and_quotes_of_a_muted_conversation_stay_out_of_following(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    post = await cleo.post("Loud")
    reply = await cleo.reply(post, "Louder")
    assert (await ben.api.post(f"/api/posts/{post['id']}/mute-thread")).status_code == 204
    async with Live(people) as live:
        socket = await live.program(ben)

        await ana.repost(reply)
        await ana.post("Listen", quote_of_id=post["id"])
        other = await ana.post("Other")

        assert (await socket.next("post.created"))["post_id"] == other["id"]
    assert await following(ben) == ["Other"]


async def test_who_may_not_see_a_post_cannot_mute_it(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    await ana.go_private()
    post = await ana.post("For friends")
    post_id = post["id"]
    path = f"/api/posts/{post_id}/mute-thread"

    assert (await cleo.api.post(path)).status_code == 404
    assert (await cleo.api.delete(path)).status_code == 404
    assert (await people.signed_out().post(path)).status_code == 401
