"""Getting around: each place has one name on the screen, at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.browser.visits import DESKTOP, PHONE

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People


async def test_each_place_is_there_once(visits: Visits, people: People) -> None:
    ana = await people.new("ana")

    for size in (PHONE, DESKTOP):
        page = (await visits.of(ana, size=size)).page
        for path in ("/", "/following", "/search"):
            await page.goto(people.base_url + path)
            for name in ("For you", "Search", "Notifications", "Profile"):
                await expect(page.get_by_role("link", name=name, exact=True)).to_have_count(1)


async def test_settings_open_with_their_own_link_in_view_on_a_phone(visits: Visits, people: People) -> None:
    visit = await visits.of(await people.new("ana"), size=PHONE)

    page = await visit.open("/settings/data")

    await expect(page.get_by_role("link", name="Your data")).to_be_in_viewport(ratio=1)


async def test_a_phone_leads_to_what_the_rail_holds(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    page = await (await visits.of(ana, size=PHONE, touch=True)).open(f"/@{ana.username}")

    await page.get_by_label("More of yours").tap()
    await expect(page.get_by_role("link", name="Liked posts")).to_be_in_viewport(ratio=1)
    await page.get_by_role("link", name="Saved").tap()
    await page.wait_for_url("**/saved")
    await page.get_by_role("link", name="Back", exact=True).tap()

    await page.wait_for_url(f"**/@{ana.username}")


async def test_whoever_is_new_finds_the_way_in_from_the_first_page(visits: Visits) -> None:
    page = await (await visits.of()).open("/")

    await page.get_by_role("link", name="Create account").click()

    await expect(page.get_by_role("button", name="Create account")).to_be_visible()
