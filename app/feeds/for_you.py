"""For you: a list is made once, pinned in Redis for ten minutes under a random key, and paged by position.

Making it takes one query of the person's own inputs (`ranking.py` does the rest in memory), which also gives a stamp of
them: as long as that stays the same, so does the list, and its first page asks for the stamp with the posts. Each page
asks anew what its viewer may see, and puts the reasons into words from what it got. Without a model, with the
recommender switched off, and for somebody who is signed out it is what is popular and what is new.
"""

from __future__ import annotations

import random
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import orjson

from app.feeds.diversify import Candidate, blend, spread
from app.feeds.pinned_lists import PinnedList, pin_list, pinned_list
from app.feeds.ranking import personal_list, source_of
from app.feeds.reasons import AUTHOR, NEW, Reason, Words, words
from app.feeds.shared_sources import SharedSources
from app.present.cards import CardList
from app.present.json_posts import post_fragments
from app.present.posts import post_cards
from app.present.times import minute_of
from app.redis_client import REDIS_AWAY
from app.store import feeds, recommendations
from app.store.paging import NEWEST, decode_cursor, encode_cursor
from app.store.post_rows import Mark, is_wanted, with_contents
from app.store.recommendations import ForYouRead, Stamped
from app.store.sessions import NO_SESSION

if TYPE_CHECKING:
    from app.db import Executor
    from app.feeds.model_files import TrainedModel
    from app.feeds.model_source import ModelSource
    from app.feeds.shared_sources import Shared
    from app.redis_client import AnyRedis
    from app.store.post_rows import PostRow
    from app.store.sessions import SessionKey

FRESH_SIZE = 100
# Parts of a list that one page may look at, when much of it may not be shown any more.
MOST_PARTS = 3
# Whose last lists a process remembers.
KEPT_VIEWERS = 500
# First pages of each: of the page and of a program or two, which may want other sizes.
KEPT_HEADS = 4
# What rules.for_you_posts leaves out beside what is_wanted does.
NOT_FOR_YOU = Mark.OUT_OF_FOR_YOU | Mark.LIMITED


@dataclass(slots=True)
class ForYouPage:
    """Visible posts of one page in order, with their reasons, and what the API says about the list."""

    source: str
    model_version: str | None
    generated_at: str
    next_cursor: str | None = None
    post_ids: list[int] = field(default_factory=list)
    # Those of the page, and what they repost or quote.
    rows: dict[int, PostRow] = field(default_factory=dict)
    words: dict[int, Words] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)
    # As they were shown last, and when or where: a page that stays the same is kept.
    _cards: tuple[int, CardList] | None = None
    _json: tuple[str, list[orjson.Fragment]] | None = None

    def cards(self, viewer_id: int | None) -> CardList:
        """The posts for a page, each with its reason."""
        now = datetime.now(UTC)
        minute = minute_of(now)
        if self._cards is None or self._cards[0] != minute:
            cards = CardList(post_cards(self.rows.values(), self.post_ids, viewer_id=viewer_id, now=now))
            for card in cards:
                card.reason, card.reason_note = self.words[card.entry_id]
            self._cards = minute, cards
        return self._cards[1]

    def json(self, base_url: str) -> list[orjson.Fragment]:
        """The posts for the API, each with its reason."""
        if self._json is None or self._json[0] != base_url:
            more = {key: {"reason": self.words[key].line, "score": self.scores[key]} for key in self.post_ids}
            self._json = base_url, post_fragments(self.rows.values(), self.post_ids, base_url=base_url, more=more)
        return self._json[1]


class Wanted(NamedTuple):
    """Who asks for how many posts, and whether the rows say how the viewer stands to the authors."""

    viewer_id: int | None
    page_size: int
    with_follows: bool


class Ahead(NamedTuple):
    """The first page of a list that was read with the session of who asks."""

    wanted: Wanted
    kept: Kept
    read: ForYouRead


@dataclass(slots=True)
class Kept:
    """The last list of a person, what it was made of, and its key in Redis (0: not there)."""

    shared: Shared
    # None: nothing tells when the list has to be made anew.
    stamped: Stamped | None
    made: PinnedList
    list_id: int = 0
    # First pages as they were made last, under who wanted them how, with what they were made of.
    heads: dict[Wanted, tuple[ForYouRead, ForYouPage]] = field(default_factory=dict)


