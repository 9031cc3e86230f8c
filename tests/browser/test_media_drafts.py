"""Pictures of drafts and of what waits, at a real browser; and alt text after posting."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.browser.test_media import chosen, tiles
from tests.media.samples import picture, upload
from tests.people import checked

if TYPE_CHECKING:
    from playwright.async_api import Route

    from tests.browser.visits import Visits
    from tests.people import People


async def test_a_draft_shows_its_pictures_and_gives_them_back(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/compose")
    await page.get_by_role("textbox", name="What's new?").fill("With walls")
    await page.get_by_label("Add pictures or a video").set_input_files([chosen(0), chosen(1), chosen(2)])
    await tiles(page, 3)

    await page.get_by_role("button", name="Save draft").click()
    line = page.get_by_role("link", name="With walls")
    await expect(line.get_by_role("img", name="Picture, no description")).to_have_count(3)
    await line.click()
    await visit.ready()
    await tiles(page, 3)
    await page.get_by_role("button", name="Remove picture").nth(1).click()
    await page.get_by_label("Add pictures or a video").set_input_files([chosen(4)])
    await tiles(page, 3)
    await page.locator(".upload").nth(2).focus()
    await page.keyboard.press("ArrowLeft")
    # The sentence with the button leaves after some seconds.
    await visit.stop_the_clock()
    await page.get_by_role("button", name="Post", exact=True).click()
    await page.get_by_role("button", name="View").click()

    await expect(page.get_by_role("link", name="Open picture")).to_have_count(3)
    post = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"][0]
    assert [item["width"] for item in post["media"]] == [30, 34, 32]
    assert checked(await ana.api.get("/api/me/drafts"))["items"] == []


async def test_a_time_waits_for_the_uploads(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/compose")
    held: asyncio.Future[Route] = asyncio.get_running_loop().create_future()
    await page.route("**/api/media", lambda route: held.set_result(route))
    await page.get_by_role("textbox", name="What's new?").fill("Later, with a wall")
    await page.get_by_label("Add pictures or a video").set_input_files([chosen(0)])
    # The tile moves what is below it: a press in that moment would go beside the button.
    await expect(page.locator('.upload[data-state="uploading"]')).to_have_count(1)
    await page.get_by_label("Schedule", exact=True).click()
    await page.get_by_label("Post it at").fill(f"{datetime.now(UTC) + timedelta(hours=3):%Y-%m-%dT%H:%M}")

    await page.get_by_role("button", name="Post", exact=True).click()
    busy = page.get_by_role("button", name="Uploading")
    await expect(busy).to_have_attribute("aria-busy", "true")
    await expect(page.get_by_text("Waiting for the uploads")).to_be_attached()
    assert checked(await ana.api.get("/api/me/scheduled"))["items"] == []
    async with asyncio.timeout(30):
        await (await held).continue_()

    line = page.get_by_role("link", name="Later, with a wall")
    await expect(line.get_by_role("img", name="Picture, no description")).to_have_count(1)
    assert len(checked(await ana.api.get("/api/me/scheduled"))["items"][0]["media_ids"]) == 1


async def test_a_draft_without_javascript_keeps_what_stays_checked(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    ids = [(await upload(ana, picture("PNG", (40 + number, 30))))["id"] for number in range(2)]
    checked(await ana.api.post("/api/me/drafts", json={"body": "Two walls", "media_ids": ids}), 201)
    visit = await visits.of(ana, script=False)
    page = await visit.open("/drafts")
    await page.get_by_role("link", name="Two walls").click()

    await page.get_by_role("checkbox", name="Keep this picture").first.uncheck()
    await page.get_by_role("button", name="Post", exact=True).click()
    await page.wait_for_url("**/post/**")

    post = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"][0]
    assert [item["id"] for item in post["media"]] == ids[1:]


async def test_alt_text_is_added_from_the_menu_and_seen_by_others_at_once(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    ids = [(await upload(ana, picture("PNG", (40 + number, 30))))["id"] for number in range(2)]
    post = await ana.post("Undescribed", media_ids=ids)
    path = f"/@{ana.username}/post/{post['id']}"
    reading = await visits.of(ben)
    other = await reading.open(path)
    await reading.live()
    visit = await visits.of(ana)
    page = await visit.open(f"/@{ana.username}")
    article = page.get_by_role("article").filter(has_text="Undescribed")
    more = article.get_by_label("More about this post")

    await more.click()
    await article.get_by_role("link", name="Edit alt text").click()
    dialog = page.get_by_role("dialog", name="Alt text")
    await expect(dialog.get_by_label("Picture 1 of 2")).to_be_focused()
    await dialog.get_by_label("Picture 2 of 2").fill("The second wall")
    await dialog.get_by_role("button", name="Save").click()

    await expect(dialog).to_have_count(0)
    await expect(more).to_be_focused()
    await expect(article.get_by_role("img", name="The second wall")).to_be_attached()
    await expect(article.get_by_text("ALT", exact=True)).to_have_count(1)
    await expect(other.get_by_role("link", name="Open picture: The second wall")).to_be_attached()
    await expect(other.get_by_text("ALT", exact=True)).to_have_count(1)
    calm = await visits.of(ana, script=False)
    plain = await calm.open(f"/posts/{post['id']}/alt")
    await plain.get_by_label("Picture 1 of 2").fill("The first wall")
    await plain.get_by_role("button", name="Save").click()
    await expect(other.get_by_role("link", name="Open picture: The first wall")).to_be_attached()
