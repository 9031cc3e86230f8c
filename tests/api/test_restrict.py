"""Restricting: a person's replies are seen by themselves only until they are approved, and nobody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.people import checked
from tests.sql.test_counters import wrong_posts

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def replies_seen_by(person: Person, post: dict[str, Any]) -> list[str]:
    items = checked(await person.api.get(f"/api/posts/{post['id']}/comments"))["items"]
    return [item["id"] for item in items]


async def kinds_of(person: Person) -> list[str]:
    return [item["kind"] for item in checked(await person.api.get("/api/notifications"))["items"]]


async def test_a_reply_waits_until_it_is_approved(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("hello")
    assert (await ana.api.post(f"/api/users/{cleo.id}/restrict")).status_code == 204
    reply = await cleo.reply(post, f"hi @{ben.username}")

    assert reply["is_held"] is True
    assert await replies_seen_by(cleo, post) == [reply["id"]]
    assert await replies_seen_by(ana, post) == [reply["id"]]
    assert await replies_seen_by(ben, post) == []
    assert (await ben.api.get(f"/api/posts/{reply['id']}")).status_code == 404
    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["comments_count"] == 0
    assert checked(await ben.api.get(f"/api/users/{cleo.id}/posts?tab=replies"))["items"] == []
    assert (await kinds_of(ana), await kinds_of(ben)) == ([], [])

    assert (await ben.api.post(f"/api/posts/{reply['id']}/approve")).status_code == 404
    assert (await cleo.api.post(f"/api/posts/{reply['id']}/approve")).status_code == 403
    assert (await ana.api.post(f"/api/posts/{reply['id']}/approve")).status_code == 204
    assert (await ana.api.post(f"/api/posts/{reply['id']}/approve")).status_code == 204

    assert await replies_seen_by(ben, post) == [reply["id"]]
    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["comments_count"] == 1
    assert (await kinds_of(ana), await kinds_of(ben)) == ([], ["mention"])
    assert await wrong_posts(db, post) == []


async def test_deleting_a_held_reply_counts_nothing(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("hello")
    await ana.api.post(f"/api/users/{cleo.id}/restrict")
    reply = await cleo.reply(post, "one")
    below = await cleo.reply(reply, "and one more")

    assert below["is_held"] is True
    assert (await cleo.api.delete(f"/api/posts/{reply['id']}")).status_code == 204
    assert await wrong_posts(db, post) == []


async def test_restricting_is_listed_taken_back_and_secret(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    await ana.api.post(f"/api/users/{cleo.id}/restrict")
    await ana.api.post(f"/api/users/{cleo.id}/restrict")

    assert [item["id"] for item in checked(await ana.api.get("/api/restrictions"))["items"]] == [cleo.id]
    assert checked(await ana.api.get(f"/api/users/{cleo.id}"))["viewer"]["restricting"] is True
    assert checked(await cleo.api.get("/api/restrictions"))["items"] == []
    assert await kinds_of(cleo) == []

    assert (await ana.api.delete(f"/api/users/{cleo.id}/restrict")).status_code == 204
    assert (await ana.api.delete(f"/api/users/{cleo.id}/restrict")).status_code == 204
    post = await ana.post("hello")
    assert (await cleo.reply(post, "hi"))["is_held"] is False


async def test_bad_targets_are_refused(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")

    assert (await ana.api.post(f"/api/users/{ana.id}/restrict")).status_code == 400
    assert (await ana.api.post("/api/users/1/restrict")).status_code == 404
    assert (await ana.api.delete("/api/users/1/restrict")).status_code == 404
    assert (await people.signed_out().post(f"/api/users/{ana.id}/restrict")).status_code == 401
    assert (await ana.api.post("/api/posts/1/approve")).status_code == 404
    assert (await ben.api.post(f"/api/posts/{post['id']}/approve")).status_code == 403
    assert (await people.signed_out().post(f"/api/posts/{post['id']}/approve")).status_code == 401
