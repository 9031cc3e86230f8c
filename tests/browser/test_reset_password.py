"""The links of mails in a real browser, which says where a form comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.mail_room import link_in, mails_to, wait_for_mail

if TYPE_CHECKING:
    import asyncpg

    from tests.browser.visits import Visits
    from tests.people import People


async def test_the_links_of_mails_lead_to_forms_that_work(
    visits: Visits, people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    visit = await visits.of(script=False)
    page = visit.page

    await page.goto(link_in((await mails_to(db, ana.email, "Confirm"))[0]))
    await page.get_by_role("button", name="Confirm").click()
    await expect(page.get_by_text("Your e-mail address is confirmed")).to_be_visible()

    await visit.open("/auth/forgot-password")
    await page.get_by_label("E-mail").fill(ana.email)
    await page.get_by_role("button", name="Send the link").click()
    await expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()
    await page.goto(link_in(await wait_for_mail(db, ana.email, "Set a new password")))
    await page.get_by_label("New password").fill("slow-river-stones-9")
    await page.get_by_role("button", name="Save password").click()
    await expect(page.get_by_label("Username or e-mail")).to_be_visible()
