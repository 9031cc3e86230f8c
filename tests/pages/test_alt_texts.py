"""Describing the pictures of a post that was published: page, script, strangers, and who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.media.samples import upload
from tests.people import checked

if TYPE_CHECKING:
    from asyncpg import Connection, Record

    from tests.people import People, Person


async def with_pictures(person: Person, *alts: str) -> dict[str, Any]:
    """A post with a picture for each description."""
    return await person.post("Walls", media_ids=[(await upload(person, alt=alt))["id"] for alt in alts])


async def alts_of(person: Person, post: dict[str, Any]) -> list[str]:
    return [item["alt"] for item in checked(await person.api.get(f"/api/posts/{post['id']}"))["media"]]


async def test_the_author_describes_pictures_long_after_they_were_posted(
    people: People, db: Connection[Record]
) -> None:
    ana = await people.new("ana")
    post = await with_pictures(ana, "One wall", "")
    await db.execute("UPDATE posts SET created_at = now() - interval '3 years' WHERE id = $1", int(post["id"]))
    first, second = (item["id"] for item in post["media"])
    post_id = post["id"]
    address = f"/posts/{post_id}/alt"
    page = (await ana.api.get(address)).text
    assert f'name="alt_{first}"' in page
    assert ">One wall</textarea>" in page

    for _ in range(2):
        response = await ana.api.post(address, data={f"alt_{second}": "Two walls \r\n"})
        assert response.status_code == 303
        assert await alts_of(ana, post) == ["One wall", "Two walls"]

    shown = (await people.signed_out().get(f"/@{ana.username}/post/{post['id']}")).text
    assert 'alt="Two walls"' in shown
    fragment = await ana.api.post(address, data={f"alt_{first}": ""}, headers={"X-Fragment": "1"})
    assert f'data-media="{first}"' in fragment.text
    assert await alts_of(ana, post) == ["", "Two walls"]


async def test_what_is_too_long_stays_typed_and_changes_nothing(people: People) -> None:
    ana = await people.new("ana")
    post = await with_pictures(ana, "Old", "Old")
    first, second = (item["id"] for item in post["media"])
    typed = {f"alt_{first}": "New", f"alt_{second}": "x" * 1_501}

    response = await ana.api.post(f"/posts/{post['id']}/alt", data=typed)

    assert response.status_code == 400
    assert ">New</textarea>" in response.text
    assert f'id="alt_{second}-error"' in response.text
    by_script = await ana.api.post(f"/posts/{post['id']}/alt", data=typed, headers={"X-Fragment": "1"})
    assert list(checked(by_script, 400)["fields"]) == [f"alt_{second}"]
    assert await alts_of(ana, post) == ["Old", "Old"]


async def test_nobody_else_describes_it(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await with_pictures(ana, "Mine")
    address, field = f"/posts/{post['id']}/alt", {f"alt_{post['media'][0]['id']}": "Hers"}

    assert "Suggest alt text" in (await cleo.api.get(address)).text
    assert (await cleo.api.post(address, data=field)).status_code == 303
    assert (await people.signed_out().get(address)).status_code == 303
    plain = await ana.post("No pictures")
    assert (await ana.api.get(f"/posts/{plain['id']}/alt")).status_code == 404
    await ana.go_private()
    assert (await cleo.api.post(address, data=field)).status_code == 404
    assert await alts_of(ana, post) == ["Mine"]
    assert "Edit alt text" not in (await cleo.api.get(f"/@{ana.username}")).text
