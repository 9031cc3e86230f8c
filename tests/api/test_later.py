"""Drafts and scheduled posts: kept, changed, published at their time, by API and by forms."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.actions.scheduled import publish_due
from app.db import Database
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from app.settings import Settings
    from tests.people import People, Person


def ahead(minutes: float) -> str:
    """A moment as the API takes it."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


async def schedule(person: Person, **fields: Any) -> dict[str, Any]:
    """Ask to publish in an hour; gives what waits."""
    return checked(await person.api.post("/api/posts", json={"publish_at": ahead(60), **fields}), 202)


async def left_after_the_attempt(person: Person) -> list[dict[str, Any]]:
    """What waits once the only scheduled post was published or has a problem.

    The worker looks each minute for what is overdue: it may be at it, and whoever comes second does nothing.
    """
    async with asyncio.timeout(30):
        while True:
            items: list[dict[str, Any]] = checked(await person.api.get("/api/me/scheduled"))["items"]
            if not items or items[0]["problem"]:
                return items
            await asyncio.sleep(0.02)


async def test_a_scheduled_post_is_published_once_at_its_time(
    people: People, db: asyncpg.Connection[asyncpg.Record], settings: Settings
) -> None:
    ana = await people.new("ana")
    waiting = await schedule(ana, body="Good morning", poll={"options": ["Tea", "Coffee"]}, content_note="Drinks")
    database = Database(replace(settings, database_url=settings.direct_url))
    await database.open()

    early = await publish_due(database, scheduled_id=int(waiting["id"]), has_link_cards=False)
    # Not by way of the queue, whose worker would be faster than this test.
    await db.execute("UPDATE scheduled_posts SET publish_at = now() WHERE id = $1", int(waiting["id"]))
    published = [await publish_due(database, scheduled_id=int(waiting["id"]), has_link_cards=False) for _ in range(2)]
    await database.close()

    assert early == []
    assert await left_after_the_attempt(ana) == []
    posts = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"]
    assert [(post["body"], post["content_note"], post["poll"]["options"][0]["text"]) for post in posts] == [
        ("Good morning", "Drinks", "Tea")
    ]
    assert sum(len(ids) for ids in published) <= 1


