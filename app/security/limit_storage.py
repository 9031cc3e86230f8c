"""Where limits are counted: in Redis, and in the process while Redis is away."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeVar, cast

import structlog
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter
from limits.storage import storage_from_string
from redis.asyncio import BlockingConnectionPool, Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from app.redis_client import REDIS_AWAY, cluster_address
from app.tasks import end_tasks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from limits import RateLimitItem
    from limits.aio.storage.redis.redispy import RedispyBridge

    from app.redis_client import AnyRedis, ClusterAddress

log = structlog.get_logger()

ResultT = TypeVar("ResultT")

RETRY_SECONDS = 3.0
CONNECTIONS = 16
KEY_PREFIX = "skein:limits"


class Strategies:
    """The strategies over one storage."""

    def __init__(self, storage: RedisStorage | MemoryStorage) -> None:
        self.storage = storage
        self.fixed = FixedWindowRateLimiter(storage)
        self.moving = MovingWindowRateLimiter(storage)


class LimitStorage:
    """Counts in Redis. The first call that finds it away waits so many seconds at most, the next ones not at all:
    they count here, and every few seconds one looks in the background whether Redis is back.
    """

    def __init__(self, redis_url: str, timeout_seconds: int) -> None:
        self._timeout_seconds = timeout_seconds
        self._memory = Strategies(MemoryStorage())
        self._redis = Strategies(_open(redis_url, timeout_seconds)) if redis_url else None
        self.is_away = False
        self._look_again_at = 0.0
        self._probe: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._probe is not None:
            await end_tasks([self._probe])
        if self._redis is not None:
            client = _client(self._redis)
            await client.aclose()
            if isinstance(client, Redis):
                await client.connection_pool.disconnect()

    async def take(self, item: RateLimitItem, key: str, size_of: Callable[[int], int]) -> tuple[int, int, float]:
        """Take some calls out of a fixed window.

        Args:
            size_of: how many to take when so many are left.

        Returns:
            How many were taken, how many are left, and when the window ends.
        """

        async def run(strategies: Strategies) -> tuple[int, int, float]:
            resets_at, remaining = await strategies.fixed.get_window_stats(item, key)
            if remaining == item.amount:
                resets_at = time.time() + item.get_expiry()
            if remaining <= 0:
                return 0, 0, resets_at
            size = size_of(remaining)
            is_granted = await strategies.fixed.hit(item, key, cost=size)
            return (size, remaining - size, resets_at) if is_granted else (0, 0, resets_at)

        return await self._run(run)

    async def hit_exactly(self, item: RateLimitItem, *key: str) -> bool:
        """Count one call in a moving window; False when the limit is reached."""
        return await self._run(lambda strategies: strategies.moving.hit(item, *key))

    async def exact_reset(self, item: RateLimitItem, *key: str) -> float:
        """When a moving window lets the next call through, as Unix time."""
        stats = await self._run(lambda strategies: strategies.moving.get_window_stats(item, *key))
        return stats.reset_time

    async def clear(self, item: RateLimitItem, *key: str) -> None:
        """Forget what was counted."""
        await self._run(lambda strategies: strategies.moving.clear(item, *key))

    async def _run(self, call: Callable[[Strategies], Awaitable[ResultT]]) -> ResultT:
        if self._redis is not None and not self.is_away:
            try:
                async with asyncio.timeout(self._timeout_seconds):
                    return await call(self._redis)
            except (*REDIS_AWAY, TimeoutError) as error:
                self._note_away(error)
        elif self._redis is not None and time.monotonic() >= self._look_again_at:
            self._look_again()
        return await call(self._memory)

    def _note_away(self, error: Exception) -> None:
        if not self.is_away:
            log.warning("rate limits count in the process: Redis is away", reason=str(error) or type(error).__name__)
        self.is_away = True
        self._look_again_at = time.monotonic() + RETRY_SECONDS

    def _look_again(self) -> None:
        self._look_again_at = time.monotonic() + RETRY_SECONDS
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._probe_redis())

    async def _probe_redis(self) -> None:
        assert self._redis is not None  # noqa: S101  only called with Redis
        try:
            async with asyncio.timeout(self._timeout_seconds):
                await _ping(_client(self._redis))
        except (*REDIS_AWAY, TimeoutError):
            return
        self.is_away = False
        log.info("rate limits count in Redis again")


def _open(redis_url: str, timeout_seconds: int) -> RedisStorage:
    cluster = cluster_address(redis_url)
    if cluster is not None:
        return _open_cluster(cluster, timeout_seconds)
    scheme = "async+redis+" if redis_url.startswith("unix://") else "async+"
    # A burst waits for one of a few connections instead of being taken for an outage.
    pool = BlockingConnectionPool.from_url(
        redis_url,
        max_connections=CONNECTIONS,
        timeout=timeout_seconds,
        socket_connect_timeout=timeout_seconds,
        socket_timeout=timeout_seconds,
    )
    storage = storage_from_string(
        f"{scheme}{redis_url}", implementation="redispy", key_prefix=KEY_PREFIX, connection_pool=cast("str", pool)
    )
    return cast("RedisStorage", storage)


def _open_cluster(cluster: ClusterAddress, timeout_seconds: int) -> RedisStorage:
    # Each count is one key, so the counts are spread over all nodes.
    nodes = ",".join(f"{host}:{port}" for host, port in cluster.nodes)
    storage = storage_from_string(
        f"async+redis+cluster://{nodes}",
        implementation="redispy",
        key_prefix=KEY_PREFIX,
        username=cast("str", cluster.username),
        password=cast("str", cluster.password),
        ssl=cluster.is_tls,
        retry=cast("str", Retry(NoBackoff(), 0)),
        socket_connect_timeout=timeout_seconds,
        socket_timeout=timeout_seconds,
    )
    return cast("RedisStorage", storage)


async def _ping(client: AnyRedis) -> None:
    if isinstance(client, RedisCluster):
        # As long as one node is missing, some counts are.
        await client.ping(target_nodes=RedisCluster.PRIMARIES)
    else:
        await client.ping()


def _client(strategies: Strategies) -> AnyRedis:
    assert isinstance(strategies.storage, RedisStorage)  # noqa: S101  only called with Redis
    return cast("RedispyBridge", strategies.storage.bridge).get_connection()  # type: ignore[return-value]
