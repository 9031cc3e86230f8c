"""The page reports what is looked at in few calls, and hides what one does not want."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import Callable

    import asyncpg
    from playwright.async_api import Page

    from tests.browser.visits import Visits
    from tests.people import People, Person

# So many posts at once that a slow browser, which spreads one scroll over several calls, still saves most of them.
TALL = {"width": 1280, "height": 7700}
AT_ONCE = 36
ARE_THERE = "count => document.querySelectorAll('main article').length >= count"
SCROLL = "place => document.querySelectorAll('main article')[place].scrollIntoView({block: 'start'})"
IN_VIEW = "place => document.querySelectorAll('main article')[place].getBoundingClientRect().bottom <= innerHeight"
# An observer of our own is told after the page's, which was there before.
TELL = """place => {
    delete window.toldAt;
    new IntersectionObserver((_entries, observer) => {
        observer.disconnect();
        window.toldAt = performance.now();
    }).observe(document.querySelectorAll("main article")[place]);
}"""
LOOKED_AT = "() => window.toldAt !== undefined && performance.now() - window.toldAt >= 1300"
# A browser that is short of time cuts the last words of a page which it leaves for another site. Ours has to speak
# when it is told; that it is told in time is the browser's promise.
LEAVE = "dispatchEvent(new PageTransitionEvent('pagehide'))"


async def events_of(
    db: asyncpg.Connection[asyncpg.Record], person: Person, expected: Callable[[list[asyncpg.Record]], bool]
) -> list[asyncpg.Record]:
    """The stored events of a person, once they are as expected: the page does not wait for the answer."""
    async with asyncio.timeout(30):
        while True:
            rows = await db.fetch("SELECT * FROM interactions WHERE user_id = $1", int(person.id))
            if expected(rows):
                return rows
            # The servers have to get on meanwhile.
            await asyncio.sleep(0.05)


def calls_of(page: Page) -> list[str]:
    """The calls that the page makes from now on to report something; others' pages may still make theirs."""
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url) if request.url.endswith("/api/track") else None)
    return calls


async def look(page: Page, first: int = 0, last: int = 0) -> None:
    """Scroll to an article, and stay for as long as a view of it and of all until the last takes."""
    await page.wait_for_function(ARE_THERE, arg=first + 1)
    await page.evaluate(SCROLL, first)
    await page.wait_for_function(ARE_THERE, arg=last + 1)
    # Now there is enough below for the first to be at the top.
    await page.evaluate(SCROLL, first)
    await page.wait_for_function(IN_VIEW, arg=last)
    await page.evaluate(TELL, last)
    await page.wait_for_function(LOOKED_AT)


async def test_a_scrolling_visit_saves_nearly_all_calls(
    visits: Visits, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    for number in range(3 * AT_ONCE):
        await ana.post(f"wool {number}")
    visit = await visits.of(ben, size=TALL)
    calls = calls_of(visit.page)
    page = await visit.open("/following")

    for first in (0, AT_ONCE, 2 * AT_ONCE):
        await look(page, first, first + AT_ONCE - 1)
    await page.evaluate(LEAVE)

    views = await events_of(db, ben, lambda rows: len({row["post_id"] for row in rows}) == 3 * AT_ONCE)
    assert {(row["kind"], row["source"]) for row in views} == {("view", "following")}
    assert all(row["dwell_ms"] >= 1000 for row in views)
    assert calls
    assert 1 - len(calls) / len(views) >= 0.95, (len(calls), len(views))


async def test_opening_a_post_and_a_profile_is_told_when_the_page_goes(
    visits: Visits, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("wool")
    visit = await visits.of(ben)
    page = await visit.open("/following")

    await page.locator(f"#post-{post['id']} [data-testid=post-body]").click()
    await page.wait_for_url(f"**/post/{post['id']}")
    await visit.open(f"/@{ana.username}")
    await page.evaluate(LEAVE)

    await events_of(db, ben, lambda rows: {"click", "profile_visit"} <= {row["kind"] for row in rows})


async def test_who_asks_not_to_be_tracked_is_not_in_the_browser_either(
    visits: Visits, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("wool")
    visit = await visits.of(ben)
    await visit.context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    calls = calls_of(visit.page)
    page = await visit.open("/following")

    await look(page)
    await visit.open(f"/@{ana.username}")
    await page.evaluate(LEAVE)
    # Somebody else's call, made later, has arrived.
    checked(await ana.api.post("/api/track", json={"interaction_type": "profile_visit", "user_id": ben.id}))

    assert calls == []
    assert not await db.fetchval("SELECT count(*) FROM interactions WHERE user_id = $1", int(ben.id))


async def test_hiding_is_at_once_and_can_be_undone(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("wool")
    visit = await visits.of(ben)
    await visit.stop_the_clock()
    page = await visit.open("/following")
    article = page.locator(f"#post-{post['id']}")

    await article.get_by_label("More about this post").click()
    await article.get_by_role("button", name="Hide this post").click()
    await expect(article).to_be_hidden()
    toast = page.get_by_role("status").filter(has_text="You won't see that post in your feeds")
    async with page.expect_response("**/unhide"):
        await toast.get_by_role("button", name="Undo").click()

    await expect(article).to_be_visible()
    items = checked(await ben.api.get("/api/timeline"))["items"]
    assert [item["id"] for item in items] == [post["id"]]


async def test_a_refused_hiding_comes_back(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("wool")
    visit = await visits.of(ben)
    visit.allow("/less|/hide|ERR_FAILED")
    page = await visit.open("/following")
    await page.route("**/posts/*/hide", lambda route: route.abort())
    article = page.locator(f"#post-{post['id']}")

    await article.get_by_label("More about this post").click()
    await article.get_by_role("button", name="Hide this post").click()

    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(article).to_be_visible()
    await article.get_by_label("More about this post").click()
    await article.get_by_role("button", name="Show less like this").click()
    await expect(page.get_by_role("status").filter(has_text="You'll see less like that")).to_be_visible()
    await expect(article).to_be_visible()
