"""With Redis away limits count in the process, and go back when it is there again."""

from __future__ import annotations

import asyncio
import shutil
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from limits import RateLimitItemPerMinute

from app.errors import TooMany
from app.launch.valkey import OwnValkey
from app.security.rate_limits import RateLimiter, limit_sign_up
from app.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SECONDS_TO_WAIT = 30
UNREACHED = RateLimitItemPerMinute(1_000_000, namespace="test")


@pytest.fixture
def own_valkey() -> Iterator[OwnValkey]:
    folder = Path(tempfile.mkdtemp(prefix="skein-valkey-"))
    folder.chmod(0o755)
    server = OwnValkey(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def silent_redis() -> AsyncIterator[str]:
    """Something that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


async def test_limits_hold_while_redis_is_away_and_after_it_came_back(own_valkey: OwnValkey) -> None:
    limiter = RateLimiter(Settings(redis_url=own_valkey.url, redis_timeout_seconds=SECONDS_TO_WAIT))
    await limit_sign_up(limiter, "198.51.100.7")
    own_valkey.stop()

    for _ in range(10):
        await limit_sign_up(limiter, "198.51.100.7")
    with pytest.raises(TooMany) as refusal:
        await limit_sign_up(limiter, "198.51.100.7")
    assert refusal.value.retry_after is not None
    assert limiter.storage.is_away

    own_valkey.start()
    async with asyncio.timeout(SECONDS_TO_WAIT):
        while limiter.storage.is_away:
            await limiter.storage.hit_exactly(UNREACHED, "anything")
            await asyncio.sleep(0.02)
    await limiter.close()


async def test_a_redis_that_hangs_is_waited_for_once(silent_redis: str) -> None:
    limiter = RateLimiter(Settings(redis_url=silent_redis, redis_timeout_seconds=1, address_rate_factor=1000))

    await limit_sign_up(limiter, "198.51.100.7")
    assert limiter.storage.is_away
    # Some seconds for each of these would be over the time.
    async with asyncio.timeout(SECONDS_TO_WAIT):
        for _ in range(100):
            await limit_sign_up(limiter, "198.51.100.7")

    await limiter.close()


async def test_without_an_address_of_redis_limits_count_in_the_process() -> None:
    limiter = RateLimiter(Settings(redis_url=""))

    for _ in range(10):
        await limit_sign_up(limiter, "198.51.100.7")
    with pytest.raises(TooMany):
        await limit_sign_up(limiter, "198.51.100.7")
