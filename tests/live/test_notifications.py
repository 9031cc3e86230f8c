"""notification.created reaches the person whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.live.client import Live
    from tests.people import People


async def test_a_like_tells_the_author(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Fresh wool today")
    socket = await live.program(ana)

    await ben.like(post)

    message = await socket.next("notification.created")
    assert message["unread_count"] == 1
    assert message["notification"]["kind"] == "like"
    assert message["notification"]["actors"][0]["id"] == ben.id
    assert message["notification"]["post"]["id"] == post["id"]
    assert message["notification"]["post"]["url"] == post["url"]


async def test_a_page_gets_the_line_of_the_list(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    socket = await live.page(ana)

    await ben.follow(ana)

    message = await socket.next("notification.created")
    assert f'data-notification="{message["notification"]["id"]}"' in message["html"]


async def test_nobody_else_is_told(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    socket = await live.program(cleo)

    await ben.follow(ana)
    await ana.follow(cleo)

    message = await socket.next("notification.created")
    assert message["notification"]["actors"][0]["id"] == ana.id


async def test_what_is_read_in_one_place_is_read_everywhere(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    first, second = await ana.post("Red wool"), await ana.post("Blue wool")
    await ben.like(first)
    await ben.like(second)
    socket, page = await live.program(ana), await live.page(ana)
    newest = (await ana.api.get("/api/notifications")).json()["items"][0]["id"]

    assert (await ana.api.patch(f"/api/notifications/{newest}/read")).status_code == 204
    for listener in (socket, page):
        message = await listener.next("notification.read")
        assert (message["notification_ids"], message["unread_count"]) == ([newest], 1)
    assert (await ana.api.patch("/api/notifications/read-all")).status_code == 204

    await page.next("notification.read", unread_count=0)


async def test_the_number_goes_down_when_an_act_is_taken_back(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    await ben.follow(ana)
    reply = await ben.reply(post, "Where from?")
    socket, page = await live.program(ana), await live.page(ana)

    await ben.api.delete(f"/api/posts/{post['id']}/like")
    for listener in (socket, page):
        assert (await listener.next("notification.deleted"))["unread_count"] == 2
    await ben.api.delete(f"/api/users/{ana.id}/follow")
    await socket.next("notification.deleted", unread_count=1)
    await ben.api.delete(f"/api/posts/{reply['id']}")

    await socket.next("notification.deleted", unread_count=0)
