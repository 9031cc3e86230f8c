"""Safety without JavaScript: muting for a while, restricting, hidden words, reporting, moderating, appealing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg
    import httpx

    from tests.people import People


async def send(browser: httpx.AsyncClient, address: str, **fields: str) -> str:
    """Send a form; gives where it leads."""
    response = await browser.post(address, data=fields, follow_redirects=False)
    assert response.status_code == 303, f"{address}: {response.status_code} {response.text[:300]}"
    return response.headers["Location"]


async def show(browser: httpx.AsyncClient, address: str) -> str:
    response = await browser.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.text


async def test_muting_for_a_week(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ben)
    assert f'href="/users/{ana.id}/mute?back=' in await show(browser, f"/@{ana.username}")
    assert "7 days" in await show(browser, f"/users/{ana.id}/mute?back=/following")

    assert await send(browser, f"/users/{ana.id}/mute", back="/following", ends_in_hours="168") == "/following"

    muted = checked(await ben.api.get("/api/mutes"))["items"]
    assert muted[0]["mute_ends_at"] is not None
    response = await browser.post(f"/users/{ana.id}/mute", data={"ends_in_hours": "soon"})
    assert response.status_code == 400


async def test_restricting_and_approving(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    browser, hers = await people.browser_client(ana), await people.browser_client(cleo)
    post = await ana.post("hello")
    address = f"/@{ana.username}/post/{post['id']}"
    assert "Restrict @" in await show(browser, f"/@{cleo.username}")
    await send(browser, f"/users/{cleo.id}/restrict", back=f"/@{cleo.username}")
    reply = await cleo.reply(post, "hi there")

    assert "Waiting for approval" in await show(hers, address)
    assert f"/posts/{reply['id']}/approve" in await show(browser, address)
    assert "hi there" not in (await people.signed_out().get(address)).text

    assert (await send(browser, f"/posts/{reply['id']}/approve", back=address)).startswith(address)
    assert "hi there" in (await people.signed_out().get(address)).text
    assert f"@{cleo.username}" in await show(browser, "/settings/privacy")
    await send(browser, f"/users/{cleo.id}/unrestrict", back="/settings/privacy")
    assert f"@{cleo.username}" not in await show(browser, "/settings/privacy")


async def test_hidden_words_in_the_settings(people: People) -> None:
    ben = await people.new("ben")
    browser = await people.browser_client(ben)
    assert 'href="/settings/hidden-words"' in await show(browser, "/settings/privacy")

    await send(browser, "/settings/hidden-words", text="spoiler & co", whole_word="true", ends_in_hours="24")

    assert "spoiler &amp; co" in await show(browser, "/settings/hidden-words")
    word_id = checked(await ben.api.get("/api/me/hidden-words"))["items"][0]["id"]
    await send(browser, f"/settings/hidden-words/{word_id}/show")
    assert "spoiler" not in await show(browser, "/settings/hidden-words")
    await send(browser, "/settings/hidden-words", text="cup", also="final", with_thread="true")
    shown = await show(browser, "/settings/hidden-words")
    assert "cup + final" in shown
    assert "Also inside words, with the whole thread" in shown
    response = await browser.post("/settings/hidden-words", data={"text": "fine", "also": "y" * 101})
    assert (response.status_code, "y" * 101 in response.text) == (400, True)
    response = await browser.post("/settings/hidden-words", data={"text": "x" * 101})
    assert response.status_code == 400
    assert "x" * 101 in response.text


async def test_reporting_moderating_and_appealing(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await people.new("mod")
    await db.execute("UPDATE users SET role = 'operator' WHERE id = $1", int(mod.id))
    post = await ana.post("Buy cheap wool here")
    reader, judge, author = [await people.browser_client(person) for person in (ben, mod, ana)]

    assert "/report?post=" + post["id"] in await show(reader, f"/@{ana.username}/post/{post['id']}")
    assert "Buy cheap wool" in await show(reader, f"/report?post={post['id']}")
    assert ana.username in await show(reader, f"/report?user={ana.id}")
    assert (await reader.get("/report")).status_code == 404
    bad = await reader.post("/report", data={"post": post["id"], "text": "words that stay"})
    assert (bad.status_code, "words that stay" in bad.text) == (400, True)
    await send(reader, "/report", post=post["id"], reason="spam", text="Again and again")

    assert "Moderation" in await show(judge, "/")
    assert "Again and again" in await show(judge, "/moderation")
    report_id = await db.fetchval("SELECT id FROM reports WHERE user_id = $1", int(ana.id))
    report = f"/moderation/reports/{report_id}"
    assert "Again and again" in await show(judge, report)
    assert (await judge.post(f"{report}/act", data={"action": "warn"})).status_code == 400
    await send(judge, f"/moderation/reports/{report_id}/act", action="warn", reason="No advertising here")
    assert "Again and again" in await show(judge, "/moderation?state=closed")
    assert "No advertising here" in await show(judge, "/moderation/log")

    assert "A moderator has something to tell you" in await show(author, "/")
    notices = await show(author, "/account/notices")
    assert "No advertising here" in notices
    assert ben.username not in notices
    await send(author, "/account/notices/seen")
    assert "A moderator has something to tell you" not in await show(author, "/")
    act_id = await db.fetchval("SELECT max(id) FROM moderation_log WHERE user_id = $1", int(ana.id))
    await send(author, f"/account/notices/{act_id}/appeal", text="It was a gift")
    assert (await author.post(f"/account/notices/{act_id}/appeal", data={"text": "x"})).status_code == 409
    assert "It was a gift" in await show(judge, "/moderation/appeals")
    bad = await judge.post(f"/moderation/appeals/{act_id}", data={"decision": "uphold"})
    assert bad.status_code in {400, 403}
    await db.execute("UPDATE users SET role = 'moderator' WHERE id = $1", int(ben.id))
    await send(reader, f"/moderation/appeals/{act_id}", decision="uphold", reason="It reads like one")
    assert "It reads like one" in await show(author, "/account/notices")


async def test_the_queue_is_closed_to_everybody_else(people: People) -> None:
    browser = await people.browser_client(await people.new("ben"))

    for address in ("/moderation", "/moderation/appeals", "/moderation/log", "/moderation/reports/1"):
        assert (await browser.get(address)).status_code == 403
        response = await people.signed_out().get(address, follow_redirects=False)
        assert response.status_code == 303


async def test_a_suspended_person_reads_why_at_sign_in(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await people.new("mod")
    await db.execute("UPDATE users SET role = 'moderator' WHERE id = $1", int(mod.id))
    report = checked(await ben.api.post("/api/reports", json={"user_id": ana.id, "reason": "spam"}), 201)
    suspension: dict[str, Any] = {"action": "suspend", "reason": "Spam all day"}
    checked(await mod.api.post(f"/api/moderation/reports/{report['id']}/act", json=suspension))

    browser = people.signed_out()
    browser.headers["Origin"] = people.base_url
    form = {"login": ana.username, "password": "wool-and-rain-42"}
    response = await browser.post("/auth/sign-in", data=form, follow_redirects=False)

    assert response.status_code == 403
    assert "Spam all day" in response.text
    assert "/appeals/" in response.text


async def test_followers_requests_and_suggestions(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    browser = await people.browser_client(ana)
    await ben.follow(ana)
    followers = f"/@{ana.username}/followers"
    assert f"/users/{ben.id}/remove-follower" in await show(browser, followers)
    await send(browser, f"/users/{ben.id}/remove-follower", back=followers)
    assert f"/users/{ben.id}/remove-follower" not in await show(browser, followers)

    await ana.go_private()
    await ben.follow(ana)
    await cleo.follow(ana)
    assert "Accept all" in await show(browser, "/follow-requests")
    await send(browser, "/follow-requests/accept-all")
    assert checked(await ana.api.get("/api/me"))["followers_count"] == 2
    assert (await ana.api.post("/api/follow-requests/accept-all")).status_code == 204

    await send(browser, f"/users/suggestions/{cleo.id}/dismiss", back="/")
    suggested = checked(await ana.api.get("/api/users/suggestions?limit=100"))["items"]
    assert cleo.id not in [item["id"] for item in suggested]
    assert all(item["reason"] for item in suggested)
    assert (await ana.api.delete(f"/api/users/suggestions/{ben.id}")).status_code == 204
    assert (await ana.api.delete("/api/users/suggestions/1")).status_code == 404
    assert (await people.signed_out().delete(f"/api/users/suggestions/{ben.id}")).status_code == 401
