"""Infinite scroll, menus and keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.browser.visits import PHONE

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People

ENTRIES = "[...document.querySelectorAll('[data-entry]')].map((entry) => entry.dataset.entry)"


async def test_scrolling_brings_every_post_once(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    for number in range(45):
        await ana.post(f"Words {number}")
    visit = await visits.of(ben)
    page = await visit.open("/following")

    await ana.post("New words")
    for count in (40, 45):
        await page.mouse.wheel(0, 20_000)
        await expect(page.locator("[data-entry]")).to_have_count(count)
    await expect(page.get_by_text("Words 0", exact=True)).to_have_count(1)

    entries = await page.evaluate(ENTRIES)
    assert len(entries) == len(set(entries)) == 45


async def test_failed_page_leaves_the_link_to_press(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    for number in range(25):
        await ana.post(f"Words {number}")
    visit = await visits.of(ana)
    visit.allow("ERR_FAILED")
    await visit.page.route("**/following?*", lambda route: route.abort())
    async with visit.page.expect_event("requestfailed", lambda request: "/following?" in request.url):
        page = await visit.open("/following")
        await page.mouse.wheel(0, 20_000)
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    await page.unroute("**/following?*")

    await page.get_by_role("link", name="More", exact=True).click()

    await expect(page.get_by_text("Words 0", exact=True)).to_have_count(1)


async def test_menu_by_keyboard(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Words")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    opener = page.locator(f"#post-{post['id']}").get_by_role("button", name="More about this post")

    await opener.focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name="Open post")).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("d")
    await expect(page.get_by_role("button", name="Delete")).to_be_focused()
    await page.keyboard.press("Escape")

    await expect(opener).to_be_focused()
    await expect(page.get_by_role("button", name="Delete")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
async def test_a_menu_at_the_lower_edge_of_a_phone_is_all_on_the_screen(
    visits: Visits, people: People, script: bool
) -> None:
    ana = await people.new("ana")
    for number in range(8):
        await ana.post(f"Words {number}")
    visit = await visits.of(ana, script=script, size=PHONE)
    page = await visit.open("/following")
    opener = page.get_by_label("More about this post").last
    # Its button stands just above the bar at the lower edge.
    await opener.evaluate("button => window.scrollBy(0, button.getBoundingClientRect().bottom - innerHeight + 80)")

    await opener.click()
    for row in (page.get_by_role("link", name="Open post"), page.get_by_role("button", name="Delete")):
        await expect(row).to_be_in_viewport(ratio=1)
    await page.mouse.click(200, 100)

    await expect(page.get_by_role("button", name="Delete")).to_be_hidden()
    assert urlsplit(page.url).path == "/following"


async def test_j_and_k_walk_through_the_posts(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    first, second = await ana.post("One"), await ana.post("Two")
    visit = await visits.of(ana)
    page = await visit.open("/following")

    await page.keyboard.press("j")
    await expect(page.locator(f"#post-{second['id']}")).to_be_focused()
    await page.keyboard.press("j")
    await expect(page.locator(f"#post-{first['id']}")).to_be_focused()
    await page.keyboard.press("k")

    await expect(page.locator(f"#post-{second['id']}")).to_be_focused()


async def test_press_beside_the_words_opens_the_post(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Words")
    visit = await visits.of(ana)
    page = await visit.open("/following")

    await page.locator(f"#post-{post['id']}").get_by_test_id("post-body").click()

    await page.wait_for_url(f"**/@{ana.username}/post/{post['id']}")


async def test_following_goes_on_where_it_was_left_on_another_device(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    posts = [await ana.post(f"Wool {number}\n\n\n\n") for number in range(12)]
    phone, desk = await visits.of(ben, size={"width": 390, "height": 600}), await visits.of(ben)
    page = await phone.open("/following")
    link = page.get_by_role("link", name="Continue where you left")
    await expect(link).to_be_hidden()

    # The page has asked for the place too.
    async with page.expect_response(lambda answer: answer.request.method == "PUT"):
        await page.locator(f"#post-{posts[4]['id']}").evaluate("post => post.scrollIntoView()")
    await ana.post("New wool")

    page = await desk.open("/following")
    await page.get_by_role("link", name="Continue where you left").click()
    await expect(page.get_by_test_id("post-body").first).to_have_text(re.compile("Wool [345]"))

    page = await phone.open("/following")
    tab = page.get_by_role("link", name="Following", exact=True).and_(page.locator(".tab"))
    await expect(link).to_be_visible()
    tab_box, link_box = await tab.bounding_box(), await link.bounding_box()
    assert tab_box is not None
    assert link_box is not None
    assert tab_box["x"] + tab_box["width"] <= link_box["x"]
