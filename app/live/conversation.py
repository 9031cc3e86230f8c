"""What a client may say: subscribe, unsubscribe, since. Whatever else comes is answered, never a crash."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import orjson
import structlog

from app.errors import Unavailable
from app.live.events import parse_seq
from app.live.messages import NOT_FOUND, dump, error
from app.live.sockets import INTERNAL_ERROR, POLICY_VIOLATION

if TYPE_CHECKING:
    from app.live.hub import Hub
    from app.live.sockets import Connection, LiveSocket

log = structlog.get_logger()

MOST_TOPICS = 200
MOST_BAD_MESSAGES = 20
MOST_REPLAYS = 10
_KEYS = frozenset({"subscribe", "unsubscribe", "since"})
_UNKNOWN = 'Send {"subscribe": [topics]}, {"unsubscribe": [topics]} or {"since": seq}.'


class BadMessage(ValueError):
    """The client's message makes no sense; the text says why."""


class Conversation:
    """Takes the messages of one client, one after another."""

    def __init__(self, hub: Hub, socket: LiveSocket, connection: Connection) -> None:
        self._hub = hub
        self._socket = socket
        self._connection = connection

    async def run(self) -> None:
        """Answer until the socket ends."""
        try:
            while True:
                await self._take(await self._connection.receive())
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("a socket's message was not understood")
            self._socket.close(INTERNAL_ERROR, "")

    async def _take(self, text: str | bytes) -> None:
        socket = self._socket
        try:
            await self._do(_parse(text))
        except BadMessage as bad:
            await socket.answer(error("invalid", str(bad)))
            socket.bad_messages += 1
            if socket.bad_messages >= MOST_BAD_MESSAGES:
                socket.close(POLICY_VIOLATION, "too many messages that make no sense")
        except Unavailable as away:
            await socket.answer(error(away.code, away.message))

    async def _do(self, message: dict[str, Any]) -> None:
        # In this order, so that one message can resume with its topics.
        if "unsubscribe" in message:
            for topic in _topics(message["unsubscribe"]):
                self._unsubscribe(topic)
        if "subscribe" in message:
            await self._subscribe(_topics(message["subscribe"]), is_resuming="since" in message)
        if "since" in message:
            await self._resume(message["since"])

    async def _subscribe(self, topics: list[str], *, is_resuming: bool) -> None:
        socket = self._socket
        post_ids = {topic: post_id for topic in topics if (post_id := _post_id(topic)) is not None}
        new_ids = set(post_ids.values()) - socket.post_ids
        if len(socket.post_ids) + len(new_ids) > MOST_TOPICS:
            raise BadMessage(f"A socket follows at most {MOST_TOPICS} topics.")
        visible = await self._hub.subscribe(socket, list(post_ids.values())) if post_ids else set()
        for topic in topics:
            if post_ids.get(topic) in visible or topic == f"user:{socket.viewer_id}":
                await socket.answer(dump({"type": "subscribed", "topic": topic}))
            else:
                await socket.answer(error("not_found", NOT_FOUND, topic))
        late = new_ids & visible
        since = socket.resumed_from
        if late and since is not None and not is_resuming:
            await self._hub.replay_topics(socket, since, late)

    def _unsubscribe(self, topic: str) -> None:
        post_id = _post_id(topic)
        if post_id is not None:
            self._hub.unsubscribe(self._socket, post_id)

    async def _resume(self, since: object) -> None:
        seq = parse_seq(since)
        if seq is None:
            raise BadMessage("`since` has to be the seq of an event.")
        self._socket.replay_count += 1
        if self._socket.replay_count > MOST_REPLAYS:
            raise BadMessage(f"A socket resumes at most {MOST_REPLAYS} times.")
        await self._hub.resume(self._socket, seq)
        self._socket.note_resumed(seq)


def _parse(text: str | bytes) -> dict[str, Any]:
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadMessage("This is not JSON.") from None
    if not isinstance(message, dict) or not _KEYS & message.keys():
        raise BadMessage(_UNKNOWN)
    return message


def _topics(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
        raise BadMessage("Topics have to be a list of texts.")
    if len(value) > MOST_TOPICS:
        raise BadMessage(f"A socket follows at most {MOST_TOPICS} topics.")
    return list(dict.fromkeys(value))


def _post_id(topic: str) -> int | None:
    kind, _, text = topic.partition(":")
    if kind != "post" or not text.isascii() or not text.isdigit() or len(text) > 19 or int(text) >= 2**63:
        return None
    return int(text)
