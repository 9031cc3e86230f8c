"""The shared stream of events in Redis, kept for replay; each goes over the channel at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.live.events import Event, Seq, parse_event, parse_seq, seq_text
from app.redis_client import cluster_address, connect_redis

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from app.redis_client import AnyRedis
    from app.settings import Settings

# The braces keep both on one node of a cluster.
EVENTS_KEY = "{skein}:events"
CHANNEL = "{skein}:live"
KEPT_EVENTS = 100_000
PAGE_SIZE = 1_000

# Both in one step, so that the order of the channel is the order of the stream. In a cluster SPUBLISH stays within
# the shard that holds both; PUBLISH would go to every node.
_PUBLISH = f"""
for i = 3, #ARGV do
    local seq = redis.call('XADD', KEYS[1], 'MAXLEN', '~', {KEPT_EVENTS}, '*', 'event', ARGV[i])
    redis.call(ARGV[1], ARGV[2], '{{"seq":"' .. seq .. '",' .. string.sub(ARGV[i], 2))
end
return #ARGV - 2
"""

# A stream always has an entry: a fresh one (Redis lost its memory) begins with a mark that no old seq equals.
_NEWEST = """
if redis.call('EXISTS', KEYS[1]) == 0 then
    redis.call('XADD', KEYS[1], '*', 'event', '{"type":"stream.opened"}')
end
return redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][1]
"""


class NotKept(LookupError):
    """The stream does not reach back that far, or was started afresh."""


def connect(settings: Settings, *, reads_for_ever: bool = False) -> AnyRedis:
    """A client for the stream, or one that waits for messages of the channel."""
    return connect_redis(
        settings.redis_url,
        protocol=2,
        decode_responses=True,
        socket_connect_timeout=settings.redis_timeout_seconds,
        socket_timeout=None if reads_for_ever else settings.redis_timeout_seconds,
        socket_keepalive=True,
    )


class Stream:
    """Adds to the stream and reads it."""

    def __init__(self, settings: Settings) -> None:
        self._redis = connect(settings)
        self._publish = "PUBLISH" if cluster_address(settings.redis_url) is None else "SPUBLISH"

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def publish(self, texts: Sequence[str]) -> None:
        """Add events to the stream and send them to every process, in one call.

        Raises:
            REDIS_AWAY: Redis is away; whether they were published is not known.
        """
        await self._eval(_PUBLISH, self._publish, CHANNEL, *texts)

    async def newest(self) -> Seq:
        """The seq of the newest event."""
        seq = parse_seq(await self._eval(_NEWEST))
        if seq is None:
            raise ValueError("the stream has no entry")
        return seq

    async def pages_after(self, seq: Seq) -> AsyncIterator[list[Event]]:
        """The events after `seq`, page by page.

        Raises:
            NotKept: that entry is not there any more, so there may be a gap behind it.
        """
        while True:
            # From the entry itself on: while it is there, nothing behind it was cut.
            entries: Any = await self._redis.xrange(EVENTS_KEY, min=seq_text(seq), max="+", count=PAGE_SIZE)
            if not entries or parse_seq(entries[0][0]) != seq:
                raise NotKept
            events = [parse_event(fields["event"], parse_seq(entry_id)) for entry_id, fields in entries[1:]]
            if events:
                yield events
                seq = events[-1].seq
            if len(entries) < PAGE_SIZE:
                return

    async def _eval(self, script: str, *arguments: str) -> Any:
        return await self._redis.eval(script, 1, EVENTS_KEY, *arguments)
