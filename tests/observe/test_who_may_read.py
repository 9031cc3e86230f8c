"""Who may read `/metrics`: this machine, or whoever has the token; and what it shows without PostgreSQL and Redis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app import create_app
from app.settings import Settings
from tests.observe.scrape import Scrape

if TYPE_CHECKING:
    from quart import Response

AWAY = Settings(secret_key="x", database_url="postgresql://nobody@127.0.0.1:1/none", redis_url="redis://127.0.0.1:1/0")
HERE = ("127.0.0.1", 50_000)
ELSEWHERE = ("192.0.2.7", 50_000)
TOKEN = "a-token-of-the-operator"


async def ask(settings: Settings, client: tuple[str, int], **headers: str) -> Response:
    named = {"Host": "localhost:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    async with create_app(settings).test_app() as app:
        return await app.test_client().get("/metrics", headers=named, scope_base={"client": client})


async def test_this_machine_may_read_and_what_is_away_is_told() -> None:
    answer = await ask(AWAY, HERE)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    figures = Scrape(await answer.get_data(as_text=True))
    assert figures.all("skein_database_up") == figures.all("skein_redis_up") == [0]
    assert figures.all("skein_event_loop_lag_seconds_count")
    assert "skein_outbox_rows" not in figures.names


@pytest.mark.parametrize(
    ("settings", "client", "headers"),
    [
        pytest.param(AWAY, ELSEWHERE, {}, id="another machine"),
        pytest.param(AWAY, HERE, {"X_Forwarded_For": "192.0.2.7"}, id="through a proxy on this machine"),
        pytest.param(AWAY, HERE, {"Host": "skein.example"}, id="by another name"),
        pytest.param(replace(AWAY, base_url="https://skein.example"), HERE, {}, id="a public site"),
        pytest.param(
            replace(AWAY, trusted_proxies="192.0.2.0/24"),
            ELSEWHERE,
            {"X_Forwarded_For": "127.0.0.1"},
            id="a trusted proxy",
        ),
    ],
)
async def test_without_a_token_nobody_else_may(
    settings: Settings, client: tuple[str, int], headers: dict[str, str]
) -> None:
    answer = await ask(settings, client, **headers)

    assert answer.status_code == 403
    assert "skein_" not in await answer.get_data(as_text=True)


@pytest.mark.parametrize("client", [HERE, ELSEWHERE])
async def test_with_a_token_it_has_to_be_sent(client: tuple[str, int]) -> None:
    settings = replace(AWAY, metrics_token=TOKEN, base_url="https://skein.example")

    sent = await ask(settings, client, Authorization=f"Bearer {TOKEN}", X_Forwarded_For="192.0.2.7")
    none = await ask(settings, client)
    wrong = await ask(settings, client, Authorization="Bearer another")

    assert (sent.status_code, none.status_code, wrong.status_code) == (200, 401, 401)
    assert none.headers["WWW-Authenticate"] == "Bearer"
