"""Replies: depth, order, audience, chains of the author's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def bodies(person: Person, post: dict[str, Any], **query: Any) -> list[str]:
    """The texts of all replies, read page by page."""
    found: list[str] = []
    cursor = ""
    while True:
        page = checked(await person.api.get(f"/api/posts/{post['id']}/comments", params={**query, "cursor": cursor}))
        found += [item["body"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = page["next_cursor"]


async def test_a_reply_to_a_reply_keeps_its_root(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("one")

    reply = await ben.reply(post, "two")
    deeper = await ana.reply(reply, "three")

    assert (reply["reply_to_id"], reply["root_id"]) == (post["id"], post["id"])
    assert (deeper["reply_to_id"], deeper["root_id"]) == (reply["id"], post["id"])
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["comments_count"] == 1


async def test_the_authors_continuation_comes_first_then_the_oldest(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("root")
    for number in range(4):
        await ben.reply(post, f"ben {number}")
    for number in range(3):
        await ana.reply(post, f"ana {number}")

    expected = ["ana 0", "ana 1", "ana 2", "ben 0", "ben 1", "ben 2", "ben 3"]

    assert await bodies(ben, post) == expected
    assert await bodies(ben, post, limit=1) == expected
    assert await bodies(ben, post, limit=3) == expected


async def test_top_replies_come_by_likes(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("root")
    first, second, third = [await ben.reply(post, text) for text in ("first", "second", "third")]
    await ana.like(third)
    await ben.like(third)
    await ana.like(second)

    assert await bodies(ana, post, sort="top", limit=1) == ["third", "second", "first"]
    assert first["likes_count"] == 0


async def test_replies_of_blocked_and_private_people_are_left_out(people: People) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    post = await ana.post("root")
    await dan.reply(post, "from dan")
    await dan.go_private()

    assert await bodies(ben, post) == []
    assert await bodies(dan, post) == ["from dan"]
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["comments_count"] == 0


@pytest.mark.parametrize("query", [{"cursor": "x"}, {"cursor": "AAAA"}, {"limit": 0}, {"limit": 101}, {"sort": "best"}])
async def test_a_bad_page_is_refused(people: People, query: dict[str, Any]) -> None:
    ana = await people.new("ana")
    post = await ana.post("root")

    assert (await ana.api.get(f"/api/posts/{post['id']}/comments", params=query)).status_code == 400


async def test_only_mentioned_people_can_reply(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post(f"hello @{ben.username}", reply_audience="mentioned")

    response = await cleo.api.post(f"/api/posts/{post['id']}/comments", json={"body": "hi"})

    assert response.status_code == 403
    reply = await ben.reply(post, "hi ana")
    assert (await cleo.api.post(f"/api/posts/{reply['id']}/comments", json={"body": "hi"})).status_code == 403
    await ana.reply(reply, "welcome")


async def test_a_closed_conversation_stays_closed_without_its_first_post(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post(f"hello @{ben.username}", reply_audience="mentioned")
    reply = await ben.reply(post, "hi ana")
    await ana.api.delete(f"/api/posts/{post['id']}")

    assert (await cleo.api.post(f"/api/posts/{reply['id']}/comments", json={"body": "hi"})).status_code == 403


async def test_a_reply_is_signed_in_only(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("root")

    response = await people.signed_out().post(f"/api/posts/{post['id']}/comments", json={"body": "hi"})

    assert response.status_code == 401


async def test_a_chain_is_published_in_one_call_or_not_at_all(people: People) -> None:
    ana = await people.new("ana")
    first = await ana.post("One", more_bodies=["Two", "Three"])

    assert await bodies(ana, first) == ["Two"]
    refused = await ana.api.post("/api/posts", json={"body": "A", "more_bodies": ["B", "x" * 501]})
    assert checked(refused, 400)["fields"]["body"].startswith("Post 3: ")
    too_many = await ana.api.post("/api/posts", json={"body": "A", "more_bodies": ["B"] * 25})
    assert "more_bodies" in checked(too_many, 400)["fields"]
    items = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"]
    assert [post["body"] for post in items] == ["One"]
