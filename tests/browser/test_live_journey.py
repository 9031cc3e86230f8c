"""Ana and ben in two browsers: what one does appears at the other without a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People

MARK = "window.stayed = true"
STAYED = "window.stayed === true"


async def test_new_post_waits_in_the_banner_and_comes_with_a_tap(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("Old words")
    visit = await visits.of(ben)
    page = await visit.open("/following")
    await visit.live()
    await page.evaluate(MARK)

    await ana.post("New words")

    banner = page.get_by_role("button", name="Show new posts, 1")
    await expect(banner).to_contain_text("1 new post")
    await expect(page.get_by_text("New words")).to_have_count(0)
    await banner.click()
    await expect(page.get_by_test_id("post-body").first).to_have_text("New words")
    await expect(banner).to_have_count(0)
    assert await page.evaluate(STAYED)


async def test_banner_gathers_posts_and_keeps_the_place(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    for number in range(15):
        await ana.post(f"Old words {number}")
    visit = await visits.of(ben)
    page = await visit.open("/following")
    await visit.live()
    await page.get_by_text("Old words 5", exact=True).scroll_into_view_if_needed()
    await page.evaluate("window.scrollTo(0, 700)")
    where = "Math.round(document.querySelectorAll('[data-testid=post-body]')[N].getBoundingClientRect().top)"
    before = await page.evaluate(where.replace("N", "8"))

    await ana.post("New words 1")
    await ana.post("New words 2")
    banner = page.get_by_role("button", name="Show new posts, 2")
    # A pointer would not scroll, as the driver does to bring the button out of the scroll padding.
    await banner.evaluate("button => button.click()")
    await expect(page.get_by_text("New words 2")).to_have_count(1)

    after = await page.evaluate(where.replace("N", "10"))
    assert abs(after - before) <= 2


async def test_like_reply_and_repost_are_seen_on_the_open_post(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("How is the wool?")
    path = f"/@{ana.username}/post/{post['id']}"
    at_ana, at_ben = await visits.of(ana), await visits.of(ben)
    ana_page, ben_page = await at_ana.open(path), await at_ben.open(path)
    await at_ana.live()
    await ana_page.evaluate(MARK)
    seen, own = ana_page.locator(f"#post-{post['id']}"), ben_page.locator(f"#post-{post['id']}")

    await own.get_by_role("button", name="Like").click()
    await expect(own.get_by_role("button", name="Unlike, 1")).to_have_attribute("aria-pressed", "true")
    await expect(seen.locator("[data-count=likes]")).to_have_text("1")
    await own.get_by_role("button", name="Repost").click()
    await expect(own.get_by_role("button", name="Undo repost, 1")).to_be_visible()
    await expect(seen.locator("[data-count=reposts]")).to_have_text("1")
    await ben_page.get_by_role("textbox", name="Write a reply").fill("Warm and blue")
    await ben_page.locator("#reply").get_by_role("button", name="Reply").click()
    await expect(ben_page.get_by_test_id("post-body").filter(has_text="Warm and blue")).to_have_count(1)

    await expect(ana_page.get_by_test_id("post-body").filter(has_text="Warm and blue")).to_have_count(1)
    await expect(seen.locator("[data-count=comments]")).to_have_text("1")
    assert await ana_page.evaluate(STAYED)


async def test_deleted_post_leaves_the_page(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Here I stay")
    reply = await ben.reply(post, "Gone soon")
    visit = await visits.of(ana)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    await visit.live()
    await expect(page.get_by_text("Gone soon")).to_be_visible()

    assert (await ben.api.delete(f"/api/posts/{reply['id']}")).status_code == 204

    await expect(page.get_by_text("Gone soon")).to_have_count(0)


async def test_notification_arrives_as_number_and_words(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Knock")
    visit = await visits.of(ana)
    page = await visit.open("/")
    await visit.live()

    await ben.like(post)

    await expect(page.get_by_test_id("unread-count").first).to_have_text("1")
    await expect(page.get_by_role("status").filter(has_text="Ben")).to_be_visible()
    await expect(page).to_have_title("(1) For you · Skein")
