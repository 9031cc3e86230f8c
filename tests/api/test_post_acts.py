"""Like, repost, save and share: once and twice, back again, signed out, and on a repost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def repost_id_of(db: asyncpg.Connection[asyncpg.Record], person: Person) -> str:
    """The id of the person's newest repost."""
    return str(
        await db.fetchval(
            "SELECT max(id) FROM posts WHERE author_id = $1 AND repost_of_id IS NOT NULL AND deleted_at IS NULL",
            int(person.id),
        )
    )


@pytest.mark.parametrize(
    ("path", "first", "undone"),
    [
        ("/api/posts/{id}/like", {"liked": True, "likes_count": 1}, {"liked": False, "likes_count": 0}),
        ("/api/posts/{id}/repost", {"reposted": True, "reposts_count": 1}, {"reposted": False, "reposts_count": 0}),
        ("/api/posts/{id}/save", {"saved": True}, {"saved": False}),
    ],
)
async def test_an_act_and_its_undoing_work_once_and_twice(
    people: People, path: str, first: dict[str, Any], undone: dict[str, Any]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    address, act = path.format(id=post["id"]), path.rpartition("/")[2]

    for _ in range(2):
        assert checked(await ben.api.post(address)) == first
    seen = checked(await ben.api.get(f"/api/posts/{post['id']}"))["viewer"]
    for _ in range(2):
        assert checked(await ben.api.delete(address)) == undone

    assert seen == {"liked": act == "like", "reposted": act == "repost", "saved": act == "save"}
    assert not any(checked(await ben.api.get(f"/api/posts/{post['id']}"))["viewer"].values())


async def test_a_share_counts_once_per_person(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")

    for _ in range(2):
        answer = checked(await ben.api.post(f"/api/posts/{post['id']}/share"))

    assert answer == {"url": post["url"], "shares_count": 1}
    assert answer["url"].startswith("http")


@pytest.mark.parametrize("act", ["like", "repost", "save", "share"])
async def test_signed_out_people_cannot_act(people: People, act: str) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    assert (await people.signed_out().post(f"/api/posts/{post['id']}/{act}")).status_code == 401


async def test_acts_on_a_repost_are_acts_on_the_original(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("hello")
    await ben.repost(post)
    repost_id = await repost_id_of(db, ben)

    assert checked(await cleo.api.post(f"/api/posts/{repost_id}/like")) == {"liked": True, "likes_count": 1}
    assert checked(await cleo.api.post(f"/api/posts/{repost_id}/repost")) == {"reposted": True, "reposts_count": 2}
    assert checked(await cleo.api.post(f"/api/posts/{repost_id}/share"))["url"] == post["url"]
    reply = await cleo.reply({"id": repost_id}, "hi")
    quote = await cleo.post("look", quote_of_id=repost_id)

    assert reply["reply_to_id"] == post["id"]
    assert quote["quote_of"]["id"] == post["id"]
    history = checked(await cleo.api.get(f"/api/posts/{repost_id}/history"))
    assert [version["body"] for version in history["items"]] == ["hello"]
    assert (await ben.api.patch(f"/api/posts/{repost_id}", json={"body": "x"})).status_code == 400
    assert (await cleo.api.patch(f"/api/posts/{repost_id}", json={"body": "x"})).status_code == 400
    assert (await ben.api.delete(f"/api/posts/{repost_id}")).status_code == 204
    after = checked(await ben.api.get(f"/api/posts/{post['id']}"))
    assert (after["reposts_count"], after["viewer"]["reposted"]) == (1, False)


async def test_the_people_of_a_post_are_paged_latest_first(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    fans = [await people.new("ben") for _ in range(3)]
    for fan in fans:
        await fan.like(post)
        await fan.repost(post)

    for path in ("/api/posts/{id}/likes", "/api/posts/{id}/reposts"):
        found: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = checked(await ana.api.get(path.format(id=post["id"]), params={"limit": 2, "cursor": cursor}))
            found += [user["id"] for user in page["items"]]
            cursor = page["next_cursor"]
        assert found == [fan.id for fan in reversed(fans)]


async def test_private_people_are_not_named_to_strangers(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("hello")
    await ben.like(post)
    await ben.repost(post)
    await ben.go_private()

    for name, count in (("likes", "likes_count"), ("reposts", "reposts_count")):
        page = checked(await cleo.api.get(f"/api/posts/{post['id']}/{name}"))
        assert page["items"] == [], count
        own = checked(await ben.api.get(f"/api/posts/{post['id']}/{name}"))
        assert [user["id"] for user in own["items"]] == [ben.id]


async def test_a_repost_of_something_deleted_is_a_placeholder(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("secret marker")
    await ben.repost(post)
    quote = await ben.post("look", quote_of_id=post["id"])
    repost_id = await repost_id_of(db, ben)

    await ana.api.delete(f"/api/posts/{post['id']}")

    for post_id in (repost_id, quote["id"]):
        response = await ben.api.get(f"/api/posts/{post_id}")
        assert checked(response)["unavailable"] is True
        assert (response.json()["repost_of"], response.json()["quote_of"]) == (None, None)
        assert "marker" not in response.text
    assert (await ben.api.delete(f"/api/posts/{repost_id}")).status_code == 204


async def test_what_a_quoted_post_quotes_is_not_told_to_be_gone(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    quote = await ana.post("look", quote_of_id=post["id"])

    outer = await ana.post("look again", quote_of_id=quote["id"])

    assert (outer["unavailable"], outer["quote_of"]["id"]) == (False, quote["id"])
    assert (outer["quote_of"]["unavailable"], outer["quote_of"]["quote_of"]) == (False, None)


async def test_quotes_are_listed_newest_first(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    first = await ben.post("one", quote_of_id=post["id"])
    second = await ben.post("", quote_of_id=post["id"])

    post_id = post["id"]
    page = checked(await ana.api.get(f"/api/posts/{post_id}/quotes"))

    assert [item["id"] for item in page["items"]] == [second["id"], first["id"]]
    assert page["items"][0]["quote_of"]["body"] == "hello"
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["quotes_count"] == 2
