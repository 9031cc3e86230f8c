"""Who gets a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from websockets.exceptions import InvalidStatus

from tests.people import PASSWORD

if TYPE_CHECKING:
    from tests.live.client import Live
    from tests.people import People


async def refused(live: Live, path: str, headers: dict[str, str]) -> int:
    """The status of the answer instead of a socket."""
    with pytest.raises(InvalidStatus) as refusal:
        await live.open(path, headers)
    return refusal.value.response.status_code


@pytest.mark.parametrize("path", ["/live", "/api/live"])
async def test_the_cookie_is_taken_from_our_own_pages_only(people: People, live: Live, path: str) -> None:
    cookie = await live.cookie_of(await people.new("ana"))

    for origin in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        assert await refused(live, path, {"Cookie": cookie, **origin}) == 403
    await live.greeted(path, {"Cookie": cookie, "Origin": live.origin})


async def test_a_program_needs_no_origin_and_a_page_does(people: People, live: Live) -> None:
    ana = await people.new("ana")
    cookie = await live.cookie_of(ana)

    await live.greeted("/api/live", {"Authorization": f"Bearer {ana.token}"})
    await live.greeted("/api/live", {"Cookie": cookie})
    assert await refused(live, "/live", {"Cookie": cookie}) == 403


@pytest.mark.parametrize("path", ["/live", "/api/live"])
async def test_nobody_signed_in_is_refused(live: Live, path: str) -> None:
    assert await refused(live, path, {"Origin": live.origin}) == 401
    assert await refused(live, path, {"Origin": live.origin, "Authorization": "Bearer nonsense"}) == 401


async def test_signing_out_closes_the_sockets_of_that_session(people: People, live: Live) -> None:
    ana = await people.new("ana")
    socket = await live.program(ana)

    await ana.api.post("/api/auth/sign-out")

    assert await socket.closed() == 1008


async def test_a_new_password_closes_the_sockets_of_the_other_sessions(people: People, live: Live) -> None:
    ana = await people.new("ana")
    other_device = await live.page(ana)

    answer = await ana.api.post("/api/me/password", json={"current_password": PASSWORD, "password": "loom-and-hail-43"})

    assert answer.is_success, answer.text
    assert await other_device.closed() == 1008


async def test_messages_are_not_compressed_for_each_socket_anew(people: People, live: Live) -> None:
    socket = await live.program(await people.new("ana"))

    assert socket.connection.response is not None
    assert "Sec-WebSocket-Extensions" not in socket.connection.response.headers
