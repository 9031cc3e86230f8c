"""The channel of events, listened to: a subscription at the one server, or at the shard of a cluster that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from redis.asyncio import RedisCluster
from redis.asyncio.cluster import ClusterPubSub

from app.live.stream import CHANNEL, connect

if TYPE_CHECKING:
    from types import TracebackType

    from redis.asyncio.client import PubSub

    from app.settings import Settings

MESSAGES = {"message", "smessage"}


class Channel:
    """`async with Channel(settings) as channel:` is subscribed from its first line on.

    Raises (everything here):
        REDIS_AWAY: the server is gone, or the channel has moved to another node of the cluster: listen anew.
    """

    def __init__(self, settings: Settings) -> None:
        self._confirmation_seconds = settings.redis_timeout_seconds
        self._redis = connect(settings, reads_for_ever=True)
        self._pubsub: PubSub | None = None

    async def __aenter__(self) -> Self:
        try:
            if isinstance(self._redis, RedisCluster):
                await self._redis.initialize()
                self._pubsub = self._redis.pubsub()
                await self._pubsub.ssubscribe(CHANNEL)
            else:
                self._pubsub = self._redis.pubsub()
                await self._pubsub.subscribe(CHANNEL)
            if await self._receive(self._confirmation_seconds) is None:
                raise TimeoutError("the subscription is not confirmed")
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()

    async def next(self, seconds: float) -> str | None:
        """The text of the next event; None when none comes for so long."""
        while (message := await self._receive(seconds)) is not None:
            if message["type"] in MESSAGES:
                text: str = message["data"]
                return text
            if message["type"] == "sunsubscribe":
                raise ConnectionError("the channel has moved to another node")
        return None

    async def _receive(self, seconds: float) -> dict[str, Any] | None:
        if isinstance(self._pubsub, ClusterPubSub):
            return await self._pubsub.get_sharded_message(timeout=seconds)
        assert self._pubsub is not None  # noqa: S101  set by __aenter__
        message: dict[str, Any] | None = await self._pubsub.get_message(timeout=seconds)
        return message

    async def _close(self) -> None:
        if self._pubsub is not None:
            await self._pubsub.aclose()  # type: ignore[no-untyped-call]
        await self._redis.aclose()
