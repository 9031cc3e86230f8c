"""The search page."""

from __future__ import annotations

import asyncio
import html
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.people import People


async def test_people_are_found(people: People) -> None:
    ana = await people.new("ana")
    client = people.signed_out()

    assert f"@{ana.username}" in (await client.get(f"/search?q={ana.username}")).text
    rows = await client.get(f"/search?q={ana.username}&tab=users", headers={"X-Fragment": "1"})
    assert f"@{ana.username}" in rows.text
    assert "<html" not in rows.text


async def test_no_result_says_so(people: People) -> None:
    client, words = people.signed_out(), f"<b>{secrets.token_hex(8)}"

    response = await client.get(f"/search?q={words}")

    assert response.status_code == 200
    assert "Nothing found" in response.text
    assert "No one by that name" in (await client.get(f"/search?q={words}&tab=users")).text
    assert words not in response.text


async def test_before_a_search_there_are_suggestions(people: People) -> None:
    await people.new("ana")

    assert "People you might like" in (await people.signed_out().get("/search")).text


async def test_the_side_column_does_not_repeat_whom_the_page_shows(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ana.follow(cleo)
    browser = await people.browser_client(ben)

    def side(text: str) -> str:
        return text.split('class="side"')[1]

    assert f'data-person="{cleo.id}"' in side((await browser.get("/saved")).text)
    assert f'data-person="{cleo.id}"' not in side((await browser.get(f"/@{cleo.username}")).text)

    await ben.follow(cleo)

    # Another process is told of it, and may be at work on something else; by itself it would keep her for a minute.
    async with asyncio.timeout(30):
        while f'data-person="{cleo.id}"' in side((await browser.get("/saved")).text):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_top_shows_people_topics_and_posts_and_recent_pages_on(people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana = await people.new("ana", display_name=word)
    for number in range(21):
        await ana.post(f"#{word} {number}")
    client = people.signed_out()

    top = (await client.get(f"/search?q={word}")).text
    assert f"@{ana.username}" in top
    assert f"/topics/{word}" in top
    assert top.count("<article") == 20
    recent = (await client.get(f"/search?q={word}&tab=recent")).text
    further = html.unescape(re.findall(r'rel="next"\s+href="([^"]+)"', recent)[0])
    assert (await client.get(further, headers={"X-Fragment": "1"})).text.count("<article") == 1


async def test_a_filter_that_cannot_be_read_is_said_and_stays_in_the_box(people: People) -> None:
    response = await people.signed_out().get("/search?q=rain+since:soon")

    assert response.status_code == 400
    assert "After since: comes a day" in response.text
    assert 'value="rain since:soon"' in response.text


async def test_suggestions_for_what_is_being_typed(people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana = await people.new("ana", display_name=word)
    await ana.post(f"#{word}")

    options = (await people.signed_out().get(f"/search/suggestions?q={word[:7]}")).text

    assert f"/topics/{word}" in options
    assert f"@{ana.username}" in options
    assert (await people.signed_out().get("/search/suggestions")).status_code == 200
