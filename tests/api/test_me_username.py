"""Taking another username: PATCH /api/me/username and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People

    Db = asyncpg.Connection[asyncpg.Record]


async def test_links_to_the_old_name_lead_to_the_new_one(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ben.post(f"hello @{ana.username}")
    new = f"{ana.username}x"

    assert checked(await ana.api.patch("/api/me/username", json={"username": new.upper()}))["username"] == new

    nobody = people.signed_out()
    profile = await nobody.get(f"/@{ana.username}/replies?cursor=")
    assert (profile.status_code, profile.headers["Location"]) == (308, f"/@{new}/replies?cursor=")
    by_name = await nobody.get(f"/api/users/by-name/{ana.username}")
    assert (by_name.status_code, by_name.headers["Location"]) == (308, f"/api/users/by-name/{new}")
    assert f"/@{ana.username}" in checked(await nobody.get(f"/api/posts/{post['id']}"))["body_html"]


async def test_a_block_hides_where_the_name_went(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await ana.api.post(f"/api/users/{dan.id}/block")
    await ana.api.patch("/api/me/username", json={"username": f"{ana.username}x"})

    assert (await dan.api.get(f"/@{ana.username}")).status_code == 404


async def test_nobody_else_gets_the_old_name_for_30_days(people: People, db: Db) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    new = f"{ana.username}x"
    await ana.api.patch("/api/me/username", json={"username": new})
    sign_up = {"username": ana.username, "email": f"x-{ana.email}", "password": PASSWORD}

    taken = await cleo.api.patch("/api/me/username", json={"username": ana.username})
    taken_too = await people.signed_out().post("/api/auth/sign-up", json=sign_up)
    assert (taken.status_code, set(taken.json()["fields"])) == (409, {"username"})
    assert (taken_too.status_code, set(taken_too.json()["fields"])) == (409, {"username"})
    assert (await cleo.api.patch("/api/me/username", json={"username": new})).status_code == 409

    await db.execute(
        "UPDATE old_usernames SET released_at = now() - interval '31 days' WHERE username = $1", ana.username
    )
    checked(await cleo.api.patch("/api/me/username", json={"username": ana.username}))
    assert (await people.signed_out().get(f"/@{ana.username}")).status_code == 200


async def test_the_owner_takes_it_back_and_bad_or_many_names_are_refused(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    new = f"{ana.username}x"

    for name in (new, ana.username):
        assert (await browser.post("/settings/account/username", data={"username": name})).status_code == 303
    bad = await browser.post("/settings/account/username", data={"username": "no spaces"})
    assert bad.status_code == 400
    assert 'value="no spaces"' in bad.text
    assert (await people.signed_out().get(f"/@{ana.username}")).status_code == 200
    for name in (new, ana.username):
        await ana.api.patch("/api/me/username", json={"username": name})
    assert (await ana.api.patch("/api/me/username", json={"username": new})).status_code == 429
