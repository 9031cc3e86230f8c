"""What one wants of one followed person: no reposts, no quotes, to be told of each new post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.notification_reading import told
from tests.live.client import Live
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def choose(person: Person, other: Person, **choices: bool) -> dict[str, Any]:
    return checked(await person.api.patch(f"/api/users/{other.id}/follow", json=choices))


async def following(person: Person) -> list[str]:
    """Ids of the newest entries."""
    return [post["id"] for post in checked(await person.api.get("/api/timeline"))["items"]]


@pytest.mark.parametrize("is_large", [False, True], ids=["fanned out", "large account"])
async def test_reposts_and_quotes_of_one_person_are_left_out(
    is_large: bool, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    if is_large:
        await db.execute("UPDATE users SET is_pulled = true WHERE id = $1", int(ana.id))
    for person in (ana, cleo):
        await ben.follow(person)
    theirs = await (await people.new("dan")).post("Red wool")
    old = await ana.post("Look", quote_of_id=theirs["id"])
    await ana.repost(theirs)
    plain = await ana.post("Blue wool")
    assert len(await following(ben)) == 3

    assert await choose(ben, ana, hides_reposts=True) == {
        "hides_reposts": True,
        "hides_quotes": False,
        "wants_posts": False,
    }
    assert await following(ben) == [plain["id"], old["id"]]
    await choose(ben, ana, hides_quotes=True)
    assert await following(ben) == [plain["id"]]

    async with Live(people) as live:
        socket = await live.program(ben)
        other = await (await people.new("eve")).post("Green wool")
        await ana.repost(other)
        await ana.post("Look again", quote_of_id=other["id"])
        from_cleo = await cleo.post("And that", quote_of_id=other["id"])
        told_of = [(await socket.next("post.created"))["post_id"]]
        # A process that is behind may still tell of what was posted before the socket was there.
        while told_of[-1] == plain["id"]:
            told_of.append((await socket.next("post.created"))["post_id"])
        assert told_of[-1] == from_cleo["id"]
    browser = await people.browser_client(ben)
    assert (await browser.get(f"/live/poll?since={plain['id']}")).json()["new_posts_count"] == 1
    await choose(ben, ana, hides_reposts=False, hides_quotes=False)
    assert len(await following(ben)) == 6


async def test_each_new_post_is_told_once_to_whoever_asked(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    for person in (ben, cleo):
        await person.follow(ana)
    await choose(ben, ana, wants_posts=True)

    post = await ana.post("Red wool")
    await ana.reply(post, "and blue")
    await ana.repost(await cleo.post("Green wool"))
    hello = await ana.post(f"Hello @{ben.username}")
    assert await told(ben) == [("mention", ana.username), ("post", ana.username)]
    await ana.api.delete(f"/api/posts/{hello['id']}")

    assert await told(ben) == [("post", ana.username)]
    assert await told(cleo) == [("repost", ana.username)]
    [group] = checked(await ben.api.get("/api/notifications"))["items"]
    assert group["post"]["id"] == post["id"]
    browser = await people.browser_client(ben)
    assert "shared a new post" in (await browser.get("/notifications")).text
    opened = await browser.post(f"/notifications/{group['id']}/open", follow_redirects=False)
    assert opened.headers["Location"] == f"/@{ana.username}/post/{post['id']}"
    await ana.api.delete(f"/api/posts/{post['id']}")
    assert await told(ben) == []

    await choose(ben, ana, wants_posts=False)
    await ana.post("Yellow wool")
    assert await told(ben) == []


async def test_a_private_account_tells_its_followers_and_unfollowing_forgets(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await choose(ben, ana, wants_posts=True, hides_quotes=True)
    await ana.go_private()
    await ana.post("For followers")
    assert [kind for kind, _ in await told(ben)] == ["post"]

    assert (await ana.api.delete(f"/api/users/{ben.id}/follower")).status_code == 204
    await ana.post("For fewer")

    assert await told(ben) == []
    assert (await ben.api.get(f"/api/users/{ana.id}/follow")).status_code == 404
    checked(await ana.api.patch("/api/me", json={"is_private": False}))
    await ben.follow(ana)
    assert set(checked(await ben.api.get(f"/api/users/{ana.id}/follow")).values()) == {False}


async def test_who_follows_nobody_has_nothing_to_choose(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    for method, path in (("GET", "follow"), ("PATCH", "follow")):
        address = f"/api/users/{ana.id}/{path}"
        assert (await cleo.api.request(method, address, json={})).status_code == 404
        assert (await people.signed_out().request(method, address, json={})).status_code == 401
    await cleo.follow(ana)
    answer = await cleo.api.patch(f"/api/users/{ana.id}/follow", json={"wants_posts": "maybe"})
    assert answer.status_code == 400
    assert "wants_posts" in answer.json()["fields"]


async def test_the_choices_are_a_page_of_the_profiles_menu(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)
    path = f"/users/{ana.id}/follow-choices"
    assert path not in (await browser.get(f"/@{ana.username}")).text
    assert (await browser.get(f"/users/{ana.id}/follow-choices")).status_code == 404
    await ben.follow(ana)
    assert path in (await browser.get(f"/@{ana.username}")).text
    assert "Hide reposts" in (await browser.get(path)).text

    answer = await browser.post(path, data={"hides_reposts": "true", "back": f"/@{ana.username}"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/@{ana.username}?notice=choices-saved")
    assert checked(await ben.api.get(f"/api/users/{ana.id}/follow"))["hides_reposts"] is True
    assert (await browser.get(path)).text.count(" checked") == 1
