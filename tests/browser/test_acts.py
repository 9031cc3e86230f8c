"""Acts on a post: at once, put right from the answer, rolled back when refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People


async def test_refused_like_goes_back_and_can_be_tried_again(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("How is the wool?")
    visit = await visits.of(ben)
    visit.allow("/like|ERR_FAILED")
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    await page.route("**/posts/*/like", lambda route: route.abort())
    like = page.locator(f"#post-{post['id']} [data-act=like]")

    await like.click()

    toast = page.get_by_role("alert").filter(has_text="Your like didn't go through.")
    await expect(toast).to_be_visible()
    await expect(like).to_have_attribute("aria-pressed", "false")
    await expect(like).to_have_attribute("aria-label", "Like")
    await page.unroute("**/posts/*/like")
    async with page.expect_response("**/like"):
        await toast.get_by_role("button", name="Try again").click()
    await expect(like).to_have_attribute("aria-label", "Unlike, 1")
    await page.reload()
    await expect(like).to_have_attribute("aria-label", "Unlike, 1")


async def test_pressing_quickly_ends_where_the_last_press_said(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("How is the wool?")
    visit = await visits.of(ben)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    like = page.locator(f"#post-{post['id']} [data-act=like]")

    async with page.expect_response("**/unlike"):
        await like.click()
        await like.click()

    await expect(like).to_have_attribute("aria-label", "Like")
    seen = await ben.api.get(f"/api/posts/{post['id']}")
    assert seen.json()["likes_count"] == 0


async def test_share_copies_the_address(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Pass it on")
    visit = await visits.of(ana)
    await visit.stop_the_clock()
    page = await visit.open("/following")
    check_mark = page.locator(f"#post-{post['id']} [data-act=share][data-copied]")

    await page.locator(f"#post-{post['id']}").get_by_role("button", name="Share").click()

    await expect(check_mark).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("Link copied")
    await page.clock.run_for(2_000)
    await expect(check_mark).to_have_count(0)
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/@{ana.username}/post/{post['id']}")


async def test_follow_changes_at_once(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    visit = await visits.of(ben)
    page = await visit.open(f"/@{ana.username}")
    main = page.get_by_role("main")

    await main.get_by_role("button", name="Follow", exact=True).click()
    await expect(main.get_by_role("button", name="Following", exact=True)).to_have_attribute("aria-pressed", "true")
    await expect(main.get_by_role("link", name="1 follower", exact=True)).to_be_visible()

    await page.reload()
    await expect(main.get_by_role("button", name="Following", exact=True)).to_be_visible()


async def test_own_repost_is_no_news_to_oneself(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("How is the wool?")
    visit = await visits.of(ben)
    page = await visit.open("/following")
    await visit.live()

    await page.locator(f"#post-{post['id']}").get_by_role("button", name="Repost").click()
    await expect(page.locator(f"#post-{post['id']} [data-count=reposts]")).to_have_text("1")
    await ana.post("Dry now")

    await expect(page.get_by_role("button", name="Show new posts, 1", exact=True)).to_be_visible()


async def test_a_reply_that_the_author_hides_leaves_the_open_page_and_comes_back(
    visits: Visits, people: People
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("How is the wool?")
    reply = await ben.reply(post, "Ugly")
    visit = await visits.of(cleo)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    await visit.live()
    article = page.locator(f"#post-{reply['id']}")
    await expect(article).to_be_visible()

    assert (await ana.api.post(f"/api/posts/{reply['id']}/hide-reply")).status_code == 204
    await expect(article).to_have_count(0)
    assert (await ana.api.delete(f"/api/posts/{reply['id']}/hide-reply")).status_code == 204

    await expect(article).to_be_visible()


async def test_delete_asks_and_removes(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Not for long")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    article = page.locator(f"#post-{post['id']}")

    await article.get_by_label("More about this post").click()
    await article.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete this post?")
    await dialog.get_by_role("button", name="Keep it").click()
    await expect(dialog).to_have_count(0)
    await expect(article).to_be_visible()
    await article.get_by_label("More about this post").click()
    await article.get_by_role("button", name="Delete").click()
    await dialog.get_by_role("button", name="Delete", exact=True).click()

    await expect(article).to_have_count(0)
    await expect(page.get_by_role("status").filter(has_text="Post deleted")).to_be_visible()
