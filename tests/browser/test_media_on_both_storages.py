"""Pictures and video from the composer to the screen, with files in a folder and in a bucket of an S3 server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.test_media import tiles
from tests.browser.visits import Visits
from tests.media.s3_server import S3Server, make_bucket
from tests.media.samples import picture, video
from tests.people import People, checked
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, FilePayload, Page

    from app.settings import Settings


@pytest_asyncio.fixture(params=["folder", "bucket"])
async def address(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a Skein that keeps its files there."""
    if request.param == "folder":
        yield request.getfixturevalue("server").base_url
        return
    with S3Server(tmp_path) as bucket:
        stored = bucket.settings(settings)
        await make_bucket(stored)
        with WebServer(stored) as server:
            yield server.base_url


async def seen(page: Page) -> None:
    """Wait until every picture of the posts and of the profile is decoded."""
    for image in await page.locator("main .media picture img, .profile img").all():
        await image.scroll_into_view_if_needed()
        await expect(image).not_to_have_js_property("naturalWidth", 0)


async def test_from_the_composer_to_a_stranger_and_to_nobody(address: str, chromium: Browser) -> None:
    async with People(address) as people:
        ana, cleo = await people.new("ana"), await people.new("cleo")
        visits = Visits(chromium, people)
        visit = await visits.of(ana)
        page = await visit.open("/settings/profile")
        wall: FilePayload = {"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(1_200, 900))}
        film: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": video("mp4", (320, 180), 2)}
        await page.get_by_label("Change picture").set_input_files(wall)
        await page.get_by_label("Banner", exact=True).set_input_files(wall)
        await page.get_by_role("button", name="Save changes").click()
        await page.get_by_role("status").filter(has_text="Profile saved").wait_for()
        for text, files in (("Two walls", [wall, wall]), ("A film", [film])):
            await visit.open("/compose")
            await page.get_by_role("textbox", name="What's new?").fill(text)
            await page.get_by_label("Add pictures or a video").set_input_files(files)
            await tiles(page, len(files))
            await page.get_by_role("button", name="Post", exact=True).click()
            await page.get_by_role("status").filter(has_text="Posted").wait_for()

        looking = await visits.of(cleo, calm=False)
        profile = await looking.open(f"/@{ana.username}")
        await seen(profile)
        film_shown = profile.locator("video")
        await expect(film_shown).to_have_attribute("poster", re.compile(r"\.webp$"))
        await film_shown.scroll_into_view_if_needed()
        await expect(film_shown).to_have_js_property("paused", False)
        await profile.get_by_role("link", name="Open picture").first.click()
        viewer = profile.get_by_role("dialog", name="Pictures")
        await expect(viewer.locator("[data-viewer-picture]")).not_to_have_js_property("naturalWidth", 0)

        post = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"][1]
        url = post["media"][0]["url"]
        await ana.go_private()
        assert (await cleo.api.get(url)).status_code == 404
        await ana.api.delete(f"/api/posts/{post['id']}")
        assert (await ana.api.get(url)).status_code == 404
        assert not await visits.close()
        # The pages of later tests would name her picture, which their server does not have.
        await ana.close_account()
