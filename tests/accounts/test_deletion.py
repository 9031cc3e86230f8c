"""Deleting an account: DELETE /api/me, having it back, and what is left when it is erased."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest_asyncio
from PIL import Image

from app.db import Database
from app.jobs.erasing import erase_due
from tests.mail_room import mails_to
from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from app.settings import Settings
    from tests.people import People, Person

    Db = asyncpg.Connection[asyncpg.Record]


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """What the worker has."""
    opened = Database(settings)
    await opened.open()
    yield opened
    await opened.close()


def a_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    return out.getvalue()


async def delete(person: Person) -> None:
    answer = await person.api.request("DELETE", "/api/me", json={"password": PASSWORD})
    assert set(checked(answer)) == {"erase_at"}


async def rows_of(db: Db, ids: list[int]) -> dict[str, int]:
    """How many rows of which table and column hold one of these ids."""
    columns = await db.fetch(
        """
        SELECT c.table_name, c.column_name
        FROM information_schema.columns AS c
        INNER JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.data_type = 'bigint' AND t.table_type = 'BASE TABLE'
        """
    )
    found = {}
    for table, column in columns:
        count = await db.fetchval(f'SELECT count(*) FROM "{table}" WHERE "{column}" = ANY($1)', ids)  # noqa: S608
        if count:
            found[f"{table}.{column}"] = count
    return found


async def test_it_is_hidden_at_once_and_can_be_had_back(people: People, db: Db) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("still here?")
    await ben.like(post)
    wrong = await ana.api.request("DELETE", "/api/me", json={"password": "wrong-one-1"})
    assert wrong.status_code == 400

    await delete(ana)

    assert (await ana.api.get("/api/me")).status_code == 401
    for path in (f"/api/users/{ana.id}", f"/api/posts/{post['id']}", f"/@{ana.username}"):
        assert (await ben.api.get(path)).status_code == 404, path
    assert await mails_to(db, ana.email, "Your account is being deleted")
    nobody = people.signed_out()
    sign_in = {"login": ana.email, "password": PASSWORD}
    refused = await nobody.post("/api/auth/sign-in", json=sign_in)
    assert (refused.status_code, refused.json()["error"]) == (403, "account_deleted")
    challenge = refused.json()["challenge"]
    restored = checked(await nobody.post("/api/auth/restore", json={"challenge": challenge}))
    assert restored["user"]["id"] == ana.id
    assert (await nobody.post("/api/auth/restore", json={"challenge": challenge})).status_code == 401
    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["likes_count"] == 1


async def test_the_pages_do_it_too(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    assert "Delete @" in (await browser.get("/settings/account/delete")).text
    assert (await browser.post("/settings/account/delete", data={"password": "no"})).status_code == 400

    gone = await browser.post("/settings/account/delete", data={"password": PASSWORD})
    assert (gone.status_code, "skein_session" in browser.cookies) == (303, False)
    asked = await browser.post("/auth/sign-in", data={"login": ana.username, "password": PASSWORD})
    assert "Keep my account" in asked.text
    challenge = asked.text.partition('name="challenge" value="')[2].partition('"')[0]
    assert (await browser.post("/auth/restore", data={"challenge": challenge})).status_code == 303
    checked(await browser.get("/api/me"))
    assert (await browser.post("/auth/restore", data={"challenge": challenge})).status_code == 401


async def test_after_the_days_of_grace_nothing_is_left(
    people: People, db: Db, database: Database, settings: Settings
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ana.follow(ben)
    await ben.follow(ana)
    hers, his = await ana.post("mine #wool"), await ben.post(f"hello @{ana.username}")
    reply_to_her, reply_to_him = await ben.reply(hers, "yes"), await ana.reply(his, "no")
    for person, post in ((ben, hers), (ana, his)):
        await person.like(post)
        await person.repost(post)
    await ana.post("see", quote_of_id=his["id"])
    checked(await ana.api.post("/api/track", json={"post_id": his["id"], "interaction_type": "view"}))
    picture = {"file": ("a.png", a_picture(), "image/png")}
    media = checked(await ana.api.post("/api/media", files=picture), 201)
    await ana.post("with a picture", media_ids=[media["id"]])
    checked(await ana.api.post("/api/me/avatar", files=picture))
    checked(await ana.api.put("/api/me/banner", files=picture))
    await ana.api.patch("/api/me/username", json={"username": f"{ana.username}x"})
    await ana.api.post(f"/api/users/{cleo.id}/block")
    ids = [
        int(ana.id),
        *[row["id"] for row in await db.fetch("SELECT id FROM posts WHERE author_id = $1", int(ana.id))],
    ]
    keys = [await db.fetchval("SELECT key FROM media WHERE owner_id = $1", int(ana.id))]
    row = await db.fetchrow("SELECT avatar_key, banner_key FROM users WHERE id = $1", int(ana.id))
    keys += [name.partition(".")[0] for name in row or ()]
    assert all(list(settings.media_dir.rglob(f"{key}*")) for key in keys)

    await delete(ana)
    await erase_due(settings, database)
    assert await rows_of(db, ids)  # not yet
    await db.execute("UPDATE users SET deletion_requested_at = now() - interval '31 days' WHERE id = $1", int(ana.id))
    await erase_due(settings, database)

    assert await rows_of(db, ids) == {"posts.root_id": 1}  # the conversation that ben's reply was in, as a number only
    assert not [key for key in keys if list(settings.media_dir.rglob(f"{key}*"))]
    assert not await mails_to(db, ana.email)
    his_now = checked(await ben.api.get(f"/api/posts/{his['id']}"))
    assert [his_now[f"{name}_count"] for name in ("likes", "comments", "reposts", "quotes")] == [0, 0, 0, 0]
    me = checked(await ben.api.get("/api/me"))
    assert (me["followers_count"], me["following_count"]) == (0, 0)
    checked(await ben.api.get(f"/api/posts/{reply_to_her['id']}"))
    assert (await ben.api.get(f"/api/posts/{reply_to_him['id']}")).status_code == 404
    answer = await people.signed_out().post("/api/auth/sign-in", json={"login": ana.email, "password": PASSWORD})
    assert answer.status_code == 401
