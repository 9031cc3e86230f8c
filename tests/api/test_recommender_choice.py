"""The person is in charge of For you: the switch, a fresh start, hiding a post, less like this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person

WISHES = [
    ("/api/posts/{}/hide", "/api/me/recommender/hidden"),
    ("/api/posts/{}/less", "/api/me/recommender/less"),
]


async def for_you(person: Person) -> list[str]:
    ids: list[str] = []
    cursor = None
    while True:
        query = {"limit": 100} if cursor is None else {"limit": 100, "cursor": cursor}
        page = checked(await person.api.get("/api/feeds", params=query))
        ids += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return ids


async def following(person: Person) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = checked(await person.api.get("/api/timeline"))["items"]
    return items


async def test_a_hidden_post_leaves_the_feeds_and_stays_readable(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ben.follow(cleo)
    post = await ana.post("hello")
    await cleo.repost(post)
    assert post["id"] in await for_you(ben)

    for _ in range(2):
        assert checked(await ben.api.post(f"/api/posts/{post['id']}/hide")) == {"hidden": True}

    assert await following(ben) == []
    assert post["id"] not in await for_you(ben)
    assert post["id"] in await for_you(cleo)
    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["id"] == post["id"]
    assert checked(await ben.api.get(f"/api/users/{ana.id}/posts"))["items"][0]["id"] == post["id"]
    [listed] = checked(await ben.api.get("/api/me/recommender/hidden"))["items"]
    assert listed["id"] == post["id"]

    for _ in range(2):
        assert checked(await ben.api.delete(f"/api/posts/{post['id']}/hide")) == {"hidden": False}
    assert len(await following(ben)) == 2
    assert post["id"] in await for_you(ben)


async def test_hiding_a_repost_hides_the_original(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(cleo)
    post = await ana.post("hello")
    await cleo.repost(post)
    [entry] = await following(ben)

    checked(await ben.api.post(f"/api/posts/{entry['id']}/hide"))

    assert await following(ben) == []
    [listed] = checked(await ben.api.get("/api/me/recommender/hidden"))["items"]
    assert listed["id"] == post["id"]


async def test_a_list_that_is_pinned_already_does_not_keep_it(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    posts = [await ana.post(f"hello {number}") for number in range(4)]
    first = checked(await ben.api.get("/api/feeds", params={"limit": 1}))
    shown = first["items"][0]["id"]
    unwanted = next(post for post in posts if post["id"] != shown)

    checked(await ben.api.post(f"/api/posts/{unwanted['id']}/hide"))

    cursor, rest = first["next_cursor"], []
    while cursor is not None:
        page = checked(await ben.api.get("/api/feeds", params={"limit": 100, "cursor": cursor}))
        rest += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert unwanted["id"] not in rest


async def test_less_like_this_leaves_for_you_only(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("hello")

    for _ in range(2):
        assert checked(await ben.api.post(f"/api/posts/{post['id']}/less")) == {"less": True}

    assert post["id"] not in await for_you(ben)
    assert [item["id"] for item in await following(ben)] == [post["id"]]
    [listed] = checked(await ben.api.get("/api/me/recommender/less"))["items"]
    assert listed["id"] == post["id"]
    for _ in range(2):
        assert checked(await ben.api.delete(f"/api/posts/{post['id']}/less")) == {"less": False}
    assert post["id"] in await for_you(ben)
    assert checked(await ben.api.get("/api/me/recommender/less"))["items"] == []


@pytest.mark.parametrize(("address", "listed"), WISHES)
async def test_unknown_invisible_and_signed_out(address: str, listed: str, people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("secret wool")
    await cleo.api.post(address.format(post["id"]))
    await ana.go_private()

    for post_id in (post["id"], "1", "wool"):
        assert (await cleo.api.post(address.format(post_id))).status_code == 404
        assert (await cleo.api.delete(address.format(post_id))).status_code == 404
    # What was listed while it was visible is so no longer.
    assert "secret wool" not in (await cleo.api.get(listed)).text
    nobody = people.signed_out()
    assert (await nobody.post(address.format(post["id"]))).status_code == 401
    assert (await nobody.delete(address.format(post["id"]))).status_code == 401
    assert (await nobody.get(listed)).status_code == 401


async def test_the_switch(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    assert checked(await ana.api.get("/api/me/recommender")) == {"is_on": True, "history_since": None}

    assert checked(await ana.api.patch("/api/me/recommender", json={"is_on": False}))["is_on"] is False

    assert checked(await ana.api.get("/api/me/recommender"))["is_on"] is False
    assert await db.fetchval("SELECT rules.is_tracked($1)", int(ana.id)) is False
    assert await db.fetchval("SELECT rules.is_tracked(NULL)") is False
    for body in ({}, {"is_on": "maybe"}, {"is_on": None}):
        assert (await ana.api.patch("/api/me/recommender", json=body)).status_code == 400
    nobody = people.signed_out()
    assert (await nobody.get("/api/me/recommender")).status_code == 401
    assert (await nobody.patch("/api/me/recommender", json={"is_on": True})).status_code == 401
    assert (await nobody.post("/api/me/recommender/reset")).status_code == 401


async def test_reset_forgets_what_was_looked_at(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    view = {"interaction_type": "view", "post_id": post["id"]}
    checked(await ana.api.post("/api/track", json=view))
    checked(await ben.api.post("/api/track", json=view))

    for _ in range(2):
        assert (await ana.api.post("/api/me/recommender/reset")).status_code == 204

    assert checked(await ana.api.get("/api/me/recommender"))["history_since"] is not None
    for person, left in ((ana, 0), (ben, 1)):
        assert await db.fetchval("SELECT count(*) FROM interactions WHERE user_id = $1", int(person.id)) == left
        assert await db.fetchval("SELECT count(*) FROM seen_posts WHERE user_id = $1", int(person.id)) == left
    assert checked(await ana.api.post("/api/track", json=view))["tracked"] == 1
