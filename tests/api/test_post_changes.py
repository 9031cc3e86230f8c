"""Editing with history, and deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


async def test_an_edit_changes_the_text_and_keeps_the_old_one(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("red wool #red")

    edited = checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "blue wool #blue"}))
    again = checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "green wool"}))

    assert (edited["body"], post["edited_at"]) == ("blue wool #blue", None)
    assert again["edited_at"] is not None
    post_id = post["id"]
    history = checked(await people.signed_out().get(f"/api/posts/{post_id}/history"))
    assert [item["body"] for item in history["items"]] == ["green wool", "blue wool #blue", "red wool #red"]
    assert history["items"][-1]["written_at"] == post["created_at"]
    page = checked(await ana.api.get(f"/api/posts/{post['id']}/history", params={"limit": 2}))
    rest = checked(await ana.api.get(f"/api/posts/{post['id']}/history", params={"cursor": page["next_cursor"]}))
    assert [item["body"] for item in page["items"] + rest["items"]] == [item["body"] for item in history["items"]]


async def test_the_same_text_is_no_edit(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("red wool")

    assert checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "red wool "})) == post


async def test_topics_and_mentions_follow_the_edit(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post(f"@{ben.username} #red #wool")

    await ana.api.patch(f"/api/posts/{post['id']}", json={"body": f"@{cleo.username} #wool #blue"})

    post_id = int(post["id"])
    topics = await db.fetch("SELECT topic FROM post_topics WHERE post_id = $1 ORDER BY topic", post_id)
    mentioned = await db.fetch("SELECT user_id FROM mentions WHERE post_id = $1", post_id)
    assert [row["topic"] for row in topics] == ["blue", "wool"]
    assert [str(row["user_id"]) for row in mentioned] == [cleo.id]


async def test_a_new_mention_is_told_once(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")

    for body in (f"hello @{ben.username}", "hello", f"hello again @{ben.username}"):
        checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": body}))

    told = await db.fetchval("SELECT count(*) FROM notifications WHERE user_id = $1 AND kind = 'mention'", int(ben.id))
    assert told == 1


async def test_an_edit_comes_too_late_after_the_window(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    await db.execute("UPDATE posts SET created_at = created_at - interval '16 minutes' WHERE id = $1", int(post["id"]))

    assert (await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "late"})).status_code == 403


@pytest.mark.parametrize("body", [None, 5, "", "a\u0000", "a" * 501, "a" * 21_000])
async def test_a_bad_text_is_refused(people: People, body: object) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    answer = checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": body}), 400)

    assert list(answer["fields"]) == ["body"]
    assert checked(await ana.api.get(f"/api/posts/{post['id']}")) == post


async def test_only_the_author_edits_and_deletes(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    address = f"/api/posts/{post['id']}"

    assert (await ben.api.patch(address, json={"body": "mine"})).status_code == 403
    assert (await ben.api.delete(address)).status_code == 403
    assert (await people.signed_out().patch(address, json={"body": "mine"})).status_code == 401
    assert (await people.signed_out().delete(address)).status_code == 401


async def test_a_deleted_post_is_gone(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    reply = await ben.reply(post, "hi")

    assert (await ben.api.delete(f"/api/posts/{reply['id']}")).status_code == 204
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["comments_count"] == 0
    assert (await ana.api.delete(f"/api/posts/{post['id']}")).status_code == 204

    assert (await ana.api.get(f"/api/posts/{post['id']}")).status_code == 404
    assert (await ana.api.delete(f"/api/posts/{post['id']}")).status_code == 404
    assert (await ben.api.post(f"/api/posts/{post['id']}/like")).status_code == 404
    assert checked(await ana.api.get("/api/me"))["posts_count"] == 0
