"""A copy of one's data: /api/me/export and /settings/data, made by the worker."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from tests.accounts.test_deletion import a_picture
from tests.mail_room import wait_for_mail
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person

    Db = asyncpg.Connection[asyncpg.Record]


async def finished(person: Person, path: str) -> dict[str, Any]:
    """Waits until the worker is done."""
    async with asyncio.timeout(30):
        while True:
            state = checked(await person.api.get(path))
            if state["state"] in {"ready", "failed"}:
                return state
            await asyncio.sleep(0.02)


async def exported(person: Person) -> zipfile.ZipFile:
    checked(await person.api.post("/api/me/export"), 202)
    state = await finished(person, "/api/me/export")
    assert (state["state"], state["progress"]) == ("ready", 100)
    answer = await person.api.get(state["url"])
    assert answer.headers["Content-Type"] == "application/zip"
    assert len(answer.content) == state["size"]
    return zipfile.ZipFile(io.BytesIO(answer.content))


async def test_the_zip_holds_what_the_person_made_and_nothing_of_others(people: People, db: Db) -> None:
    ana, ben = await people.new("ana", bio="I knit"), await people.new("ben")
    picture = {"file": ("a.png", a_picture(), "image/png")}
    media = checked(await ana.api.post("/api/media", files=picture, data={"alt": "teal"}), 201)
    mine = await ana.post("hello <b> #wool", media_ids=[media["id"]])
    checked(await ana.api.post("/api/me/avatar", files=picture))
    checked(await ana.api.put("/api/me/banner", files=picture))
    checked(await ana.api.patch("/api/me", json={"banner_alt": "A wall"}))
    his = await ben.post("his own words")
    await ana.repost(his)
    await ana.like(his)
    await ana.reply(his, "an answer")
    await ana.follow(ben)
    folder = checked(await ana.api.post("/api/me/save-folders", json={"name": "Patterns"}), 201)
    checked(await ana.api.put(f"/api/posts/{his['id']}/save", json={"folder_id": folder["id"]}))

    archive = await exported(ana)

    read = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
    actor, outbox = read["actor.json"], read["outbox.json"]
    assert (actor["type"], actor["preferredUsername"], actor["skein"]["bio"]) == ("Person", ana.username, "I knit")
    assert outbox["totalItems"] == len(outbox["orderedItems"]) == 3
    first, repost, reply = outbox["orderedItems"]
    assert first["object"]["source"]["content"] == "hello <b> #wool"
    assert first["object"]["url"] == f"{people.base_url}{mine['url']}" or mine["url"] == first["object"]["url"]
    (attachment,) = first["object"]["attachment"]
    assert attachment["name"] == "teal"
    assert archive.read(attachment["url"])[:4] == archive.read(actor["icon"]["url"])[:4] == b"RIFF"
    his_url = f"{people.base_url}/@{ben.username}/post/{his['id']}"
    assert archive.read(actor["image"]["url"])[:4] == b"RIFF"
    assert actor["image"]["name"] == "A wall"
    assert (repost["type"], repost["object"], reply["object"]["inReplyTo"]) == ("Announce", his_url, his_url)
    assert read["likes.json"]["orderedItems"] == read["bookmarks.json"]["orderedItems"] == [his_url]
    assert read["bookmarks.json"]["skein"]["folders"] == [{"name": "Patterns", "orderedItems": [his_url]}]
    assert ben.username in archive.read("following_accounts.csv").decode()
    assert "his own words" not in str(read)
    assert await wait_for_mail(db, ana.email, "Your data is ready")


async def test_the_page_offers_it_to_its_owner_only(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    browser = await people.browser_client(ana)
    assert "Make a copy" in (await browser.get("/settings/data")).text
    assert (await ana.api.get("/api/me/export")).status_code == 404

    assert (await browser.post("/settings/data/export")).status_code == 303
    await finished(ana, "/api/me/export")

    assert "Download" in (await browser.get("/settings/data")).text
    assert (await browser.get("/settings/data/export.zip")).content[:2] == b"PK"
    assert (await ana.api.get("/api/me/export/file")).status_code == 200
    assert (await cleo.api.get("/api/me/export/file")).status_code == 404
    assert (await people.signed_out().get("/api/me/export/file")).status_code == 401
