"""Every kind of act is told once, to the person it concerns, with what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.notification_reading import groups_of, told, unread_of
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_like_shows_who_what_and_when(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")

    await ben.like(post)

    [group] = await groups_of(ana)
    assert group["kind"] == "like"
    assert [actor["username"] for actor in group["actors"]] == [ben.username]
    assert group["actors_count"] == 1
    assert group["post"]["id"] == post["id"]
    assert group["post"]["body"] == "Red wool"
    assert group["read"] is False
    assert group["created_at"].endswith("Z")
    assert group["actors"][0]["viewer"]["following"] is False
    assert await groups_of(ben) == []


async def test_a_reply_shows_the_reply(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")

    reply = await ben.reply(post, "Where from?")

    [group] = await groups_of(ana)
    assert (group["kind"], group["post"]["id"]) == ("reply", reply["id"])


async def test_a_repost_shows_the_original(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")

    await ben.repost(post)

    [group] = await groups_of(ana)
    assert (group["kind"], group["post"]["id"]) == ("repost", post["id"])


async def test_a_quote_shows_the_quote(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")

    quote = await ben.post("See this", quote_of_id=post["id"])

    [group] = await groups_of(ana)
    assert (group["kind"], group["post"]["id"]) == ("quote", quote["id"])
    assert group["post"]["quote_of"]["id"] == post["id"]


async def test_a_mention_shows_the_post(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    post = await ben.post(f"Ask @{ana.username}, or @{ana.username.upper()}")

    [group] = await groups_of(ana)
    assert (group["kind"], group["post"]["id"]) == ("mention", post["id"])


async def test_a_reply_or_quote_that_mentions_too_is_told_once(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")

    await ben.reply(post, f"@{ana.username} where from?")
    await ben.post(f"@{ana.username} knows", quote_of_id=post["id"])

    assert [kind for kind, _ in await told(ana)] == ["quote", "reply"]


async def test_a_follow(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    await ben.follow(ana)

    [group] = await groups_of(ana)
    assert (group["kind"], group["post"]) == ("follow", None)
    assert group["actors"][0]["viewer"]["followed_by"] is True


async def test_a_request_and_its_acceptance(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.go_private()

    await ben.follow(ana)

    assert await told(ana) == [("follow_request", ben.username)]
    assert (await ana.api.post(f"/api/follow-requests/{ben.id}")).status_code == 204
    assert await told(ana) == []
    assert await told(ben) == [("request_accepted", ana.username)]


async def test_ones_own_acts_are_not_told(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post(f"I am @{ana.username}")

    await ana.like(post)
    await ana.reply(post, "myself")
    await ana.repost(post)
    await ana.post("again", quote_of_id=post["id"])

    assert await groups_of(ana) == []


async def test_an_edit_tells_a_new_mention_and_no_old_one_twice(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post(f"Hello @{ben.username}")

    checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": f"Hello @{ben.username} @{cleo.username}"}))

    assert await told(ben) == [("mention", ana.username)]
    assert await told(cleo) == [("mention", ana.username)]
    assert await unread_of(ben) == 1


async def test_signed_out_there_are_none(people: People) -> None:
    visitor = people.signed_out()

    for method, path in (
        ("GET", "/api/notifications"),
        ("GET", "/api/notifications/unread-count"),
        ("PATCH", "/api/notifications/1/read"),
        ("PATCH", "/api/notifications/read-all"),
    ):
        assert (await visitor.request(method, path)).status_code == 401, path
