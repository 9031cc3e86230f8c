"""Open sockets when sight is lost, and moderators who hear of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import asyncpg

    from tests.live.client import Live
    from tests.people import People


@pytest.mark.parametrize("how", ["private", "block", "remove"])
async def test_a_subscription_ends_with_the_sight_of_the_post(how: str, people: People, live: Live) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("hello")
    if how == "remove":
        await cleo.follow(ana)
        await ana.go_private()
    socket = await live.program(cleo)
    await socket.subscribe(post)

    if how == "private":
        await ana.go_private()
    elif how == "block":
        await ana.api.post(f"/api/users/{cleo.id}/block")
    else:
        assert (await ana.api.delete(f"/api/users/{cleo.id}/follower")).status_code == 204

    ended = await socket.next("error")
    assert (ended["error"], ended["topic"]) == ("not_found", f"post:{post['id']}")


async def test_reports_are_told_to_moderators_alone(
    people: People, live: Live, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, mod = await people.new("ana"), await people.new("ben"), await people.new("mod")
    await db.execute("UPDATE users SET role = 'moderator' WHERE id = $1", int(mod.id))
    own, page = await live.program(ana), await live.page(mod)

    report = (await ben.api.post("/api/reports", json={"user_id": ana.id, "reason": "spam"})).json()

    assert (await page.next("report.created"))["report_id"] == report["id"]
    post = await ana.post("after that")
    await own.subscribe(post)
    assert own.of_type("report.created") == []
