"""The profile's form: /settings and /settings/profile."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


def png() -> bytes:
    target = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(target, "PNG")
    return target.getvalue()


async def test_settings_begin_with_the_profile(people: People) -> None:
    browser = await people.browser_client(await people.new("ana"))

    response = await browser.get("/settings")

    assert response.status_code == 303
    assert response.headers["Location"] == "/settings/profile"


async def test_text_and_picture_are_stored_together_and_the_picture_can_go(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    response = await browser.post(
        "/settings/profile",
        data={"display_name": "Ana D", "bio": "Wool\r\nand rain", "link": "example.com"},
        files={"file": ("me.png", png(), "image/png")},
    )

    assert response.status_code == 303
    me = checked(await browser.get("/api/me"))
    assert (me["display_name"], me["bio"], me["link"]) == ("Ana D", "Wool\nand rain", "https://example.com")
    shown = await browser.get("/settings/profile")
    assert me["avatar_url"] in shown.text
    assert "Wool\nand rain</textarea>" in shown.text

    assert (await browser.post("/settings/avatar/remove")).status_code == 303
    assert checked(await browser.get("/api/me"))["avatar_url"] is None


async def test_an_empty_file_field_changes_no_picture(people: People) -> None:
    browser = await people.browser_client(await people.new("ana"))

    response = await browser.post(
        "/settings/profile?welcome=1",
        data={"display_name": "Ana"},
        files={"file": ("", b"", "application/octet-stream")},
    )

    assert response.status_code == 303


async def test_nothing_typed_is_lost_when_the_picture_is_none(people: People) -> None:
    ana = await people.new("ana", bio="Before")
    browser = await people.browser_client(ana)

    response = await browser.post(
        "/settings/profile",
        data={"display_name": "New name", "bio": "A long new bio"},
        files={"file": ("me.png", b"<svg onload=alert(1)>", "image/png")},
    )

    assert response.status_code == 415
    assert "A long new bio</textarea>" in response.text
    assert 'id="file-error"' in response.text
    assert checked(await browser.get("/api/me"))["bio"] == "Before"


async def test_nothing_typed_is_lost_when_the_text_is_refused(people: People) -> None:
    browser = await people.browser_client(await people.new("ana"))

    response = await browser.post("/settings/profile", data={"bio": "b" * 501, "link": "nope nope"})

    assert response.status_code == 400
    assert "b" * 501 in response.text
    assert 'value="nope nope"' in response.text
    assert 'id="bio-error"' in response.text
    assert 'id="link-error"' in response.text
