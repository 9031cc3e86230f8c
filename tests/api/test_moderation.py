"""Reports, what moderators do about them, appeals, and the log that nobody can change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People, Person

REASON = "This breaks the rules of this place"


async def moderator(people: People, db: asyncpg.Connection[asyncpg.Record]) -> Person:
    person = await people.new("mod")
    await db.execute("UPDATE users SET role = 'moderator' WHERE id = $1", int(person.id))
    return person


async def report(person: Person, **fields: Any) -> str:
    answer = checked(await person.api.post("/api/reports", json={"reason": "spam", **fields}), 201)
    return str(answer["id"])


async def act(person: Person, report_id: str, action: str) -> str:
    answer = await person.api.post(
        f"/api/moderation/reports/{report_id}/act", json={"action": action, "reason": REASON}
    )
    return str(checked(answer)["id"])


async def test_a_report_reaches_the_queue_with_its_context(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await moderator(people, db)
    root = await ben.post("root")
    await ben.follow(ana)
    post = await ana.reply(root, "buy my wool")
    await ana.go_private()
    first = await report(ben, post_id=post["id"], text="Look")
    again = await report(ben, post_id=post["id"], text="Look again")
    other = await report(ben, user_id=ana.id)

    assert first == again
    queue = checked(await mod.api.get("/api/moderation/reports?limit=100"))["items"]
    mine = [item for item in queue if item["user"]["id"] == ana.id]
    assert [item["id"] for item in mine] == [other, first]
    assert mine[1]["post"]["body"] == "buy my wool"
    context = checked(await mod.api.get(f"/api/moderation/reports/{first}"))
    assert [line["body"] for line in context["thread"]] == ["root", "buy my wool"]
    assert [item["id"] for item in context["other_reports"]] == [other]
    assert context["text"] == "Look again"
    told = checked(await ana.api.get("/api/notifications"))["items"]
    assert [item["kind"] for item in told] == ["follow"]
    assert checked(await ana.api.get("/api/me/notices"))["items"] == []


async def test_a_hidden_post_is_gone_until_the_appeal_is_granted(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    mod, second = await moderator(people, db), await moderator(people, db)
    post = await ana.post("hm")
    report_id = await report(ben, post_id=post["id"])

    act_id = await act(mod, report_id, "hide_post")

    assert (await ben.api.get(f"/api/posts/{post['id']}")).status_code == 404
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["is_held"] is True
    assert (await ana.api.post(f"/api/posts/{post['id']}/approve")).status_code == 403
    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["posts_count"] == 0
    assert checked(await mod.api.get(f"/api/moderation/reports/{report_id}"))["state"] == "closed"
    notice = checked(await ana.api.get("/api/me/notices"))["items"][0]
    assert (notice["id"], notice["action"], notice["reason"]) == (act_id, "hide_post", REASON)

    appeal = {"text": "It was about the weather"}
    assert (await ben.api.post(f"/api/me/notices/{act_id}/appeal", json=appeal)).status_code == 404
    checked(await ana.api.post(f"/api/me/notices/{act_id}/appeal", json=appeal), 201)
    assert (await ana.api.post(f"/api/me/notices/{act_id}/appeal", json=appeal)).status_code == 409
    waiting = checked(await mod.api.get("/api/moderation/appeals"))["items"]
    assert appeal["text"] in [item["text"] for item in waiting]
    answer = {"decision": "overturn", "reason": "Right you are"}
    assert (await mod.api.post(f"/api/moderation/appeals/{act_id}", json=answer)).status_code == 403
    checked(await second.api.post(f"/api/moderation/appeals/{act_id}", json=answer))
    assert (await second.api.post(f"/api/moderation/appeals/{act_id}", json=answer)).status_code == 409

    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["is_held"] is False
    assert checked(await ben.api.get(f"/api/users/{ana.id}"))["posts_count"] == 1
    notice = checked(await ana.api.get("/api/me/notices"))["items"][0]
    assert (notice["decision"], notice["answer"]) == ("overturned", "Right you are")
    log = checked(await mod.api.get("/api/moderation/log?limit=100"))["items"]
    assert [line["action"] for line in log if line["user"]["id"] == ana.id] == ["overturn", "hide_post"]


async def test_a_limited_account_is_shown_to_followers_only(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    mod = await moderator(people, db)
    await ben.follow(ana)
    post = await ana.post(f"limited{ana.id} #wool")

    await act(mod, await report(cleo, user_id=ana.id), "limit")

    async def finds(person: Person) -> tuple[bool, bool, bool]:
        feed = checked(await person.api.get("/api/feeds?limit=100"))["items"]
        found = checked(await person.api.get("/api/search", params={"q": f"limited{ana.id}", "type": "posts"}))
        people_found = checked(await person.api.get("/api/users/search", params={"q": ana.username}))
        # Among thousands of people somebody else's name may resemble hers.
        is_found = ana.id in [one["id"] for one in people_found["items"]]
        return post["id"] in [i["id"] for i in feed], bool(found["items"]), is_found

    assert await finds(cleo) == (False, False, False)
    assert (await finds(ben))[1:] == (True, True)
    assert post["id"] in [item["id"] for item in checked(await ben.api.get("/api/timeline"))["items"]]
    assert checked(await cleo.api.get(f"/api/posts/{post['id']}"))["id"] == post["id"]


async def test_a_suspended_person_is_gone_and_told_why_at_sign_in(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await moderator(people, db)
    post = await ana.post("hello")
    await ana.reply(await ben.post("mine"), "reply")
    own = checked(await ben.api.get(f"/api/users/{ben.id}/posts"))["items"][0]
    assert own["comments_count"] == 1

    act_id = await act(mod, await report(ben, post_id=post["id"]), "suspend")

    assert (await ana.api.get("/api/me")).status_code == 401
    for path in (f"/api/posts/{post['id']}", f"/api/users/{ana.id}", f"/api/users/by-name/{ana.username}"):
        assert (await ben.api.get(path)).status_code == 404, path
    assert checked(await ben.api.get(f"/api/posts/{own['id']}"))["comments_count"] == 0
    login = {"login": ana.username, "password": PASSWORD}
    refused = await people.signed_out().post("/api/auth/sign-in", json=login)
    assert (refused.status_code, refused.json()["error"]) == (403, "suspended")
    assert REASON in refused.json()["message"]
    wrong = await people.signed_out().post("/api/auth/sign-in", json={**login, "password": "wrong-password-1"})
    assert (wrong.status_code, wrong.json()["error"]) == (401, "wrong_credentials")

    key = refused.json()["fields"]["appeal_url"].rpartition("/")[2]
    out = people.signed_out()
    page = await out.get(f"/appeals/{key}")
    assert page.status_code == 200
    assert REASON in page.text
    assert (await out.get(f"/appeals/{key}x")).status_code == 404
    assert (await out.post(f"/appeals/{key}", data={"text": ""})).status_code == 400
    assert (await out.post(f"/appeals/{key}", data={"text": "Sorry"}, follow_redirects=False)).status_code == 303
    assert (await out.post(f"/api/appeals/{key}", json={"text": "Sorry"})).status_code == 409
    answer = {"decision": "overturn", "reason": "Welcome back"}
    other = await moderator(people, db)
    checked(await other.api.post(f"/api/moderation/appeals/{act_id}", json=answer))
    checked(await people.signed_out().post("/api/auth/sign-in", json=login))
    assert checked(await ben.api.get(f"/api/posts/{own['id']}"))["comments_count"] == 1


async def test_only_moderators_moderate(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await moderator(people, db)
    report_id = await report(ben, user_id=ana.id)
    calls: list[tuple[str, str, Any]] = [
        ("GET", "/api/moderation/reports", None),
        ("GET", f"/api/moderation/reports/{report_id}", None),
        ("POST", f"/api/moderation/reports/{report_id}/act", {"action": "warn", "reason": REASON}),
        ("GET", "/api/moderation/appeals", None),
        ("POST", "/api/moderation/appeals/1", {"decision": "uphold", "reason": REASON}),
        ("GET", "/api/moderation/log", None),
    ]
    for method, path, body in calls:
        assert (await ben.api.request(method, path, json=body)).status_code == 403, path
        assert (await people.signed_out().request(method, path, json=body)).status_code == 401, path

    about_mod = await report(ben, user_id=mod.id)
    address = f"/api/moderation/reports/{about_mod}/act"
    assert (await mod.api.post(address, json={"action": "warn", "reason": REASON})).status_code == 403
    address = f"/api/moderation/reports/{report_id}/act"
    assert (await mod.api.post(address, json={"action": "warn"})).status_code == 400
    assert (await mod.api.post(address, json={"action": "hide_post", "reason": REASON})).status_code == 400
    assert (await mod.api.post(address, json={"action": "eat", "reason": REASON})).status_code == 400
    assert (await mod.api.post(address, json={"action": "dismiss"})).status_code == 200
    assert (await mod.api.post(address, json={"action": "dismiss"})).status_code == 409
    assert checked(await ana.api.get("/api/me/notices"))["items"] == []


async def test_the_log_cannot_be_changed(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await moderator(people, db)
    await act(mod, await report(ben, user_id=ana.id), "warn")

    for change in (
        "UPDATE moderation_log SET reason = 'none'",
        "DELETE FROM moderation_log",
        "TRUNCATE moderation_log CASCADE",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.execute(change)

    assert (await ana.api.patch("/api/me/notices/seen")).status_code == 204


@pytest.mark.parametrize(
    "body",
    [{}, {"reason": "spam"}, {"reason": "boring", "user_id": "1"}, {"reason": "spam", "user_id": "x"}],
)
async def test_bad_reports_are_refused(body: dict[str, Any], people: People) -> None:
    ana = await people.new("ana")

    assert (await ana.api.post("/api/reports", json=body)).status_code == 400


async def test_what_cannot_be_reported(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo", is_private=True)
    mine, hidden = await ana.post("mine"), await cleo.post("hidden")

    async def status(**fields: Any) -> int:
        return (await ana.api.post("/api/reports", json={"reason": "spam", **fields})).status_code

    assert await status(post_id=mine["id"]) == 400
    assert await status(user_id=ana.id) == 400
    assert await status(post_id=hidden["id"]) == 404
    assert await status(post_id="1") == 404
    assert await status(user_id="1") == 404
    assert await status(user_id=cleo.id) == 201
    response = await people.signed_out().post("/api/reports", json={"reason": "spam", "user_id": ana.id})
    assert response.status_code == 401