async def test_what_waits_is_changed_and_cancelled(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    waiting = await schedule(ana, body="Good morning")
    address = f"/api/me/scheduled/{waiting['id']}"

    changed = checked(await ana.api.put(address, json={"body": "Good evening", "publish_at": ahead(120)}))

    assert changed["body"] == "Good evening"
    assert changed["publish_at"] > waiting["publish_at"]
    assert checked(await ana.api.get("/api/me/scheduled"))["items"] == [changed]
    assert checked(await ana.api.get(address)) == changed
    assert (await ben.api.get(address)).status_code == 404
    assert (await ben.api.delete(address)).status_code == 404
    assert (await ana.api.delete(address)).status_code == 204
    assert (await ana.api.delete(address)).status_code == 404


async def test_what_cannot_be_published_is_not_scheduled(people: People) -> None:
    ana = await people.new("ana")

    for fields in ({"publish_at": ahead(3)}, {"publish_at": ahead(-5)}, {"publish_at": "soon"}, {"body": ""}):
        response = await ana.api.post("/api/posts", json={"body": "hello", "publish_at": ahead(60), **fields})
        assert response.status_code == 400, fields
    gone = await ana.api.post("/api/posts", json={"body": "x", "publish_at": ahead(60), "reply_to_id": "1"})
    assert gone.status_code == 404


async def test_a_target_that_is_gone_is_told(
    people: People, db: asyncpg.Connection[asyncpg.Record], settings: Settings
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ben.post("hello")
    waiting = await schedule(ana, body="Hi", reply_to_id=post["id"])
    await ben.api.delete(f"/api/posts/{post['id']}")
    await db.execute("UPDATE scheduled_posts SET publish_at = now() WHERE id = $1", int(waiting["id"]))
    database = Database(replace(settings, database_url=settings.direct_url))
    await database.open()

    await publish_due(database, scheduled_id=int(waiting["id"]), has_link_cards=False)
    await database.close()

    assert (await left_after_the_attempt(ana))[0]["id"] == waiting["id"]
    assert "Not published" in (await ana.api.get("/scheduled")).text


async def test_drafts_are_kept_on_the_server(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    unfinished = {"body": "x" * 600, "poll": {"options": ["only one"]}}

    draft = checked(await ana.api.post("/api/me/drafts", json=unfinished), 201)
    address = f"/api/me/drafts/{draft['id']}"
    changed = checked(await ana.api.put(address, json={"body": "Shorter", "more_bodies": ["and more"]}))

    assert (draft["body"], draft["poll"]["options"]) == (unfinished["body"], ["only one"])
    assert (changed["body"], changed["more_bodies"], changed["poll"]) == ("Shorter", ["and more"], None)
    assert checked(await ana.api.get("/api/me/drafts"))["items"] == [changed]
    assert checked(await ana.api.get(address)) == changed
    assert checked(await ben.api.get("/api/me/drafts"))["items"] == []
    assert (await ben.api.put(address, json={"body": "mine"})).status_code == 404
    assert (await ana.api.delete(address)).status_code == 204
    assert (await ana.api.get(address)).status_code == 404


async def test_a_draft_is_finished_by_forms(people: People) -> None:
    ana = await people.new("ana")
    saved = await ana.api.post("/drafts", data={"body": ["One", "Two"], "content_note": "Numbers"})
    draft_id = checked(await ana.api.get("/api/me/drafts"))["items"][0]["id"]

    drafts = (await ana.api.get("/drafts")).text
    page = (await ana.api.get(f"/compose?draft={draft_id}")).text
    done = await ana.api.post("/posts", data={"body": ["One", "Two"], "draft_id": draft_id})

    assert saved.headers["Location"] == "/drafts?notice=draft-saved"
    assert "2 posts" in drafts
    assert ">One</textarea>" in page
    assert ">Two</textarea>" in page
    assert f'name="draft_id" value="{draft_id}"' in page
    assert done.status_code == 303
    assert checked(await ana.api.get("/api/me/drafts"))["items"] == []
    other_id = checked(await ana.api.post("/api/me/drafts", json={"body": "x"}), 201)["id"]
    thrown = await ana.api.post(f"/drafts/{other_id}/delete")
    assert thrown.headers["Location"] == "/drafts?notice=draft-deleted"


async def test_a_time_is_picked_and_taken_back_by_forms(people: People) -> None:
    ana = await people.new("ana")
    at = f"{datetime.now(UTC) + timedelta(hours=2):%Y-%m-%dT%H:%M}"

    late = await ana.api.post("/posts", data={"body": "Later", "publish_at": "2020-01-01T10:00"})
    done = await ana.api.post("/posts", data={"body": "Later", "publish_at": at})
    waiting_id = checked(await ana.api.get("/api/me/scheduled"))["items"][0]["id"]
    page = (await ana.api.get(f"/compose?scheduled={waiting_id}")).text
    again = await ana.api.post("/posts", data={"body": "Much later", "publish_at": at, "scheduled_id": waiting_id})
    shown = (await ana.api.get("/scheduled")).text
    cancelled = await ana.api.post(f"/scheduled/{waiting_id}/cancel")

    assert (late.status_code, "at least 5 minutes" in late.text) == (400, True)
    assert done.headers["Location"] == again.headers["Location"] == "/scheduled?notice=scheduled"
    assert f'value="{at}"' in page
    assert ("Much later" in shown, ">Later<" in shown) == (True, False)
    assert cancelled.headers["Location"] == "/scheduled?notice=schedule-cancelled"
    assert checked(await ana.api.get("/api/me/scheduled"))["items"] == []


async def test_another_box_for_the_thread_keeps_what_was_typed(people: People) -> None:
    ana = await people.new("ana")

    page = (await ana.api.post("/compose", data={"body": ["One", "Two"], "content_note": "Numbers"})).text

    # The last is the template of the page's script.
    assert page.count('name="body"') == 4
    assert ">Two</textarea>" in page
    assert 'value="Numbers"' in page
