"""Where limits are counted: in Redis, and in the process while Redis is away."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

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


# What `limits` does in three calls for a fixed window, in one that nobody else's comes between.
_TAKE = """
local amount, seconds, most, share = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local left = math.max(0, amount - tonumber(redis.call('GET', KEYS[1]) or '0'))
local size = 0
if left > 0 then
    size = math.min(most, math.max(1, math.floor(left / share)))
    if redis.call('INCRBY', KEYS[1], size) == size then
        redis.call('EXPIRE', KEYS[1], seconds)
    end
end
return {size, left - size, redis.call('PTTL', KEYS[1])}
"""


class MemoryCounts:
    """Counts in this process."""

    def __init__(self) -> None:
        storage = MemoryStorage()
        self._fixed = FixedWindowRateLimiter(storage)
        self.moving = MovingWindowRateLimiter(storage)

    async def take(self, item: RateLimitItem, key: str, most: int, _share: int) -> tuple[int, int, float]:
        """As `LimitStorage.take`; nobody else takes from this count, so nothing is left to others."""
        resets_at, left = await self._fixed.get_window_stats(item, key)
        if left == item.amount:
            resets_at = time.time() + item.get_expiry()
        size = min(most, left)
        if size and not await self._fixed.hit(item, key, cost=size):
            return 0, 0, resets_at
        return size, left - size, resets_at


class RedisCounts:
    """Counts in Redis, which all processes share."""

    def __init__(self, storage: RedisStorage) -> None:
        self._bridge = cast("RedispyBridge", storage.bridge)
        self.moving = MovingWindowRateLimiter(storage)
        self._take = self.client.register_script(_TAKE)

    @property
    def client(self) -> AnyRedis:
        """The client whose connections are used."""
        return self._bridge.get_connection()  # type: ignore[return-value]

    async def take(self, item: RateLimitItem, key: str, most: int, share: int) -> tuple[int, int, float]:
        """As `LimitStorage.take`."""
        name = self._bridge.prefixed_key(item.key_for(key))
        size, left, milliseconds = await self._take([name], [item.amount, item.get_expiry(), most, share])
        return size, left, time.time() + milliseconds / 1000


Counts: TypeAlias = MemoryCounts | RedisCounts


class LimitStorage:
    """Counts in Redis. The first call that finds it away waits so many seconds at most, the next ones not at all:
    they count here, and every few seconds one looks in the background whether Redis is back.
    """

    def __init__(self, redis_url: str, timeout_seconds: int) -> None:
        self._timeout_seconds = timeout_seconds
        self._memory = MemoryCounts()
        self._redis = RedisCounts(_open(redis_url, timeout_seconds)) if redis_url else None
        self.is_away = False
        self._look_again_at = 0.0
        self._probe: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._probe is not None:
            await end_tasks([self._probe])
        if self._redis is not None:
            client = self._redis.client
            await client.aclose()
            if isinstance(client, Redis):
                await client.connection_pool.disconnect()

    async def take(self, item: RateLimitItem, key: str, most: int, share: int) -> tuple[int, int, float]:
        """Take some calls out of a fixed window.

        Args:
            most: how many at most.
            share: which part of those that are left, an nth; one call at least.

        Returns:
            How many were taken, how many are left, and when the window ends.
        """
        return await self._run(lambda counts: counts.take(item, key, most, share))

    async def hit_exactly(self, item: RateLimitItem, *key: str) -> bool:
        """Count one call in a moving window; False when the limit is reached."""
        return await self._run(lambda counts: counts.moving.hit(item, *key))

    async def exact_reset(self, item: RateLimitItem, *key: str) -> float:
        """When a moving window lets the next call through, as Unix time."""
        stats = await self._run(lambda counts: counts.moving.get_window_stats(item, *key))
        return stats.reset_time

    async def clear(self, item: RateLimitItem, *key: str) -> None:
        """Forget what was counted."""
        await self._run(lambda counts: counts.moving.clear(item, *key))

    async def _run(self, call: Callable[[Counts], Awaitable[ResultT]]) -> ResultT:
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
                await _ping(self._redis.client)
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
