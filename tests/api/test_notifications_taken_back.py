"""Undoing an act takes its notification back; doing it again tells it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.notification_reading import groups_of, read, told

if TYPE_CHECKING:
    from tests.people import People


async def test_like_unlike_like_is_one(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    await ben.like(post)

    await ben.api.delete(f"/api/posts/{post['id']}/like")
    assert await groups_of(ana) == []

    await ben.like(post)
    assert await told(ana) == [("like", ben.username)]


async def test_unliking_leaves_the_others_of_the_group(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    await ben.like(post)
    await cleo.like(post)

    await cleo.api.delete(f"/api/posts/{post['id']}/like")

    [group] = await groups_of(ana)
    assert (group["actors"][0]["username"], group["actors_count"]) == (ben.username, 1)


async def test_undoing_a_repost(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.repost(post)

    await ben.api.delete(f"/api/posts/{post['id']}/repost")
    assert await groups_of(ana) == []

    await ben.repost(post)
    assert await told(ana) == [("repost", ben.username)]


async def test_unfollowing(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    [group] = await groups_of(ana)
    await read(ana, group["id"])

    await ben.api.delete(f"/api/users/{ana.id}/follow")
    assert await groups_of(ana) == []

    await ben.follow(ana)
    assert [group["read"] for group in await groups_of(ana)] == [False]


async def test_taking_a_request_back(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.go_private()
    await ben.follow(ana)

    await ben.api.delete(f"/api/users/{ana.id}/follow")

    assert await groups_of(ana) == []


async def test_being_accepted_once_more_is_told_once_more(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.go_private()
    for _ in range(2):
        await ben.follow(ana)
        assert (await ana.api.post(f"/api/follow-requests/{ben.id}")).status_code == 204
        [group] = await groups_of(ben)
        assert (group["kind"], group["read"]) == ("request_accepted", False)
        await read(ben, group["id"])
        await ben.api.delete(f"/api/users/{ana.id}/follow")
        assert await groups_of(ben) == []


async def test_deleting_a_reply_quote_or_mention(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    made = [
        await ben.reply(post, "hm"),
        await ben.post("see", quote_of_id=post["id"]),
        await ben.post(f"@{ana.username}"),
    ]

    for one in made:
        assert (await ben.api.delete(f"/api/posts/{one['id']}")).status_code == 204

    assert await groups_of(ana) == []


async def test_deleting_the_post_that_was_liked(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    await ben.repost(post)

    await ana.api.delete(f"/api/posts/{post['id']}")

    assert await groups_of(ana) == []
