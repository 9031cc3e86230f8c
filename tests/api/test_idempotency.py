"""A repeated request makes one post and gets one answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


async def test_20_concurrent_retries_make_one_post(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    headers = {"Idempotency-Key": "one-post"}

    responses = await asyncio.gather(
        *(ana.api.post("/api/posts", json={"body": "hello"}, headers=headers) for _ in range(20))
    )

    assert {response.status_code for response in responses} == {201}
    assert len({response.content for response in responses}) == 1
    assert await db.fetchval("SELECT count(*) FROM posts WHERE author_id = $1", int(ana.id)) == 1


async def test_a_retry_gets_the_first_answer_even_after_the_post_changed(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    headers = {"Idempotency-Key": "k"}
    first = await ana.api.post("/api/posts", json={"body": "hello"}, headers=headers)
    await ben.like(first.json())

    again = await ana.api.post("/api/posts", json={"body": "hello"}, headers=headers)

    assert (again.status_code, again.content) == (201, first.content)


async def test_the_same_key_with_another_body_is_409(people: People) -> None:
    ana = await people.new("ana")
    headers = {"Idempotency-Key": "k"}
    checked(await ana.api.post("/api/posts", json={"body": "hello"}, headers=headers), 201)

    answer = checked(await ana.api.post("/api/posts", json={"body": "other"}, headers=headers), 409)

    assert answer["error"] == "conflict"


async def test_a_refused_request_leaves_its_key_free(people: People) -> None:
    ana = await people.new("ana")
    headers = {"Idempotency-Key": "k"}
    checked(await ana.api.post("/api/posts", json={"body": "a", "reply_to_id": "1"}, headers=headers), 404)

    checked(await ana.api.post("/api/posts", json={"body": "hello"}, headers=headers), 201)


async def test_keys_are_per_person_and_route(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    headers = {"Idempotency-Key": "k"}
    post = checked(await ana.api.post("/api/posts", json={"body": "hello"}, headers=headers), 201)

    checked(await ben.api.post("/api/posts", json={"body": "hello"}, headers=headers), 201)
    address = f"/api/posts/{post['id']}/comments"
    for _ in range(2):
        checked(await ana.api.post(address, json={"body": "hello"}, headers=headers), 201)

    assert await db.fetchval("SELECT count(*) FROM posts WHERE author_id = $1", int(ana.id)) == 2


async def test_a_key_is_free_again_after_a_day(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    headers = {"Idempotency-Key": "k"}
    first = await ana.api.post("/api/posts", json={"body": "hello"}, headers=headers)
    await db.execute(
        "UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE user_id = $1", int(ana.id)
    )

    second = await ana.api.post("/api/posts", json={"body": "other"}, headers=headers)

    assert (first.status_code, second.status_code) == (201, 201)


@pytest.mark.parametrize("key", [b"", b"a b", b"x" * 256, "é".encode(), b"a\tb"])
async def test_a_bad_key_is_refused(people: People, key: bytes) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/api/posts", json={"body": "hello"}, headers=[(b"Idempotency-Key", key)])

    assert response.status_code == 400
