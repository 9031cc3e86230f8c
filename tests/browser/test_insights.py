"""The operators' charts for everybody: axe finds nothing, the table says the same, nothing scrolls sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.test_accessibility import NARROW, SERIOUS
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.browser.visits import Visits
    from tests.people import People


async def test_charts_are_for_everybody(visits: Visits, people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    mira = await people.new("mira")
    await db.execute("UPDATE users SET role = 'operator' WHERE id = $1", int(mira.id))
    post = await mira.post("wool")
    seen = {"interaction_type": "view", "post_id": post["id"], "metadata": {"source": "for_you", "ranking": "newest"}}
    checked(await mira.api.post("/api/track", json={"interactions": [seen] * 20}))
    visit = await visits.of(mira, size=NARROW)
    page = await visit.open("/insights")

    results = await Axe().run(page)
    serious = [found["id"] for found in results.response["violations"] if found["impact"] in SERIOUS]
    assert not serious, results.generate_report()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    await expect(page.get_by_role("img", name="Posts seen in For you by how it was ranked")).to_be_visible()
    await page.get_by_label("Table of Where For you came from").click()
    await expect(page.get_by_role("cell", name="Newest")).to_be_visible()