class ForYou:
    """For you of one process.

    While nothing has changed for a person, their list stays the same, as long as its shared candidates are not too old.
    """

    def __init__(self, redis: AnyRedis, models: ModelSource) -> None:
        self._redis = redis
        self._models = models
        self._shared = SharedSources()
        self._kept: OrderedDict[int, Kept] = OrderedDict()

    async def read_ahead(self, db: Executor, wanted: Wanted, session: SessionKey) -> Ahead | None:
        """Read the first page that this person saw last, and the session of who asks; None: a list has to be made."""
        kept = None if wanted.viewer_id is None else self._kept.get(wanted.viewer_id)
        if kept is None or kept.stamped is None or not kept.shared.is_good(self._models.current):
            return None
        part = _part(wanted, kept.made, 0)
        # What goes on has to be pinned first.
        if not part or (len(kept.made.post_ids) > len(part) and not kept.list_id):
            return None
        return Ahead(wanted, kept, await _read(db, wanted, kept.made, part, kept.stamped, session))

    async def page(
        self,
        db: Executor,
        *,
        viewer_id: int | None,
        cursor: str | None,
        page_size: int,
        with_follows: bool,
        ahead: Ahead | None = None,
    ) -> ForYouPage:
        """One page; the cursor pins the list.

        Args:
            ahead: what was read already; used where it is this page.

        Raises:
            Invalid: not a cursor of this list.
        """
        wanted = Wanted(viewer_id, page_size, with_follows)
        key = decode_cursor(cursor, 3)
        if key is None:
            return await self._first(db, wanted, ahead)
        list_id, offset, before_id = key
        pinned = await self._read(viewer_id, list_id) if list_id else None
        if pinned is None:
            return await self._newest(db, wanted, before_id)
        return await _show(db, wanted, pinned, list_id, max(offset, 0))

    async def best(self, db: Executor, *, viewer_id: int, page_size: int) -> ForYouPage:
        """The head of a new list, which is not kept."""
        trained = self._models.current
        kept = await self._make(db, viewer_id, trained, await self._shared.read(db, trained))
        return await _show(db, Wanted(viewer_id, page_size, with_follows=False), kept.made, 0, 0)

    async def _first(self, db: Executor, wanted: Wanted, ahead: Ahead | None) -> ForYouPage:
        viewer_id, trained = wanted.viewer_id, self._models.current
        shared = await self._shared.read(db, trained)
        kept = None if viewer_id is None else self._kept.get(viewer_id)
        if kept is not None and kept.shared.is_good(trained):
            is_read = ahead is not None and ahead.wanted == wanted and ahead.kept is kept
            read = ahead.read if ahead is not None and is_read else None
            page = await self._head(db, wanted, kept, kept.stamped, read)
            # Without a row the stamp is another now, or nothing of it may be shown any more.
            if page.rows:
                return page
        kept = await self._make(db, viewer_id, trained, shared)
        if viewer_id is not None and kept.stamped is not None:
            self._keep(viewer_id, kept)
        return await self._head(db, wanted, kept, None, None)

    async def _head(
        self, db: Executor, wanted: Wanted, kept: Kept, stamped: Stamped | None, read: ForYouRead | None
    ) -> ForYouPage:
        """The first page of a list, which is pinned if more follows; of what was `read` already, if it was."""
        if len(kept.made.post_ids) > wanted.page_size and not kept.list_id:
            list_id = secrets.randbits(62) | 1
            try:
                await pin_list(self._redis, wanted.viewer_id, list_id, kept.made)
            except REDIS_AWAY:
                return await self._newest(db, wanted, NEWEST)
            kept.list_id = list_id
        if read is None:
            read = await _read(db, wanted, kept.made, _part(wanted, kept.made, 0), stamped)
        if stamped is not None and not read.rows:
            return _page_of(kept.made)
        known = kept.heads.get(wanted)
        # Hidden words are looked for anew each time.
        if known is not None and known[0].rows == read.rows and not read.is_filtered:
            return known[1]
        page = await _show(db, wanted, kept.made, kept.list_id, 0, read)
        if len(kept.heads) >= KEPT_HEADS:
            kept.heads.clear()
        kept.heads[wanted] = read, page
        return page

    def _keep(self, viewer_id: int, kept: Kept) -> None:
        self._kept[viewer_id] = kept
        self._kept.move_to_end(viewer_id)
        if len(self._kept) > KEPT_VIEWERS:
            self._kept.popitem(last=False)

    async def _read(self, viewer_id: int | None, list_id: int) -> PinnedList | None:
        try:
            return await pinned_list(self._redis, viewer_id, list_id)
        except REDIS_AWAY:
            return None

    async def _newest(self, db: Executor, wanted: Wanted, before_id: int) -> ForYouPage:
        """The newest by id: nothing has to be remembered, so it works while Redis is away."""
        page_size = wanted.page_size
        rows = await feeds.list_newest(db, viewer_id=wanted.viewer_id, before_id=before_id, page_size=page_size)
        ids = [row.post_id for row in rows[:page_size]]
        made = PinnedList.of([Candidate(post_id, 0, 0.0, "newest", Reason(NEW)) for post_id in ids], "newest", None)
        page = await _show(db, wanted, made, 0, 0)
        page.next_cursor = encode_cursor(0, 0, ids[-1]) if len(rows) > page_size else None
        return page

    async def _make(self, db: Executor, viewer_id: int | None, trained: TrainedModel | None, shared: Shared) -> Kept:
        dice = random.Random()  # noqa: S311  not a secret
        if viewer_id is None:
            rows = await feeds.list_fresh(db, viewer_id=None, after_id=shared.newest_id, page_size=FRESH_SIZE)
            new = [
                Candidate(row.post_id, row.author_id, 0.0, "newest", Reason(NEW))
                for row in rows
                if row.post_id is not None
            ]
            shown = spread(blend(shared.trending, [*new, *shared.newest], dice))
            return Kept(shared, None, PinnedList.of(shown, source_of(shown), None))
        inputs = await recommendations.select_inputs(
            db,
            viewer_id=viewer_id,
            model_version=None if trained is None else trained.version,
            after_id=shared.newest_id,
            fresh_size=FRESH_SIZE,
        )
        shown, source = personal_list(viewer_id, inputs, trained, shared, dice)
        version = trained.version if source == "model" and trained is not None else None
        stamped = None if inputs.stamp is None else Stamped(inputs.stamp, shared.newest_id)
        return Kept(shared, stamped, PinnedList.of(shown, source, version))


