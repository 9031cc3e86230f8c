"""How each kind of notification is told: GET and PATCH /api/me/notification-preferences, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.notification_reading import told
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People

PATH = "/api/me/notification-preferences"


async def test_everything_is_told_in_the_app_until_somebody_chooses(people: People) -> None:
    ana = await people.new("ana")

    chosen = checked(await ana.api.get(PATH))

    assert chosen.pop("digest") == "daily"
    assert set(chosen.values()) == {"in_app"}
    assert {"like", "reply", "repost", "quote", "mention", "follow", "follow_request", "request_accepted"} < set(chosen)


async def test_off_makes_no_notification_and_in_app_makes_them_again(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    off = dict.fromkeys(("like", "reply", "repost", "quote", "mention", "follow"), "off")
    assert checked(await ana.api.patch(PATH, json=off)).items() >= off.items()

    await ben.like(post)
    await ben.reply(post, "Nice")
    await ben.repost(post)
    await ben.post("See", quote_of_id=post["id"])
    await ben.post(f"Hello @{ana.username}")
    await ben.follow(ana)
    assert await told(ana) == []
    checked(await ana.api.patch(PATH, json={"like": "in_app", "follow": "email"}))
    await cleo.like(post)
    await cleo.follow(ana)
    await cleo.reply(post, "Still nothing")

    assert await told(ana) == [("follow", cleo.username), ("like", cleo.username)]


async def test_a_change_leaves_the_rest_as_it_was(people: People) -> None:
    ana = await people.new("ana")
    checked(await ana.api.patch(PATH, json={"reply": "email", "like": "off", "digest": "weekly"}))

    chosen = checked(await ana.api.patch(PATH, json={"like": "email"}))

    assert (chosen["reply"], chosen["like"], chosen["follow"], chosen["digest"]) == (
        "email",
        "email",
        "in_app",
        "weekly",
    )
    assert checked(await ana.api.get(PATH)) == chosen


async def test_what_does_not_exist_is_refused(people: People) -> None:
    ana = await people.new("ana")

    assert (await ana.api.patch(PATH, json={"like": "loud"})).status_code == 400
    assert (await ana.api.patch(PATH, json={"digest": "hourly"})).status_code == 400
    assert (await people.signed_out().get(PATH)).status_code == 401
    assert (await people.signed_out().patch(PATH, json={})).status_code == 401


async def test_the_settings_page_does_the_same_without_scripts(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    answer = await browser.post("/settings/notifications", data={"like": "off", "reply": "email", "digest": "weekly"})
    assert answer.status_code == 303
    page = (await browser.get("/settings/notifications")).text
    refused = await browser.post("/settings/notifications", data={"like": "loud"})

    assert page.count('value="off" selected') == 1
    assert page.count('value="email" selected') == 1
    assert 'value="weekly" checked' in page
    assert refused.status_code == 400
    assert checked(await ana.api.get(PATH))["like"] == "off"
