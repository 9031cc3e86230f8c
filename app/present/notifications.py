"""Notifications as pages and JSON show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from app.present.json_people import user_fragment
from app.present.json_posts import post_fragments
from app.present.pages import NotificationSection, PreferenceLine
from app.present.people import avatar_of
from app.present.posts import post_url
from app.present.times import full_time, rfc3339, short_time
from app.store.notifications import TargetRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.present.people import Avatar
    from app.store.notifications import Details, Group

PREVIEW_LENGTH = 160

_PERIODS = {"today": "Today", "week": "This week", "earlier": "Earlier"}

_ACTS = {
    "like": "liked your {post}",
    "reply": "replied",
    "repost": "reposted your {post}",
    "quote": "quoted you",
    "mention": "mentioned you",
    "follow": "followed you",
    "follow_request": "asked to follow you",
    "request_accepted": "accepted your request",
    "poll_ended": "ended a poll you voted in",
    "post": "shared a new post",
    "alt_suggestion": "suggested an alt text",
}

_KINDS_IN_WORDS = {
    "like": "Likes",
    "reply": "Replies",
    "repost": "Reposts",
    "quote": "Quotes",
    "mention": "Mentions",
    "follow": "New followers",
    "follow_request": "Requests to follow you",
    "request_accepted": "Accepted requests",
    "poll_ended": "Polls that ended",
    "post": "New posts of people you asked to hear of",
    "alt_suggestion": "Suggested alt texts",
}


class NotificationLine(NamedTuple):
    """One group of notifications on a page: all that its line is drawn from, and is kept under.

    What only follows from the group is a property, which costs nothing while the line is kept.
    """

    group: Group
    time_short: str
    # today, week or earlier.
    period: str

    @property
    def id(self) -> int:
        return self.group.id

    @property
    def kind(self) -> str:
        return self.group.kind

    @property
    def is_read(self) -> bool:
        return self.group.is_read

    @property
    def is_group(self) -> bool:
        return self.group.actors_count > 1

    @property
    def actor_name(self) -> str:
        return self.group.actor_display_name or self.group.actor_username

    @property
    def rest(self) -> str:
        """The sentence after the first name, as "and 4 others liked your post"."""
        group = self.group
        act = _ACTS[group.kind].format(post="reply" if group.post_is_reply else "post")
        if group.actors_count == 1:
            return act
        if group.second_username is not None:
            return f"and {group.second_display_name or group.second_username} {act}"
        return f"and {group.actors_count - 1} others {act}"

    @property
    def avatar(self) -> Avatar:
        group = self.group
        return avatar_of(group.actor_username, group.actor_display_name, group.actor_avatar_key)

    @property
    def preview(self) -> str:
        return one_line(self.group.post_body or "")

    @property
    def time_iso(self) -> str:
        return rfc3339(self.group.created_at)

    @property
    def time_full(self) -> str:
        return full_time(self.group.created_at)

    @property
    def group_key(self) -> str:
        """What a page finds the group by when something is added to it, as long as it is unread."""
        group = self.group
        if group.is_read or group.kind not in {"like", "repost", "follow"}:
            return str(group.id)
        return group.kind if group.post_id is None else f"{group.kind}-{group.post_id}"

    @property
    def requester_id(self) -> int | None:
        """The person behind a follow request; None for other kinds."""
        return self.group.actor_id if self.kind == "follow_request" else None


def preference_lines(deliveries: Mapping[str, str]) -> list[PreferenceLine]:
    """Each kind with how it is told, for the settings."""
    return [PreferenceLine(kind, words, deliveries[kind]) for kind, words in _KINDS_IN_WORDS.items()]


def notifications_json(details: Details, *, viewer_id: int, base_url: str) -> list[dict[str, Any]]:
    """The `notification`s of the API; `id` is that of the group's newest row."""
    post_ids = [group.post_id for group, _ in details.groups if group.post_id is not None]
    post_texts = dict(zip(post_ids, post_fragments(details.posts, post_ids, base_url=base_url), strict=True))
    return [
        {
            "id": str(group.id),
            "kind": group.kind,
            "actors": [user_fragment(actor, viewer_id) for actor in actors],
            "actors_count": group.actors_count,
            "post": None if group.post_id is None else post_texts[group.post_id],
            "read": group.is_read,
            "created_at": rfc3339(group.created_at),
        }
        for group, actors in details.groups
    ]


def push_message(group: Group, *, unread_count: int) -> dict[str, Any]:
    """What a browser shows while no page is open; `tag`: it replaces what it showed of the same group."""
    line = notification_lines([group])[0]
    target = TargetRow(
        id=group.id,
        kind=group.kind,
        post_id=group.post_id,
        post_username=group.post_username,
        actor_username=group.actor_username,
    )
    return {
        "id": str(group.id),
        "tag": line.group_key,
        "title": f"{line.actor_name} {line.rest}",
        "body": line.preview,
        "url": target_url(target),
        "unread_count": unread_count,
    }


def notification_lines(groups: Iterable[Group], *, now: datetime | None = None) -> list[NotificationLine]:
    """Lines for the page and the bell."""
    now = now or datetime.now(UTC)
    return [
        NotificationLine(group, short_time(group.created_at, now), _period(group.created_at, now)) for group in groups
    ]


def notification_sections(lines: Iterable[NotificationLine]) -> list[NotificationSection]:
    """Lines, newest first, by the periods of the page."""
    by_period = groupby(lines, key=attrgetter("period"))
    return [NotificationSection(period, _PERIODS[period], list(those)) for period, those in by_period]


def _period(moment: datetime, now: datetime) -> str:
    if moment.astimezone(UTC).date() == now.astimezone(UTC).date():
        return "today"
    return "week" if now - moment < timedelta(days=7) else "earlier"


def one_line(body: str) -> str:
    """A post's text on one line."""
    line = " ".join(body.split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"


def target_url(target: TargetRow) -> str:
    """The page that a notification leads to."""
    if target.kind == "follow_request":
        return "/follow-requests"
    if target.kind == "alt_suggestion":
        return f"/posts/{target.post_id}/alt"
    if target.post_id is not None and target.post_username is not None:
        return post_url(target.post_username, target.post_id)
    return f"/@{target.actor_username}"
