"""Profiles and lists of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people import People


async def test_tabs_show_their_posts(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("a post of mine")
    await ana.reply(post, "a reply of mine")
    client = people.signed_out()

    page = await client.get(f"/@{ana.username}")
    replies = await client.get(f"/@{ana.username.upper()}/replies")

    assert "a post of mine" in page.text
    assert "a reply of mine" not in page.text
    assert "a reply of mine" in replies.text
    assert (await client.get(f"/@{ana.username}/media")).status_code == 200
    assert (await client.get(f"/@{ana.username}/reposts")).status_code == 200


async def test_a_private_account_shows_strangers_its_card(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    await ana.post("for friends")
    await ana.go_private()
    browser = await people.browser_client(cleo)

    page = await browser.get(f"/@{ana.username}")

    assert "This account is private" in page.text
    assert "for friends" not in page.text
    for tab in ("replies", "media", "reposts", "followers", "following"):
        assert (await browser.get(f"/@{ana.username}/{tab}")).status_code == 404


async def test_a_blocked_person_finds_nothing(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await ana.api.post(f"/api/users/{dan.id}/block")
    browser = await people.browser_client(dan)

    assert (await browser.get(f"/@{ana.username}")).status_code == 404


async def test_followers_carry_their_marks(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    browser = await people.browser_client(ana)

    assert "Follows you" in (await browser.get(f"/@{ana.username}/followers")).text
    assert f"/@{ana.username}" in (await browser.get(f"/@{ben.username}/following")).text
    rows = await browser.get(f"/@{ana.username}/followers", headers={"X-Fragment": "1"})
    assert "<html" not in rows.text
    assert f"@{ben.username}" in rows.text


async def test_the_way_to_ones_own_profile(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    assert (await browser.get("/profile")).headers["Location"] == f"/@{ana.username}"


@pytest.mark.parametrize("name", ["nobody_at_all", "%00", "%F0%9F%98%80", "a..b", "x" * 500])
async def test_unknown_names_are_not_found(name: str, people: People) -> None:
    answer = await people.signed_out().get(f"/@{name}")

    assert answer.status_code == 404
    # The title says the first half already.
    assert answer.text.count("It may have been deleted") == 1
    assert "isn&#39;t here. It may" not in answer.text
