"""The search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.people import People


async def test_people_are_found(people: People) -> None:
    ana = await people.new("ana")
    client = people.signed_out()

    assert f"@{ana.username}" in (await client.get(f"/search?q={ana.username}")).text
    rows = await client.get(f"/search?q={ana.username}", headers={"X-Fragment": "1"})
    assert f"@{ana.username}" in rows.text
    assert "<html" not in rows.text


async def test_no_result_says_so(people: People) -> None:
    response = await people.signed_out().get("/search?q=<nobody>")

    assert response.status_code == 200
    assert "No one by that name" in response.text
    assert "<nobody>" not in response.text


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

    for _ in range(4):
        assert f'data-person="{cleo.id}"' not in side((await browser.get("/saved")).text)
