"""Posts as pages and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.present.media import MediaItem, media_items
from app.present.pages import PostVersion
from app.present.people import Avatar, avatar_of
from app.present.post_parts import LinkCard, Poll, link_card, poll_card, poll_time_left
from app.present.times import full_time, rfc3339, short_count, short_time
from app.store.post_rows import Mark
from app.text.rich import stored_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from markupsafe import Markup

    from app.store.post_rows import PostRow
    from app.store.posts import PostVersionRow

# How long a post can be edited: the setting edit_window_minutes, by `use_edit_window`.
_edit_window = timedelta(minutes=15)


def use_edit_window(minutes: int) -> None:
    """Let cards of this process offer "Edit" for so long."""
    global _edit_window
    _edit_window = timedelta(minutes=minutes)


@dataclass(slots=True)
class PostCard:
    """A post as `_post_card.html` shows it. For a repost, everything but `reposted_by…` is the original's.

    The drawn card is kept under `key`: whatever a card shows has to follow from it, and all in it has to be hashable.
    Cards are made at every request and seldom drawn, so what only drawing asks for is a property.
    """

    row: PostRow
    viewer_id: int | None
    now: datetime
    # The entry of the list, where it is a repost.
    repost: PostRow | None = None
    # The quoted post; None with `quote_unavailable` where it is gone or hidden.
    quote: PostCard | None = None
    quote_unavailable: bool = False
    # A repost whose original is gone or hidden.
    is_unavailable: bool = False
    # Why it is in For you; empty: no reason line. And the same as a sentence, for the note that the reason opens.
    reason: str = ""
    reason_note: str = ""
    # Shows the tag "Author" in a thread.
    is_thread_author: bool = False
    # First on its author's profile, shown there.
    is_pinned: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything that the card is drawn from; the words of a reason are put in afterwards."""
        stamp, content = self.row
        repost, quote = self.repost, self.quote
        is_own = content.author_id == self.viewer_id
        return (
            stamp,
            short_time(content.created_at, self.now),
            is_own and self.can_edit,
            is_own,
            content.held_for_id is not None and self.can_approve,
            self.poll_time_left,
            None if repost is None else (repost.stamp, self.reposted_by_viewer),
            None if quote is None else quote.key,
            self.quote_unavailable,
            self.is_unavailable,
            bool(self.reason),
            self.is_thread_author,
            self.is_pinned,
        )

    @property
    def entry_id(self) -> int:
        """Id of the entry in its list: the repost's own id where it is one."""
        return (self.repost or self.row).stamp.id

    @property
    def time_short(self) -> str:
        return short_time(self.row.content.created_at, self.now)

    @property
    def is_own(self) -> bool:
        return self.row.content.author_id == self.viewer_id

    @property
    def can_edit(self) -> bool:
        content = self.row.content
        return self.is_own and content.repost_of_id is None and self.now - content.created_at < _edit_window

    @property
    def reposted_by(self) -> str | None:
        """The name of who reposted it; None: not a repost."""
        return None if self.repost is None else self.repost.content.display_name or self.repost.content.username

    @property
    def reposted_by_url(self) -> str | None:
        return None if self.repost is None else f"/@{self.repost.content.username}"

    @property
    def reposted_by_viewer(self) -> bool:
        return self.repost is not None and self.repost.content.author_id == self.viewer_id

    @property
    def is_held(self) -> bool:
        """Seen only by its author and by whom it waits for."""
        return self.row.content.held_for_id not in {None, self.row.content.author_id}

    @property
    def is_withheld(self) -> bool:
        """Hidden by a moderator."""
        return self.row.content.held_for_id == self.row.content.author_id

    @property
    def can_approve(self) -> bool:
        held_for_id = self.row.content.held_for_id
        return held_for_id is not None and held_for_id == self.viewer_id and not self.is_own

    @property
    def is_thread_muted(self) -> bool:
        """The viewer does not want to hear of this conversation."""
        return self.row.has(Mark.THREAD_MUTED)

    @property
    def poll_time_left(self) -> str:
        """How long the poll is still open, as "6 hours left"; empty: it is over, or there is none."""
        poll = self.row.stamp.poll
        return "" if poll is None else poll_time_left(poll, self.now)

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def url(self) -> str:
        return post_url(self.row.content.username, self.row.id)

    @property
    def author_id(self) -> int:
        return self.row.content.author_id

    @property
    def username(self) -> str:
        return self.row.content.username

    @property
    def name(self) -> str:
        return self.row.content.display_name or self.row.content.username

    @property
    def author_url(self) -> str:
        return f"/@{self.row.content.username}"

    @property
    def avatar(self) -> Avatar:
        return avatar_of(self.row.content.username, self.row.content.display_name, self.row.content.avatar_key)

    @property
    def is_author_private(self) -> bool:
        return self.row.content.is_private

    @property
    def body(self) -> str:
        return self.row.content.body

    @property
    def body_html(self) -> Markup:
        return stored_html(self.row.content.body_html)

    @property
    def time_full(self) -> str:
        return full_time(self.row.content.created_at)

    @property
    def time_iso(self) -> str:
        return rfc3339(self.row.content.created_at)

    @property
    def is_edited(self) -> bool:
        return self.row.content.edited_at is not None

    @property
    def is_reply(self) -> bool:
        return self.row.content.is_reply

    @property
    def reply_to_username(self) -> str | None:
        return self.row.stamp.reply_to_username

    @property
    def reply_to_url(self) -> str | None:
        row = self.row
        if row.stamp.reply_to_username is None or row.content.reply_to_id is None:
            return None
        return post_url(row.stamp.reply_to_username, row.content.reply_to_id)

    @property
    def reply_audience(self) -> str:
        return self.row.content.reply_audience

    @property
    def likes_count(self) -> int:
        return self.row.content.likes_count

    @property
    def comments_count(self) -> int:
        return self.row.content.comments_count

    @property
    def reposts_count(self) -> int:
        return self.row.content.reposts_count

    @property
    def quotes_count(self) -> int:
        return self.row.content.quotes_count

    @property
    def shares_count(self) -> int:
        return self.row.content.shares_count

    @property
    def likes(self) -> str:
        return short_count(self.row.content.likes_count)

    @property
    def comments(self) -> str:
        return short_count(self.row.content.comments_count)

    @property
    def reposts(self) -> str:
        return short_count(self.row.content.reposts_count)

    @property
    def quotes(self) -> str:
        return short_count(self.row.content.quotes_count)

    @property
    def shares(self) -> str:
        return short_count(self.row.content.shares_count)

    @property
    def is_liked(self) -> bool:
        return self.row.has(Mark.LIKED)

    @property
    def is_reposted(self) -> bool:
        return self.row.has(Mark.REPOSTED)

    @property
    def is_saved(self) -> bool:
        return self.row.has(Mark.SAVED)

    @property
    def is_hidden(self) -> bool:
        """Whether the viewer took it out of their feeds."""
        return self.row.has(Mark.HIDING)

    @property
    def is_less_wanted(self) -> bool:
        """Whether the viewer wants less like it."""
        return self.row.has(Mark.WANTS_LESS)

    @property
    def content_note(self) -> str:
        """Stands before the text until the reader opens it; empty: the text is shown."""
        return self.row.content.content_note

    @property
    def is_pinned_by_viewer(self) -> bool:
        return self.row.has(Mark.PINNED)

    @property
    def link_card(self) -> LinkCard | None:
        return link_card(self.row.stamp.link_card)

    @property
    def poll(self) -> Poll | None:
        return poll_card(self.row.stamp.poll, self.row.stamp.viewer_choices)

    @property
    def can_reply(self) -> bool:
        return self.row.has(Mark.CAN_REPLY)

    @property
    def media(self) -> tuple[MediaItem, ...]:
        return media_items(self.row.stamp.media)


