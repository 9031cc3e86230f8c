"""What the worker does with media: encodes longer videos, throws away what nobody posted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from app.db import Database
from app.jobs.media import sweep_media
from tests.media.samples import picture, upload, video
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.db import Connection
    from app.settings import Settings
    from tests.people import People, Person

LIMIT_SECONDS = 30


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The worker's pool."""
    pool = Database(settings)
    await pool.open()
    yield pool
    await pool.close()


async def settled(person: Person, media_id: str) -> dict[str, object]:
    """The upload when the worker is done with it."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while True:
            made = checked(await person.api.get(f"/api/media/{media_id}"))
            if made["state"] != "processing":
                return made
            await asyncio.sleep(0.1)


async def test_a_longer_video_is_posted_at_once_and_played_later(people: People, settings: Settings) -> None:
    ana = await people.new("ana")
    # A minute and a half of few pictures: long, but little work.
    long = video(size=(1_280, 720), seconds=88, rate=2, with_sound=False)

    made = await upload(ana, long)
    post = await ana.post("", media_ids=[made["id"]])
    poster = await ana.api.get(made["poster_url"])
    done = await settled(ana, made["id"])

    assert (made["state"], made["duration"], poster.status_code) == ("processing", pytest.approx(88, abs=1), 200)
    assert (done["state"], done["progress"]) == ("ready", 100)
    shown = checked(await ana.api.get(f"/api/posts/{post['id']}"))["media"][0]
    played = await people.signed_out().get(shown["url"], headers={"Range": "bytes=0-63"})
    assert (played.status_code, b"ftyp" in played.content) == (206, True)
    key = shown["url"].split("/")[-1].split("-")[0]
    # The worker notes that the video is ready first: a crash between the two then costs a file, not the video.
    async with asyncio.timeout(LIMIT_SECONDS):
        while list(settings.media_dir.rglob(f"{key}-source.bin")):  # noqa: ASYNC110  a folder tells nobody
            await asyncio.sleep(0.1)


async def test_uploads_that_nobody_posted_go(
    people: People, db: Connection, database: Database, settings: Settings
) -> None:
    ana = await people.new("ana")
    old, new, posted, deleted = [await upload(ana, picture("PNG", (8, 6))) for _ in range(4)]
    await ana.post("", media_ids=[posted["id"]])
    post = await ana.post("", media_ids=[deleted["id"]])
    await ana.api.delete(f"/api/posts/{post['id']}")
    await db.execute(
        "UPDATE media SET created_at = now() - interval '25 hours' WHERE id = ANY($1)",
        [int(one["id"]) for one in (old, posted, deleted)],
    )
    await db.execute("UPDATE posts SET deleted_at = now() - interval '8 days' WHERE id = $1", int(post["id"]))

    await sweep_media(settings, database)

    left = await db.fetch("SELECT id FROM media WHERE owner_id = $1", int(ana.id))
    assert {str(row["id"]) for row in left} == {new["id"], posted["id"]}
    files = {path.name for path in settings.media_dir.rglob("*.webp")}
    assert old["url"].split("/")[-1] not in files
    assert deleted["url"].split("/")[-1] not in files
    assert posted["url"].split("/")[-1] in files
