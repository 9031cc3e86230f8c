"""Valkey dies and comes back: pages, writes and sign-in go on, sockets catch up, nothing restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from tests.faults.conftest import traffic_of
from tests.live.client import Live
from tests.people import PASSWORD

if TYPE_CHECKING:
    from tests.faults.conftest import Town


async def test_everything_but_the_live_stream_goes_on(town: Town) -> None:
    ana, ben = await town.people.new("ana"), await town.people.new("ben")
    # So many that nobody comes near the limit of posts, however long the rest takes.
    writers = [ana, *[await town.people.new("ana") for _ in range(5)]]
    processes = town.processes()

    async with traffic_of(writers) as traffic:
        await traffic.until_more(10)
        town.valkey.kill()
        await traffic.until_more(20)
        signed_in = await town.people.signed_out().post(
            "/api/auth/sign-in", json={"login": ben.username, "password": PASSWORD}
        )
        signed_up = await town.people.new("cleo")
        pages = [await ben.api.get(path) for path in ("/", "/following", f"/@{ana.username}", "/notifications")]
        ready = await ben.api.get("/readyz")
        town.valkey.start()
        await traffic.until_more(20)

    assert traffic.refused == []
    assert traffic.cut == []
    assert signed_in.status_code == httpx.codes.OK
    assert signed_up.token
    assert {page.status_code for page in [*pages, ready]} == {httpx.codes.OK}
    assert traffic.acknowledged <= await town.stored_posts()
    assert town.processes() == processes


async def test_a_socket_hears_what_was_posted_meanwhile_or_is_told_to_read_again(town: Town) -> None:
    ana, ben = await town.people.new("ana"), await town.people.new("ben")
    await ben.follow(ana)
    async with Live(town.people) as live:
        socket = await live.program(ben)
        town.valkey.kill()
        missed = await ana.post("Posted while the stream was away")
        town.valkey.start()

        while (told := await socket.next("post.created", "resync"))["type"] != "resync":
            if told["post_id"] == missed["id"]:
                break
        later = await ana.post("Posted afterwards")
        while (told := await socket.next("post.created"))["post_id"] != later["id"]:
            pass

    timeline = (await ben.api.get("/api/timeline")).json()["items"]
    assert [post["id"] for post in timeline[:2]] == [later["id"], missed["id"]]