def _page_of(pinned: PinnedList) -> ForYouPage:
    """A page of a list, without posts."""
    return ForYouPage(pinned.source, pinned.model_version, pinned.generated_at)


def _part(wanted: Wanted, pinned: PinnedList, start: int, shown: int = 0) -> range:
    """Places of a list from one on, as many as a page lacks that shows so many."""
    return range(start, min(start + wanted.page_size - shown, len(pinned.post_ids)))


async def _show(
    db: Executor,
    wanted: Wanted,
    pinned: PinnedList,
    list_id: int,
    offset: int,
    read: ForYouRead | None = None,
) -> ForYouPage:
    """A page of a list, from a place on; of what was `read` of its first part already, if it was."""
    page = _page_of(pinned)
    start, size = offset, len(pinned.post_ids)
    # Posts may have gone since the list was made: then a page looks further down, but not for ever.
    for _ in range(MOST_PARTS):
        part = _part(wanted, pinned, start, len(page.post_ids))
        if not part:
            break
        if read is None:
            read = await _read(db, wanted, pinned, part, None)
        await _add(db, wanted, page, pinned, part, read)
        start, read = part.stop, None
    if 0 < start < size and list_id:
        page.next_cursor = encode_cursor(list_id, start, pinned.post_ids[start - 1])
    return page


async def _read(
    db: Executor,
    wanted: Wanted,
    pinned: PinnedList,
    part: range,
    stamped: Stamped | None,
    session: SessionKey = NO_SESSION,
) -> ForYouRead:
    """The posts of a part of a list, and their reasons; none when the viewer's inputs are others than the `stamped`."""
    if not part:
        return ForYouRead(None, False, ())
    ids = pinned.post_ids[part.start : part.stop]
    reasons = pinned.reasons[part.start : part.stop]
    return await recommendations.list_cards(
        db,
        viewer_id=wanted.viewer_id,
        post_ids=ids,
        reason_ids={reason.post_id for reason in reasons if reason.post_id},
        followed_ids=[post_id for post_id, reason in zip(ids, reasons, strict=True) if reason.kind == AUTHOR],
        with_follows=wanted.with_follows,
        stamped=stamped,
        session=session,
    )


async def _add(
    db: Executor, wanted: Wanted, page: ForYouPage, pinned: PinnedList, part: range, read: ForYouRead
) -> None:
    rows, allowed = read.posts, None
    posts = await with_contents(db, viewer_id=wanted.viewer_id, stamps=[row.stamp for row in rows])
    by_id = {post.stamp.id: post for post in posts}
    page.rows.update(by_id)
    if read.is_filtered:
        allowed = await recommendations.list_shown(db, viewer_id=wanted.viewer_id, post_ids=list(by_id))
    shown = {
        row.stamp.id: row
        for row in rows
        if (allowed is None or row.stamp.id in allowed)
        and not row.stamp.marks & NOT_FOR_YOU
        and _is_wanted(row.stamp.id, by_id)
    }
    for place in part:
        post_id, reason = pinned.post_ids[place], pinned.reasons[place]
        row = shown.get(post_id)
        if row is None or row.stamp.marks & Mark.WANTS_LESS:
            continue
        page.post_ids.append(post_id)
        page.scores[post_id] = pinned.scores[place]
        because_of = by_id[reason.post_id] if reason.post_id in shown else None
        # One's own post is no reason to be told.
        if because_of is not None and because_of.content.author_id == wanted.viewer_id:
            because_of = None
        page.words[post_id] = words(reason, by_id[post_id], is_followed=row.is_followed, because_of=because_of)


def _is_wanted(post_id: int, by_id: dict[int, PostRow]) -> bool:
    # It may have gone since its stamp was read.
    return post_id in by_id and is_wanted(by_id[post_id], by_id)
