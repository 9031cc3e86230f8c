"""Likes and reposts of one post, and follows, are told together; everything else alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.notification_reading import groups_of, read, told, unread_of
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_likes_of_a_post_are_one_group_with_the_newest_three(people: People) -> None:
    ana = await people.new("ana")
    fans = [await people.new("fan") for _ in range(5)]
    post, other = await ana.post("Red wool"), await ana.post("Blue wool")
    await fans[0].like(other)

    for fan in fans:
        await fan.like(post)

    first, second = await groups_of(ana)
    assert first["actors_count"] == 5
    assert [actor["id"] for actor in first["actors"]] == [fan.id for fan in reversed(fans[2:])]
    assert (second["actors_count"], second["post"]["id"]) == (1, other["id"])


async def test_reposts_and_likes_are_two_groups(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")

    for person in (ben, cleo):
        await person.like(post)
        await person.repost(post)

    assert [(group["kind"], group["actors_count"]) for group in await groups_of(ana)] == [("repost", 2), ("like", 2)]


async def test_follows_are_one_group(people: People) -> None:
    ana = await people.new("ana")
    for _ in range(4):
        await (await people.new("fan")).follow(ana)

    [group] = await groups_of(ana)

    assert (group["kind"], group["actors_count"], len(group["actors"])) == ("follow", 4, 3)


async def test_replies_stay_alone(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")

    await ben.reply(post, "one")
    await ben.reply(post, "two")

    assert [group["post"]["body"] for group in await groups_of(ana)] == ["two", "one"]


async def test_a_group_moves_up_with_a_new_act(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    await ben.like(post)
    await ben.reply(post, "nice")

    await cleo.like(post)

    assert await told(ana) == [("like", cleo.username), ("reply", ben.username)]


async def test_an_act_after_the_reading_opens_a_new_group(people: People) -> None:
    ana, ben, cleo, dan = [await people.new(name) for name in ("ana", "ben", "cleo", "dan")]
    post = await ana.post("Red wool")
    await ben.like(post)
    await cleo.like(post)
    [group] = await groups_of(ana)
    assert await read(ana, group["id"]) == 204

    await dan.like(post)

    new, old = await groups_of(ana)
    assert (new["read"], new["actors_count"], old["read"], old["actors_count"]) == (False, 1, True, 2)
    assert await unread_of(ana) == 1


async def test_pages_go_on_where_they_ended_while_new_ones_arrive(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    posts = [await ana.post(f"Wool {number}") for number in range(5)]
    for post in posts:
        await ben.like(post)
    first = checked(await ana.api.get("/api/notifications", params={"limit": 2}))

    await cleo.like(posts[0])
    await cleo.reply(posts[4], "new")
    seen, cursor = [item["post"]["id"] for item in first["items"]], first["next_cursor"]
    while cursor:
        page = checked(await ana.api.get("/api/notifications", params={"limit": 2, "cursor": cursor}))
        seen += [item["post"]["id"] for item in page["items"]]
        cursor = page["next_cursor"]

    # The first post's group moved above the cursor with cleo's like; no other was lost or shown twice.
    assert seen == [post["id"] for post in reversed(posts[1:])]
    assert [group["post"]["id"] for group in await groups_of(ana)][1:] == [
        posts[number]["id"] for number in (0, 4, 3, 2, 1)
    ]


async def test_filters_choose_kinds(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.follow(ana)
    await ben.like(post)
    await ben.repost(post)
    await ben.reply(post, "hm")
    await ben.post("see", quote_of_id=post["id"])
    await ben.post(f"@{ana.username}")

    shown = {
        name: [group["kind"] for group in await groups_of(ana, filter=name)]
        for name in ("all", "replies", "mentions", "likes", "follows")
    }

    assert shown == {
        "all": ["mention", "quote", "reply", "repost", "like", "follow"],
        "replies": ["reply"],
        "mentions": ["mention", "quote"],
        "likes": ["repost", "like"],
        "follows": ["follow"],
    }


async def test_bad_queries_are_refused(people: People) -> None:
    ana = await people.new("ana")

    for query in ({"filter": "cats"}, {"limit": 0}, {"limit": 101}, {"limit": "x"}, {"cursor": "%%"}, {"cursor": "AA"}):
        assert (await ana.api.get("/api/notifications", params=query)).status_code == 400, query
