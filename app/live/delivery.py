"""From events to messages: one query per kind of event says which of the listeners may hear of it, and what to show.

Nothing is asked about events that no socket listens to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from app.live.fragments import body_html, face_html, reply_html
from app.live.messages import Message
from app.live.news import load_news
from app.present.times import rfc3339
from app.store import live, notifications, post_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from app.db import Database
    from app.live.events import Event
    from app.live.index import Index
    from app.live.sockets import LiveSocket
    from app.store.live import CountsRow, ListenersRow, ReplyListenersRow


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message and the sockets that get it."""

    message: Message
    sockets: list[LiveSocket]


class Delivery:
    """Makes the messages of events for the sockets of an index: those of the process, or one that resumes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._makers: dict[str, Callable[[list[Event], Index], Coroutine[Any, Any, list[Outgoing]]]] = {
            "post.created": self._created,
            "post.counts": self._counts,
            "reply.created": self._replies,
            "reply.hidden": self._hidden_replies,
            "post.updated": self._updated,
            "post.deleted": self._deleted,
            "notification.created": self._notifications,
            "report.created": self._reports,
            "notification.read": self._reads,
            "notification.deleted": self._taken_back,
        }

    async def prepare(self, events: Iterable[Event], index: Index) -> list[Outgoing]:
        """The messages of these events, in their order.

        Raises:
            Unavailable: PostgreSQL is away.
        """
        groups: dict[str, list[Event]] = {}
        for event in events:
            groups.setdefault(event.type, []).append(event)
        outgoing: list[Outgoing] = []
        for event_type, group in groups.items():
            # A type of a newer version is not for us.
            make = self._makers.get(event_type)
            if make is not None:
                outgoing += await make(group, index)
        return sorted(outgoing, key=lambda out: out.message.seq)

    async def _created(self, events: list[Event], index: Index) -> list[Outgoing]:
        viewer_ids = index.viewer_ids
        if not viewer_ids:
            return []
        by_post = {event.id("post_id"): event for event in events}
        rows = await live.list_listeners(
            self._database.pool,
            post_ids=list(by_post),
            author_ids=list({event.id("author_id") for event in events}),
            viewer_ids=viewer_ids,
        )
        return [Outgoing(_created_message(by_post[row.post_id], row), index.of_viewers(row.viewer_ids)) for row in rows]

    async def _counts(self, events: list[Event], index: Index) -> list[Outgoing]:
        # Counters are read now, so only the last event of a post says something.
        by_post = {event.id("post_id"): event for event in events}
        post_ids, viewer_ids = _pairs(by_post, index)
        if not viewer_ids:
            return []
        rows = await live.list_counts(self._database.pool, post_ids=post_ids, viewer_ids=viewer_ids)
        return [
            Outgoing(_counts_message(by_post[row.post_id], row), index.subscribers(row.post_id, row.viewer_ids))
            for row in rows
        ]

    async def _replies(self, events: list[Event], index: Index) -> list[Outgoing]:
        by_reply = {event.id("reply_id"): event for event in events}
        outgoing: list[Outgoing] = []
        for row in await self._reply_listeners(by_reply, index):
            outgoing += await self._reply(by_reply[row.reply_id], row, index)
        return outgoing

    async def _hidden_replies(self, events: list[Event], index: Index) -> list[Outgoing]:
        by_reply = {event.id("reply_id"): event for event in events}
        return [
            Outgoing(
                Message(
                    "reply.hidden",
                    by_reply[row.reply_id].seq,
                    {"post_id": str(row.post_id), "reply_id": str(row.reply_id)},
                ),
                index.subscribers(row.post_id, row.viewer_ids),
            )
            for row in await self._reply_listeners(by_reply, index)
        ]

    async def _reply_listeners(self, by_reply: dict[int, Event], index: Index) -> list[ReplyListenersRow]:
        """Who of those that listen to an answered post may see the reply."""
        pairs = [
            (reply_id, viewer_id)
            for reply_id, event in by_reply.items()
            for viewer_id in index.subscriber_ids(event.id("post_id"))
        ]
        if not pairs:
            return []
        return await live.list_reply_listeners(
            self._database.pool,
            reply_ids=[reply_id for reply_id, _ in pairs],
            viewer_ids=[viewer_id for _, viewer_id in pairs],
        )

    async def _reply(self, event: Event, row: ReplyListenersRow, index: Index) -> list[Outgoing]:
        fields = {"post_id": str(row.post_id), "reply_id": str(row.reply_id), "author_id": str(row.author_id)}
        hidden = set(row.quote_hidden_ids)
        with_quote = index.subscribers(row.post_id, set(row.viewer_ids) - hidden)
        without_quote = index.subscribers(row.post_id, hidden)
        if not any(socket.is_html for socket in (*with_quote, *without_quote)):
            return [Outgoing(Message(event.type, event.seq, fields), with_quote + without_quote)]
        # As its author sees it, which is everything; the viewer's own state is taken out again.
        rows = await post_rows.list_by_ids(self._database.pool, viewer_id=row.author_id, post_ids=[row.reply_id])
        return [
            Outgoing(
                Message(event.type, event.seq, fields, partial(reply_html, rows, row.reply_id, shows_quote=shows)),
                sockets,
            )
            for sockets, shows in ((with_quote, True), (without_quote, False))
            if sockets and rows
        ]

    async def _updated(self, events: list[Event], index: Index) -> list[Outgoing]:
        by_post, asked = _following_question(events, index)
        if not index.viewer_ids:
            return []
        rows = await live.list_update_listeners(self._database.pool, **asked)
        outgoing: list[Outgoing] = []
        for row in rows:
            event = by_post[row.post_id]
            fields = {
                "post_id": str(row.post_id),
                "edited_at": None if row.edited_at is None else rfc3339(row.edited_at),
            }
            message = Message(event.type, event.seq, fields, partial(body_html, row.body_html))
            outgoing.append(Outgoing(message, index.of_viewers(row.viewer_ids)))
        return outgoing

    async def _deleted(self, events: list[Event], index: Index) -> list[Outgoing]:
        by_post, asked = _following_question(events, index)
        if not index.viewer_ids:
            return []
        # Who listens to a post was told of its reply too.
        for event in by_post.values():
            readers = index.subscriber_ids(event.id("reply_to_id")) if "reply_to_id" in event.data else ()
            asked["subscribed_post_ids"] += [event.id("post_id")] * len(readers)
            asked["subscriber_ids"] += readers
        rows = await live.list_deletion_listeners(self._database.pool, **asked)
        return [
            Outgoing(
                Message("post.deleted", by_post[row.post_id].seq, {"post_id": str(row.post_id)}),
                index.of_viewers(row.viewer_ids),
            )
            for row in rows
        ]

    async def _notifications(self, events: list[Event], index: Index) -> list[Outgoing]:
        outgoing: list[Outgoing] = []
        for event in events:
            viewer_id = event.id("user_id")
            if not index.has_viewer(viewer_id):
                continue
            news = await load_news(
                self._database.pool, viewer_id=viewer_id, notification_id=event.id("notification_id")
            )
            if news is None:
                continue
            by_address: dict[str, list[LiveSocket]] = {}
            for socket in index.of_viewers([viewer_id]):
                by_address.setdefault(socket.base_url, []).append(socket)
            for base_url, sockets in by_address.items():
                message = Message(event.type, event.seq, news.fields(base_url), news.make_html)
                outgoing.append(Outgoing(message, sockets))
        return outgoing

    async def _reports(self, events: list[Event], index: Index) -> list[Outgoing]:
        viewer_ids = index.viewer_ids
        if not viewer_ids:
            return []
        rows = await live.list_moderators(self._database.pool, viewer_ids=viewer_ids)
        if not rows:
            return []
        sockets = index.of_viewers([row.id for row in rows])
        return [
            Outgoing(
                Message(
                    event.type, event.seq, {"report_id": event.data["report_id"], "open_count": rows[0].open_count}
                ),
                sockets,
            )
            for event in events
        ]

    async def _reads(self, events: list[Event], index: Index) -> list[Outgoing]:
        """The other pages and devices of whoever read something."""
        outgoing: list[Outgoing] = []
        for event in events:
            viewer_id = event.id("user_id")
            if not index.has_viewer(viewer_id):
                continue
            fields = {
                "notification_ids": event.data["notification_ids"],
                "unread_count": await notifications.count_unread(self._database.pool, viewer_id=viewer_id),
            }
            outgoing.append(Outgoing(Message(event.type, event.seq, fields), index.of_viewers([viewer_id])))
        return outgoing

    async def _taken_back(self, events: list[Event], index: Index) -> list[Outgoing]:
        """What was unread is not there any more."""
        outgoing: list[Outgoing] = []
        # The number is read now, so only the last event of a person says something.
        for viewer_id, event in {event.id("user_id"): event for event in events}.items():
            if not index.has_viewer(viewer_id):
                continue
            fields = {"unread_count": await notifications.count_unread(self._database.pool, viewer_id=viewer_id)}
            outgoing.append(Outgoing(Message(event.type, event.seq, fields), index.of_viewers([viewer_id])))
        return outgoing


def _pairs(post_ids: Iterable[int], index: Index) -> tuple[list[int], list[int]]:
    """Each post with each of its subscribers, as two lists."""
    pairs = [(post_id, viewer_id) for post_id in post_ids for viewer_id in index.subscriber_ids(post_id)]
    return [post_id for post_id, _ in pairs], [viewer_id for _, viewer_id in pairs]


def _following_question(events: list[Event], index: Index) -> tuple[dict[int, Event], dict[str, list[int]]]:
    """The last event of each post, and what the queries about subscribers and Following want to know."""
    by_post = {event.id("post_id"): event for event in events}
    subscribed_post_ids, subscriber_ids = _pairs(by_post, index)
    return by_post, {
        "post_ids": list(by_post),
        "author_ids": [event.id("author_id") for event in by_post.values()],
        "subscribed_post_ids": subscribed_post_ids,
        "subscriber_ids": subscriber_ids,
        "viewer_ids": index.viewer_ids,
    }


def _created_message(event: Event, row: ListenersRow) -> Message:
    fields = {"post_id": str(row.post_id), "author_id": str(row.author_id)}
    if row.repost_of_id is not None:
        fields["repost_of_id"] = str(row.repost_of_id)
    return Message(event.type, event.seq, fields, partial(face_html, row.username, row.display_name, row.avatar_key))


def _counts_message(event: Event, row: CountsRow) -> Message:
    return Message(
        event.type,
        event.seq,
        {
            "post_id": str(row.post_id),
            "likes_count": row.likes_count,
            "comments_count": row.comments_count,
            "reposts_count": row.reposts_count,
            "quotes_count": row.quotes_count,
            "shares_count": row.shares_count,
        },
    )
