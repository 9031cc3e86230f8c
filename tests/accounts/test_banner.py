"""The picture above a profile: page and API, who may see it, and that it goes with the account."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.media.samples import picture
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def put(person: Person, content: bytes) -> Any:
    return await person.api.put("/api/me/banner", files={"file": ("banner.jpg", content)})


async def test_it_is_cut_to_its_shape_described_replaced_and_removed(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")

    me = checked(await put(ana, picture(size=(1_800, 1_200))))
    described = checked(await ana.api.patch("/api/me", json={"banner_alt": "A wall, half white"}))

    answer = await people.signed_out().get(me["banner_url"])
    with Image.open(BytesIO(answer.content)) as stored:
        assert (stored.format, stored.size) == ("WEBP", (1_500, 500))
    seen = checked(await cleo.api.get(f"/api/users/{ana.id}"))
    assert (seen["banner_url"], seen["banner_alt"]) == (me["banner_url"], "A wall, half white")
    assert described["banner_url"] == me["banner_url"]
    page = (await people.signed_out().get(f"/@{ana.username}")).text
    assert 'alt="A wall, half white"' in page
    other = checked(await put(ana, picture("PNG", (300, 300))))
    assert (await cleo.api.get(me["banner_url"])).status_code == 404
    for _ in range(2):
        none = checked(await ana.api.delete("/api/me/banner"))
        assert (none["banner_url"], none["banner_alt"]) == (None, "")
    assert (await cleo.api.get(other["banner_url"])).status_code == 404


async def test_a_private_accounts_banner_is_its_followers(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    url = checked(await put(ana, picture()))["banner_url"]
    assert (await cleo.api.get(url)).headers["Cache-Control"].startswith("public")

    await ana.go_private()

    answers = [await client.get(url) for client in (ana.api, ben.api, cleo.api, people.signed_out())]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert answers[1].headers["Cache-Control"] == "private, no-cache"
    assert checked(await cleo.api.get(f"/api/users/{ana.id}"))["banner_url"] is None
    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["banner_url"] == url
    assert url not in (await cleo.api.get(f"/@{ana.username}")).text


@pytest.mark.parametrize(("content", "status"), [(b"<svg/>", 415), (picture()[:3_00], 400), (b"", 400)])
async def test_what_is_no_picture_is_refused(people: People, content: bytes, status: int) -> None:
    ana = await people.new("ana")

    response = await put(ana, content)

    assert checked(response, status)["message"]
    assert checked(await ana.api.get("/api/me"))["banner_url"] is None


async def test_signed_out_and_without_a_form(people: People) -> None:
    ana = await people.new("ana")

    for method in ("PUT", "DELETE"):
        checked(await people.signed_out().request(method, "/api/me/banner"), 401)
    checked(await ana.api.put("/api/me/banner", content=picture()), 415)
    checked(await ana.api.put("/api/me/banner", files={"other": ("a.jpg", picture())}), 400)
    too_long = checked(await ana.api.patch("/api/me", json={"banner_alt": "x" * 1_501}), 400)
    assert "banner_alt" in too_long["fields"]


async def test_the_form_takes_it_and_keeps_what_was_typed_when_it_is_refused(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    fields = {"display_name": "Ana B", "bio": "", "link": "", "banner_alt": "Wool"}

    refused = await browser.post("/settings/profile", data=fields, files={"banner": ("b.svg", b"<svg/>")})
    assert (refused.status_code, "Ana B" in refused.text, 'id="banner-error"' in refused.text) == (415, True, True)
    assert checked(await ana.api.get("/api/me"))["display_name"] == "Ana"
    files = {"file": ("a.jpg", picture()), "banner": ("b.jpg", picture(size=(900, 300)))}
    taken = await browser.post("/settings/profile", data=fields, files=files)
    assert taken.status_code == 303
    me = checked(await ana.api.get("/api/me"))
    assert (me["display_name"], me["banner_alt"], bool(me["avatar_url"])) == ("Ana B", "Wool", True)
    assert me["banner_url"] in (await browser.get("/settings/profile")).text
    assert (await browser.post("/settings/banner/remove")).status_code == 303
    assert checked(await ana.api.get("/api/me"))["banner_url"] is None
