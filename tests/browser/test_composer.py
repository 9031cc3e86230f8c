"""Writing: counter, draft, dialog, errors."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.visits import DESKTOP, PHONE
from tests.people import checked

if TYPE_CHECKING:
    from playwright.async_api import ViewportSize

    from tests.browser.visits import Visits
    from tests.people import People


async def test_draft_outlives_a_reload_until_it_is_posted(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    box = page.get_by_role("textbox", name="What's new?")
    await box.fill("Half a thought")

    await page.reload()
    await visit.ready()
    await expect(box).to_have_value("Half a thought")
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_test_id("post-body").filter(has_text="Half a thought")).to_have_count(1)

    await page.reload()
    await visit.ready()
    await expect(box).to_have_value("")


async def test_who_can_reply_and_quote_is_chosen_with_the_mouse(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    await page.get_by_role("textbox", name="What's new?").fill("Between us")
    menu = page.locator("details:has(> summary.audience)")

    for row in ("Mentioned only", "Nobody can quote it"):
        await menu.locator("summary").click()
        await menu.locator("label").filter(has_text=row).click()
        await expect(menu).not_to_have_attribute("open", "")
    await expect(menu.locator("summary")).to_have_accessible_name("Mentioned people can reply")
    await page.get_by_role("button", name="Post", exact=True).click()
    article = page.get_by_role("article").filter(has_text="Between us")
    # Until the server has answered, a stand-in without an id is there.
    await expect(article).to_have_attribute("id", re.compile(r"^post-\d+$"))

    post_id = await article.get_attribute("data-post")
    assert (await ben.api.post(f"/api/posts/{post_id}/comments", json={"body": "Me too"})).status_code == 403
    assert (await ben.api.post("/api/posts", json={"body": "Look", "quote_of_id": post_id})).status_code == 403


async def test_501_characters_keep_the_text_and_switch_post_off(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    box = page.get_by_role("textbox", name="What's new?")
    left = page.get_by_test_id("characters-left")
    button = page.get_by_role("button", name="Post", exact=True)

    await box.fill("👍🏽" * 500)
    await expect(left).to_have_text("0")
    await expect(button).to_be_enabled()
    await box.fill("👍🏽" * 501)

    await expect(left).to_have_text("−1")
    await expect(button).to_be_disabled()
    await expect(box).to_have_value("👍🏽" * 501)
    await expect(page.get_by_text("A post holds 500 characters.")).to_be_visible()


async def test_lost_answer_keeps_the_text_and_makes_no_second_post(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    visit.allow("/posts|ERR_FAILED")
    page = await visit.open("/following")
    box = page.get_by_role("textbox", name="What's new?")
    button = page.get_by_role("button", name="Post", exact=True)
    await box.fill("Sent once")

    async def deliver_but_lose_the_answer(route) -> None:  # type: ignore[no-untyped-def]
        await route.fetch()
        await route.abort()

    await page.route("**/posts", deliver_but_lose_the_answer)
    await button.click()
    await expect(page.get_by_role("alert").filter(has_text="Your post didn't go through.")).to_be_visible()
    await expect(box).to_have_value("Sent once")
    await page.unroute("**/posts")
    await button.click()

    await expect(box).to_have_value("")
    await page.reload()
    await expect(page.get_by_test_id("post-body").filter(has_text="Sent once")).to_have_count(1)


async def test_a_post_arrives_though_its_page_is_left(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    box = page.get_by_role("textbox", name="What's new?")
    await box.fill("Off I go")
    await page.evaluate("""() => {
        const send = window.fetch;
        window.fetch = (...request) => { send(...request); return new Promise(() => {}); };
        document.querySelector("[data-send]").click();
        location.assign("/search");
    }""")
    await page.wait_for_url("**/search")
    async with asyncio.timeout(30):
        while not checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"]:  # noqa: ASYNC110  who has left is told nothing
            await asyncio.sleep(0.1)

    await visit.open("/following")
    await expect(page.get_by_role("status")).to_contain_text("Posted")
    await expect(box).to_have_value("")
    await page.reload()
    await visit.ready()
    await expect(box).to_have_value("")

    assert len(checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"]) == 1


async def test_new_post_dialog_gives_the_focus_back_and_keeps_the_draft(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/search")
    opener = page.get_by_role("link", name="New post").first
    dialog = page.get_by_role("dialog", name="New post")

    await opener.click()
    await dialog.get_by_role("textbox", name="What's new?").fill("Later")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Keep draft").click()
    await expect(dialog).to_have_count(0)
    await expect(opener).to_be_focused()
    await opener.click()
    await expect(dialog.get_by_role("textbox", name="What's new?")).to_have_value("Later")
    await page.keyboard.press("Control+Enter")

    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("status").filter(has_text="Posted")).to_be_visible()


async def test_quote_opens_in_a_dialog(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Words worth quoting")
    visit = await visits.of(ana)
    page = await visit.open("/following")

    await page.locator(f"#post-{post['id']}").get_by_role("button", name="Quote").click()
    dialog = page.get_by_role("dialog", name="New post")
    await expect(dialog.get_by_text("Words worth quoting")).to_be_visible()
    await dialog.get_by_role("textbox", name="What's new?").fill("Indeed")
    await dialog.get_by_role("button", name="Post", exact=True).click()

    quote = page.get_by_role("article").filter(has_text="Indeed")
    await expect(quote.get_by_text("Words worth quoting")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_the_first_press_after_posting_counts(visits: Visits, people: People, size: ViewportSize) -> None:
    visit = await visits.of(await people.new("ana"))
    await visit.page.set_viewport_size(size)
    page = await visit.open("/following")
    composer = page.locator(".composer-rest")
    height = await composer.evaluate("composer => composer.offsetHeight")

    await page.get_by_role("textbox", name="What's new?").fill("Fresh wool")
    await composer.get_by_role("button", name="Post", exact=True).click()
    article = page.get_by_role("article").filter(has_text="Fresh wool")
    await article.get_by_role("button", name="Like").click()

    await expect(article.get_by_role("button", name="Unlike")).to_be_visible()
    await expect(composer).not_to_have_attribute("data-held", "")
    await page.wait_for_function("size => document.querySelector('.composer-rest').offsetHeight === size", arg=height)


async def test_the_first_press_beside_the_composer_counts_without_scripts(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    await ana.post("Fresh wool")
    visit = await visits.of(ana, script=False)
    page = await visit.open("/following")
    composer = page.locator(".composer-rest")
    height = await composer.evaluate("composer => composer.offsetHeight")

    await page.get_by_role("textbox", name="What's new?").click()
    await expect(composer.get_by_label("Poll")).to_be_visible()
    await page.get_by_label("More about this post").click()

    await expect(page.get_by_role("link", name="Open post")).to_be_visible()
    await expect(composer.get_by_label("Poll")).to_be_hidden()
    assert await composer.evaluate("composer => composer.offsetHeight") == height


async def test_what_was_posted_shows_on_ones_profile_and_below_the_composers_page(
    visits: Visits, people: People
) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/compose")

    await page.get_by_role("textbox", name="What's new?").fill("Written alone")
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_test_id("post-body").filter(has_text="Written alone")).to_be_visible()

    await visit.open(f"/@{ana.username}")
    await page.get_by_role("article").get_by_role("button", name="Quote").click()
    dialog = page.get_by_role("dialog", name="New post")
    await dialog.get_by_role("textbox", name="What's new?").fill("And quoted")
    await dialog.get_by_role("button", name="Post", exact=True).click()

    await expect(page.get_by_test_id("post-body").first).to_have_text("And quoted")
    await expect(page.get_by_role("article")).to_have_count(2)


async def test_a_new_post_stands_below_the_pinned_one(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    pinned = await ana.post("Pinned words")
    await ana.api.post(f"/api/posts/{pinned['id']}/pin")
    visit = await visits.of(ana)
    page = await visit.open(f"/@{ana.username}")

    await page.get_by_role("link", name="New post").first.click()
    dialog = page.get_by_role("dialog", name="New post")
    await dialog.get_by_role("textbox", name="What's new?").fill("Fresh words")
    await dialog.get_by_role("button", name="Post", exact=True).click()

    await expect(page.get_by_test_id("post-body")).to_have_text(["Pinned words", "Fresh words"])
    await page.reload()
    await expect(page.get_by_test_id("post-body")).to_have_text(["Pinned words", "Fresh words"])
