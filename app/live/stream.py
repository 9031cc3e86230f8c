"""The shared stream of events in Redis, kept for replay, and the channel that carries each at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.live.events import Event, Seq, parse_event, parse_seq, seq_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from app.settings import Settings

# The braces keep both on one node of a cluster.
EVENTS_KEY = "{skein}:events"
CHANNEL = "{skein}:live"
KEPT_EVENTS = 100_000
PAGE_SIZE = 1_000

# What redis-py raises when the server is gone; asyncio's own time-out is an OSError too.
REDIS_AWAY = (RedisError, OSError)

# Both in one step, so that the order of the channel is the order of the stream.
_PUBLISH = f"""
for i = 2, #ARGV do
    local seq = redis.call('XADD', KEYS[1], 'MAXLEN', '~', {KEPT_EVENTS}, '*', 'event', ARGV[i])
    redis.call('PUBLISH', ARGV[1], '{{"seq":"' .. seq .. '",' .. string.sub(ARGV[i], 2))
end
return #ARGV - 1
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


def connect(settings: Settings, *, reads_for_ever: bool = False) -> Redis:
    """A client that fails at once: whoever uses it knows better when to try again."""
    return Redis.from_url(
        settings.redis_url,
        protocol=2,
        decode_responses=True,
        socket_connect_timeout=1,
        socket_timeout=None if reads_for_ever else 2,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
    )


class Stream:
    """Adds to the stream and reads it."""

    def __init__(self, settings: Settings) -> None:
        self._redis = connect(settings)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def publish(self, texts: Sequence[str]) -> None:
        """Add events to the stream and send them to every process, in one call.

        Raises:
            RedisError, OSError: Redis is away; whether they were published is not known.
        """
        await self._eval(_PUBLISH, CHANNEL, *texts)

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
