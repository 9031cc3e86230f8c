"""The side column: people to follow and topics of today, kept in the process for a minute."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from app.feeds.lists import cards_in_order
from app.present.pages import SideColumn, TopicLine
from app.present.people import person_card
from app.present.times import short_count
from app.store import people, topics

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from app.db import Executor
    from app.present.people import PersonCard
    from app.store.people import SuggestionRow
    from app.store.topics import TopicRow

SHOWN = 3
# A few more than are shown, for pages that show some of them already.
KEPT = 12
KEPT_SECONDS = 60
KEPT_VIEWERS = 5_000
# The event that says whose columns have changed; nobody in the list: everybody's.
CHANGED = "side.changed"


class Told(Protocol):
    """A live event."""

    @property
    def type(self) -> str:
        """What happened."""

    @property
    def data(self) -> dict[str, Any]:
        """To whom."""


class Channel(Protocol):
    """What tells every process: the hub of `app/live/hub.py`."""

    @property
    def is_listening(self) -> bool:
        """Whether this process hears of it at once."""

    def listen(self, listener: Callable[[Told | None], None]) -> None:
        """Call `listener` with each event; None says that some may have been missed."""

    async def tell(self, event_type: str, data: dict[str, Any]) -> None:
        """Tell every process."""


class SideColumns:
    """The side columns of one process.

    What a viewer does in another process (a follow, a block) has to show at once, so each process is told of it over
    the channel of live events; while that is away nothing that is kept is shown.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._people: OrderedDict[int | None, tuple[float, list[PersonCard]]] = OrderedDict()
        self._topics: tuple[float, list[TopicLine]] | None = None
        # How often something was forgotten: what was read before must not be kept after.
        self._changes = 0
        channel.listen(self._hear)

    async def column(
        self,
        db: Executor,
        viewer_id: int | None,
        *,
        shown_people: Collection[int] = (),
        shown_topics: Collection[str] = (),
    ) -> SideColumn:
        """At most three people and three topics, none of which the page shows already."""
        found = await self._people_for(db, viewer_id)
        if shown_people:
            found = [person for person in found if person.id not in shown_people]
        lines = await self._topics_of_today(db)
        if shown_topics:
            lines = [line for line in lines if line.name not in shown_topics]
        return SideColumn(tuple(found[:SHOWN]), tuple(lines[:SHOWN]))

    async def forget_everyone(self) -> None:
        """Somebody closed their account or was taken out of sight: nobody is shown what was kept, in any process."""
        self._drop(())
        await self._channel.tell(CHANGED, {"viewer_ids": []})

    async def forget(self, *viewer_ids: int) -> None:
        """These people's suggestions have changed, in every process."""
        self._drop(viewer_ids)
        await self._channel.tell(CHANGED, {"viewer_ids": [str(viewer_id) for viewer_id in viewer_ids]})

    def _hear(self, event: Told | None) -> None:
        if event is None:
            self._drop(())
        elif event.type == CHANGED:
            self._drop([int(viewer_id) for viewer_id in event.data["viewer_ids"]])

    def _drop(self, viewer_ids: Collection[int]) -> None:
        """Forget what is kept for these people; for everybody where there are none."""
        self._changes += 1
        if not viewer_ids:
            self._people.clear()
            self._topics = None
        for viewer_id in viewer_ids:
            self._people.pop(viewer_id, None)

    async def _people_for(self, db: Executor, viewer_id: int | None) -> list[PersonCard]:
        kept = self._people.get(viewer_id)
        if kept is not None and self._channel.is_listening and time.monotonic() - kept[0] < KEPT_SECONDS:
            return kept[1]
        changes = self._changes
        cards = await suggested_cards(db, viewer_id=viewer_id, page_size=KEPT)
        if changes == self._changes:
            self._people[viewer_id] = (time.monotonic(), cards)
            self._people.move_to_end(viewer_id)
            while len(self._people) > KEPT_VIEWERS:
                self._people.popitem(last=False)
        return cards

    async def _topics_of_today(self, db: Executor) -> list[TopicLine]:
        kept = self._topics
        if kept is None or time.monotonic() - kept[0] >= KEPT_SECONDS:
            # Set first: while one request reads, the others go on with what there was.
            self._topics = (time.monotonic(), [] if kept is None else kept[1])
            self._topics = kept = (time.monotonic(), await today_topics(db))
        return kept[1]


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
    return f"Followed by @{row.via_username} and {others} other{'s' if others > 1 else ''}"
