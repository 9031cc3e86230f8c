"""Web Push in the browser: switched on by a tap, shown while no page is looked at, off again.

Browsers subscribe at their maker's service, which no test reaches: a stand-in gives the subscription. What comes from
there is handed to the real service worker, as the browser does.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from playwright.async_api import expect

from tests.people import checked

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People

SUBSCRIBED = """
(() => {
  let subscription = null;
  const bytes = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM";
  PushManager.prototype.getSubscription = async () => subscription;
  PushManager.prototype.subscribe = async (options) => {
    if (!options.userVisibleOnly || !options.applicationServerKey) throw new Error("refused");
    subscription = {
      toJSON: () => ({ endpoint: "https://push.invalid/1", keys: { p256dh: bytes, auth: "tBHItJI5svbpez7KI4CCXg" } }),
      unsubscribe: async () => { subscription = null; return true; },
    };
    return subscription;
  };
})();
"""

# What the worker shows within three seconds.
SHOWN = """
async () => {
  const registration = await navigator.serviceWorker.getRegistration("/service-worker.js");
  const end = performance.now() + 3000;
  while (performance.now() < end) {
    const [shown] = await registration.getNotifications();
    if (shown) return { title: shown.title, body: shown.body, tag: shown.tag, url: shown.data.url };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}
"""


async def test_on_by_a_tap_told_by_the_worker_and_off_again(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    await visit.context.grant_permissions(["notifications"])
    await visit.context.add_init_script(SUBSCRIBED)
    page = await visit.open("/settings/notifications")
    seen = await visit.context.new_cdp_session(page)
    registered: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def on_registration(event: dict[str, Any]) -> None:
        if event["registrations"] and not registered.done():
            registered.set_result(event["registrations"][0]["registrationId"])

    seen.on("ServiceWorker.workerRegistrationUpdated", on_registration)
    await seen.send("ServiceWorker.enable")
    on = page.get_by_role("button", name="Turn on push notifications")
    off = page.get_by_role("button", name="Turn off push notifications")

    await on.click()
    await expect(off).to_be_visible()
    client = await people.browser_client(ana)
    assert not checked(await client.get("/api/me/push"))["is_on"], "another session's browser is not told"

    message = {"id": "1", "tag": "like-1", "title": "Ben liked your post", "body": "How is the wool?", "url": "/"}
    delivery = {
        "origin": people.base_url,
        "registrationId": await asyncio.wait_for(registered, 30),
        "data": json.dumps(message),
    }
    told = None
    # A browser that is busy starting its worker may drop what this tool hands it; a push service would send it again.
    async with asyncio.timeout(60):
        while told is None:
            await page.goto("about:blank")
            await seen.send("ServiceWorker.deliverPushMessage", delivery)
            await visit.open("/settings/notifications")
            told = await page.evaluate(SHOWN)
    assert told == {"title": "Ben liked your post", "body": "How is the wool?", "tag": "like-1", "url": "/"}

    # The stand-in forgot with its page; the tap subscribes anew.
    await on.click()
    await off.click()
    await expect(on).to_be_visible()
