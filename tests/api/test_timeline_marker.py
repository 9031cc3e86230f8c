"""The place in Following where somebody stopped: kept for all devices, and a page that goes on there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People

PATH = "/api/timeline/marker"


async def test_another_device_goes_on_where_the_first_one_stopped(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    old, read, new = [await ana.post(f"Wool {number}") for number in range(3)]
    phone, desk = ben.api, await people.browser_client(ben)
    assert checked(await phone.get(PATH)) == {"last_read_id": None, "read_at": None}
    assert (await desk.get("/following/continue")).headers["Location"] == "/following"

    noted = checked(await phone.put(PATH, json={"last_read_id": read["id"]}))

    assert noted["last_read_id"] == read["id"]
    assert checked(await desk.get(PATH)) == noted
    page = await desk.get("/following/continue", follow_redirects=True)
    assert page.status_code == 200
    assert [f"post-{post['id']}" in page.text for post in (new, read, old)] == [False, True, True]
    # The place outlives the post, and the device that speaks last is right.
    await ana.api.delete(f"/api/posts/{read['id']}")
    page = await desk.get("/following/continue", follow_redirects=True)
    assert [f"post-{post['id']}" in page.text for post in (new, old)] == [False, True]
    assert checked(await desk.put(PATH, json={"last_read_id": old["id"]}))["last_read_id"] == old["id"]
    assert checked(await phone.get(PATH))["last_read_id"] == old["id"]
    checked(await phone.put(PATH, json={"last_read_id": str(2**63 - 1)}))
    assert f"post-{new['id']}" in (await desk.get("/following/continue", follow_redirects=True)).text


async def test_a_place_is_nobody_elses(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    checked(await ben.api.put(PATH, json={"last_read_id": "5"}))

    assert checked(await ana.api.get(PATH))["last_read_id"] is None
    for method in ("GET", "PUT"):
        assert (await people.signed_out().request(method, PATH, json={"last_read_id": "5"})).status_code == 401


@pytest.mark.parametrize("body", [{}, {"last_read_id": None}, {"last_read_id": "x"}, {"last_read_id": "9" * 19}])
async def test_what_is_no_id_is_refused(body: dict[str, Any], people: People) -> None:
    ben = await people.new("ben")

    answer = await ben.api.put(PATH, json=body)

    assert answer.status_code == 400
    assert "last_read_id" in answer.json()["fields"]
