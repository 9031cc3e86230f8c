"""Folders for saved posts, and words to find them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person

FOLDERS = "/api/me/save-folders"


async def folder(person: Person, name: str) -> str:
    made: str = checked(await person.api.post(FOLDERS, json={"name": name}), 201)["id"]
    return made


async def put(person: Person, post: dict[str, Any], folder_id: str | None) -> dict[str, Any]:
    return checked(await person.api.put(f"/api/posts/{post['id']}/save", json={"folder_id": folder_id}))


async def saved(person: Person, **query: str) -> list[str]:
    """The texts of what the person saved."""
    return [post["body"] for post in checked(await person.api.get("/api/saved", params=query))["items"]]


async def names(person: Person) -> list[tuple[str, int]]:
    items = checked(await person.api.get(FOLDERS))["items"]
    return [(item["name"], item["posts_count"]) for item in items]


async def test_posts_are_saved_into_a_folder_moved_and_found(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    posts = [await ana.post(body) for body in ("Red wool dyed twice", "Blue wool", "A grey canal")]
    recipes, walks = await folder(ben, "Recipes"), await folder(ben, "Walks")

    for _ in range(2):
        assert await put(ben, posts[0], recipes) == {"saved": True, "folder_id": recipes}
    await put(ben, posts[1], recipes)
    await ben.api.post(f"/api/posts/{posts[2]['id']}/save")

    assert await names(ben) == [("Recipes", 2), ("Walks", 0)]
    assert await saved(ben, folder=recipes) == ["Blue wool", "Red wool dyed twice"]
    assert await saved(ben) == ["A grey canal", "Blue wool", "Red wool dyed twice"]
    assert await saved(ben, q="wool") == ["Blue wool", "Red wool dyed twice"]
    assert await saved(ben, q="wool -blue", folder=recipes) == ["Red wool dyed twice"]
    assert await saved(ben, q="canal", folder=recipes) == []
    assert "q" in checked(await ben.api.get("/api/saved", params={"q": "x" * 201}), 400)["fields"]
    await put(ben, posts[0], walks)
    await put(ben, posts[1], None)
    assert await names(ben) == [("Recipes", 0), ("Walks", 1)]
    await ben.api.delete(f"/api/posts/{posts[0]['id']}/save")
    assert await names(ben) == [("Recipes", 0), ("Walks", 0)]


async def test_a_folder_is_renamed_and_goes_without_its_posts(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Kept")
    recipes = await folder(ana, "  Recipes ")
    await put(ana, post, recipes)

    changed = checked(await ana.api.patch(f"{FOLDERS}/{recipes}", json={"name": "Dyes"}))
    assert changed == {"id": recipes, "name": "Dyes", "posts_count": 1}
    checked(await ana.api.patch(f"/api/me/save-folders/{recipes}", json={"name": "dyes"}))
    assert (await ana.api.delete(f"{FOLDERS}/{recipes}")).status_code == 204
    assert (await ana.api.delete(f"{FOLDERS}/{recipes}")).status_code == 404

    assert (await names(ana), await saved(ana)) == ([], ["Kept"])
    assert (await ana.api.get("/api/saved", params={"folder": recipes})).status_code == 404


@pytest.mark.parametrize("name", ["", " \t", "x" * 51, "a\x00b"])
async def test_a_name_that_cannot_be_used(people: People, name: str) -> None:
    ana = await people.new("ana")

    assert "name" in checked(await ana.api.post(FOLDERS, json={"name": name}), 400)["fields"]
    recipes = await folder(ana, "Recipes")
    assert "name" in checked(await ana.api.patch(f"{FOLDERS}/{recipes}", json={"name": name}), 400)["fields"]
    assert "name" in checked(await ana.api.post(FOLDERS, json={"name": "recipes"}), 409)["fields"]


async def test_folders_are_their_owners(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    recipes, post = await folder(ana, "Recipes"), await ana.post("Hers")

    assert await names(cleo) == []
    assert (await cleo.api.get("/api/saved", params={"folder": recipes})).status_code == 404
    checked(await cleo.api.patch(f"{FOLDERS}/{recipes}", json={"name": "Mine"}), 404)
    checked(await cleo.api.delete(f"{FOLDERS}/{recipes}"), 404)
    refused = await cleo.api.put(f"/api/posts/{post['id']}/save", json={"folder_id": recipes})
    assert "folder_id" in checked(refused, 400)["fields"]
    assert await saved(cleo) == []
    await ana.go_private()
    checked(await cleo.api.put(f"/api/posts/{post['id']}/save", json={"folder_id": None}), 404)
    nobody = people.signed_out()
    for method, address in (("GET", FOLDERS), ("POST", FOLDERS), ("DELETE", f"{FOLDERS}/1"), ("PATCH", f"{FOLDERS}/1")):
        checked(await nobody.request(method, address, json={"name": "x"}), 401)
    checked(await nobody.put(f"/api/posts/{post['id']}/save", json={}), 401)


async def test_the_pages_do_the_same_without_a_script(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post_id = (await ana.post("Blue wool"))["id"]
    browser, address = await people.browser_client(ana), f"/posts/{post_id}/folder"
    assert "Or in a new folder" in (await browser.get(address)).text

    taken = await browser.post(address, data={"folder_id": "", "name": "Recipes"})
    assert taken.status_code == 303
    page = (await browser.get("/saved")).text
    assert ("Recipes 1" in page, "Blue wool" in page, f'href="{address}"' in page) == (True, True, True)
    recipes = checked(await ana.api.get(FOLDERS))["items"][0]["id"]
    assert f'value="{recipes}" checked' in (await browser.get(address)).text
    assert "Blue wool" in (await browser.get("/saved", params={"folder": recipes, "q": "wool"})).text
    nothing = (await browser.get("/saved", params={"q": "canal"})).text
    assert ("Nothing found" in nothing, "Blue wool" in nothing) == (True, False)
    double = await browser.post(address, data={"name": "recipes"})
    assert (double.status_code, 'id="name-error"' in double.text) == (409, True)
    wrong = await browser.post(f"/saved/folders/{recipes}/rename", data={"name": ""})
    assert (wrong.status_code, 'id="folder-error"' in wrong.text) == (400, True)
    assert (await browser.post(f"/saved/folders/{recipes}/rename", data={"name": "Dyes"})).status_code == 303
    assert await names(ana) == [("Dyes", 1)]
    stranger = await people.browser_client(cleo)
    assert (await stranger.get("/saved", params={"folder": recipes})).status_code == 404
    assert (await stranger.post(f"/saved/folders/{recipes}/delete")).status_code == 404
    assert (await browser.post(f"/saved/folders/{recipes}/delete")).status_code == 303
    assert (await names(ana), await saved(ana)) == ([], ["Blue wool"])
    assert (await people.signed_out().get(address)).status_code == 303