def post_url(username: str, post_id: int) -> str:
    """The address of a post's page."""
    return f"/@{username}/post/{post_id}"


def post_cards(
    rows: Iterable[PostRow], post_ids: Sequence[int], *, viewer_id: int | None, now: datetime
) -> list[PostCard]:
    """Cards in the order of `post_ids`; ids without a row (gone, hidden) are left out."""
    by_id = {row.stamp.id: row for row in rows}
    return [_entry(by_id[post_id], by_id, viewer_id, now) for post_id in post_ids if post_id in by_id]


def _entry(row: PostRow, by_id: dict[int, PostRow], viewer_id: int | None, now: datetime) -> PostCard:
    original_id = row.content.repost_of_id
    if original_id is None:
        return _with_quote(row, by_id, viewer_id, now)
    original = by_id.get(original_id)
    card = PostCard(row, viewer_id, now) if original is None else _with_quote(original, by_id, viewer_id, now)
    card.repost = row
    card.is_unavailable = original is None
    return card


def _with_quote(row: PostRow, by_id: dict[int, PostRow], viewer_id: int | None, now: datetime) -> PostCard:
    card = PostCard(row, viewer_id, now)
    content = row.content
    if content.is_quote:
        quoted = None if content.quote_of_id is None else by_id.get(content.quote_of_id)
        if quoted is None or quoted.content.repost_of_id is not None:
            card.quote_unavailable = True
        else:
            card.quote = PostCard(quoted, viewer_id, now)
    return card


def post_version(row: PostVersionRow) -> PostVersion:
    """One text of a post, for a page."""
    return PostVersion(stored_html(row.body_html), full_time(row.written_at), rfc3339(row.written_at))


def closed_reason(post: PostCard, ancestors: Sequence[PostCard]) -> str:
    """Why this person cannot answer a post: its own audience, or that of the conversation's first post."""
    for card in (post, *ancestors[:1]):
        if card.reply_audience == "following":
            return f"Only people @{card.username} follows can reply."
        if card.reply_audience == "mentioned":
            return f"Only people @{card.username} mentions can reply."
    return "Not everyone can reply to this."
