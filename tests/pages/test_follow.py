"""The forms between people, without and with the page's script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People

FRAGMENT = {"X-Fragment": "1"}


async def test_the_form_leads_back(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)

    response = await browser.post(f"/users/{ana.id}/follow", data={"back": f"/@{ana.username}"})

    assert response.status_code == 303
    assert response.headers["Location"] == f"/@{ana.username}"
    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["viewer"]["following"] is True
    evil = await browser.post(f"/users/{ana.id}/unfollow", data={"back": "https://evil.example/"})
    assert evil.headers["Location"] == "/"


async def test_the_script_gets_the_state(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)

    followed = checked(await browser.post(f"/users/{ana.id}/follow", headers=FRAGMENT))
    unfollowed = checked(await browser.post(f"/users/{ana.id}/unfollow", headers=FRAGMENT))

    assert followed == {"following": True, "requested": False, "followers_count": 1}
    assert unfollowed == {"following": False, "requested": False, "followers_count": 0}


@pytest.mark.parametrize("act", ["mute", "unmute", "block", "unblock"])
async def test_the_other_acts_answer_204_or_lead_back(act: str, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)

    assert (await browser.post(f"/users/{ana.id}/{act}", headers=FRAGMENT)).status_code == 204
    assert (await browser.post(f"/users/{ana.id}/{act}", data={"back": "/search"})).status_code == 303


async def test_after_a_block_the_way_does_not_lead_to_a_missing_page(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)

    response = await browser.post(f"/users/{ana.id}/block", data={"back": f"/@{ana.username}"})

    assert response.headers["Location"] == "/"
    assert (await browser.post(f"/users/{ana.id}/unblock", headers=FRAGMENT)).status_code == 204


async def test_requests_are_answered_on_their_page(people: People) -> None:
    ana, ben, cleo = await people.new("ana", is_private=True), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await cleo.follow(ana)
    browser = await people.browser_client(ana)
    page = await browser.get("/follow-requests")
    assert f"@{ben.username}" in page.text
    assert "Accept" in page.text
    assert "Decline" in (await browser.get("/follow-requests", headers=FRAGMENT)).text

    accepted = await browser.post(f"/follow-requests/{ben.id}/accept")
    declined = await browser.post(f"/follow-requests/{cleo.id}/decline", headers=FRAGMENT)

    assert accepted.headers["Location"] == "/follow-requests"
    assert declined.status_code == 204
    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["viewer"]["following"] is True
    assert checked(await cleo.api.get(f"/api/users/{ana.id}"))["viewer"]["requested"] is False


async def test_another_site_cannot_follow_for_somebody(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)

    response = await browser.post(f"/users/{ana.id}/follow", headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
