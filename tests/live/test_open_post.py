"""Counters, replies, edits and deletion of a post that a socket listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.live.client import Live
    from tests.people import People


async def test_a_like_changes_the_counters(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Fresh wool today")
    socket = await live.program(ana)
    await socket.subscribe(post)

    await ben.like(post)

    message = await socket.next("post.counts")
    assert message == {
        "type": "post.counts",
        "seq": message["seq"],
        "post_id": post["id"],
        "likes_count": 1,
        "comments_count": 0,
        "reposts_count": 0,
        "quotes_count": 0,
        "shares_count": 0,
    }


async def test_a_reply_arrives_at_an_open_post(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Fresh wool today")
    socket = await live.program(cleo)
    await socket.subscribe(post)

    reply = await ben.reply(post, "Which colour?")

    message = await socket.next("reply.created")
    assert (message["post_id"], message["reply_id"]) == (post["id"], reply["id"])


async def test_a_page_gets_the_reply_as_an_article_without_the_state_of_a_viewer(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Fresh wool today")
    pages = [await live.page(ben), await live.page(cleo)]
    for page in pages:
        await page.subscribe(post)

    reply = await ben.reply(post, "Which colour & size?")

    seen_by_ben, seen_by_cleo = [(await page.next("reply.created"))["html"] for page in pages]
    assert f'id="post-{reply["id"]}"' in seen_by_cleo
    assert "Which colour &amp; size?" in seen_by_cleo
    assert seen_by_ben == seen_by_cleo


async def test_the_reply_of_a_private_person_reaches_followers_only(people: People, live: Live) -> None:
    ana, ben, cleo, dan = [await people.new(name) for name in ("ana", "ben", "cleo", "dan")]
    await ben.follow(dan)
    await dan.go_private()
    post = await ana.post("Fresh wool today")
    follower, stranger = await live.page(ben), await live.page(cleo)
    await follower.subscribe(post)
    await stranger.subscribe(post)

    hidden = await dan.reply(post, "Marker of a private person")
    public = await ana.reply(post, "Blue")

    await follower.next("reply.created", reply_id=hidden["id"])
    assert (await stranger.next("reply.created"))["reply_id"] == public["id"]


async def test_what_a_reply_quotes_is_hidden_from_whom_it_is_hidden_from(people: People, live: Live) -> None:
    ana, ben, cleo, dan = [await people.new(name) for name in ("ana", "ben", "cleo", "dan")]
    await dan.api.post(f"/api/users/{cleo.id}/block")
    quoted = await dan.post("Marker that is quoted")
    post = await ana.post("Fresh wool today")
    open_page, blocked_page = await live.page(ana), await live.page(cleo)
    await open_page.subscribe(post)
    await blocked_page.subscribe(post)

    await ben.api.post("/api/posts", json={"body": "Look", "reply_to_id": post["id"], "quote_of_id": quoted["id"]})

    assert "Marker that is quoted" in (await open_page.next("reply.created"))["html"]
    assert "Marker that is quoted" not in (await blocked_page.next("reply.created"))["html"]


async def test_an_edit_arrives_where_the_post_is_shown(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    post = await ana.post("Fresh wool today")
    follower, reader = await live.page(ben), await live.program(cleo)
    await reader.subscribe(post)

    await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "Fresh wool & yarn"})

    message = await follower.next("post.updated")
    assert message["post_id"] == post["id"]
    assert 'data-testid="post-body"' in message["html"]
    assert "Fresh wool &amp; yarn" in message["html"]
    assert (await reader.next("post.updated"))["post_id"] == post["id"]


async def test_a_deletion_arrives_where_the_post_is_shown(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    post = await ana.post("Fresh wool today")
    follower, reader = await live.program(ben), await live.program(cleo)
    await reader.subscribe(post)

    await ana.api.delete(f"/api/posts/{post['id']}")

    for socket in (follower, reader):
        assert (await socket.next("post.deleted"))["post_id"] == post["id"]


async def test_a_deleted_reply_is_told_where_it_was_told_of(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Fresh wool today")
    reply = await ben.reply(post, "Soft wool")
    assert (await ana.api.post(f"/api/users/{ben.id}/restrict")).status_code == 204
    held = await ben.reply(post, "Only ana may know of this")
    socket = await live.program(cleo)
    await socket.subscribe(post)

    await ben.api.delete(f"/api/posts/{held['id']}")
    await ben.api.delete(f"/api/posts/{reply['id']}")

    assert (await socket.next("post.deleted"))["post_id"] == reply["id"]


async def test_visibility_is_asked_again_at_each_event(people: People, live: Live) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post, other = await ana.post("Fresh wool today"), await ben.post("Rain again")
    socket = await live.program(cleo)
    await socket.subscribe(post, other)

    await ana.api.post(f"/api/users/{cleo.id}/block")
    await ben.like(post)
    await ana.like(other)

    assert (await socket.next("post.counts"))["post_id"] == other["id"]


async def test_an_unsubscribed_post_is_silent(people: People, live: Live) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post, other = await ana.post("Fresh wool today"), await ana.post("Rain again")
    socket = await live.program(ana)
    await socket.subscribe(post, other)

    await socket.say(unsubscribe=[f"post:{post['id']}"])
    await socket.subscribe(other)
    await ben.like(post)
    await ben.like(other)

    assert (await socket.next("post.counts"))["post_id"] == other["id"]
