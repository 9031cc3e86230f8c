"""The side column: people to follow and topics of today, kept in the process for a minute."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.feeds.lists import cards_in_order
from app.present.pages import SideColumn, TopicLine
from app.present.people import person_card
from app.present.times import short_count
from app.redis_client import REDIS_AWAY, get_many
from app.store import people, topics

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.db import Executor
    from app.present.people import PersonCard
    from app.redis_client import AnyRedis
    from app.store.people import SuggestionRow
    from app.store.topics import TopicRow

SHOWN = 3
# A few more than are shown, for pages that show some of them already.
KEPT = 12
KEPT_SECONDS = 60
KEPT_VIEWERS = 5_000


class SideColumns:
    """The side columns of one process.

    What a viewer does in another process (a follow, a block) has to show at once, so each viewer has a mark in
    Redis that changes with such an act; while Redis is away people are asked for anew each time.
    """

    def __init__(self, redis: AnyRedis) -> None:
        self._redis = redis
        self._people: OrderedDict[int | None, tuple[float, bytes, list[PersonCard]]] = OrderedDict()
        self._topics: tuple[float, bytes, list[TopicLine]] | None = None

    async def column(
        self,
        db: Executor,
        viewer_id: int | None,
        *,
        shown_people: Collection[int] = (),
        shown_topics: Collection[str] = (),
    ) -> SideColumn:
        """At most three people and three topics, none of which the page shows already."""
        everyone, own = await self._marks(viewer_id)
        mark = None if everyone is None else everyone + own
        found = [person for person in await self._people_for(db, viewer_id, mark) if person.id not in shown_people]
        lines = [line for line in await self._topics_of_today(db, everyone) if line.name not in shown_topics]
        return SideColumn(tuple(found[:SHOWN]), tuple(lines[:SHOWN]))

    async def forget_everyone(self) -> None:
        """Somebody closed their account or was taken out of sight: nobody is shown what was kept, in any process."""
        self._people.clear()
        self._topics = None
        try:
            await self._redis.set(_EVERYONE, secrets.token_bytes(8), ex=2 * KEPT_SECONDS)
        except REDIS_AWAY:
            return

    async def forget(self, *viewer_ids: int) -> None:
        """These people's suggestions have changed, in every process."""
        for viewer_id in viewer_ids:
            self._people.pop(viewer_id, None)
        try:
            for viewer_id in viewer_ids:
                await self._redis.set(_mark_key(viewer_id), secrets.token_bytes(8), ex=2 * KEPT_SECONDS)
        except REDIS_AWAY:
            # Nobody relies on what is kept while Redis is away: see _marks.
            return

    async def _people_for(self, db: Executor, viewer_id: int | None, mark: bytes | None) -> list[PersonCard]:
        kept = self._people.get(viewer_id)
        if kept is not None and mark is not None and kept[1] == mark and time.monotonic() - kept[0] < KEPT_SECONDS:
            return kept[2]
        cards = await suggested_cards(db, viewer_id=viewer_id, page_size=KEPT)
        self._people[viewer_id] = (time.monotonic(), mark or b"", cards)
        self._people.move_to_end(viewer_id)
        while len(self._people) > KEPT_VIEWERS:
            self._people.popitem(last=False)
        return cards

    async def _marks(self, viewer_id: int | None) -> tuple[bytes | None, bytes]:
        """The mark of everybody (None: Redis is away) and the viewer's own."""
        keys = [_EVERYONE] if viewer_id is None else [_EVERYONE, _mark_key(viewer_id)]
        try:
            marks = await get_many(self._redis, keys)
        except REDIS_AWAY:
            return None, b""
        everyone, *own = [mark.encode() if isinstance(mark, str) else mark or b"" for mark in marks]
        return everyone, b"".join(own)

    async def _topics_of_today(self, db: Executor, everyone: bytes | None) -> list[TopicLine]:
        kept = self._topics
        if kept is not None and everyone is not None and kept[1] != everyone:
            kept = None
        if kept is None or time.monotonic() - kept[0] >= KEPT_SECONDS:
            # Set first: while one request reads, the others go on with what there was.
            mark = everyone or b""
            self._topics = (time.monotonic(), mark, [] if kept is None else kept[2])
            self._topics = kept = (time.monotonic(), mark, await today_topics(db))
        return kept[2]


async def suggested_cards(db: Executor, *, viewer_id: int | None, page_size: int) -> list[PersonCard]:
    """People to follow, each with the reason, for empty states and the side column."""
    rows = await suggested(db, viewer_id=viewer_id, page_size=page_size)
    reasons = {row.user_id: reason_of(row) for row in rows}
    cards = await cards_in_order(db, viewer_id=viewer_id, user_ids=list(reasons))
    return [person_card(row, viewer_id, reasons[row.id]) for row in cards]


async def suggested(db: Executor, *, viewer_id: int | None, page_size: int) -> list[SuggestionRow]:
    """Ids of people to follow, the best first."""
    if viewer_id is None:
        return await people.list_popular(db, page_size=page_size)
    return await people.list_suggestions(db, viewer_id=viewer_id, page_size=page_size)


async def today_topics(db: Executor, *, page_size: int = KEPT) -> list[TopicLine]:
    """Topics of the last day."""
    return [topic_line(row) for row in await topics.list_today(db, page_size=page_size)]


def topic_line(row: TopicRow) -> TopicLine:
    """A topic for a page."""
    return TopicLine(row.topic, f"/topics/{quote(row.topic, safe='')}", row.posts_count, short_count(row.posts_count))


def reason_of(row: SuggestionRow) -> str:
    """Why somebody is suggested, in words."""
    if row.via_username is None:
        return "Likes what you like" if row.via_count else "Popular on Skein"
    if row.via_count <= 1:
        return f"Followed by @{row.via_username}"
    others = row.via_count - 1
    return f"Followed by @{row.via_username} and {others} other{'s' if others > 1 else ''} you follow"


_EVERYONE = "skein:side:everyone"


def _mark_key(viewer_id: int) -> str:
    return f"skein:side:{viewer_id}"
