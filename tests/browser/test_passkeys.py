"""Passkeys in a real browser, with its virtual authenticator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.async_api import expect

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People


async def test_a_passkey_is_added_signs_in_and_is_removed(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of()
    # Browsers refuse passkeys for an IP address.
    visit.base_url = f"http://localhost:{urlsplit(people.base_url).port}"
    page = visit.page
    devtools = await visit.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    options: dict[str, Any] = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    await visit.open("/auth/sign-in?next=/settings/security/passkeys")
    await page.get_by_label("Username or e-mail").fill(ana.username)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url("**/settings/security/passkeys")
    await visit.ready()
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_text("Not used yet")).to_be_visible()

    await visit.context.clear_cookies()
    await visit.open("/auth/sign-in?next=/settings/security/passkeys")
    await page.get_by_role("button", name="Continue with a passkey").click()
    await expect(page.get_by_text("Last used")).to_be_visible()

    (key,) = checked(await ana.api.get("/api/me/passkeys"))["items"]
    wrong = await ana.api.request("DELETE", f"/api/me/passkeys/{key['id']}", json={"password": "wrong-one-1"})
    assert wrong.status_code == 400
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Remove").click()
    await expect(page.get_by_text("Passkey removed")).to_be_visible()
    assert checked(await ana.api.get("/api/me/passkeys"))["items"] == []
