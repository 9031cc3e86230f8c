"""One's own profile over the API: /api/me."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/me"),
        ("PATCH", "/api/me"),
        ("POST", "/api/me/avatar"),
        ("DELETE", "/api/me/avatar"),
        ("POST", "/api/me/password"),
        ("GET", "/api/me/devices"),
        ("DELETE", "/api/me/devices"),
        ("DELETE", "/api/me/devices/1"),
    ],
)
async def test_signed_out_it_is_401(people: People, method: str, path: str) -> None:
    body: Any = {"current_password": "x", "password": "y"} if method in {"POST", "PATCH"} else None

    response = await people.signed_out().request(method, path, json=body)

    assert response.status_code == 401


async def test_what_is_left_out_stays(people: People) -> None:
    ana = await people.new("ana", bio="Hello #wool, says @ana", link="example.com/ana")

    me = checked(await ana.api.patch("/api/me", json={"display_name": "  Ana   Duarte ", "unknown": 1}))

    assert me["display_name"] == "Ana Duarte"
    assert me["bio"] == "Hello #wool, says @ana"
    assert me["link"] == "https://example.com/ana"


async def test_everything_can_be_emptied(people: People) -> None:
    ana = await people.new("ana", bio="Hello", link="example.com")

    me = checked(await ana.api.patch("/api/me", json={"display_name": "", "bio": "", "link": ""}))

    assert (me["display_name"], me["bio"], me["link"]) == ("", "", "")


async def test_a_bio_becomes_safe_html_with_links_to_people_that_exist(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    checked(await ana.api.patch("/api/me", json={"bio": f"<b>hi</b> @{ben.username} @nobody_at_all"}))

    html = await db.fetchval("SELECT bio_html FROM users WHERE id = $1", int(ana.id))
    assert "&lt;b&gt;hi&lt;/b&gt;" in html
    assert f'href="/@{ben.username}"' in html
    assert "/@nobody_at_all" not in html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", "x" * 51),
        ("display_name", "a\0b"),
        ("bio", "👩‍👩‍👧" * 501),
        ("bio", "a\x07"),
        ("link", "javascript:alert(1)"),
        ("link", "not a link"),
        ("is_private", "yes"),
        ("theme", "pink"),
        ("bio", 7),
    ],
)
async def test_what_cannot_be_stored_is_refused_and_changes_nothing(people: People, field: str, value: Any) -> None:
    ana = await people.new("ana", bio="Before")

    response = await ana.api.patch("/api/me", json={"display_name": "After", field: value})

    assert response.status_code == 400
    assert set(response.json()["fields"]) == {field}
    me = checked(await ana.api.get("/api/me"))
    assert (me["display_name"], me["bio"]) == ("Ana", "Before")


async def test_five_hundred_emoji_families_are_500_characters(people: People) -> None:
    ana = await people.new("ana")

    me = checked(await ana.api.patch("/api/me", json={"bio": "👩‍👩‍👧" * 500}))

    assert me["bio"] == "👩‍👩‍👧" * 500


async def test_a_private_person_sees_their_own_counts(people: People) -> None:
    ana = await people.new("ana", is_private=True)

    me = checked(await ana.api.get("/api/me"))

    assert me["is_private"] is True
    assert me["followers_count"] == 0
    assert "can_request" not in me
