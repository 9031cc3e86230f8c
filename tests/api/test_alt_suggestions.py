"""Others suggest how to describe a picture, and its author decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.notification_reading import told
from tests.media.samples import upload
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def with_picture(person: Person) -> dict[str, Any]:
    return await person.post("A wall", media_ids=[(await upload(person))["id"]])


def suggesting(post: dict[str, Any]) -> str:
    media_id = post["media"][0]["id"]
    return f"/api/media/{media_id}/alt-suggestions"


async def alt_of(person: Person, post: dict[str, Any]) -> str:
    seen = checked(await person.api.get(f"/api/posts/{post['id']}"))
    return str(seen["media"][0]["alt"])


async def suggestions(person: Person, post: dict[str, Any]) -> list[tuple[str, str]]:
    post_id = post["id"]
    page = checked(await person.api.get(f"/api/posts/{post_id}/alt-suggestions"))
    return [(item["user"]["id"], item["alt"]) for item in page["items"]]


async def test_the_author_hears_of_it_and_takes_it(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await with_picture(ana)
    path = suggesting(post)

    checked(await cleo.api.post(path, json={"alt": "A wall"}), 201)
    made = checked(await cleo.api.post(path, json={"alt": "A red wall"}), 201)

    assert await told(ana) == [("alt_suggestion", cleo.username)]
    assert await suggestions(ana, post) == [(cleo.id, "A red wall")]
    assert await suggestions(cleo, post) == []
    assert await alt_of(cleo, post) == ""
    assert (await cleo.api.post(f"/api/alt-suggestions/{made['id']}")).status_code == 404
    assert (await ana.api.post(f"/api/alt-suggestions/{made['id']}")).status_code == 204
    assert await alt_of(cleo, post) == "A red wall"
    assert (await ana.api.post(f"/api/alt-suggestions/{made['id']}")).status_code == 404
    assert await suggestions(ana, post) == []


async def test_the_author_declines_it(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await with_picture(ana)
    path = suggesting(post)
    made = checked(await cleo.api.post(path, json={"alt": "Nonsense"}), 201)

    assert (await cleo.api.delete(f"/api/alt-suggestions/{made['id']}")).status_code == 404
    assert (await ana.api.delete(f"/api/alt-suggestions/{made['id']}")).status_code == 204

    assert (await suggestions(ana, post), await alt_of(ana, post)) == ([], "")


async def test_it_is_done_on_pages_too(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await with_picture(ana)
    media_id = post["media"][0]["id"]
    hers, his = await people.browser_client(ana), await people.browser_client(cleo)
    address = f"/posts/{post['id']}/alt"
    assert "Suggest alt text" in (await his.get(f"/@{ana.username}/post/{post['id']}")).text

    for words in ("A red wall", "A blue wall"):
        assert (await his.post(address, data={f"alt_{media_id}": words})).status_code == 303
        made = checked(await ana.api.get(f"/api/posts/{post['id']}/alt-suggestions"))["items"][0]
        assert words in (await hers.get(address)).text
        made_id = made["id"]
        takes = words == "A red wall"
        act = f"/alt-suggestions/{made_id}/take" if takes else f"/alt-suggestions/{made_id}/decline"
        decided = await hers.post(act, data={"back": address})
        assert decided.headers["Location"].startswith(address)

    assert await alt_of(cleo, post) == "A red wall"
    notification = checked(await ana.api.get("/api/notifications"))["items"][0]
    opened = await hers.post(f"/notifications/{notification['id']}/open")
    assert opened.headers["Location"] == address


async def test_who_may_not(people: People) -> None:
    ana, cleo, dan = await people.new("ana"), await people.new("cleo"), await people.new("dan")
    post = await with_picture(ana)
    unposted = await upload(ana)
    path = suggesting(post)
    said = {"alt": "A wall"}
    await ana.api.post(f"/api/users/{dan.id}/block")

    assert (await ana.api.post(path, json=said)).status_code == 403
    assert (await dan.api.post(path, json=said)).status_code == 404
    assert (await people.signed_out().post(path, json=said)).status_code == 401
    assert (await cleo.api.post(f"/api/media/{unposted['id']}/alt-suggestions", json=said)).status_code == 404
    for alt in ("", " \n", "x" * 1_501):
        assert "alt" in checked(await cleo.api.post(path, json={"alt": alt}), 400)["fields"]
    checked(await cleo.api.post(path, json=said), 201)
    await ana.api.post(f"/api/users/{cleo.id}/block")
    assert await suggestions(ana, post) == []
