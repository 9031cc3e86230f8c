"""The people of the demo go on talking while somebody watches: they act as the app does for anybody."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.actions.likes import like_post
from app.actions.posts import publish_post
from app.actions.reposts import repost_post
from app.jobs.demo.conversations import CONVERSATIONS
from app.jobs.demo.people import HOST, PEOPLE
from app.store import feeds, posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.db import Database
    from app.jobs.demo.conversations import Line

_MOST_OPEN = 3
_ANSWER, _START, _REPOST = 0.3, 0.2, 0.05
# So many of the newest posts may be liked; those of visitors come first as often as this.
_LOOKED_AT, _FOR_VISITORS = 12, 0.4
_NEWER_THAN_ALL = 2**63 - 1


class NobodyThere(Exception):
    """The demo data has not been made."""


@dataclass(slots=True)
class _Conversation:
    """One that goes on: what is still to be said, and the post that it answers."""

    lines: list[Line]
    post_id: int = 0


@dataclass(slots=True)
class LiveDemo:
    """Does one act after the other, drawn by lot from a seed."""

    database: Database
    dice: random.Random
    _user_ids: dict[str, int] = field(default_factory=dict)
    _open: list[_Conversation] = field(default_factory=list)
    _coming: Iterator[tuple[Line, ...]] = field(default_factory=lambda: iter(()))
    _done: set[tuple[str, int, str]] = field(default_factory=set)

    async def prepare(self) -> None:
        """Find the people.

        Raises:
            NobodyThere: there is no demo.
        """
        names = [person.username for person in PEOPLE if person.username != HOST]
        rows = await posts.list_mentionable(self.database.pool, viewer_id=0, usernames=names)
        self._user_ids = {row.username: row.id for row in sorted(rows, key=lambda row: row.username)}
        if len(self._user_ids) < len(names):
            raise NobodyThere

    async def act(self) -> str:
        """One act; gives what happened, for the terminal."""
        chance = self.dice.random()
        if self._open and chance < _ANSWER:
            return await self._answer(self.dice.choice(self._open))
        if len(self._open) < _MOST_OPEN and (not self._open or chance < _ANSWER + _START):
            conversation = _Conversation(list(self._next_lines()))
            self._open.append(conversation)
            return await self._answer(conversation)
        return await self._react(is_repost=chance > 1 - _REPOST)

    def _next_lines(self) -> tuple[Line, ...]:
        lines = next(self._coming, None)
        if lines is None:
            self._coming = iter(self.dice.sample(CONVERSATIONS, len(CONVERSATIONS)))
            lines = next(self._coming)
        return lines

    async def _answer(self, conversation: _Conversation) -> str:
        username, body = conversation.lines.pop(0)
        published = await publish_post(
            self.database,
            viewer_id=self._user_ids[username],
            body=body,
            reply_to_id=conversation.post_id or None,
        )
        act = "answers" if conversation.post_id else "posts"
        conversation.post_id = published.post_ids[0]
        if not conversation.lines:
            self._open.remove(conversation)
        return f"@{username} {act}: {body}"

    async def _react(self, *, is_repost: bool) -> str:
        username = self.dice.choice(list(self._user_ids))
        user_id = self._user_ids[username]
        newest = await feeds.list_newest(
            self.database.pool, viewer_id=user_id, before_id=_NEWER_THAN_ALL, page_size=_LOOKED_AT
        )
        act = "reposts" if is_repost else "likes"
        able = [row for row in newest if row.author_id != user_id and (act, row.post_id, username) not in self._done]
        if not able:
            return f"@{username} reads."
        of_visitors = [row for row in able if row.author_id not in self._user_ids.values()]
        if of_visitors and self.dice.random() < _FOR_VISITORS:
            able = of_visitors
        post_id = able[min(len(able) - 1, int(self.dice.expovariate(0.5)))].post_id
        self._done.add((act, post_id, username))
        target = await (repost_post if is_repost else like_post)(self.database, viewer_id=user_id, post_id=post_id)
        count = target.reposts_count if is_repost else target.likes_count
        return f"@{username} {act} a post ({count})."
